"""The database itself refuses what would lose a change or rewrite the past."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from server.db import db, writing
from server.schema import numbered_tables
from server.sync import history
from server.sync.models import Clock, Feed


def _feed_row(seq: int) -> dict[str, object]:
    return {
        "key": "all",
        "record": "r",
        "type": "area",
        "seq": seq,
        "since": seq,
        "gone": False,
        "gone_at": None,
    }


def test_a_feed_row_without_a_number_of_this_transaction_is_refused(app: Flask) -> None:
    with pytest.raises(DBAPIError, match="no number from the clock"), writing() as connection:
        connection.execute(insert(Feed), [_feed_row(1)])


def test_a_row_numbered_by_the_clock_is_taken_and_an_old_number_is_refused(app: Flask) -> None:
    with writing() as connection:
        connection.execute(update(Clock).values(seq=1))
        connection.execute(insert(Feed), [_feed_row(1)])
        connection.execute(update(Clock).values(base=1))
    with pytest.raises(DBAPIError, match="no number from the clock"), writing() as connection:
        connection.execute(update(Feed).values(gone=True))
    assert db.session.execute(select(Feed.gone)).scalar() is False


def test_every_synced_table_is_guarded(app: Flask) -> None:
    assert {"sync_feed", "conflicts", "contributions"} <= set(numbered_tables())
    if db.engine.dialect.name == "postgresql":
        query = (
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid "
            "WHERE tgname LIKE '%_numbered'"
        )
    else:
        query = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_numbered_update'"
    assert sorted(db.session.execute(text(query)).scalars()) == numbered_tables()


@pytest.mark.parametrize("wish", ["UPDATE history SET actor = 'x'", "DELETE FROM history"])
def test_the_past_cannot_be_changed(app: Flask, wish: str) -> None:
    line = history.Line("hazard", "r", 1, "a", None, None, None, False, {"kind": "test"})
    with writing() as connection:
        count, head = history.write(connection, [line], 0, "0" * 64)
        connection.execute(update(Clock).values(events=count, head=head))
    with pytest.raises(DBAPIError, match="history only grows"), writing() as connection:
        connection.execute(text(wish))
    with db.engine.connect() as connection:
        assert history.verify(connection) == (1, head, [])
