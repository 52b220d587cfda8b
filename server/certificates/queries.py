"""Questions about a certificate that its row does not answer."""

from __future__ import annotations

from ..sync.collections import Row
from ..sync.work import Work


def circles(work: Work, row: Row) -> frozenset[str]:
    """Who sees it: those who look after the place or are sent there, and those who answer for this very enterprise.

    Not its employees and not its landlord, whose circles see the enterprise itself.
    """
    enterprise = work.get("enterprise", row["enterprise_id"])
    if enterprise is None:
        return frozenset()
    own = f"e:{enterprise['id']}"
    return frozenset(key for key in work.keys("enterprise", enterprise) if key[:2] in ("a:", "u:") or key == own)


def area_of(work: Work, row: Row) -> dict[str, str] | None:
    """Who holds it now, for `parked`: the area of the enterprise."""
    enterprise = work.get("enterprise", row["enterprise_id"])
    area = work.get("area", enterprise["area_id"]) if enterprise is not None else None
    return {"id": area["id"], "area": area["id"], "name": area["name"]} if area is not None else None
