"""What the sync engine is told about certificates: which fields travel, who sees them, how they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import orjson

from .. import clock
from ..permissions import KEEPING, Caller
from ..problems import NotPermitted
from ..sync.collections import DONE, ActOutcome, Collection, Field, Row, UnknownAction
from ..sync.work import Work
from . import checks, operations, queries
from .models import Certificate

_SAID = ("enterprise_id", "holder", "kind", "number", "issuer", "issued_on", "valid_until", "review_due", "note")
_SERVER = ("state", "state_by", "state_at", "withdrawn_because", "created_by")


class CertificateCollection(Collection):
    """Seen by those who check the place and those who answer for the enterprise; its number is personal."""

    name: ClassVar[str] = "certificate"
    table: ClassVar = Certificate.__table__
    fields: ClassVar[Mapping[str, Field]] = {
        **{name: Field() for name in _SAID},
        # Of two readings of one card the one that ends sooner stands until somebody looked again.
        "valid_until": Field(order="earlier"),
        "review_due": Field(order="earlier"),
        "note": Field(joined=True),
        **{name: Field(only="server") for name in (*_SERVER, "actions", "conflicts", "history")},
    }
    followers: ClassVar[tuple[str, ...]] = ("photo",)

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return queries.circles(work, row)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: row[name] for name in (*_SAID, *_SERVER) if row[name] is not None}
        told["created_at"], told["updated_at"] = clock.stamp(row["created_at"]), clock.stamp(row["updated_at"])
        keeps = row["state"] == "registered" and caller.holds(KEEPING, keys)
        told["actions"] = ["withdraw"] if keeps else []
        told["conflicts"] = row["open_conflicts"] or []
        told["history"] = orjson.Fragment(row["recent"] or "[]")
        return told

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        return checks.certificate(data, partial=partial)

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.register(work, record_id, data, by)

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        """Who works elsewhere now is withdrawn here and registered there."""
        if changes.get("enterprise_id", row["enterprise_id"]) != row["enterprise_id"]:
            raise NotPermitted
        operations.may_keep(work, row, by)

    def decides(self, row: Row, field: str | None, caller: Caller, keys: frozenset[str]) -> bool:
        return caller.holds(KEEPING, keys)

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        if action not in checks.ARGUMENTS:
            raise UnknownAction(action=action)
        operations.withdraw(work, row, checks.arguments(action, args), by)
        return DONE

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        return queries.area_of(work, row)

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        enterprise = data.get("enterprise_id")
        return [("enterprise", enterprise)] if isinstance(enterprise, str) else []
