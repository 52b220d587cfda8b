"""The whole database as the models say it, with the triggers that keep it honest.

`create_schema` serves the tests and tools that want an empty database at once; an installation gets the same tables
from `migrations/`, and a test keeps the two equal. Two laws are enforced by the database itself, whoever writes:

* a synced row or a feed row must carry a number that the clock gave out in this very transaction, or a phone
  could miss it for ever;
* a line of history is never changed and never removed.
"""

from __future__ import annotations

import importlib
import pkgutil
import uuid
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from .db import db
from .sync.models import EMPTY_CHAIN, Clock, Synced

UNNUMBERED = "this row has no number from the clock: change synced records through Work"
PAST = "history only grows: a line of the past cannot be changed or removed"


def load_models() -> None:
    """Import the tables of every part, so that `db.metadata` is whole."""
    here = Path(__file__).parent
    for found in pkgutil.walk_packages([str(here)], prefix=f"{__package__}."):
        if found.name.rsplit(".", 1)[-1] == "models":
            importlib.import_module(found.name)


def numbered_tables() -> list[str]:
    """Names of the tables whose rows carry a number from the clock."""
    synced = {
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in db.Model.registry.mappers
        if issubclass(mapper.class_, Synced)
    }
    return sorted({*synced, "sync_feed"})


def numbering(table: str, dialect: str) -> list[str]:
    """Statements for the trigger that refuses a row of `table` without a number of this transaction."""
    if dialect == "postgresql":
        return [
            f"CREATE TRIGGER {table}_numbered BEFORE INSERT OR UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION xunan_numbered()"
        ]
    return [
        f"CREATE TRIGGER {table}_numbered_{word.lower()} BEFORE {word} ON {table} "
        "WHEN NOT EXISTS (SELECT 1 FROM sync_clock WHERE NEW.seq > base AND NEW.seq <= seq) "
        f"BEGIN SELECT RAISE(ABORT, '{UNNUMBERED}'); END"
        for word in ("INSERT", "UPDATE")
    ]


def guarding_history(dialect: str) -> list[str]:
    """Statements for the triggers that let history only grow."""
    if dialect == "postgresql":
        return [
            "CREATE TRIGGER history_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history "
            "FOR EACH STATEMENT EXECUTE FUNCTION xunan_past()"
        ]
    return [
        f"CREATE TRIGGER history_no_{word.lower()} BEFORE {word} ON history BEGIN SELECT RAISE(ABORT, '{PAST}'); END"
        for word in ("UPDATE", "DELETE")
    ]


def functions(dialect: str) -> list[str]:
    """What the triggers call; SQLite's carry their own words."""
    if dialect != "postgresql":
        return []
    return [
        "CREATE FUNCTION xunan_numbered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM sync_clock WHERE NEW.seq > base AND NEW.seq <= seq) THEN "
        f"RAISE EXCEPTION '{UNNUMBERED}'; END IF; RETURN NEW; END $$",
        f"CREATE FUNCTION xunan_past() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{PAST}'; END $$",
    ]


def triggers(dialect: str) -> list[str]:
    """Every statement that must follow the tables, in order."""
    return [
        *functions(dialect),
        *(statement for table in numbered_tables() for statement in numbering(table, dialect)),
        *guarding_history(dialect),
    ]


def start_clock(connection: Connection) -> None:
    """The clock's one row, before anything has happened."""
    connection.execute(
        insert(Clock.__table__).values(id=1, seq=0, base=0, epoch=str(uuid.uuid4()), events=0, head=EMPTY_CHAIN)
    )


def create_schema(engine: Engine) -> None:
    """Fill an empty database with every table, trigger and the clock's row."""
    load_models()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        db.metadata.create_all(connection)
        for statement in triggers(connection.dialect.name):
            connection.exec_driver_sql(statement)
        start_clock(connection)
