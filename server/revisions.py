"""Which revision of the schema a database is at, and how it gets to another one (Alembic underneath)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from .db import engine_options

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class CannotMigrate(Exception):
    """The database was left as it was; the message says why and what to do."""


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
    """Bring the database up to a revision; nothing happens when it is there already. Raises CannotMigrate."""
    _move(command.upgrade, url, to)


def downgrade(url: str, to: str) -> None:
    """Bring the database down to a revision; what the older schema cannot hold is dropped, as each says.

    Raises CannotMigrate.
    """
    _move(command.downgrade, url, to)


def _move(how: Callable[[Config, str], None], url: str, to: str) -> None:
    _require_answer(url)
    try:
        how(config(url), to)
    except CommandError as error:
        raise CannotMigrate(
            f"{error}. This version knows {', '.join(_known())}; a database from a newer version needs that version."
        ) from error


def _require_answer(url: str) -> None:
    engine = create_engine(url, **engine_options(url))
    try:
        engine.connect().close()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise CannotMigrate(f"The database cannot be opened: {reason}. Check DATABASE_URL and DATA_DIR.") from error
    finally:
        engine.dispose()


def _known() -> list[str]:
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
