"""History: one chain of lines that only grows.

Line n's hash covers the hash of line n-1, so that changing, removing or inserting a past line breaks every hash
after it; `xunan audit verify` walks the chain. The head lies in the clock's row, so that a cut tail shows too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select, update

from . import rows
from .models import EMPTY_CHAIN, Clock, Event

_EVENTS = Event.__table__
_CLOCK = Clock.__table__


@dataclass
class Line:
    """One event before it has its place in the chain; `body` is what travels."""

    type: str
    record: str
    version: int
    actor: str
    device: str | None
    from_state: str | None
    to_state: str | None
    conflicted: bool
    body: dict[str, Any]


def digest(before: str, n: int, line: Mapping[str, Any]) -> str:
    """The hash of line `n` that follows `before`; `line` has the table's columns, `body` as stored text."""
    words = [n, *(line[name] for name in _COVERED)]
    return hashlib.sha256(before.encode() + orjson.dumps(words)).hexdigest()


_COVERED = ("type", "record", "version", "actor", "device", "from_state", "to_state", "conflicted", "body")


def write(connection: Connection, lines: list[Line], count: int, head: str) -> tuple[int, str]:
    """Add lines at the end of the chain; returns the new count and head. The caller holds the clock."""
    written = []
    for line in lines:
        count += 1
        row: dict[str, Any] = {name: getattr(line, name) for name in _COVERED}
        row["body"] = orjson.dumps(line.body, option=orjson.OPT_SORT_KEYS).decode()
        head = row["hash"] = digest(head, count, row)
        row["n"] = count
        written.append(row)
    rows.insert(connection, _EVENTS, written)
    return count, head


def append(connection: Connection, lines: list[Line]) -> None:
    """Add lines about what phones do not hold (an account, a post, a device), in the caller's transaction.

    Takes the clock's lock until the commit; a `Work` that is open in the same transaction would not see them.
    """
    locked = select(_CLOCK.c.events, _CLOCK.c.head)
    if connection.dialect.name == "postgresql":
        locked = locked.with_for_update()
    clock = connection.execute(locked).one()
    count, head = write(connection, lines, clock.events, clock.head)
    connection.execute(update(_CLOCK).values(events=count, head=head))


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold, in words for the operator."""

    n: int
    reason: str


def verify(connection: Connection) -> tuple[int, str, list[Broken]]:
    """Walk the whole chain; returns how many lines, the head, and every place where it does not hold. O(lines)."""
    clock = connection.execute(select(_CLOCK.c.events, _CLOCK.c.head)).one()
    broken: list[Broken] = []
    expected, head = 1, EMPTY_CHAIN
    lines = select(_EVENTS).order_by(_EVENTS.c.n).execution_options(yield_per=1000)
    for row in map(dict, connection.execute(lines).mappings()):
        n = row["n"]
        if n != expected:
            broken.append(Broken(expected, f"lines {expected} to {n - 1} are missing"))
        if digest(head, n, row) != row["hash"]:
            broken.append(Broken(n, f"line {n} ({row['type']} {row['record']}) was changed"))
        head, expected = row["hash"], n + 1
    if expected - 1 != clock.events or head != clock.head:
        broken.append(Broken(expected, f"the chain ends at line {expected - 1}, the clock says {clock.events}"))
    return expected - 1, head, broken


def of_record(connection: Connection, record: str, after: int = 0, limit: int = 200) -> Iterator[dict[str, Any]]:
    """The lines of one record in order, oldest first; each its body with `n`, `version` and `hash`."""
    rows = connection.execute(
        select(_EVENTS).where(_EVENTS.c.record == record, _EVENTS.c.n > after).order_by(_EVENTS.c.n).limit(limit)
    ).mappings()
    for row in rows:
        yield {**orjson.loads(row["body"]), "n": row["n"], "version": row["version"], "hash": row["hash"]}


def since(connection: Connection, record: str, version: int) -> list[dict[str, Any]]:
    """Lines of one record after `version`, as rows with `body` parsed: what a rule asks about the past."""
    rows = connection.execute(
        select(_EVENTS).where(_EVENTS.c.record == record, _EVENTS.c.version > version).order_by(_EVENTS.c.n)
    ).mappings()
    return [{**row, "body": orjson.loads(row["body"])} for row in rows]
