"""What the sync engine is told about plans: which fields travel, who sees them, how they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import orjson

from .. import clock
from ..permissions import Caller
from ..places.queries import area_keys
from ..sync.collections import ActOutcome, Collection, Field, Row
from ..sync.work import Work
from . import checks, operations, queries, seen_again, ways
from .models import Plan

_SAID = (
    "enterprise_id", "area_id", "checklist_id", "inspectors", "starts_on", "way", "note", "hazard_id", "hazards",
    "draw_id", "rule_id",
)  # fmt: skip
_SERVER = ("state", "state_by", "state_at", "walkthrough_id", "looked", "cancelled_because")


class PlanCollection(Collection):
    """Seen by those who look after the place and those who are sent; by the enterprise only as `ways` says."""

    name: ClassVar[str] = "plan"
    table: ClassVar = Plan.__table__
    fields: ClassVar[Mapping[str, Field]] = {
        **{name: Field() for name in _SAID},
        "due_date": Field(order="earlier"),
        "changed_because": Field(joined=True),
        **{name: Field(only="server") for name in (*_SERVER, "actions", "conflicts", "history")},
    }

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        circles = {f"u:{one['id']}" for one in row["inspectors"]} | area_keys(work, queries.area_id_of(work, row))
        if row["enterprise_id"] is not None and ways.told_to_enterprise(row["way"], row["state"]):
            circles.add(f"e:{row['enterprise_id']}")
        return circles

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        names = (*_SAID, "due_date", "changed_because", *_SERVER, "created_by")
        told = {name: row[name] for name in names if row[name] is not None}
        told["created_at"], told["updated_at"] = clock.stamp(row["created_at"]), clock.stamp(row["updated_at"])
        plans = operations.may_plan(caller, keys, row["enterprise_id"], row["way"])
        looks = bool(row["hazards"]) and seen_again.may_look(row, caller, keys)
        offered = (("cancel", plans), ("look", looks)) if row["state"] == "open" else ()
        told["actions"] = [name for name, may in offered if may]
        told["conflicts"] = row["open_conflicts"] or []
        told["history"] = orjson.Fragment(row["recent"] or "[]")
        return told

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        return checks.plan(data, partial=partial)

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.make(work, record_id, data, by)

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        operations.may_change(work, row, changes, by)

    def decides(self, row: Row, field: str | None, caller: Caller, keys: frozenset[str]) -> bool:
        return operations.may_plan(caller, keys, row["enterprise_id"], row["way"])

    def after_set(self, work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
        operations.changed(work, row, changed, by)

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        return operations.act(work, row, action, args, by=by)

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        return queries.area_of(work, row)

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        named = [(type_, data.get(f"{type_}_id")) for type_ in ("enterprise", "area", "checklist")]
        again = data.get("hazards")
        named += [("hazard", each) for each in again] if isinstance(again, list) else []
        return [(type_, record) for type_, record in named if isinstance(record, str)]
