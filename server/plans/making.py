"""Plans that are due by the grade of a place: made once, moved while they are open, never doubled.

Whatever asks (the worker, a button) may ask again at any moment: a plan's id follows from the enterprise and the last
check, so the second time finds what the first one made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from .. import clock
from ..notices.queries import in_post
from ..permissions import Caller, Role, machine
from ..places.models import Enterprise
from ..places.queries import ancestors, subtree
from ..sync.collections import Row, collection
from ..sync.work import Work, working
from . import frequency, operations, queries
from .models import PlanRule

_ENTERPRISE, _RULE = Enterprise.__table__, PlanRule.__table__
#: Enterprises looked at in one transaction.
_AT_ONCE = 200
#: Days beyond it are slips of a finger, and nothing follows from them.
_FARTHEST = "2200-01-01"


def make_due(until: str, *, areas: Iterable[str] | None = None, by: Caller | None = None) -> dict[str, int]:
    """Make the plans that are due up to a day, and move those whose rule or grade changed. O(enterprises).

    In portions, so that phones are never kept waiting for long; what a killed run left, the next one does.
    `areas`: only there and below. Answers how many were made and moved.
    """
    told = {"made": 0, "moved": 0}
    after: str | None = ""
    while after is not None:
        with working() as work:
            after = _portion(work, after, until, areas, by or machine(), told)
    return told


def _portion(
    work: Work, after: str, until: str, areas: Iterable[str] | None, by: Caller, told: dict[str, int]
) -> str | None:
    """One portion of the enterprises after this id; answers the last id, or None when there are no more."""
    rules = [dict(row) for row in work.connection.execute(select(_RULE).order_by(_RULE.c.id)).mappings()]
    here = (_ENTERPRISE.c.deleted.is_(False), _ENTERPRISE.c.state == "open", _ENTERPRISE.c.id > after)
    query = select(_ENTERPRISE.c.id).where(*here)
    if areas is not None:
        query = query.where(_ENTERPRISE.c.area_id.in_(subtree(work.connection, areas)))
    found = list(work.connection.execute(query.order_by(_ENTERPRISE.c.id).limit(_AT_ONCE)).scalars()) if rules else []
    work.fetch("enterprise", found)
    visits, today = _last_visits(work, found), clock.today().isoformat()
    for enterprise_id in found:
        enterprise = work.get("enterprise", enterprise_id)
        if enterprise is None:
            continue
        path = ancestors(work, enterprise["area_id"])
        for rule in frequency.counting(rules, path, enterprise["risk_grade"], enterprise["sector"], today):
            if became := _settle(work, enterprise, rule, visits, until, by):
                told[became] += 1
    return found[-1] if len(found) == _AT_ONCE else None


def _settle(
    work: Work, enterprise: Row, rule: Mapping[str, Any], visits: Mapping[tuple[str, bool, str | None], str],
    until: str, by: Caller,
) -> str | None:  # fmt: skip
    """`made`, `moved`, or None where everything is so already."""
    own, checklist = rule["way"] == "self_check", rule["checklist_id"]
    if checklist is not None and not queries.in_use(work.get("checklist", checklist)):
        return None
    since = visits.get((enterprise["id"], own, checklist))
    since = since or max(clock.day_of(enterprise["created_at"]).isoformat(), rule["valid_from"])
    nth = 0
    while True:
        wanted = frequency.plan_id(enterprise["id"], own, checklist, since, nth)
        known = work.get("plan", wanted)
        if known is None:
            break
        if not _is_of(known, enterprise, own, checklist):
            nth += 1  # somebody else's plan has this id
        elif known["state"] == "open":
            break
        elif known["state"] == "cancelled" and since < known["due_date"] <= _FARTHEST:
            # What was called off counts as looked at on its day; the next one follows from there.
            since, nth = known["due_date"], 0
        else:
            nth += 1
    due = frequency.due_after(since, rule["every"], rule["unit"])
    if known is not None:
        if known["rule_id"] == rule["id"]:
            return None
        work.change("plan", known, {"due_date": due, "rule_id": rule["id"], "way": rule["way"]})
        work.note("plan", known, by, "rule")
        return "moved"
    if due > until:
        return None
    data = {
        "enterprise_id": enterprise["id"], "checklist_id": checklist, "way": rule["way"], "due_date": due,
        "rule_id": rule["id"], "inspectors": _whom(work, enterprise, own),
    }  # fmt: skip
    operations.make(work, wanted, data, by)
    return "made"


def _is_of(plan: Row, enterprise: Row, own: bool, checklist: str | None) -> bool:
    """Is it what a rule would have made of this enterprise? Ids can be worked out, and phones choose theirs."""
    same = plan["enterprise_id"] == enterprise["id"] and plan["checklist_id"] == checklist
    return same and (plan["way"] == "self_check") == own and plan["rule_id"] is not None


def _whom(work: Work, enterprise: Row, own: bool) -> list[dict[str, str]]:
    """The enterprise's principal; else the grid workers of the very grid; where there is none, the office says."""
    key, roles = (f"e:{enterprise['id']}", Role.PRINCIPAL) if own else (f"a:{enterprise['area_id']}", Role.GRID)
    return [{"id": person.id} for person in in_post(work, [key], frozenset({roles}))][:3]


def _last_visits(work: Work, enterprises: list[str]) -> dict[tuple[str, bool, str | None], str]:
    """(enterprise, by itself?, checklist or any) → the day of the last check that was finished."""
    walked = collection("walkthrough").table
    query = select(walked.c.enterprise_id, walked.c.kind, walked.c.checklist_id, walked.c.finished_at).where(
        walked.c.enterprise_id.in_(enterprises),
        walked.c.state.in_(["finished", "signed"]),
        walked.c.finished_at.isnot(None),
        walked.c.deleted.is_(False),
    )
    found: dict[tuple[str, bool, str | None], str] = {}
    for enterprise, kind, checklist, finished_at in work.connection.execute(query):
        day = _day_of(finished_at)
        for each in (checklist, None):
            key = (enterprise, kind == "self_check", each)
            found[key] = max(found.get(key, ""), day)
    return found


def _day_of(moment: str) -> str:
    """The day of a check as its phone said it; no clock reaches beyond today."""
    today = clock.today().isoformat()
    try:
        return min(clock.day_of(clock.parse(moment)).isoformat(), today)
    except OverflowError:
        return today
