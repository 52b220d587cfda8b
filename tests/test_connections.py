"""A database server that restarts cuts every connection; who asks next gets an answer, or is told to ask again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from server import db
from tests.postgres import Cluster, programs

pytestmark = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> str:
    cluster.create("cut_off")
    return cluster.url("cut_off")


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = create_engine(database, **db.engine_options(database))
    yield made
    made.dispose()


def _who(connection: Connection) -> int:
    return connection.execute(text("SELECT pg_backend_pid()")).scalar_one()


def _cut(cluster: Cluster) -> None:
    with psycopg.connect(f"host={cluster.folder} user=postgres dbname=postgres", autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'cut_off'")


def test_a_connection_that_rested_is_asked_before_it_is_used(
    engine: Engine, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.connect() as connection:
        before = _who(connection)
    _cut(cluster)
    monkeypatch.setattr(db, "RESTED", 0.0)
    with engine.connect() as connection:
        assert _who(connection) != before


def test_one_that_was_cut_in_use_fails_once_as_a_busy_database_does(engine: Engine, cluster: Cluster) -> None:
    with engine.connect() as connection:
        before = _who(connection)
    _cut(cluster)
    with pytest.raises(OperationalError), engine.connect() as connection:
        _who(connection)
    with engine.connect() as connection:
        assert _who(connection) != before
