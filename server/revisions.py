"""Which revision of the schema a database is at, and how it gets to another one (Alembic underneath)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def config(url: str) -> Config:
    """Alembic's settings for the database at `url`; there is no alembic.ini to keep in step."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


@cache
def newest() -> str | None:
    """The revision this version of the program needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def of_database(connection: Connection) -> str | None:
    """The revision this database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str, to: str = "head") -> None:
    """Bring the database up to a revision; nothing happens when it is there already."""
    command.upgrade(config(url), to)


def downgrade(url: str, to: str) -> None:
    """Bring the database down to a revision; what the older schema cannot hold is dropped, as each says."""
    command.downgrade(config(url), to)
