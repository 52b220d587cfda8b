"""Is this installation fit to serve? Asked by `/readyz` again and again, and once before a start."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from . import revisions
from .db import db, engine_options
from .settings import Settings


class NotFit(Exception):
    """This installation must not start; the message says what to do."""


def missing(settings: Settings) -> list[str]:
    """What keeps a running server from serving, in words; empty when all is well."""
    found: list[str] = []
    try:
        with db.engine.connect() as connection:
            if revisions.of_database(connection) != revisions.newest():
                found.append("database is not migrated (xunan migrate upgrade)")
    except SQLAlchemyError:
        found.append("database does not answer")
    try:
        with tempfile.TemporaryFile(dir=settings.data_dir) as probe:
            probe.write(b"xunan")
            probe.flush()
    except OSError:
        found.append("DATA_DIR cannot be written to, or the disk is full")
    return found


def make_data_dir(settings: Settings) -> Path:
    """The folder of all state, for its owner only. Raises NotFit when it cannot be made or written to."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=settings.data_dir):
            return settings.data_dir
    except OSError as error:
        raise NotFit(
            f"DATA_DIR {settings.data_dir} cannot be written to ({error.strerror}). Choose another, or give it to "
            "the user who runs this: chown -R xunan " + str(settings.data_dir)
        ) from error


def require_fit(settings: Settings) -> None:
    """Refuse to start an installation that is not safe to serve.

    Raises NotFit with a sentence that says what to do.
    """
    if not settings.secret_key:
        raise NotFit(
            "SECRET_KEY is not set. Make one with `python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`, "
            "keep it safe, and start again with SECRET_KEY=… in the environment."
        )
    engine = create_engine(settings.database_url, **engine_options(settings.database_url))
    try:
        if not _is_there(engine):
            raise NotFit(f"There is no database at {engine.url.database} yet. Run `xunan migrate upgrade` to make it.")
        _require_migrated(engine)
        if not settings.demo:
            _require_no_demo_accounts(engine)
    finally:
        engine.dispose()


def _is_there(engine: Engine) -> bool:
    """SQLite would make an empty file by asking."""
    path = engine.url.database
    return engine.dialect.name != "sqlite" or not path or Path(path).is_file()


def _require_migrated(engine: Engine) -> None:
    try:
        with engine.connect() as connection:
            there, newest = revisions.of_database(connection), revisions.newest()
    except SQLAlchemyError as error:
        raise NotFit(f"The database does not answer ({type(error).__name__}). Check DATABASE_URL.") from error
    if there != newest:
        raise NotFit(
            f"The database is at revision {there or 'none'}, this version needs {newest}. "
            "Back up (`xunan backup`), then run `xunan migrate upgrade` and start again."
        )


def _require_no_demo_accounts(engine: Engine) -> None:
    if not inspect(engine).has_table("accounts"):
        return
    with engine.connect() as connection:
        demo = connection.execute(text("SELECT count(*) FROM accounts WHERE demo")).scalar_one()
    if demo:
        raise NotFit(
            f"There are {demo} demo accounts in this database, and everybody knows their password. "
            "Start with an empty DATA_DIR (or another DATABASE_URL) and make a real administrator with "
            "`xunan admin create`."
        )
