"""The unit of work: every change to a synced record, through whatever door, is made here.

It numbers changes under the clock's lock, raises versions, writes history, and moves records in and out of
people's feeds, all in one transaction. Rows are plain dicts of their own tables; nothing reaches the database
before `flush()`, so one op that fails is undone in memory and the batch around it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, Table, Update, bindparam, insert, select, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from .. import afterwards, clock
from ..db import new_id, writing
from ..permissions import Caller
from . import feed, history, rows
from .collections import Row, collection
from .models import Clock, Counter

_CLOCK, _COUNTER = Clock.__table__, Counter.__table__
# made once, since making a statement costs more than carrying it out
_CLOCK_ROW = select(_CLOCK)
_LOCKED = _CLOCK_ROW.with_for_update()
_NUMBERED = update(_CLOCK).values(seq=bindparam("new_seq"))
_DONE = update(_CLOCK).values(
    base=bindparam("new_base"), events=bindparam("new_events"), head=bindparam("new_head")
)
_COUNTED = select(_COUNTER.c.value).where(_COUNTER.c.name == bindparam("name"))
_COUNT_ON = update(_COUNTER).where(_COUNTER.c.name == bindparam("this")).values(value=bindparam("new_value"))
#: Events that travel with the record itself.
RECENT = 20

Key = tuple[str, str]


#: Tells people of everything of one kind that happened in a transaction.
Saying = Callable[["Work", list[Any]], None]


@dataclass
class OpContext:
    """The op (or request) now being carried out: where history takes its time and place from."""

    id: str
    #: When the person did it: the phone's clock corrected by the skew it showed, as RFC 3339 text.
    at: str
    #: What the phone's clock said.
    claimed_at: str | None = None
    device: str | None = None
    lat: float | None = None
    lon: float | None = None
    #: The author credited when somebody else adopts his work.
    credit: dict[str, str] | None = None


class Work:
    """One transaction's changes. `by` is always passed by the verb; the context says which op it was."""

    def __init__(self, connection: Connection, now: datetime | None = None) -> None:
        self.connection = connection
        self.now = now or clock.now()
        self.context = OpContext(id=new_id(), at=clock.stamp(self.now))
        self.facts: list[Any] = []
        self._sayings: list[tuple[Saying, Any]] = []
        #: For queries that many rows of one transaction ask again (an area's ancestors).
        self.cache: dict[Any, Any] = {}
        self._rows: dict[Key, Row | None] = {}
        self._dirty: dict[Key, str] = {}
        self._rekey: set[Key] = set()
        self._bumped: set[Key] = set()
        self._saved: dict[Key, tuple[Row | None, str | None]] | None = None
        self._lines: list[history.Line] = []
        self._diff: dict[Key, dict[str, tuple[Any, Any]]] = {}
        self._unsettled: set[Key] = set()
        self._counters: dict[str, tuple[int, bool]] = {}
        locked = _LOCKED if connection.dialect.name == "postgresql" else _CLOCK_ROW
        self._clock = connection.execute(locked).mappings().one()

    # --- reading -------------------------------------------------------------------------------

    def get(self, type_: str, record: str | None) -> Row | None:
        """The row as it stands in this transaction (deleted ones too), or None."""
        if record is None:
            return None
        if (type_, record) not in self._rows:
            self.fetch(type_, [record])
        return self._rows[type_, record]

    def holds(self, type_: str, record: str) -> bool:
        """Was it read or made in this transaction already?"""
        return (type_, record) in self._rows

    def fetch(self, type_: str, records: Iterable[str]) -> None:
        """Read many rows at once, so that a batch costs one query a type."""
        wanted = [record for record in records if (type_, record) not in self._rows]
        for record in wanted:
            self._rows[type_, record] = None
        for row in rows.among(self.connection, collection(type_).table, "id", wanted):
            self._rows[type_, row["id"]] = row

    def find(self, type_: str, **equals: Any) -> list[Row]:
        """Rows whose columns have these values, staged changes included; deleted ones are left out."""
        for row in rows.where(self.connection, collection(type_).table, **equals):
            self._rows.setdefault((type_, row["id"]), row)
        return [
            row
            for (kind, _), row in self._rows.items()
            if kind == type_
            and row is not None
            and not row["deleted"]
            and all(row[name] == value for name, value in equals.items())
        ]

    def keys(self, type_: str, row: Row) -> frozenset[str]:
        """The circles that may see this row now."""
        return frozenset(collection(type_).keys(self, row))

    def events_since(self, record: str, version: int) -> list[dict[str, Any]]:
        """History lines of the record after `version`, staged ones included, in order."""
        told = history.since(self.connection, record, version)
        told += [vars(line) for line in self._lines if line.record == record and line.version > version]
        return told

    # --- changing ------------------------------------------------------------------------------

    def add(self, type_: str, values: Mapping[str, Any], by: Caller) -> Row:
        """A new row of this type; columns not named are null."""
        row: Row = dict(_blank(collection(type_).table))
        row |= {"deleted": False, "created_by": self.author(by), "created_at": self.now, "updated_at": self.now}
        row |= dict(values)
        row |= {"version": 1, "seq": 0}
        key = (type_, row["id"])
        self._keep(key)
        self._rows[key] = row
        self._dirty[key] = "new"
        self._bumped.add(key)
        return row

    def change(self, type_: str, row: Row, values: Mapping[str, Any]) -> None:
        """Set columns; the version rises once for each op. JSON values are replaced, never changed in place.

        What it changes of the type's own fields stands in the next line of history about this row.
        """
        self.touch(type_, row)
        fields = collection(type_).fields
        for name, value in values.items():
            if name in fields and row[name] != value:
                was, _ = self._diff.setdefault((type_, row["id"]), {}).get(name, (row[name], None))
                self._diff[type_, row["id"]][name] = (was, value)
        # a record without a list of its own is looked up, but only when one of its fields moves
        if row["open_conflicts"] if "open_conflicts" in row else not fields.keys().isdisjoint(values):
            self._unsettled.add((type_, row["id"]))
        row.update(values)

    def mark(self, type_: str, row: Row, values: Mapping[str, Any]) -> None:
        """Set columns that say something about the record and are no change of it: it is sent again, same version."""
        self._keep((type_, row["id"]))
        row.update(values)
        self._dirty.setdefault((type_, row["id"]), "changed")

    def touch(self, type_: str, row: Row) -> None:
        """Raise the version: something of this record changed that its phones must see."""
        key = (type_, row["id"])
        self._keep(key)
        if key not in self._bumped:
            row["version"] += 1
            self._bumped.add(key)
        row["updated_at"] = self.now
        self._dirty.setdefault(key, "changed")

    def rekey(self, type_: str, row: Row) -> None:
        """Send it again to its circles without a new version (its circles changed, or what hangs on it did)."""
        self._rekey.add((type_, row["id"]))

    def note(
        self,
        type_: str,
        row: Row,
        by: Caller,
        kind: str,
        *,
        from_state: str | None = None,
        to_state: str | None = None,
        conflicted: bool = False,
        **said: Any,
    ) -> dict[str, Any]:
        """Write a line of history about this row; `said` are further members (action, note, changes, args …)."""
        context = self.context
        changed = self._diff.pop((type_, row["id"]), None)
        if changed and "changes" not in said:
            said["changes"] = {name: {"was": was, "now": now} for name, (was, now) in changed.items()}
        post = by.holdings[0].role.value if by.holdings else None
        matching = by.roles_at(self.keys(type_, row)) if by.holdings else frozenset()
        if matching:
            post = sorted(matching)[0].value
        body = {
            "id": new_id(),
            "op": context.id,
            "at": context.at,
            "claimed_at": context.claimed_at,
            "received_at": clock.stamp(self.now),
            "by": by.me,
            "post": post,
            "credit": context.credit,
            "kind": kind,
            "from": from_state,
            "to": to_state,
            "lat": context.lat,
            "lon": context.lon,
            **said,
        }
        body = {name: value for name, value in body.items() if value is not None}
        self._lines.append(
            history.Line(
                type=type_,
                record=row["id"],
                version=row["version"],
                actor=by.user_id,
                device=context.device,
                from_state=from_state,
                to_state=to_state,
                conflicted=conflicted,
                body=body,
            )
        )
        if "recent" in row:
            self._keep((type_, row["id"]))
            told = orjson.loads(row["recent"] or b"[]")
            row["recent"] = orjson.dumps([*told, {**body, "version": row["version"]}][-RECENT:]).decode()
            self._dirty.setdefault((type_, row["id"]), "changed")
        return body

    def announce(self, fact: Any) -> None:
        """Tell listeners once the transaction is on disk."""
        self.facts.append(fact)

    def say_together(self, saying: Saying, what: Any) -> None:
        """Let what many ops of one transaction have to tell be told at once: `saying` gets all of it, in order,
        before everything is written. What an undone op had to tell is not told.
        """
        self._sayings.append((saying, what))

    def count(self, name: str) -> int:
        """The next number of a running series; an op that is undone leaves a gap, never a double."""
        if name not in self._counters:
            found = self.connection.execute(_COUNTED, {"name": name}).scalar()
            self._counters[name] = (found or 0, found is not None)
        value, stored = self._counters[name]
        self._counters[name] = (value + 1, stored)
        return value + 1

    def author(self, by: Caller) -> dict[str, str]:
        return self.context.credit or by.me

    # --- one op among many ---------------------------------------------------------------------

    @contextmanager
    def attempt(self, context: OpContext) -> Iterator[None]:
        """Carry out one op: on an error everything it staged is undone, and the error goes on. May be nested."""
        outer, before = self._saved, self.context
        self._saved, self.context = {}, context
        if outer is None:
            self._bumped, self._diff = set(), {}
        bumped, diff = set(self._bumped), {key: dict(each) for key, each in self._diff.items()}
        lines, facts, sayings, rekey = len(self._lines), len(self.facts), len(self._sayings), set(self._rekey)
        try:
            yield
        except BaseException:
            for key, (copy, dirty) in self._saved.items():
                self._put_back(key, copy, dirty)
            del self._lines[lines:], self.facts[facts:], self._sayings[sayings:]
            self._rekey, self._bumped, self._diff = rekey, bumped, diff
            raise
        else:
            if outer is not None:
                for key, kept in self._saved.items():
                    outer.setdefault(key, kept)
        finally:
            self._saved, self.context = outer, before

    def _keep(self, key: Key) -> None:
        if self._saved is not None and key not in self._saved:
            row = self._rows.get(key)
            self._saved[key] = (dict(row) if row is not None else None, self._dirty.get(key))

    def _put_back(self, key: Key, copy: Row | None, dirty: str | None) -> None:
        row = self._rows.get(key)
        if copy is None or row is None:
            self._rows[key] = copy
        else:
            row.clear()
            row.update(copy)
        if dirty is None:
            self._dirty.pop(key, None)
        else:
            self._dirty[key] = dirty

    # --- writing -------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write everything. O(changed rows + their feed rows)."""
        from . import conflicts  # the engine's own collection, which stands on this module

        self.say_now()
        conflicts.settle(self, sorted(self._unsettled))
        changed = [*self._dirty, *(key for key in self._rekey if key not in self._dirty)]
        new = {key for key, state in self._dirty.items() if state == "new"}
        renewed = list(feed.renewals(self, changed, new))
        seq = self._clock["seq"]
        numbers = {(each.type, each.row["id"]): seq + place for place, each in enumerate(renewed, start=1)}
        seq += len(renewed)
        if renewed:
            self.connection.execute(_NUMBERED, {"new_seq": seq})
        self._write_rows(numbers)
        feed.write(self.connection, renewed, numbers, self.now)
        events, head = history.write(self.connection, self._lines, self._clock["events"], self._clock["head"])
        if renewed or self._lines:
            self.connection.execute(_DONE, {"new_base": seq, "new_events": events, "new_head": head})
        self._write_counters()

    def say_now(self) -> None:
        """Tell what was gathered to be told together; `flush` does, and a loader of the past after each moment."""
        said: dict[Saying, list[Any]] = {}
        for saying, what in self._sayings:
            said.setdefault(saying, []).append(what)
        self._sayings = []
        for saying, everything in said.items():
            saying(self, everything)

    def _write_rows(self, numbers: Mapping[Key, int]) -> None:
        new: dict[str, list[Row]] = {}
        changed: dict[str, list[Row]] = {}
        for key, state in self._dirty.items():
            row = self._rows[key]
            if row is None:
                continue
            row["seq"] = numbers[key]
            (new if state == "new" else changed).setdefault(key[0], []).append(row)
        for type_, found in new.items():
            rows.insert(self.connection, collection(type_).table, found)
        for type_, found in changed.items():
            names, statement = _update_of(collection(type_).table)
            values = [{"this_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in found]
            self.connection.execute(statement, values)

    def _write_counters(self) -> None:
        for name, (value, stored) in self._counters.items():
            if stored:
                self.connection.execute(_COUNT_ON, {"this": name, "new_value": value})
            else:
                self.connection.execute(insert(_COUNTER).values(name=name, value=value))


@lru_cache(maxsize=64)
def _blank(table: Table) -> Mapping[str, Any]:
    """A row of nothing but the columns' own defaults."""
    return {
        column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        for column in table.c
    }


@lru_cache(maxsize=64)
def _update_of(table: Table) -> tuple[tuple[str, ...], Update]:
    """The names of the columns, and a statement that sets them all where the id is."""
    names = tuple(column.name for column in table.c if column.name != "id")
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return names, update(table).where(table.c.id == bindparam("this_id")).values(values)


@contextmanager
def working() -> Iterator[Work]:
    """One transaction through which a door (REST, job, import) changes synced records; commits at the end."""
    with writing() as connection:
        work = Work(connection)
        yield work
        work.flush()
    afterwards.tell(work.facts)
