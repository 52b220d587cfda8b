"""What this caller has not yet seen: rows of his circles' feeds after his cursor, each record once, at its newest.

Everything in one page is read in one snapshot, taken after the number up to which it says it has read. The cost
follows the number of changes returned: each circle is an index range that is read from the cursor on and cut at the
page's size; nobody else's changes are touched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Connection, TextualSelect, bindparam, column, select, text

from .. import clock
from ..db import one_snapshot, reading
from ..permissions import Caller
from . import readings, rows
from .collections import collection
from .models import Clock, Device, Feed

_FEED, _CLOCK, _DEVICES = Feed.__table__, Clock.__table__, Device.__table__
LARGEST_PAGE = 1000
#: A cursor older than this starts again, since tombstones are not kept for ever.
KEPT = timedelta(days=365)
#: SQLite joins at most 500 selects in one.
_KEYS_AT_ONCE = 400


@dataclass(frozen=True)
class Cursor:
    """How far a device has read, for whom, in which scope."""

    epoch: str
    scope: str
    seq: int
    #: While the first read is going on: the number at which it began; older tombstones are of no use to it.
    began: int
    day: int

    def written(self) -> str:
        words = orjson.dumps([self.epoch, self.scope, self.seq, self.began, self.day])
        return base64.urlsafe_b64encode(words).rstrip(b"=").decode()


@dataclass(frozen=True)
class Page:
    changes: list[dict[str, Any]]
    cursor: str
    more: bool
    reset: str | None
    last_seq: int
    epoch: str


_LAST_SEQ = select(_DEVICES.c.last_seq).where(_DEVICES.c.id == bindparam("device", type_=_DEVICES.c.id.type))
_AT = select(_CLOCK.c.seq, _CLOCK.c.epoch, _LAST_SEQ.scalar_subquery().label("last_seq"))


def scope_of(caller: Caller) -> str:
    """A short name for what somebody may see and do now: other posts, another name."""
    posts = {f"{held.role.value} {held.key}" for held in caller.holdings}
    # circles that follow from a post say nothing more than the post
    circles = {key for key in caller.keys if not key.startswith("k:")}
    return hashlib.sha256("\n".join(sorted(circles | posts)).encode()).hexdigest()[:16]


def deliver(caller: Caller, cursor: str | None, limit: int) -> Page:
    """One page of what changed for `caller` since `cursor`, at most `limit` records."""
    limit = max(1, min(limit, LARGEST_PAGE))
    with reading() as connection:
        at = connection.execute(_AT, {"device": caller.device_id}).one()
    last_seq = at.last_seq or 0
    start, reset = _start(cursor, caller, at.seq, at.epoch)
    changes: list[dict[str, Any]] = []
    last, news = None, frozenset[str]()
    if start.seq < at.seq:
        # What is committed between the two is in the snapshot as well, and comes once more with the next page.
        with one_snapshot() as connection:
            found, last, entered = _changed(connection, sorted(caller.keys), start, limit)
            changes = list(_shaped(connection, caller, found, start))
            news = readings.new_to(connection, caller, entered, at.seq if last is None else last)
    more = last is not None
    read = last if last is not None else at.seq
    if news:
        readings.remember(caller, news, first=start.began or start.seq, read=read)
    after = replace(start, seq=read, began=start.began if more else 0, day=_days(clock.today()))
    return Page(changes, after.written(), more, reset, last_seq, at.epoch)


def _start(cursor: str | None, caller: Caller, seq: int, epoch: str) -> tuple[Cursor, str | None]:
    """Where to read from, and the reason if it must be from the start."""
    fresh = Cursor(epoch, scope_of(caller), 0, seq, _days(clock.today()))
    if not cursor:
        return fresh, None
    known = read_cursor(cursor)
    if known is None:
        return fresh, "unknown"
    if known.epoch != epoch or known.seq > seq:
        return fresh, "epoch"
    if known.scope != fresh.scope:
        return fresh, "scope"
    if fresh.day - known.day > KEPT.days:
        return fresh, "expired"
    return known, None


def read_cursor(cursor: str) -> Cursor | None:
    """The cursor's words, or None if it was not made here."""
    try:
        words = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        epoch, scope, seq, began, day = words
    except (ValueError, TypeError):
        return None
    if not (
        isinstance(epoch, str)
        and isinstance(scope, str)
        and all(type(n) is int and 0 <= n < 2**63 for n in (seq, began, day))
    ):
        return None
    return Cursor(epoch, scope, seq, began, day)


def _days(day: date) -> int:
    return day.toordinal()


# --- reading the feed --------------------------------------------------------------------------

#: record → (number, type, the caller's circles that see it; empty when it left them all)
Found = dict[str, tuple[int, str, frozenset[str]]]


def _changed(
    connection: Connection, keys: list[str], start: Cursor, limit: int
) -> tuple[Found, int | None, dict[str, int]]:
    """The next `limit` records of these circles after the cursor; the last one's number if more follow; and for
    each circle the highest number at which one of them entered it.
    """
    read: list[Any] = []
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        part = keys[first : first + _KEYS_AT_ONCE]
        values: dict[str, Any] = {f"k{n}": key for n, key in enumerate(part)}
        values |= {"after": start.seq, "began": start.began, "most": limit + 1, "no": False}
        read += connection.execute(_feed_query(len(part)), values).all()
    read.sort(key=itemgetter(0))
    found: dict[str, tuple[int, str]] = {}
    live: dict[str, tuple[str, ...]] = {}
    entered: dict[str, int] = {}
    last: int | None = None
    for seq, record, type_, gone, since, key in read:
        if record not in found and len(found) == limit:
            last = max(seq for seq, _ in found.values())
            break
        found[record] = (seq, type_)
        if not gone:
            live[record] = (*live.get(record, ()), key)
            if since > entered.get(key, 0):
                entered[key] = since
    elsewhere = _still_seen(connection, keys, [record for record in found if record not in live])
    # Most of a page is seen by the same circles: one set for all of them.
    together = {circles: frozenset(circles) for circles in set(live.values())}
    together[()] = frozenset()
    shown = {
        record: (seq, type_, together[live.get(record, ())])
        for record, (seq, type_) in found.items()
        if record in live or record not in elsewhere
    }
    return shown, last, entered


@lru_cache(maxsize=64)
def _feed_query(circles: int) -> TextualSelect:
    """One index range a circle, each cut at the page's size."""
    one = (
        "SELECT * FROM (SELECT seq, record, type, gone, since, key FROM sync_feed WHERE key = :k{n} AND seq > :after"
        " AND (gone = :no OR seq > :began) ORDER BY seq LIMIT :most) AS f{n}"
    )
    return text(" UNION ALL ".join(one.format(n=n) for n in range(circles))).columns(
        _FEED.c.seq, _FEED.c.record, _FEED.c.type, column("gone"), _FEED.c.since, _FEED.c.key
    )


def _still_seen(connection: Connection, keys: list[str], records: list[str]) -> set[str]:
    """Records that left one circle of the caller but are seen by another."""
    if not records:
        return set()
    query = select(_FEED.c.record).where(
        _FEED.c.record.in_(bindparam("records", expanding=True)),
        _FEED.c.key.in_(bindparam("keys", expanding=True)),
        _FEED.c.gone.is_(False),
    )
    return set(connection.execute(query, {"records": records, "keys": keys}).scalars())


def _shaped(connection: Connection, caller: Caller, found: Found, start: Cursor) -> Iterable[dict[str, Any]]:
    """Each record as it travels, in order; content only to circles that see it."""
    by_type: dict[str, list[str]] = {}
    for record, (_, type_, circles) in found.items():
        if circles:
            by_type.setdefault(type_, []).append(record)
    known: dict[str, dict[str, Any]] = {}
    for type_, records in by_type.items():
        kind = collection(type_)
        found_here = rows.among(connection, kind.table, "id", records, to_change=False)
        kind.prepare(connection, found_here)
        known |= {row["id"]: row for row in found_here}
    for record, (seq, type_, circles) in found.items():
        row = known.get(record)
        if row is None:
            yield {"type": type_, "id": record, "gone": "scope"}
        elif row["deleted"]:
            if seq > start.began:
                yield {"type": type_, "id": record, "gone": "deleted"}
        else:
            data = collection(type_).shape(row, caller, circles)
            yield {"type": type_, "id": record, "version": row["version"], "data": data}


_EPOCH = select(_CLOCK.c.epoch)
_ANY_AFTER = (
    select(_FEED.c.seq)
    .where(_FEED.c.key.in_(bindparam("keys", expanding=True)), _FEED.c.seq > bindparam("seq"))
    .limit(1)
)


def has_news(connection: Connection, keys: Iterable[str], seq: int, epoch: str) -> bool:
    """Did anything change in these circles after `seq` (or was the server restored)? One index look-up a circle."""
    if connection.execute(_EPOCH).scalar() != epoch:
        return True
    return connection.execute(_ANY_AFTER, {"keys": list(keys), "seq": seq}).first() is not None
