"""A settled district on a migrated database, served as production serves it, with a bad network in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine

from server import revisions
from server.app import create_app
from server.db import db, engine_options
from server.settings import Settings
from tests import world
from tests.postgres import Cluster

from .installation import Installation
from .network import BadNetwork


@pytest.fixture(scope="session")
def template(database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The district in a database that was migrated, since production serves no other."""
    folder = tmp_path_factory.mktemp("earnest")
    if database_kind == "sqlite":
        name = str(folder / "xunan.db")
        url = f"sqlite:///{name}"
    else:
        running: Cluster = request.getfixturevalue("cluster")
        name = "template_earnest"
        running.create(name)
        url = running.url(name)
    revisions.upgrade(url)
    app = create_app(Settings(folder, url, "a key only tests know", False, ZoneInfo("Asia/Shanghai"), 0, False, ""))
    with app.app_context():
        world.build(app)
        db.session.remove()
        db.engine.dispose()
    if database_kind == "sqlite":
        _all_in_one_file(url)
    return name


def _all_in_one_file(url: str) -> None:
    engine = create_engine(url, **engine_options(url))
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()


@pytest.fixture
def installation(settings: Settings, tmp_path: Path) -> Iterator[Installation]:
    """It runs; everything of it is killed at the end."""
    running = Installation(settings, tmp_path / "gunicorn.log")
    try:
        running.start()
        yield running
    finally:
        running.kill_all()


@pytest.fixture
def network() -> Iterator[Callable[..., BadNetwork]]:
    """`network(port, seed)`: a bad network in front of that port."""
    made: list[BadNetwork] = []

    def before(port: int, seed: int, **more: object) -> BadNetwork:
        made.append(BadNetwork(port, seed, **more))  # type: ignore[arg-type]
        return made[-1]

    yield before
    for each in made:
        each.close()
