"""Many records at once, as years would have brought them: copies of one hazard, numbered and in its circles.

Their history is left out: a pull reads only that of the records it brings.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from server.app import create_app
from server.db import db, writing
from server.hazards.models import Hazard
from server.settings import read_settings

_AT_ONCE = 50_000
_NUMBERS = {
    "sqlite": "WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < :many)",
    "postgresql": "WITH one AS (SELECT n FROM generate_series(1, CAST(:many AS integer)) AS n)",
}
_ID = {
    "sqlite": "printf('01900000-0000-7000-8000-%012x', :base + n)",
    "postgresql": "'01900000-0000-7000-8000-' || lpad(to_hex(:base + n), 12, '0')",
}


def grow_installation(environ: Mapping[str, str], hazard: str, many: int) -> int:
    """Copy a hazard so often; the clock's number after it."""
    app = create_app(read_settings(environ))
    with app.app_context():
        last = 0
        while many > 0:
            part = min(many, _AT_ONCE)
            with writing() as connection:
                last = copies(connection, hazard, part)
            many -= part
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        db.session.remove()
        db.engine.dispose()
    return last


def copies(connection: Connection, hazard: str, many: int) -> int:
    """In the caller's transaction: `many` copies of a hazard. O(many · its circles)."""
    kind = connection.dialect.name
    base = connection.execute(text("SELECT seq FROM sync_clock")).scalar_one()
    said = {"many": many, "base": base, "hazard": hazard}
    connection.execute(text("UPDATE sync_clock SET seq = seq + :many, base = :base"), {"many": many, "base": base})
    others = [column.name for column in Hazard.__table__.c if column.name not in ("id", "seq")]
    names = ", ".join(f'"{name}"' for name in others)
    rows = f"{_NUMBERS[kind]} SELECT {_ID[kind]}, :base + n, {names} FROM hazards, one WHERE id = :hazard"
    connection.execute(text(f"INSERT INTO hazards (id, seq, {names}) {rows}"), said)
    feeds = (
        f"INSERT INTO sync_feed (key, record, type, seq, since, gone, gone_at) {_NUMBERS[kind]} "
        f"SELECT key, {_ID[kind]}, type, :base + n, :base + n, gone, gone_at "
        "FROM sync_feed, one WHERE record = :hazard"
    )
    connection.execute(text(feeds), said)
    connection.execute(text("UPDATE sync_clock SET base = seq"))
    return base + many
