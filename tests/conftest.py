"""The ground every test stands on: a fresh database, the whole app on it, and a client.

The server's tests run on SQLite and on PostgreSQL alike (`--database sqlite|postgresql|both`; both is the default
where a PostgreSQL is installed). A database is made once a session and copied for each test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from server.app import create_app
from server.db import db, engine_options
from server.people import passwords
from server.schema import create_schema
from server.settings import Settings
from tests.postgres import Cluster, programs

KINDS = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=[*KINDS, "both"], default=None, help="which database the server's tests use")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much the long versions asked; a test counts with `record_property("requests judged", n)`."""
    totals: dict[str, int] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in getattr(report, "user_properties", []):
            if report.when == "call" and isinstance(value, int):
                totals[name] = totals.get(name, 0) + value
    for name, total in totals.items():
        terminalreporter.write_line(f"{total} {name}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that needs a database runs once on each kind."""
    if "database_kind" not in metafunc.fixturenames:
        return
    wanted = metafunc.config.getoption("--database") or ("both" if programs() else "sqlite")
    metafunc.parametrize("database_kind", KINDS if wanted == "both" else [wanted], indirect=True, scope="session")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`."""
    return request.param


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL server for this session, thrown away at its end."""
    with Cluster.started() as running:
        yield running


@pytest.fixture(scope="session")
def template(database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the whole schema and nothing in it; what it is depends on the kind."""
    if database_kind == "sqlite":
        path = tmp_path_factory.mktemp("template") / "empty.db"
        _create(f"sqlite:///{path}")
        return str(path)
    running: Cluster = request.getfixturevalue("cluster")
    running.create("template_empty")
    _create(running.url("template_empty"))
    return "template_empty"


def _create(url: str) -> None:
    engine = create_engine(url, **engine_options(url))
    create_schema(engine)
    if url.startswith("sqlite"):
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    engine.dispose()


@pytest.fixture(scope="session")
def settled(database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A template with the small district of `tests.world` in it; a folder of tests may choose it as its own."""
    folder = tmp_path_factory.mktemp("district")
    if database_kind == "sqlite":
        name = str(folder / "district.db")
        url = f"sqlite:///{name}"
    else:
        running: Cluster = request.getfixturevalue("cluster")
        name = "template_district"
        running.create(name)
        url = running.url(name)
    _create(url)
    _settle(url, folder)
    return name


def _settle(url: str, folder: Path) -> None:
    from server.app import create_app
    from tests import world

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


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """A password's real cost is meant for those who guess; a story signs in a dozen times."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    passwords._hasher = quick
    passwords._NOBODY = quick.hash("nobody")


@pytest.fixture
def database_url(database_kind: str, template: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database with the whole schema, for this test alone."""
    if database_kind == "sqlite":
        path = tmp_path / "data" / "xunan.db"
        path.parent.mkdir()
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        return
    running: Cluster = request.getfixturevalue("cluster")
    name = running.create_from(template)
    yield running.url(name)
    running.drop(name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """One installation's settings, as a test wants them."""
    data_dir = tmp_path / "data"
    data_dir.mkdir(exist_ok=True)
    return Settings(
        data_dir=data_dir,
        database_url=database_url,
        secret_key="a key only tests know",
        demo=False,
        time_zone=ZoneInfo("Asia/Shanghai"),
        proxies=0,
        https=False,
        public_url="",
    )


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    """The same settings for a process of its own (gunicorn, the command line)."""
    return {
        **os.environ,
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
    }


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application on a fresh database, inside its context."""
    made = create_app(settings)
    with made.app_context():
        yield made
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()
