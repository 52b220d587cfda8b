"""When a closed hazard is looked at again (回头看): which setting counts, on which days, and what is one visit. Pure.

A setting holds for an area and everything below it, for whatever closes from its first day on. Of the areas above an
enterprise the nearest that has one counts; one that only says `above` hands the question upwards. Where no area says
anything, DEFAULT counts: the product's own proposal, written in no official document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Setting = Mapping[str, Any]

#: The severities of hazards; each has its own number of days, none where such hazards are not looked at again.
SEVERITIES = ("major", "major_suspected", "general")
DEFAULT: Setting = {"major": 15, "major_suspected": 15, "general": None, "within_days": 7}
OUTCOMES = ("kept", "recurred")
#: What should have been looked at so many days ago and was not is passed over: nobody is sent after old papers.
CATCH_UP = 60


@dataclass(frozen=True)
class Closing:
    """A hazard that was closed: from which day it is looked at again, and within how many days then."""

    hazard: str
    first: str
    within: int


@dataclass(frozen=True)
class Visit:
    """Hazards of one enterprise that one visit looks at, from the first to the last day for it."""

    hazards: tuple[str, ...]
    starts_on: str
    due_date: str


def counting(settings: Iterable[Setting], path: Sequence[str], day: str) -> Setting:
    """What counts for what was closed on this day. `path`: the area and those above, nearest first. O(settings)."""
    latest: dict[str, Setting] = {}
    for each in settings:
        known = latest.get(each["area_id"])
        if each["valid_from"] <= day and (known is None or known["valid_from"] < each["valid_from"]):
            latest[each["area_id"]] = each
    own = (latest[area] for area in path if area in latest and not latest[area]["above"])
    return next(own, DEFAULT)


def closing(setting: Setting, hazard: str, severity: str, closed_on: str) -> Closing | None:
    """When it is looked at again, or None when it is not."""
    days = setting[severity]
    return None if days is None else Closing(hazard, _later(closed_on, days), setting["within_days"])


def visits(closings: Iterable[Closing], today: str) -> list[Visit]:
    """The visits to one enterprise that are to be made from today on: what is near each other is one. O(n log n).

    The visit of the hazard that is due first takes along all that become due before its last day.
    """
    left = sorted(closings, key=lambda each: (each.first, each.hazard))
    left = [each for each in left if each.first >= _later(today, -CATCH_UP)]
    found: list[Visit] = []
    while left and left[0].first <= today:
        due = _later(today, left[0].within)
        together = [each for each in left if each.first <= due]
        left = left[len(together) :]
        starts_on = max(today, together[-1].first)
        found.append(Visit(tuple(each.hazard for each in together), starts_on, due))
    return found


def outcome(looked: Iterable[Mapping[str, Any]], hazard: str) -> str | None:
    """What came out for one hazard: of two who looked, whoever saw it again is believed."""
    said = {each["outcome"] for each in looked if each["hazard"] == hazard}
    return "recurred" if "recurred" in said else "kept" if said else None


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
