"""What a plan of rectification lacks, and by when a hazard is put right if nobody says otherwise.

Pure. The five settled things (五落实) are those of the gongmao plan: responsible, measures, funds, date and
contingency plan; the interim control is what keeps people safe until then (安全生产法 第六十五条 asks for it
when safety cannot be assured meanwhile).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

#: 五落实, in the order in which forms show them.
FIVE = ("responsible", "measures", "funds_fen", "due_date", "contingency_plan")

#: Fields that only acts change.
PLAN_FIELDS = ("due_date", "responsible", "measures", "funds_fen", "contingency_plan", "interim_controls")

_NEEDED = {
    "general": ("responsible", "due_date"),
    "major_suspected": ("responsible", "due_date", "interim_controls"),
    "major": (*FIVE, "interim_controls"),
}

#: Days until the default date. No national rule fixes days for putting a hazard right (安全生产法 leaves it to
#: whoever orders it), so these are our own proposal: on the spot means today, by a deadline a week, on account a month.
DEFAULT_DAYS = {"on_the_spot": 0, "by_deadline": 7, "on_account": 30}


def lacks(severity: str, plan: Mapping[str, Any]) -> list[str]:
    """What must still be settled before a hazard of this severity can be assigned; empty when complete."""
    return [name for name in _NEEDED[severity] if _empty(plan.get(name))]


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def default_due(disposal: str | None, day: date) -> str | None:
    """The date a hazard decided on `day` gets when nobody named one; None without a disposal."""
    days = DEFAULT_DAYS.get(disposal or "")
    return None if days is None else (day + timedelta(days=days)).isoformat()
