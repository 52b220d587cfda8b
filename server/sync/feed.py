"""People's feeds: which circles a changed record is in, which it has left, and what moves along with it.

One row for each circle and record says the number of the last change there; leaving turns it into a tombstone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select, update

from . import rows
from .collections import Row, collection
from .models import Feed

if TYPE_CHECKING:
    from .work import Key, Work

_FEED = Feed.__table__
#: What hangs on records of every type.
_ENGINE_TYPES = ("conflict", "contribution")

#: circle → (number at which it entered, has left)
Circles = dict[str, tuple[int, bool]]


@dataclass(frozen=True)
class Renewal:
    """A record whose feed rows are to be renewed: the circles it is in now, and those it was in."""

    type: str
    row: Row
    keys: frozenset[str]
    before: Circles


def renewals(work: Work, changed: list[Key], new: set[Key]) -> Iterator[Renewal]:
    """The changed records, and everything that follows those which moved to other circles.

    O(changed + followers of the moved).
    """
    seen: set[Key] = set()
    todo = deque(changed)
    before = _before(work.connection, [record for type_, record in changed if (type_, record) not in new])
    while todo:
        type_, record = key = todo.popleft()
        row = None if key in seen else work.get(type_, record)
        seen.add(key)
        if row is None:
            continue
        keys = work.keys(type_, row)
        there = before.get(record, {})
        if there and keys != {name for name, (_, gone) in there.items() if not gone}:
            followers = list(_followers(work, type_, record))
            before |= _before(work.connection, [each for _, each in followers if each not in before])
            todo.extend(followers)
        yield Renewal(type_, row, keys, there)


def _followers(work: Work, type_: str, record: str) -> Iterator[Key]:
    """What hangs on a record and is seen by whoever sees it, its conflicts and contributions too."""
    own = () if type_ in _ENGINE_TYPES else _ENGINE_TYPES
    for follower in (*collection(type_).followers, *own):
        table = collection(follower).table
        name = next(name for name in ("owner_id", "record_id", f"{type_}_id") if name in table.c)
        found = list(work.connection.execute(select(table.c.id).where(table.c[name] == record)).scalars())
        work.fetch(follower, found)
        yield from ((follower, each) for each in found)


def _before(connection: Connection, records: list[str]) -> dict[str, Circles]:
    found: dict[str, Circles] = {}
    for row in rows.among(connection, _FEED, "record", records, "record", "key", "since", "gone"):
        found.setdefault(row["record"], {})[row["key"]] = (row["since"], row["gone"])
    return found


def write(connection: Connection, renewed: list[Renewal], numbers: Mapping[Key, int], now: datetime) -> None:
    """Put every renewal into the feeds of its circles, and a tombstone where it left."""
    added: list[tuple[str, str, str, int]] = []
    moved: list[dict[str, Any]] = []
    for each in renewed:
        record = each.row["id"]
        seq = numbers[each.type, record]
        added += [(key, record, each.type, seq) for key in each.keys.difference(each.before)]
        for key, (since, gone) in each.before.items():
            here = key in each.keys
            if gone and not here:
                continue
            at = {"this_key": key, "this_record": record, "new_seq": seq}
            entered = seq if gone else since
            moved.append(at | {"new_since": entered, "new_gone": not here, "new_gone_at": None if here else now})
    if added:
        keys, records, types, seqs = map(list, zip(*added, strict=True))
        here, never = [False] * len(added), [None] * len(added)
        rows.insert_columns(connection, _FEED, [keys, records, types, seqs, seqs, here, never])
    if moved:
        connection.execute(_MOVE, moved)


_MOVE = (
    update(_FEED)
    .where(_FEED.c.key == bindparam("this_key"), _FEED.c.record == bindparam("this_record"))
    .values(
        seq=bindparam("new_seq"),
        since=bindparam("new_since"),
        gone=bindparam("new_gone"),
        gone_at=bindparam("new_gone_at", type_=_FEED.c.gone_at.type),
    )
)
