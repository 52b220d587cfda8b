"""How often a place is walked by its grade: which rule counts, and when it is due. Pure.

A rule holds for an area and everything below it. For an enterprise the rule of the nearest area counts; of two in one
area the one that names its sector. Inspections and self-checks, and each named checklist, have rules of their own.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

Rule = Mapping[str, Any]

UNITS = ("months", "days")
#: How sure a rule is: `text_seen` stands in a text that was read, `plan` in an action plan (of another place too),
#: `local` was decided here, `proposal` is nobody's rule yet.
CERTAINTIES = ("text_seen", "plan", "local", "proposal")


def valid_on(rule: Rule, day: str) -> bool:
    """Does it count on this day? Both its days do."""
    return rule["valid_from"] <= day and (rule["valid_until"] is None or day <= rule["valid_until"])


def counting(
    rules: Iterable[Rule], path: Sequence[str], grade: str | None, sector: str | None, day: str
) -> list[Rule]:
    """The rules that count for an enterprise on a day, one for each kind of check. O(rules).

    `path`: its area and those above, nearest first.
    """
    distance = {area: steps for steps, area in enumerate(path)}
    best: dict[tuple[bool, str | None], tuple[tuple[int, bool, str], Rule]] = {}
    for rule in rules:
        fits = rule["grade"] == grade and rule["sector"] in (None, sector) and rule["area_id"] in distance
        if not fits or not valid_on(rule, day):
            continue
        order = (distance[rule["area_id"]], rule["sector"] is None, rule["id"])
        kind = (rule["way"] == "self_check", rule["checklist_id"])
        if kind not in best or order < best[kind][0]:
            best[kind] = (order, rule)
    return [rule for _, rule in sorted(best.values(), key=lambda each: each[1]["id"])]


def due_after(since: str, every: int, unit: str) -> str:
    """The last day on which the next one is in time: 31 January and a month is the last of February."""
    day = date.fromisoformat(since)
    if unit == "days":
        return (day + timedelta(days=every)).isoformat()
    months = day.year * 12 + day.month - 1 + every
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)).isoformat()


def plan_id(enterprise_id: str, own: bool, checklist_id: str | None, since: str, nth: int = 0) -> str:
    """What becomes due after the same check is the same plan, however often it is worked out.

    `nth`: how many of them were done on that very day.
    """
    kind = "self_check" if own else "inspection"
    return str(uuid5(UUID(enterprise_id), f"{kind}/{checklist_id or ''}/{since}/{nth}"))
