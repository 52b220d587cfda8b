"""The rules of how often: seen by whoever looks after an area, set by its township and district, never rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from .. import clock
from ..db import new_id
from ..people.rules import is_machine
from ..permissions import AREA_ROLES, Caller, Role
from ..places.queries import ancestors
from ..problems import Invalid, NotFound, NotPermitted
from ..sync.work import Work
from . import queries
from .models import PlanRule

_RULE = PlanRule.__table__
SETTING = frozenset({Role.ADMIN, Role.DISTRICT, Role.TOWNSHIP})
#: What makes two rules say something about the same.
_SAME = ("area_id", "grade", "sector", "checklist_id")


def rules(connection: Connection, by: Caller) -> list[dict[str, Any]]:
    """Every rule, ended ones too, the latest first. Raises NotPermitted for whoever looks after no area."""
    if not is_machine(by) and not any(held.role in AREA_ROLES for held in by.holdings):
        raise NotPermitted
    query = select(_RULE).order_by(_RULE.c.valid_from.desc(), _RULE.c.id.desc())
    return [dict(row) for row in connection.execute(query).mappings()]


def set_rule(work: Work, values: Mapping[str, Any], *, by: Caller) -> dict[str, Any]:
    """From a day on, this is how often. The rule that said something else about the same ends the day before.

    Raises NotPermitted, Invalid (no_such_area, not_found, in_the_past, days_in_order, later_rule).
    """
    area, checklist = work.get("area", values["area_id"]), work.get("checklist", values.get("checklist_id"))
    if area is None or area["deleted"]:
        raise Invalid(errors={"area_id": ["no_such_area"]})
    _require_setter(work, values["area_id"], by)
    if values.get("checklist_id") is not None and not queries.in_use(checklist):
        raise Invalid(errors={"checklist_id": ["not_found"]})
    starts, ends = values["valid_from"], values.get("valid_until")
    if starts < clock.today().isoformat() and not is_machine(by):
        raise Invalid(errors={"valid_from": ["in_the_past"]})
    if ends is not None and ends < starts:
        raise Invalid(errors={"valid_until": ["days_in_order"]})
    row = {"sector": None, "checklist_id": None, "source": None, "valid_until": None, **values, "id": new_id()}
    for other in _about_the_same(work, row):
        if (other["valid_until"] or "9999") < starts:
            continue
        if other["valid_from"] >= starts:
            raise Invalid(errors={"valid_from": ["later_rule"]})
        _end(work, other["id"], _day_before(starts), by, ended_for=row["id"], until_before=other["valid_until"])
    row |= {"created_by": work.author(by), "created_at": work.now, "ended_by": None, "ended_at": None}
    row |= {"ended_for": None, "until_before": None}
    work.connection.execute(insert(_RULE).values(row))
    return row


def end_rule(work: Work, rule_id: str, last: str, *, by: Caller) -> dict[str, Any]:
    """It counts up to this day. Raises NotFound, NotPermitted, Invalid (in_the_past, days_in_order)."""
    row = work.connection.execute(select(_RULE).where(_RULE.c.id == rule_id)).mappings().first()
    if row is None:
        raise NotFound
    _require_setter(work, row["area_id"], by)
    if last < (clock.today() - timedelta(days=1)).isoformat():
        raise Invalid(errors={"valid_until": ["in_the_past"]})
    if last < row["valid_from"] or (row["valid_until"] is not None and last > row["valid_until"]):
        raise Invalid(errors={"valid_until": ["days_in_order"]})
    _end(work, rule_id, last, by, ended_for=None, until_before=None)
    return {**row, "valid_until": last, "ended_by": work.author(by), "ended_at": work.now}


def take_back(work: Work, rule_id: str, *, by: Caller) -> dict[str, Any]:
    """A rule that has not begun never does: it stays, ended before its first day, and the one before it goes on.

    A second time changes nothing. Raises NotFound, NotPermitted, Invalid (has_begun, later_rule).
    """
    found = work.connection.execute(select(_RULE).where(_RULE.c.id == rule_id)).mappings().first()
    if found is None:
        raise NotFound
    row = dict(found)
    _require_setter(work, row["area_id"], by)
    if never(row):
        return row
    if row["valid_from"] <= clock.today().isoformat():
        raise Invalid(errors={"valid_from": ["has_begun"]})
    others = _about_the_same(work, row)
    if any(other["valid_from"] > row["valid_from"] for other in others):
        raise Invalid(errors={"valid_from": ["later_rule"]})
    last = _day_before(row["valid_from"])
    _end(work, rule_id, last, by, ended_for=None, until_before=None)
    for other in others:
        if other["ended_for"] == rule_id:
            back = {"valid_until": other["until_before"], "ended_for": None, "until_before": None}
            if other["until_before"] is None:
                back |= {"ended_by": None, "ended_at": None}
            work.connection.execute(update(_RULE).where(_RULE.c.id == other["id"]).values(back))
    return {**row, "valid_until": last, "ended_by": work.author(by), "ended_at": work.now}


def never(rule: Mapping[str, Any]) -> bool:
    """Was it taken back before it began?"""
    return rule["valid_until"] is not None and rule["valid_until"] < rule["valid_from"]


def _about_the_same(work: Work, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The other rules that say something about the same, without those that were taken back."""
    own = row["way"] == "self_check"
    query = select(_RULE).where(_RULE.c.area_id == row["area_id"])
    found = [dict(each) for each in work.connection.execute(query).mappings()]
    same = [each for each in found if each["id"] != row["id"] and not never(each)]
    return [each for each in same if (each["way"] == "self_check") == own and all(each[n] == row[n] for n in _SAME)]


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _end(work: Work, rule_id: str, last: str, by: Caller, **why: str | None) -> None:
    values = {"valid_until": last, "ended_by": work.author(by), "ended_at": work.now, **why}
    work.connection.execute(update(_RULE).where(_RULE.c.id == rule_id).values(values))


def _require_setter(work: Work, area_id: str, by: Caller) -> None:
    if not is_machine(by) and not by.holds(SETTING, {f"a:{each}" for each in ancestors(work, area_id)}):
        raise NotPermitted


def own_areas(by: Caller, roles: frozenset[Role] = SETTING) -> list[str]:
    """The areas where he holds one of these posts. Raises NotPermitted when there is none."""
    found = sorted({held.area_id for held in by.holdings if held.role in roles and held.area_id is not None})
    if not found:
        raise NotPermitted
    return found
