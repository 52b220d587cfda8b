"""Every story here begins in the same small district; it is built once and copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from server.app import create_app
from server.db import db, engine_options
from server.schema import create_schema
from server.settings import Settings
from tests import world
from tests.phone import Phone


@pytest.fixture(scope="session")
def template(database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the district in it."""
    folder = tmp_path_factory.mktemp("district")
    if database_kind == "sqlite":
        name = str(folder / "district.db")
        url = f"sqlite:///{name}"
    else:
        cluster = request.getfixturevalue("cluster")
        name = "template_district"
        cluster.create(name)
        url = cluster.url(name)
    _build(url, folder)
    return name


def _build(url: str, folder: Path) -> None:
    engine = create_engine(url, **engine_options(url))
    create_schema(engine)
    engine.dispose()
    app = create_app(Settings(folder, url, "a key only tests know", False, ZoneInfo("Asia/Shanghai"), 0, False, ""))
    with app.app_context():
        world.build(app)
        db.session.remove()
        if url.startswith("sqlite"):
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        db.engine.dispose()


@pytest.fixture
def district(app: Flask) -> world.World:
    """Ids of the district by name."""
    return world.find()


@pytest.fixture
def phone(app: Flask) -> Callable[..., Phone]:
    """`phone("grid1")`: somebody's phone, signed in; each call is another device."""

    def of(login: str, **kwargs: object) -> Phone:
        client: FlaskClient = app.test_client(use_cookies=False)
        return Phone(client, login, **kwargs)  # type: ignore[arg-type]

    return of
