"""How a certificate stands on a day, and which of them an item of a checklist asks about. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]

#: A review takes its weeks: so long before validity or review ends, a certificate is due.
DUE_WITHIN = timedelta(days=90)
STANDINGS = ("expired", "due", "current")


def ends_on(certificate: Row) -> str:
    """Its last good day: the end of its validity or the day of its review, whichever is first."""
    return min(day for day in (certificate["valid_until"], certificate.get("review_due")) if day)


def standing(certificate: Row, day: str) -> str:
    """`current`, `due`, `expired`, as of a day; the last day itself is a good one."""
    ends = date.fromisoformat(ends_on(certificate))
    today = date.fromisoformat(day)
    if ends < today:
        return "expired"
    return "due" if ends - today <= DUE_WITHIN else "current"


def asked(certificates: Iterable[Row], kinds: Iterable[str]) -> list[Row]:
    """Those an item asks about: registered, and of one of the kinds it names; without a name, of any."""
    wanted = frozenset(kinds)
    return [each for each in certificates if each["state"] == "registered" and (not wanted or each["kind"] in wanted)]
