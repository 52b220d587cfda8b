"""How much the database reads for something: what grows shows here, and not in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from server.db import db


class Reads:
    """How much the database read: rows of tables on PostgreSQL, steps of its machine on SQLite."""

    def __init__(self) -> None:
        self.count = 0

    def step(self) -> int:
        self.count += 1
        return 0


_ROWS = text("SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0) FROM pg_stat_user_tables")
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
_FLUSH = "SELECT pg_stat_force_next_flush()"


@contextmanager
def counted() -> Iterator[Reads]:
    reads, sqlite = Reads(), db.engine.dialect.name == "sqlite"

    def watched(connection: Any) -> None:
        if sqlite:
            connection.connection.driver_connection.set_progress_handler(reads.step, 10)
        else:
            connection.exec_driver_sql(_FLUSH)

    before = 0 if sqlite else _rows_so_far()
    event.listen(db.engine, "begin", watched)
    try:
        yield reads
    finally:
        event.remove(db.engine, "begin", watched)
    if not sqlite:
        reads.count = _rows_so_far() - before


def _rows_so_far() -> int:
    """A connection tells what it read at the latest when it ends."""
    db.session.remove()
    db.engine.dispose()
    with db.engine.connect() as connection:
        while connection.execute(_OTHERS).scalar_one():
            connection.rollback()
            time.sleep(0.02)
        connection.exec_driver_sql(_FLUSH)
        found = int(connection.execute(_ROWS).scalar_one())
    db.engine.dispose()
    return found
