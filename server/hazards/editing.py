"""Who may change what is written about a hazard, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..permissions import Caller, Role
from ..problems import Invalid, NotPermitted
from ..sync.collections import MayNoLonger, Row
from ..sync.merge import same
from ..sync.work import Work
from . import plan, problems, reporting, rules, telling
from .plan import PLAN_FIELDS
from .states import SEVERITIES

_PLACE = ("enterprise_id", "area")
#: Where it came from: said when it is made, never afterwards.
_ORIGIN = frozenset({"walkthrough_id", "recurs_of"})
_OFFICES = frozenset({Role.TOWNSHIP, Role.DISTRICT})
_ANSWERING = frozenset({Role.PRINCIPAL, Role.MANAGER})


def may_set(work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
    """The protocol's “who may set what”.

    Raises MayNoLonger for whoever sees the hazard and may not edit it (his words go to those who may),
    NotPermitted for a judgement that is not his, TransitionNotAllowed once it is closed, Merged, Invalid.
    """
    keys = work.keys("hazard", row)
    if not by.sees(keys):
        raise MayNoLonger
    if row["state"] == "closed":
        raise problems.TransitionNotAllowed(**rules.describe(row))
    if row["state"] == "merged":
        raise problems.Merged(into=row["merged_into"], state="merged", by=row["state_by"], at=row["state_at"])
    roles = by.roles_at(keys)
    new = {name for name, value in changes.items() if not same(row[name], value)}
    if "severity" in new:
        _may_judge(work, row, changes, roles, by)
        new.discard("severity")
        if changes["severity"] == "major_suspected":
            new.discard("criterion")
    elif row["severity"] == "major_suspected" and "criterion" in new and not changes["criterion"]:
        raise problems.CriterionNeeded(errors={"criterion": ["required"]})
    if origin := sorted(_ORIGIN & new):
        raise NotPermitted(**{name: row[name] for name in origin})
    if not new:
        return
    if not _edits(row, roles, by):
        raise MayNoLonger
    if "channel" in new:
        reporting.check_channel(changes["channel"], changes.get("enterprise_id", row["enterprise_id"]), by)
    if new.intersection(_PLACE):
        reporting.check_place(work, {name: changes.get(name, row[name]) for name in _PLACE}, by)


def _edits(row: Row, roles: frozenset[Role], by: Caller) -> bool:
    if row["state"] == "reported" and row["reporter_id"] == by.user_id:
        return True
    if not _OFFICES.isdisjoint(roles):
        return True
    return rules.enterprise_found_it_itself(row) and not _ANSWERING.isdisjoint(roles)


def _may_judge(work: Work, row: Row, changes: Mapping[str, Any], roles: frozenset[Role], by: Caller) -> None:
    """Whoever sees it may suspect, naming a criterion; more than that, or less, only those who judge."""
    judges = not reporting.JUDGES.isdisjoint(roles)
    if changes["severity"] == "major_suspected":
        if not changes.get("criterion", row["criterion"]):
            raise problems.CriterionNeeded(errors={"criterion": ["required"]})
        if row["severity"] == "major" and not judges:
            # he may have suspected what others have made major meanwhile: the merge lets the stricter stand, and
            # `after_set` refuses if it was meant to lower it
            work.cache["lowering", row["id"]] = True
        return
    if not judges:
        raise NotPermitted(severity=row["severity"])


def after_set(work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
    """A severity that came to stand may leave the plan incomplete; a place at an enterprise needs no area."""
    if work.cache.pop(("lowering", row["id"]), False) and changed.get("severity") == "major_suspected":
        raise NotPermitted(severity="major")
    if row["enterprise_id"] is not None and row["area"] is not None:
        work.change("hazard", row, {"area": None})
    if "severity" not in changed:
        return
    assigned = row["state"] in ("rectifying", "submitted")
    lacking = plan.lacks(row["severity"], {name: row[name] for name in PLAN_FIELDS})
    incomplete = assigned and row["severity"] == "major" and bool(lacking)
    if incomplete != row["plan_incomplete"]:
        work.change("hazard", row, {"plan_incomplete": incomplete})
    if SEVERITIES.index(row["severity"]) < SEVERITIES.index("general"):
        telling.raised(work, row, by)


def decides(row: Row, field: str | None, by: Caller, keys: frozenset[str]) -> bool:
    """The short answer of `may_resolve`, for buttons."""
    roles = by.roles_at(keys)
    if row["state"] in ("closed", "merged"):
        return False
    if field in PLAN_FIELDS:
        return row["state"] != "rejected" and rules.may("assign", row, roles)
    return not reporting.JUDGES.isdisjoint(roles) if field == "severity" else _edits(row, roles, by)


def may_resolve(work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
    """Who may decide a conflict: of the plan whoever assigns, while the hazard is open; else who may set it.

    Raises what `may_set` raises; Invalid for a plan whose date or responsible would be empty.
    """
    if not set(changes) <= set(PLAN_FIELDS):
        may_set(work, row, changes, by)
        return
    keys = work.keys("hazard", row)
    if not by.sees(keys):
        raise MayNoLonger
    if row["state"] in ("closed", "rejected", "merged"):
        raise problems.TransitionNotAllowed(**rules.describe(row))
    if not rules.may("assign", row, by.roles_at(keys)):
        raise rules.for_somebody_else("assign")
    empty = plan.lacks(row["severity"], {**{name: row[name] for name in PLAN_FIELDS}, **changes})
    if missing := set(empty).intersection(changes):
        raise Invalid(errors={name: ["required"] for name in missing})
