"""Closed hazards that a visit looks at again (回头看): which ones, and what was seen of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from ..permissions import Caller
from ..places.queries import ancestors
from ..problems import Invalid, NotPermitted
from ..sync.collections import MayNoLonger, Row
from ..sync.work import Work
from . import queries
from .models import LookBack

_BACK = LookBack.__table__


def named(work: Work, data: Mapping[str, Any]) -> list[str]:
    """The hazards a new plan names, each once. Raises Invalid for one that is not of its place."""
    wanted: list[str] = list(dict.fromkeys(data.get("hazards") or []))
    work.fetch("hazard", wanted)
    for each in wanted:
        if not _is_there(work, each, data):
            raise Invalid(errors={"hazards": ["not_found"]})
    one = data.get("hazard_id")
    if not wanted and one is not None and _is_there(work, one, data):
        return [one]
    return wanted


def _is_there(work: Work, hazard_id: str, plan: Mapping[str, Any]) -> bool:
    hazard = work.get("hazard", hazard_id)
    if hazard is None or hazard["deleted"] or hazard["enterprise_id"] != plan.get("enterprise_id"):
        return False
    return hazard["enterprise_id"] is not None or plan["area_id"] in ancestors(work, hazard["area"])


def keep(work: Work, plan: Row) -> None:
    """Their closings have a plan now: no second one is made of them."""
    for hazard_id in plan["hazards"] or ():
        hazard = work.get("hazard", hazard_id)
        if hazard is None or hazard["closed_at"] is None:
            continue
        key = {"hazard_id": hazard_id, "closed_at": hazard["closed_at"]}
        same = (_BACK.c.hazard_id == hazard_id) & (_BACK.c.closed_at == hazard["closed_at"])
        if work.connection.execute(select(_BACK.c.plan_id).where(same)).first() is None:
            work.connection.execute(insert(_BACK).values(**key, plan_id=plan["id"]))


def may_look(row: Row, by: Caller, keys: frozenset[str]) -> bool:
    """Is it for him: whoever is sent, and whoever checks places there? `keys` are the place's circles."""
    return any(one["id"] == by.user_id for one in row["inspectors"]) or by.holds(queries.INSPECTING, keys)


def look(work: Work, row: Row, said: Mapping[str, Any], by: Caller) -> bool:
    """Write down what was seen of one hazard; answers whether all of the visit were seen now.

    What was seen is taken whoever was quicker, and even when the plan was called off meanwhile: it is a fact.
    Raises MayNoLonger, NotPermitted for whoever checks nothing, Invalid for a hazard that is not of the visit.
    """
    if not may_look(row, by, queries.circles(work, row)):
        checks = any(held.role in queries.INSPECTING for held in by.as_formerly().holdings)
        raise MayNoLonger if checks else NotPermitted
    if said["hazard"] not in (row["hazards"] or ()):
        raise Invalid(errors={"hazard": ["not_of_the_visit"]})
    author, before = work.author(by), row["looked"] or []
    seen = {name: said.get(name) for name in ("hazard", "outcome", "note", "found")}
    if not any(one["by"]["id"] == author["id"] and {name: one.get(name) for name in seen} == seen for one in before):
        seen = {name: value for name, value in seen.items() if value is not None}
        work.change("plan", row, {"looked": [*before, {**seen, "by": author, "at": work.context.at}]})
        work.note("plan", row, by, "looked", args=dict(said))
        _tell_hazard(work, row, said, by)
    return {one["hazard"] for one in row["looked"]} >= set(row["hazards"])


def _tell_hazard(work: Work, row: Row, said: Mapping[str, Any], by: Caller) -> None:
    """It stands in the hazard's own history, with the photos that show it; those can no longer be taken back."""
    hazard = work.get("hazard", said["hazard"])
    if hazard is None:
        return
    photos = [photo for each in said.get("photos") or () if (photo := work.get("photo", each)) is not None]
    photos = [photo for photo in photos if photo["owner_id"] == hazard["id"] and not photo["deleted"]]
    for photo in photos:
        if not photo["used"]:
            work.mark("photo", photo, {"used": True})
    work.touch("hazard", hazard)
    told = {name: said[name] for name in ("outcome", "note", "found") if name in said}
    ids = [photo["id"] for photo in photos] or None
    work.note("hazard", hazard, by, "looked_back", plan=row["id"], photos=ids, **told)
