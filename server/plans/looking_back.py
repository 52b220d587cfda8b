"""Hazards closed some days ago are looked at again: their plans, made once for each closing.

Whatever asks may ask again at any moment, and beside another: a portion is one transaction under the clock's lock, and
`look_backs` has one row for each closing of a hazard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, select

from .. import clock
from ..db import new_id
from ..notices.queries import in_post
from ..permissions import Caller, machine
from ..places.models import Enterprise
from ..places.queries import ancestors
from ..sync.collections import Row, collection
from ..sync.work import Work, working
from . import look_back, look_back_setting, operations, queries
from .models import LookBack, LookBackSetting

_BACK, _SETTING, _ENTERPRISE = LookBack.__table__, LookBackSetting.__table__, Enterprise.__table__
#: Enterprises looked at in one transaction, and people named for one visit.
_AT_ONCE, _MOST = 100, 3


def make_look_backs(by: Caller | None = None) -> int:
    """Make the plans of what was closed long enough ago and has none yet; returns how many. O(closed lately).

    What a killed run left, the next one does.
    """
    made, after = 0, ""
    while True:
        with working() as work:
            settings = look_back_setting.every(work.connection)
            found = list(work.connection.execute(_enterprises(work, after)).scalars())
            work.fetch("enterprise", found)
            made += sum(_make(work, enterprise, settings, by or machine()) for enterprise in found)
        if len(found) < _AT_ONCE:
            return made
        after = found[-1]


def _enterprises(work: Work, after: str) -> Select[Any]:
    """Where something was closed that has no plan of its closing yet."""
    hazards = collection("hazard").table
    query = select(hazards.c.enterprise_id).join(_ENTERPRISE, _ENTERPRISE.c.id == hazards.c.enterprise_id)
    here = (_ENTERPRISE.c.deleted.is_(False), _ENTERPRISE.c.state == "open", _ENTERPRISE.c.id > after)
    return query.where(*_waiting(work), *here).distinct().order_by(hazards.c.enterprise_id).limit(_AT_ONCE)


def _waiting(work: Work) -> tuple[Any, ...]:
    hazards = collection("hazard").table
    longest = func.max(func.coalesce(_SETTING.c.major, 0)), func.max(func.coalesce(_SETTING.c.major_suspected, 0))
    said = work.connection.execute(select(*longest, func.max(func.coalesce(_SETTING.c.general, 0)))).one()
    days = max(each or 0 for each in (*said, *(look_back.DEFAULT[one] for one in look_back.SEVERITIES)))
    since = work.now - timedelta(days=days + look_back.CATCH_UP + 1)
    has_plan = exists().where(and_(_BACK.c.hazard_id == hazards.c.id, _BACK.c.closed_at == hazards.c.closed_at))
    return hazards.c.closed_at >= since, hazards.c.state == "closed", hazards.c.deleted.is_(False), ~has_plan


def _make(work: Work, enterprise_id: str, settings: list[dict[str, Any]], by: Caller) -> int:
    """The visits to one enterprise that are to be made from today on."""
    enterprise, hazards = work.get("enterprise", enterprise_id), collection("hazard").table
    if enterprise is None:
        return 0
    path = ancestors(work, enterprise["area_id"])
    columns = (hazards.c.id, hazards.c.severity, hazards.c.closed_at, hazards.c.closed_by, hazards.c.accepted_by)
    rows = work.connection.execute(select(*columns).where(*_waiting(work), hazards.c.enterprise_id == enterprise_id))
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
            "enterprise_id": enterprise_id, "way": "look_back", "hazards": list(visit.hazards),
            "starts_on": visit.starts_on, "due_date": visit.due_date, "inspectors": _whom(work, enterprise, seen),
        }  # fmt: skip
        operations.make(work, new_id(), data, by)
    return len(found)


def _whom(work: Work, enterprise: Row, closed: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Who saw that it was put right, if he still checks places there; else the office says who."""
    there = {person.id for person in in_post(work, work.keys("enterprise", enterprise), queries.INSPECTING)}
    saw = [row[name] for row in closed for name in ("closed_by", "accepted_by") if row[name]]
    return [{"id": each} for each in dict.fromkeys(one["id"] for one in saw) if each in there][:_MOST]
