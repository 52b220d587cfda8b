"""What Alembic runs: on SQLite and PostgreSQL alike, each revision whole or not at all.

Revisions under `versions/` import nothing of the program: they must still run when the program has moved on.
Only this file does, to compare a database with the models when somebody writes a new revision.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine

from server.db import UtcDateTime, db, engine_options
from server.schema import load_models


def render_item(kind: str, item: object, _: object) -> str | bool:
    """Write types as a revision may know them: without the program's own classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "JSON":
        return "Json"
    return False


def run() -> None:
    load_models()
    url = context.config.get_main_option("sqlalchemy.url") or ""
    engine = create_engine(url, **engine_options(url))
    with engine.connect().execution_options(writes=True) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # A table that is rebuilt is dropped for a moment; what points at it must not mind.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=sqlite,
            render_item=render_item,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
    engine.dispose()


run()
