"""What the sync engine is told about places: phones read them, and only the server writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..permissions import EVERYONE, Caller
from ..sync.collections import Collection, Row
from ..sync.work import Work
from .models import Area, Checklist, Enterprise
from .queries import area_keys, guests


class AreaCollection(Collection):
    """Everyone sees the whole tree: it is public, and a phone needs it to name a place."""

    name = "area"
    table = Area.__table__

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return (EVERYONE,)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        return {name: row[name] for name in ("code", "name", "parent", "level", "valid")}


class EnterpriseCollection(Collection):
    """Seen by those who look after its area, by itself, its people, its landlord, and whom a plan sends there."""

    name = "enterprise"
    table = Enterprise.__table__
    #: An enterprise that moves to another area, or under another roof, takes all this along.
    followers = ("hazard", "walkthrough", "certificate", "plan")

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        circles = {*area_keys(work, row["area_id"]), f"e:{row['id']}", f"m:{row['id']}"}
        if row["host_enterprise_id"] is not None:
            circles.add(f"e:{row['host_enterprise_id']}")
        return circles | guests(row)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: row[name] for name in _OPEN} | {"area": row["area_id"]}
        held = caller.keys & keys
        if any(key.startswith("m:") for key in held) and all(key.startswith("m:") for key in held):
            return told
        told |= {name: row[name] for name in _INNER}
        if any(key.startswith("a:") or key == f"e:{row['id']}" for key in held):
            told |= {name: row[name] for name in _PERSONAL}
        return told


#: What an employee learns about his enterprise: where it is, and what it is.
_OPEN = ("name", "sector", "lat", "lon", "address", "host_enterprise_id", "state")
#: What its landlord learns too, who must coordinate the safety of his tenants (安全生产法 第四十九条).
_INNER = ("uscc", "traits", "risk_grade", "risk_graded_on", "staff_count", "principal")
#: What only those learn who look after it or answer for it.
_PERSONAL = ("actual_controller",)


class ChecklistCollection(Collection):
    """Everyone may read what is asked; one that was never in use is nobody's, and its keepers read it by REST."""

    name = "checklist"
    table = Checklist.__table__

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return () if row["state"] == "draft" else (EVERYONE,)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        names = ("code", "version", "title", "title_en", "sections", "sectors", "traits", "note", "state")
        return {name: row[name] for name in names}
