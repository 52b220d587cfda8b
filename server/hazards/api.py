"""The doors of hazards for whoever is online; sync ends in the same verbs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from .. import clock
from ..db import new_id, one_snapshot
from ..permissions import Caller
from ..problems import Exists, Invalid, InvalidText, NotFound, NotPermitted
from ..sync.collections import MayNoLonger
from ..sync.forms import is_storable
from ..sync.work import OpContext, Work, working
from ..web import Blueprint, caller, page_cursor, read_page_cursor
from . import operations, opinions, reading, schemas

hazards = Blueprint("hazards", "hazards", url_prefix="/hazards", description="Hazards, from found to closed")

Json = dict[str, Any]


@hazards.get("")
@hazards.arguments(schemas.HazardListQuery, location="query")
@hazards.response(200, schemas.HazardPage)
def show_list(wanted: Json) -> Json:
    """Hazards the caller may see, newest first."""
    after = _after(wanted.get("cursor"))
    _require_storable(wanted)
    with one_snapshot() as connection:
        items, last = reading.page(connection, wanted, caller(), after, wanted["limit"])
    return {"items": items, "cursor": page_cursor(last[0].isoformat(), last[1]) if last is not None else None}


def _after(cursor: str | None) -> tuple[datetime, str] | None:
    words = read_page_cursor(cursor, 2)
    if words is None:
        return None
    moment, hazard_id = words
    try:
        return clock.parse(moment).astimezone(UTC), str(UUID(hazard_id))
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise Invalid(errors={"cursor": ["unreadable"]}) from error


@hazards.post("")
@hazards.arguments(schemas.HazardNew)
@hazards.response(201, schemas.HazardOut)
def report(said: Json) -> Json:
    """Report a hazard; it belongs to the place and needs nobody's leave."""
    by = _full_caller()
    _require_storable(said)
    hazard_id = said.pop("id", None) or new_id()
    with working() as work:
        if work.get("hazard", hazard_id) is not None:
            raise Exists
        _begin(work, by)
        row = operations.report(work, hazard_id, operations.checked(said), by)
        return reading.shown("hazard", row, by, work.keys("hazard", row))


@hazards.get("/figures")
@hazards.arguments(schemas.HazardFilter, location="query")
@hazards.response(200, schemas.HazardFigures)
def figures(wanted: Json) -> Json:
    """The four numbers: open, overdue, back again, waiting for a judgement."""
    _require_storable(wanted)
    with one_snapshot() as connection:
        return reading.figures(connection, wanted, caller())


@hazards.get("/experts")
@hazards.response(200, schemas.ExpertList)
def experts() -> Json:
    """Experts whom the caller's office may ask for an opinion: with a post in its area, below it or above it."""
    with one_snapshot() as connection:
        return {"items": opinions.experts(connection, caller())}


@hazards.get("/<uuid:hazard_id>")
@hazards.response(200, schemas.HazardWhole)
def show(hazard_id: UUID) -> Json:
    """One hazard with its photos and comments."""
    with one_snapshot() as connection:
        return reading.whole(connection, str(hazard_id), caller())


@hazards.get("/<uuid:hazard_id>/history")
@hazards.arguments(schemas.HazardHistoryQuery, location="query")
@hazards.response(200, schemas.HazardHistory)
def history(wanted: Json, hazard_id: UUID) -> Json:
    """Everything that ever happened to a hazard, oldest first, and whether the chain is whole."""
    words = read_page_cursor(wanted.get("cursor"), 1)
    after = words[0] if words else 0
    if type(after) is not int or not 0 <= after < 2**63:
        raise Invalid(errors={"cursor": ["unreadable"]})
    with one_snapshot() as connection:
        reading.find(connection, str(hazard_id), caller())
        told = reading.history_of(connection, str(hazard_id), after, wanted["limit"])
    return {
        "items": told.events,
        "whole": told.whole,
        "cursor": page_cursor(told.after) if told.after is not None else None,
    }


@hazards.post("/<uuid:hazard_id>/acts")
@hazards.arguments(schemas.HazardAct)
@hazards.response(200, schemas.HazardActAnswer)
def act(said: Json, hazard_id: UUID) -> Json:
    """Take one step with a hazard, having seen its version `seen`."""
    by = _full_caller()
    _require_storable(said)
    with working() as work:
        row = work.get("hazard", str(hazard_id))
        if row is None or not by.sees(work.keys("hazard", row)):
            raise NotFound
        _begin(work, by)
        try:
            outcome = operations.act(work, row, said["action"], said["args"] or {}, seen=said["seen"], by=by)
        except MayNoLonger as error:
            raise NotPermitted from error
        answer = reading.shown("hazard", row, by, work.keys("hazard", row))
    return {"hazard": answer, "filed": list(outcome.conflicts)}


def _begin(work: Work, by: Caller) -> None:
    """History takes its time and device from here."""
    work.context = OpContext(id=new_id(), at=clock.stamp(work.now), device=by.device_id)


def _full_caller() -> Caller:
    """Who is asking, if more than parking is open to him. Raises NotPermitted for a revoked device."""
    by = caller()
    if by.parked_only:
        raise NotPermitted
    return by


def _require_storable(said: Json) -> None:
    """Raises InvalidText for what no database can keep, Invalid for objects within objects without end."""
    try:
        storable = is_storable(said)
    except RecursionError as error:
        raise Invalid(errors={"args": ["too_deep"]}) from error
    if not storable:
        raise InvalidText
