"""Questions about places: what lies above, what lies below, what somebody may see."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, literal, select
from sqlalchemy.sql import ColumnElement

from ..permissions import Caller
from ..sync.collections import Row
from ..sync.models import Feed
from ..sync.work import Work
from .models import Area, Enterprise

_AREA, _ENTERPRISE, _FEED = Area.__table__, Enterprise.__table__, Feed.__table__
#: A tree of areas is never deeper (province to grid are six); stops a walk through damaged data.
_DEEPEST = 16
#: How many values one IN may hold.
_MANY = 500


def ancestors(source: Work | Connection, area_id: str | None) -> tuple[str, ...]:
    """The area itself and all above it, lowest first; empty for an area that does not exist.

    In a Work: as staged, and remembered for all rows of the transaction.
    """
    if area_id is None:
        return ()
    if isinstance(source, Connection):
        return _ancestors_stored(source, area_id)
    known = source.cache.setdefault("ancestors", {})
    if area_id not in known:
        if not source.holds("area", area_id):
            # as stored, in one question; the walk below goes by what is staged
            source.fetch("area", _ancestors_stored(source.connection, area_id))
        path: list[str] = []
        walked: str | None = area_id
        while walked is not None and walked not in path and len(path) < _DEEPEST:
            area = source.get("area", walked)
            if area is None:
                break
            path.append(walked)
            walked = area["parent"]
        known[area_id] = tuple(path)
    return known[area_id]


def _ancestors_stored(connection: Connection, area_id: str) -> tuple[str, ...]:
    return tuple(connection.execute(_upwards(), {"start": area_id}).scalars())


@lru_cache(maxsize=1)
def _upwards() -> Select[Any]:
    start = select(_AREA.c.id, _AREA.c.parent, literal(0).label("depth")).where(_AREA.c.id == bindparam("start"))
    up = start.cte("up", recursive=True)
    above = select(_AREA.c.id, _AREA.c.parent, up.c.depth + 1)
    path = up.union_all(above.where(_AREA.c.id == up.c.parent, up.c.depth < _DEEPEST))
    return select(path.c.id).order_by(path.c.depth)


def area_keys(source: Work | Connection, area_id: str | None) -> frozenset[str]:
    """The circles of those who look after this area or one above it."""
    if isinstance(source, Connection):
        return frozenset(f"a:{each}" for each in ancestors(source, area_id))
    known = source.cache.setdefault("area keys", {})
    if area_id not in known:
        known[area_id] = frozenset(f"a:{each}" for each in ancestors(source, area_id))
    return known[area_id]


def guests(enterprise: Row) -> frozenset[str]:
    """The circles of those whom a plan sends there from elsewhere."""
    return frozenset(f"u:{each}" for each in enterprise["guests"] or ())


def forget_tree(work: Work) -> None:
    """The tree changed in this transaction: what was remembered of it counts no more."""
    work.cache.pop("ancestors", None)
    work.cache.pop("area keys", None)


def subtree(connection: Connection, roots: Iterable[str]) -> frozenset[str]:
    """These areas and all below them, as stored."""
    found: set[str] = set()
    below = _subtree(list(roots))
    found.update(connection.execute(select(below.c.id)).scalars())
    return frozenset(found)


def within(area_id: str) -> ColumnElement[bool]:
    """The condition that an enterprise lies in this area or below it."""
    return _ENTERPRISE.c.area_id.in_(select(_subtree([area_id]).c.id))


def _subtree(roots: list[str]):  # noqa: ANN202 - SQLAlchemy's CTE has no public name worth writing
    down = select(_AREA.c.id).where(_AREA.c.id.in_(roots)).cte("down", recursive=True)
    # UNION, not UNION ALL: an area that was already found ends the walk.
    return down.union(select(_AREA.c.id).where(_AREA.c.parent == down.c.id))


def area_by_code(work: Work, code: str) -> Row | None:
    """The area with this division code, in use or not."""
    return next(iter(work.find("area", code=code)), None)


def is_topmost(connection: Connection, area_id: str) -> bool:
    """Does this area lie in no other?"""
    row = connection.execute(select(_AREA.c.parent).where(_AREA.c.id == area_id)).one_or_none()
    return row is not None and row.parent is None


def in_sight(type_: str, caller: Caller) -> Select[tuple[str]]:
    """Ids of the records of this type that the caller may see; the same circles that sync delivers by."""
    return select(_FEED.c.record).where(
        _FEED.c.key.in_(sorted(caller.keys)), _FEED.c.type == type_, _FEED.c.gone.is_(False)
    )


def circles(connection: Connection, records: list[str]) -> dict[str, frozenset[str]]:
    """The keys of each of these records, as stored."""
    found: dict[str, set[str]] = {record: set() for record in records}
    for start in range(0, len(records), _MANY):
        part = records[start : start + _MANY]
        query = select(_FEED.c.record, _FEED.c.key).where(_FEED.c.record.in_(part), _FEED.c.gone.is_(False))
        for record, key in connection.execute(query):
            found[record].add(key)
    return {record: frozenset(keys) for record, keys in found.items()}


def paths(connection: Connection) -> dict[str, str]:
    """Every area's whole name from the county down: `荔城区 / 新度镇 / 一网格`. O(areas)."""
    rows = {row["id"]: row for row in connection.execute(select(_AREA)).mappings()}
    told: dict[str, str] = {}
    for area_id in rows:
        names: list[str] = []
        walked: str | None = area_id
        while walked in rows and len(names) < _DEEPEST:
            area = rows[walked]
            if names and area["level"] in ("province", "city"):
                break
            names.append(area["name"])
            walked = area["parent"]
        told[area_id] = " / ".join(reversed(names))
    return told
