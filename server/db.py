"""The database: SQLite in one file for a district, PostgreSQL for a province.

Names and types are settled here once, so that a migration and a model can never disagree about them.
Flask stays out of this module: verbs and jobs import it and know no request.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, MetaData, String, Table, TypeDecorator, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from . import turns

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite keeps it as UTC text, PostgreSQL as timestamptz."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without an offset must not be stored")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Ids are UUIDs in canonical lower-case text: the same value on the wire, in SQLite and in PostgreSQL.
Id = String(36)


class Base(DeclarativeBase):
    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime})

    if TYPE_CHECKING:
        __table__: ClassVar[Table]  # type: ignore[assignment] - each of ours has a real one


class Database(SQLAlchemy):
    """Flask-SQLAlchemy, with its `Model` known to the type checker as what it is."""

    if TYPE_CHECKING:
        Model: type[Base]


db = Database(model_class=Base, disable_autonaming=True)


def new_id() -> str:
    """A UUIDv7 (RFC 9562): grows with time, so that an index on it stays quick to fill."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def engine_options(url: str) -> dict[str, Any]:
    """How to open the database at `url`; the same for the server, the worker and the tests."""
    json = {"json_serializer": _json, "json_deserializer": read_json}
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30, "check_same_thread": False}, **json}
    return {"pool_size": 10, "max_overflow": 30, **json}


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def read_json(value: Any) -> Any:
    """SQLite keeps a bare number in a JSON column as a number, not as text."""
    return value if isinstance(value, int | float) else orjson.loads(value)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """Durable by default: WAL with a sync at every commit; transactions begin where we say."""
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "connect")
def _prepare_postgresql(connection: Any, _: ConnectionPoolEntry) -> None:
    """What is asked here is a few rows by an index, out of memory or off a disk without a head that moves.

    As it comes, PostgreSQL thinks of a turning disk: it reads a whole table, or a whole circle and sorts it, where a
    thousand look-ups take a third of the time, and compiles what is done before the compiler is.
    """
    if not type(connection).__module__.startswith("psycopg"):
        return
    connection.execute("SELECT set_config('random_page_cost', '1.1', false), set_config('jit', 'off', false)")
    connection.commit()


#: Seconds after which a connection is asked whether it is still there before it is used. Asking each time would cost
#: every request of PostgreSQL's two more turns; one that was cut off sooner is answered with `unavailable`.
RESTED = 5.0


@event.listens_for(Pool, "checkin")
def _note_rest(connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["rested"] = time.monotonic()


@event.listens_for(Pool, "checkout")
def _ask_the_rested(connection: Any, record: ConnectionPoolEntry, _: Any) -> None:
    since = record.info.get("rested")
    if since is None or time.monotonic() - since < RESTED or type(connection).__module__.startswith("sqlite3"):
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except connection.OperationalError as error:
        raise DisconnectionError from error


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the lock at its start, so that it never fails half-way."""
    if connection.dialect.name == "sqlite":
        mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def writing() -> Iterator[Connection]:
    """One write transaction of the session: committed at the end, rolled back on any error.

    What was read before in this session is let go first; inside, `db.session` and the yielded
    connection are the same transaction.
    """
    db.session.rollback()
    with turns.turn(db.engine.url):
        connection = db.session.connection(execution_options={"writes": True})
        try:
            yield connection
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


@contextmanager
def one_snapshot() -> Iterator[Connection]:
    """A read transaction in which everything is seen as of one moment (REPEATABLE READ on PostgreSQL).

    Its connection is not the session's: what that has read is let go first, and what is read here it does not see.
    """
    if db.session.registry.has():
        db.session.rollback()
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection for a few statements, let go at once; quicker than a session's, which also looks after objects."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # whose BEGIN and ROLLBACK would be turns of their own
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection
