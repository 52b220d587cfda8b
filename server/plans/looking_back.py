"""Hazards closed some days ago are looked at again: their plans, made once for each closing.

Whatever asks may ask again at any moment, and beside another: a portion is one transaction under the clock's lock, and
`look_backs` has one row for each closing of a hazard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from .. import clock
from ..db import new_id
from ..notices.queries import in_post
from ..permissions import Caller, machine
from ..places.models import Area, Enterprise
from ..places.queries import ancestors, area_keys
from ..sync.collections import collection
from ..sync.work import Work, working
from . import look_back, look_back_setting, operations, queries, telling
from .models import LookBack, LookBackSetting

_BACK, _SETTING = LookBack.__table__, LookBackSetting.__table__
_ENTERPRISE, _AREA = Enterprise.__table__, Area.__table__
#: Places looked at in one transaction, and people named for one visit.
_AT_ONCE, _MOST = 100, 3
#: A place is an enterprise; what lies at none is looked at again by the area it lies in.
_KINDS = ("enterprise", "area")


def make_look_backs(by: Caller | None = None) -> int:
    """Make the plans of what was closed long enough ago and has none yet; returns how many. O(closed lately).

    What a killed run left, the next one does.
    """
    return sum(_make_at(kind, by or machine()) for kind in _KINDS)


def _make_at(kind: str, by: Caller) -> int:
    made, after = 0, ""
    while True:
        with working() as work:
            settings = look_back_setting.every(work.connection)
            found = list(work.connection.execute(_places(work, kind, after)).scalars())
            work.fetch(kind, found)
            made += sum(_make(work, kind, place, settings, by) for place in found)
        if len(found) < _AT_ONCE:
            return made
        after = found[-1]


def _places(work: Work, kind: str, after: str) -> Select[Any]:
    """Where something was closed that has no plan of its closing yet."""
    hazards, table = collection("hazard").table, _ENTERPRISE if kind == "enterprise" else _AREA
    query = select(table.c.id).join(hazards, _at(kind, table.c.id))
    here = [table.c.deleted.is_(False), table.c.id > after]
    if kind == "enterprise":
        here.append(table.c.state == "open")
    return query.where(*_waiting(work), *here).distinct().order_by(table.c.id).limit(_AT_ONCE)


def _at(kind: str, place: Any) -> ColumnElement[bool]:
    """Hazards of this place."""
    hazards = collection("hazard").table
    if kind == "enterprise":
        return hazards.c.enterprise_id == place
    return and_(hazards.c.enterprise_id.is_(None), hazards.c.area == place)


def _waiting(work: Work) -> tuple[Any, ...]:
    hazards = collection("hazard").table
    longest = func.max(func.coalesce(_SETTING.c.major, 0)), func.max(func.coalesce(_SETTING.c.major_suspected, 0))
    said = work.connection.execute(select(*longest, func.max(func.coalesce(_SETTING.c.general, 0)))).one()
    days = max(each or 0 for each in (*said, *(look_back.DEFAULT[one] for one in look_back.SEVERITIES)))
    since = work.now - timedelta(days=days + look_back.CATCH_UP + 1)
    has_plan = exists().where(and_(_BACK.c.hazard_id == hazards.c.id, _BACK.c.closed_at == hazards.c.closed_at))
    return hazards.c.closed_at >= since, hazards.c.state == "closed", hazards.c.deleted.is_(False), ~has_plan


def _make(work: Work, kind: str, place_id: str, settings: list[dict[str, Any]], by: Caller) -> int:
    """The visits to one place that are to be made from today on."""
    place, hazards = work.get(kind, place_id), collection("hazard").table
    if place is None:
        return 0
    path = ancestors(work, place["area_id"] if kind == "enterprise" else place_id)
    keys = work.keys(kind, place) if kind == "enterprise" else area_keys(work, place_id)
    columns = (hazards.c.id, hazards.c.severity, hazards.c.closed_at, hazards.c.closed_by, hazards.c.accepted_by)
    rows = work.connection.execute(select(*columns).where(*_waiting(work), _at(kind, place_id)))
    closed = {row["id"]: row for row in rows.mappings()}
    closings = []
    for row in closed.values():
        day = clock.day_of(row["closed_at"]).isoformat()
        setting = look_back.counting(settings, path, day)
        closings.append(look_back.closing(setting, row["id"], row["severity"], day))
    found = look_back.visits([each for each in closings if each is not None], clock.today().isoformat())
    for visit in found:
        seen = [dict(closed[each]) for each in visit.hazards]
        data = {
            f"{kind}_id": place_id, "way": "look_back", "hazards": list(visit.hazards),
            "starts_on": visit.starts_on, "due_date": visit.due_date, "inspectors": _whom(work, keys, seen),
        }  # fmt: skip
        plan = operations.make(work, new_id(), data, by)
        if not plan["inspectors"]:
            telling.nobody_goes(work, plan, operations.PLANNING, by)
    return len(found)


def _whom(work: Work, keys: frozenset[str], closed: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Who saw that it was put right, if he still checks places there; else the office says who."""
    there = {person.id for person in in_post(work, keys, queries.INSPECTING)}
    saw = [row[name] for row in closed for name in ("closed_by", "accepted_by") if row[name]]
    return [{"id": each} for each in dict.fromkeys(one["id"] for one in saw) if each in there][:_MOST]
