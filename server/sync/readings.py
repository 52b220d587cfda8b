"""How far somebody has read each circle: what tells work in good faith from a guess at ids.

A record was delivered to him if it entered one of his circles no later than he read it, and left it no earlier
than he began. One row a person and circle, written only when something new entered; no log of deliveries.
A pull never waits for a long writer to note it: what cannot be noted at once is noted with the next reading.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from sqlalchemy import Connection, bindparam, case, or_, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError

from .. import clock
from ..db import db
from ..permissions import Caller
from .models import Feed, Reading

log = structlog.get_logger()
_FEED, _READINGS = Feed.__table__, Reading.__table__
#: How long a delivered record counts as delivered.
REMEMBERED = timedelta(days=90)
#: A reading is renewed this often even if nothing new entered.
_RENEWED = timedelta(days=1)
#: How long a pull may wait for another writer to note its reading.
_PATIENCE_MS = 150

_waiting: dict[tuple[str, str], dict[str, Any]] = {}
_lock = threading.Lock()


_READ = select(_READINGS.c.key, _READINGS.c.seq, _READINGS.c.at).where(_READINGS.c.user_id == bindparam("user"))


def new_to(connection: Connection, caller: Caller, entered: Mapping[str, int], read: int) -> frozenset[str]:
    """The circles whose reading must be noted: something entered them that no earlier reading covers."""
    if not entered:
        return frozenset()
    known = {row.key: row for row in connection.execute(_READ, {"user": caller.user_id})}
    return frozenset(
        key
        for key, since in entered.items()
        if key not in known or since > known[key].seq or known[key].at < clock.now() - _RENEWED
    )


def remember(caller: Caller, circles: Iterable[str], *, first: int, read: int) -> None:
    """Note that `caller` has read these circles up to number `read`."""
    now = clock.now()
    with _lock:
        for key in circles:
            before = _waiting.get((caller.user_id, key))
            _waiting[caller.user_id, key] = {
                "user_id": caller.user_id, "key": key, "at": now,
                "first_seq": min(first, before["first_seq"]) if before else first,
                "seq": max(read, before["seq"]) if before else read,
            }  # fmt: skip
        rows = sorted(_waiting.values(), key=lambda row: (row["user_id"], row["key"]))
    try:
        _note(rows)
    except OperationalError:
        log.info("reading_noted_with_the_next", circles=len(rows))
        return
    with _lock:
        for row in rows:
            if _waiting.get((row["user_id"], row["key"])) is row:
                del _waiting[row["user_id"], row["key"]]


def _note(rows: list[dict[str, Any]]) -> None:
    """Write them without waiting for the disk.

    They survive the death of every process; a power cut before the next commit may take them, and then work on what
    left the scope since is refused, not parked.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            at_once = connection.execution_options(isolation_level="AUTOCOMMIT")
            at_once.execute(_IN_ONE_TURN, {"rows": orjson.dumps(rows).decode()})
        else:
            with _hasty(connection.execution_options(writes=True)) as hasty:
                hasty.execute(_UPSERT, rows)


#: PostgreSQL's whole transaction in one turn. The setting counts until its end, and for its commit.
_IN_ONE_TURN = text(
    "INSERT INTO sync_readings AS held (user_id, key, first_seq, seq, at)"
    " SELECT user_id, key, first_seq, seq, at FROM json_populate_recordset(NULL::sync_readings, CAST(:rows AS json))"
    " WHERE (SELECT set_config('synchronous_commit', 'off', true)) = 'off'"
    " ON CONFLICT (user_id, key) DO UPDATE SET seq = greatest(held.seq, excluded.seq), at = excluded.at"
)


@contextmanager
def _hasty(connection: Connection) -> Iterator[Connection]:
    """A write transaction that gives up quickly when somebody else holds SQLite's one lock, and is not waited for."""
    raw: Any = connection.connection.driver_connection
    patience = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    raw.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    raw.execute("PRAGMA synchronous=NORMAL")
    try:
        with connection.begin():
            yield connection
    finally:
        try:
            raw.execute("PRAGMA synchronous=FULL")
            raw.execute(f"PRAGMA busy_timeout={patience}")
        except BaseException:
            connection.invalidate()  # nobody may push over a connection that does not wait for the disk
            raise


def _upsert() -> Any:
    statement = sqlite.insert(_READINGS)
    later = case((_READINGS.c.seq > statement.excluded.seq, _READINGS.c.seq), else_=statement.excluded.seq)
    return statement.on_conflict_do_update(
        index_elements=["user_id", "key"], set_={"seq": later, "at": statement.excluded.at}
    )


_UPSERT = _upsert()


def was_delivered(connection: Connection, record: str, user_id: str, now: datetime) -> bool:
    """Did this server give that record to this person in the last 90 days?"""
    query = (
        select(_FEED.c.record)
        .join(_READINGS, _READINGS.c.key == _FEED.c.key)
        .where(
            _FEED.c.record == record,
            _READINGS.c.user_id == user_id,
            _READINGS.c.at > now - REMEMBERED,
            _FEED.c.since <= _READINGS.c.seq,
            or_(_FEED.c.gone.is_(False), _FEED.c.seq > _READINGS.c.first_seq),
        )
        .limit(1)
    )
    return connection.execute(query).first() is not None


def forget(connection: Connection, now: datetime) -> None:
    """Drop readings that no longer count; for the nightly job."""
    connection.execute(_READINGS.delete().where(_READINGS.c.at < now - REMEMBERED))
