"""What may be done with a plan: it is made, changed, cancelled, and done by the walkthrough that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import clock
from ..people.rules import is_machine
from ..permissions import Caller, Role
from ..places.queries import area_keys
from ..problems import Invalid, NotFound, NotPermitted
from ..sync.collections import DONE, ActOutcome, MayNoLonger, Row, UnknownAction
from ..sync.readings import was_delivered
from ..sync.work import Work
from . import checks, guests, problems, queries, seen_again, telling, ways

#: Who sends people to walk where he looks after the place.
PLANNING = frozenset({Role.TOWNSHIP, Role.DISTRICT})
#: What changes of an open plan; where it is and what it came from stays.
_FIXED = frozenset({"enterprise_id", "area_id", "hazard_id", "hazards", "draw_id", "rule_id"})


def may_plan(by: Caller, keys: frozenset[str], enterprise_id: str | None, way: str) -> bool:
    """May `by` plan such a walkthrough there? `keys` are the place's circles."""
    if is_machine(by) or by.holds(PLANNING, keys):
        return True
    return way == "self_check" and by.holds({Role.PRINCIPAL}, {f"e:{enterprise_id}"})


def make(work: Work, plan_id: str, data: Mapping[str, Any], by: Caller) -> Row:
    """Send somebody to a place; those named are told, and from then on see the enterprise.

    Raises NotFound for a place he cannot know, MayNoLonger if it left his sight, NotPermitted, Invalid.
    """
    _require_place(work, data, by)
    if again := seen_again.named(work, data):
        data = {**data, "hazards": again, "hazard_id": again[0]}
    _require_fit(work, data)
    values = {
        **data, "id": plan_id, "inspectors": _named(work, data), "state": "open",
        "state_by": work.author(by), "state_at": clock.stamp(work.now), "recent": "[]", "open_conflicts": [],
    }  # fmt: skip
    row = work.add("plan", values, by)
    said = {name: {"was": None, "now": value} for name, value in data.items() if value is not None}
    work.note("plan", row, by, "create", to_state="open", changes=said)
    if row["way"] == "look_back":
        seen_again.keep(work, row)
    _let_in(work, row)
    telling.assigned(work, row, [one["id"] for one in row["inspectors"]], by)
    return row


def _require_place(work: Work, data: Mapping[str, Any], by: Caller) -> None:
    """Is there such a place, and may he send people there?"""
    type_ = "enterprise" if data.get("enterprise_id") is not None else "area"
    named = f"{type_}_id"
    place = work.get(type_, data[named])
    if place is None or place["deleted"]:
        raise NotFound(errors={named: ["not_found"]})
    keys = work.keys(type_, place) if type_ == "enterprise" else area_keys(work, place["id"])
    if may_plan(by, keys, data.get("enterprise_id"), data["way"]):
        return
    if type_ == "area" or by.sees(keys):
        raise NotPermitted
    if was_delivered(work.connection, place["id"], by.user_id, work.now):
        raise MayNoLonger
    raise NotFound(errors={named: ["not_found"]})


def may_change(work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
    """May `by` set these now? Raises MayNoLonger, NotPermitted, NotNow, Invalid."""
    keys = queries.circles(work, row)
    if not all(may_plan(by, keys, row["enterprise_id"], way) for way in (row["way"], changes.get("way") or row["way"])):
        raise MayNoLonger
    if _FIXED & {name for name, value in changes.items() if row[name] != value}:
        raise NotPermitted
    _require_open(row)
    _require_fit(work, {**row, **changes})
    if {"inspectors", "way"} & changes.keys():
        _named(work, {**row, **changes})
    work.cache["was planned", row["id"]] = dict(row)


def changed(work: Work, row: Row, values: Mapping[str, Any], by: Caller) -> None:
    """A plan came to be another: whoever goes from now on, need not go, or goes on other days hears of it."""
    if {"inspectors", "way"} & values.keys():
        work.change("plan", row, {"inspectors": _named(work, row)})
        _let_in(work, row)
    before = work.cache.get(("was planned", row["id"]), row)
    was, now = ([one["id"] for one in each["inspectors"]] for each in (before, row))
    telling.assigned(work, row, [each for each in now if each not in was], by)
    telling.withdrawn(work, row, [each for each in was if each not in now], row["changed_because"], by)
    if (before["starts_on"], before["due_date"]) != (row["starts_on"], row["due_date"]):
        telling.moved(work, row, [each for each in now if each in was], by)


def cancel(work: Work, row: Row, said: Mapping[str, Any], by: Caller) -> None:
    """Nobody needs to go. Raises MayNoLonger, NotNow."""
    if not may_plan(by, queries.circles(work, row), row["enterprise_id"], row["way"]):
        raise MayNoLonger
    if row["state"] == "cancelled" and row["state_by"]["id"] == work.author(by)["id"]:
        return
    _require_open(row)
    _move(work, row, "cancelled", by, {"cancelled_because": said["reason"]}, action="cancel", args=dict(said))
    telling.withdrawn(work, row, [one["id"] for one in row["inspectors"]], said["reason"], by)


def look(work: Work, row: Row, said: Mapping[str, Any], by: Caller) -> None:
    """A closed hazard was seen again; when all of the visit were, the plan is done and the enterprise is told.

    Raises what `seen_again.look` raises.
    """
    if seen_again.look(work, row, said, by) and row["state"] == "open":
        _move(work, row, "done", by, {})
        telling.looked_back(work, row, by)


VERBS: Mapping[str, Callable[[Work, Row, Mapping[str, Any], Caller], None]] = {"cancel": cancel, "look": look}


def act(work: Work, row: Row, action: str, args: Mapping[str, Any], *, by: Caller) -> ActOutcome:
    """Take one step with a plan. Raises UnknownAction, Invalid, and what the step raises."""
    if action not in VERBS:
        raise UnknownAction(action=action)
    VERBS[action](work, row, checks.arguments(action, args), by)
    return DONE


def followed(work: Work, walkthrough: Row, by: Caller) -> None:
    """A walkthrough moved to another state: the plan it was begun for moves with it.

    A walkthrough is never refused for its plan: one that is not of this enterprise, not of this kind, or closed by
    another walkthrough stays as it is.
    """
    _follow(work, walkthrough, by)
    enterprise = work.get("enterprise", walkthrough["enterprise_id"])
    if enterprise is not None and enterprise["guests"] and walkthrough["state"] in ("signed", "withdrawn"):
        guests.let_in(work, enterprise)


def _follow(work: Work, walkthrough: Row, by: Caller) -> None:
    plan = work.get("plan", walkthrough["plan_id"])
    if plan is None or plan["deleted"] or plan["enterprise_id"] != walkthrough["enterprise_id"]:
        return
    if not ways.is_for(plan["way"], walkthrough["kind"]):
        return
    mine, state = plan["walkthrough_id"] == walkthrough["id"], walkthrough["state"]
    if state == "walking" and plan["state"] == "open" and plan["walkthrough_id"] is None:
        work.change("plan", plan, {"walkthrough_id": walkthrough["id"]})
        work.note("plan", plan, by, "begun", walkthrough=walkthrough["id"])
    elif state == "finished" and plan["state"] == "open":
        _move(work, plan, "done", by, {"walkthrough_id": walkthrough["id"]}, walkthrough=walkthrough["id"])
    elif state == "withdrawn" and mine and plan["state"] == "done":
        _move(work, plan, "open", by, {"walkthrough_id": None}, walkthrough=walkthrough["id"])
    elif state == "withdrawn" and mine:
        work.change("plan", plan, {"walkthrough_id": None})
        work.note("plan", plan, by, "walkthrough_withdrawn", walkthrough=walkthrough["id"])


def _move(work: Work, row: Row, to: str, by: Caller, values: Mapping[str, Any], **said: Any) -> None:
    before = row["state"]
    moved = {"state": to, "state_by": work.author(by), "state_at": clock.stamp(work.now)}
    work.change("plan", row, {**values, **moved})
    work.note("plan", row, by, "act", from_state=before, to_state=to, **said)
    _let_in(work, row)


def _let_in(work: Work, row: Row) -> None:
    """Whoever is sent sees the enterprise; what lies at none is seen by those of its area alone."""
    enterprise = queries.enterprise_of(work, row)
    if enterprise is not None:
        guests.let_in(work, enterprise)


def _named(work: Work, plan: Mapping[str, Any]) -> list[dict[str, str]]:
    """Who is to go, each with his name as it is known here. Raises Invalid for whoever does not check anything, and
    for a stranger where no enterprise is that could let him in.
    """
    wanted = [one["id"] for one in plan.get("inspectors") or []]
    known = queries.names(work, wanted)
    enterprise = work.get("enterprise", plan.get("enterprise_id"))
    if enterprise is None:
        fit = queries.at_home(work, plan["area_id"])
    else:
        fit = queries.answering(work, enterprise) if plan["way"] == "self_check" else queries.inspecting(work, wanted)
    if any(each not in known or each not in fit for each in wanted):
        raise Invalid(errors={"inspectors": ["not_an_inspector"]})
    return [{"id": each, "name": known[each]} for each in wanted]


def _require_fit(work: Work, plan: Mapping[str, Any]) -> None:
    checklist = work.get("checklist", plan.get("checklist_id"))
    if plan.get("checklist_id") is not None and not queries.in_use(checklist):
        raise Invalid(errors={"checklist_id": ["not_found"]})
    if plan.get("area_id") is not None and (plan["way"] != "look_back" or not plan.get("hazards")):
        raise Invalid(errors={"area_id": ["only_to_look_again"]})
    starts_on = plan.get("starts_on")
    if starts_on is not None and starts_on > plan["due_date"]:
        raise Invalid(errors={"starts_on": ["after_due_date"]})


def _require_open(row: Row) -> None:
    if row["state"] != "open":
        raise problems.NotNow(state=row["state"], by=row["state_by"], at=row["state_at"])
