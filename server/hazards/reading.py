"""Reading hazards online: a list, one with its photos, its whole history, and the four numbers of the district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, tuple_

from .. import clock
from ..permissions import Caller
from ..places.models import Enterprise
from ..places.queries import circles, in_sight, subtree
from ..problems import NotFound
from ..sync import history
from ..sync.collections import Row, collection
from ..sync.models import EMPTY_CHAIN, Event
from .models import Hazard
from .states import OPEN

_HAZARDS, _ENTERPRISES, _EVENTS = Hazard.__table__, Enterprise.__table__, Event.__table__
_EARLIER = _HAZARDS.alias("earlier")


def conditions(connection: Connection, wanted: Mapping[str, Any], by: Caller) -> list[ColumnElement[bool]]:
    """The filters of a list as conditions; always only what the caller may see."""
    found: list[ColumnElement[bool]] = [_HAZARDS.c.id.in_(in_sight("hazard", by)), _HAZARDS.c.deleted.is_(False)]
    if wanted.get("state"):
        found.append(_HAZARDS.c.state.in_(wanted["state"]))
    if wanted.get("severity"):
        found.append(_HAZARDS.c.severity.in_(wanted["severity"]))
    if wanted.get("enterprise"):
        found.append(_HAZARDS.c.enterprise_id == wanted["enterprise"])
    if wanted.get("area"):
        below = subtree(connection, [wanted["area"]])
        there = select(_ENTERPRISES.c.id).where(_ENTERPRISES.c.area_id.in_(below))
        found.append(or_(_HAZARDS.c.area.in_(below), _HAZARDS.c.enterprise_id.in_(there)))
    if wanted.get("due_before"):
        found.append(_HAZARDS.c.due_date < wanted["due_before"])
    for name, condition in (
        ("overdue", overdue()),
        ("repeated", repeated()),
        ("mine", _HAZARDS.c.reporter_id == by.user_id),
    ):
        if wanted.get(name) is not None:
            found.append(condition if wanted[name] else ~func.coalesce(condition, False))
    if wanted.get("q"):
        found.append(_says(wanted["q"]))
    return found


def overdue() -> ColumnElement[bool]:
    """Past its day and still open; derived, never stored."""
    return and_(_HAZARDS.c.state.in_(sorted(OPEN)), _HAZARDS.c.due_date < clock.today().isoformat())


def repeated() -> ColumnElement[bool]:
    """Open, and it came back, or at its enterprise one of the same category had been closed before it was found."""
    before = exists().where(
        _EARLIER.c.enterprise_id == _HAZARDS.c.enterprise_id,
        _EARLIER.c.category == _HAZARDS.c.category,
        _EARLIER.c.state == "closed",
        _EARLIER.c.created_at < _HAZARDS.c.created_at,
    )
    return and_(_HAZARDS.c.state.in_(sorted(OPEN)), or_(before, _HAZARDS.c.recurs_of.isnot(None)))


def _says(words: str) -> ColumnElement[bool]:
    columns = (_HAZARDS.c.number, _HAZARDS.c.description, _HAZARDS.c.place, _HAZARDS.c.responsible)
    named = select(_ENTERPRISES.c.id).where(_ENTERPRISES.c.name.icontains(words, autoescape=True))
    here = [column.icontains(words, autoescape=True) for column in columns]
    return or_(*here, _HAZARDS.c.enterprise_id.in_(named))


def page(
    connection: Connection, wanted: Mapping[str, Any], by: Caller, after: tuple[datetime, str] | None, limit: int
) -> tuple[list[dict[str, Any]], tuple[datetime, str] | None]:
    """One page, newest first, and where the next begins (None on the last)."""
    query = select(_HAZARDS).where(*conditions(connection, wanted, by))
    if after is not None:
        query = query.where(tuple_(_HAZARDS.c.created_at, _HAZARDS.c.id) < tuple_(*after))
    query = query.order_by(_HAZARDS.c.created_at.desc(), _HAZARDS.c.id.desc()).limit(limit + 1)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    seen_by = circles(connection, [row["id"] for row in rows[:limit]])
    items = [shown("hazard", row, by, seen_by[row["id"]]) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return items, (last["created_at"], last["id"]) if last is not None else None


def shown(type_: str, row: Row, by: Caller, keys: frozenset[str]) -> dict[str, Any]:
    """A record as it travels, with its id and version."""
    told = {"id": row["id"], "version": row["version"], **collection(type_).shape(row, by, keys)}
    if "history" in told:
        told["history"] = orjson.loads(row["recent"] or "[]")
    return told


def find(connection: Connection, hazard_id: str, by: Caller) -> Row:
    """The hazard, if the caller may see it. Raises NotFound."""
    query = select(_HAZARDS).where(_HAZARDS.c.id == hazard_id, _HAZARDS.c.id.in_(in_sight("hazard", by)))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound
    return dict(row)


def whole(connection: Connection, hazard_id: str, by: Caller) -> dict[str, Any]:
    """A hazard with photos and comments, those of the hazards merged into it too. Raises NotFound."""
    row = find(connection, hazard_id, by)
    merged = select(_HAZARDS.c.id).where(_HAZARDS.c.merged_into == hazard_id, _HAZARDS.c.id.in_(in_sight("hazard", by)))
    owners = [hazard_id, *connection.execute(merged).scalars()]
    told = shown("hazard", row, by, circles(connection, [hazard_id])[hazard_id])
    return told | {
        "photos": _hanging_on(connection, "photo", owners, by),
        "comments": _hanging_on(connection, "comment", owners, by),
    }


def _hanging_on(connection: Connection, type_: str, owners: list[str], by: Caller) -> list[dict[str, Any]]:
    table = collection(type_).table
    query = select(table).where(
        table.c.owner_type == "hazard", table.c.owner_id.in_(owners), table.c.deleted.is_(False)
    )
    rows = [dict(row) for row in connection.execute(query.order_by(table.c.created_at, table.c.id)).mappings()]
    seen_by = circles(connection, [row["id"] for row in rows])
    return [shown(type_, row, by, seen_by[row["id"]]) for row in rows]


@dataclass(frozen=True)
class Told:
    """A page of history."""

    events: list[dict[str, Any]]
    #: Every line on this page has the hash it was chained with.
    whole: bool
    #: The last line's number if more follow.
    after: int | None


def history_of(connection: Connection, hazard_id: str, after: int, limit: int) -> Told:
    """One page of a hazard's history, oldest first, each line checked against the one before it in the chain."""
    before = _EVENTS.alias("before")
    query = (
        select(_EVENTS, before.c.hash.label("hash_before"))
        .outerjoin(before, before.c.n == _EVENTS.c.n - 1)
        .where(_EVENTS.c.record == hazard_id, _EVENTS.c.n > after)
        .order_by(_EVENTS.c.n)
        .limit(limit + 1)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    events = [
        {**orjson.loads(row["body"]), "n": row["n"], "version": row["version"], "hash": row["hash"]}
        for row in rows[:limit]
    ]
    return Told(events, all(map(_stands, rows[:limit])), rows[limit - 1]["n"] if len(rows) > limit else None)


def _stands(row: Row) -> bool:
    before = EMPTY_CHAIN if row["n"] == 1 else row["hash_before"]
    return before is not None and history.digest(before, row["n"], row) == row["hash"]


def figures(connection: Connection, wanted: Mapping[str, Any], by: Caller) -> dict[str, Any]:
    """The four numbers over what the caller sees, and how many stand in each state."""
    here = conditions(connection, wanted, by)

    def count(*more: ColumnElement[bool]) -> int:
        return connection.execute(select(func.count()).select_from(_HAZARDS).where(*here, *more)).scalar_one()

    states = select(_HAZARDS.c.state, func.count()).where(*here).group_by(_HAZARDS.c.state)
    by_state = {state: number for state, number in connection.execute(states).all()}
    return {
        "open": sum(number for state, number in by_state.items() if state in OPEN),
        "overdue": count(overdue()),
        "repeated": count(repeated()),
        "to_judge": count(_HAZARDS.c.severity == "major_suspected", _HAZARDS.c.state.in_(sorted(OPEN))),
        "by_state": by_state,
    }
