"""What the sync engine is told about walkthroughs and answers: which fields travel, who sees them, how they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import orjson
from sqlalchemy import Connection, select

from .. import clock
from ..permissions import Caller
from ..places.checklists import sections_as_of
from ..places.models import Checklist
from ..problems import NotPermitted
from ..sync.collections import ActOutcome, Collection, Field, Row
from ..sync.work import Work
from . import checks, ending, operations, queries, rules
from .models import Answer, Walkthrough

_CHECKLISTS = Checklist.__table__
_SERVER = (
    "state", "state_by", "state_at", "score", "hazards", "digest", "signatures", "refusal", "kind", "left_at",
    "checklist_version", "withdrawn_because", "documents",
)  # fmt: skip
_SAID = ("enterprise_id", "checklist_id", "plan_id", "visit_id", "inspectors", "started_at", "finished_at")
_PLACE = ("lat", "lon", "accuracy_m")


class WalkthroughCollection(Collection):
    """Seen by those who look after the place and those who walk; by the enterprise once it is finished."""

    name: ClassVar[str] = "walkthrough"
    table: ClassVar = Walkthrough.__table__
    fields: ClassVar[Mapping[str, Field]] = {
        **{name: Field() for name in _SAID},
        **{name: Field(unit="lat") for name in _PLACE},
        **{name: Field(only="server") for name in (*_SERVER, "actions", "conflicts", "history")},
    }
    followers: ClassVar[tuple[str, ...]] = ("answer", "quiz", "photo", "comment")

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        told = row["kind"] == "self_check" or row["state"] in ("finished", "signed")
        circles = ("a:", "u:", "e:") if told else ("a:", "u:")
        place = {key for key in queries.circles(work, row) if key.startswith(circles)}
        return place | {f"u:{one['id']}" for one in row["inspectors"] if "id" in one}

    def prepare(self, connection: Connection, rows: list[Row]) -> None:
        """Its questions travel with it only where the checklist on the phone has become another."""
        query = select(_CHECKLISTS.c.id, _CHECKLISTS.c.version).where(
            _CHECKLISTS.c.id.in_({row["checklist_id"] for row in rows})
        )
        now = {row.id: row.version for row in connection.execute(query)}
        for row in rows:
            checklist, version = row["checklist_id"], row["checklist_version"]
            if now.get(checklist) != version:
                row["sections"] = sections_as_of(connection, checklist, version)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        names = (*_SAID, *_PLACE, *_SERVER, "created_by")
        told = {name: row[name] for name in names if row[name] is not None}
        if "sections" in row:
            told["sections"] = row["sections"]
        told["created_at"], told["updated_at"] = clock.stamp(row["created_at"]), clock.stamp(row["updated_at"])
        told["actions"] = self._actions(row, caller, keys)
        told["conflicts"] = row["open_conflicts"] or []
        told["history"] = orjson.Fragment(row["recent"] or "[]")
        return told

    @staticmethod
    def _actions(row: Row, caller: Caller, keys: frozenset[str]) -> list[str]:
        walks = any(one.get("id") == caller.user_id for one in row["inspectors"])
        acts = {
            "walking": ["finish", "withdraw"],
            "finished": ["sign", "refuse_signature", "withdraw"],
            "signed": ["sign"],
        }.get(row["state"], [])
        if not walks:
            signs = caller.holds(operations.ANSWERING, {f"e:{row['enterprise_id']}"})
            acts = ["sign"] if signs and "sign" in acts else []
        if row["state"] != "withdrawn" and ending.keeps_documents(row, caller, keys):
            return [*acts, "add_document", *(["remove_document"] if row["documents"] else [])]
        return acts

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        return checks.walkthrough(data, partial=partial)

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.start(work, record_id, data, by)

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        """Where it is and with what does not change; who walks and when, those who walk may say."""
        if {"enterprise_id", "checklist_id"} & {name for name, value in changes.items() if row[name] != value}:
            raise NotPermitted
        operations.may_answer(work, row, by)

    def after_set(self, work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
        if "inspectors" in changed:
            author = row["created_by"] or work.author(by)
            work.change("walkthrough", row, {"inspectors": queries.named(work, row["inspectors"] or [], author)})
            ending.show_ledger(work, row)

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        return operations.act(work, row, action, args, by=by)

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        return queries.area_of(work, row)

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        named = (("enterprise", data.get("enterprise_id")), ("checklist", data.get("checklist_id")))
        return [(type_, record) for type_, record in named if isinstance(record, str)]


class AnswerCollection(Collection):
    """Seen by whoever sees the walkthrough; the answers of two meet at the item, and the stricter stands."""

    name: ClassVar[str] = "answer"
    table: ClassVar = Answer.__table__
    fields: ClassVar[Mapping[str, Field]] = {
        "walkthrough_id": Field(),
        "item": Field(),
        "result": Field(order=rules.RESULTS, unit="result"),
        **{name: Field(unit="result") for name in ("number", "choice", "text")},
        "note": Field(joined=True),
    }
    followers: ClassVar[tuple[str, ...]] = ("photo",)

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        walkthrough = work.get("walkthrough", row["walkthrough_id"])
        return work.keys("walkthrough", walkthrough) if walkthrough is not None else ()

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        names = (*self.fields, "answered_by", "answered_at", "created_by")
        told = {name: row[name] for name in names if row[name] is not None}
        return told | {"conflicts": row["open_conflicts"] or [], "created_at": clock.stamp(row["created_at"])}

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        return checks.answer(data, partial=partial)

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.answer(work, record_id, data, by)

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        if {"walkthrough_id", "item"} & {name for name, value in changes.items() if row[name] != value}:
            raise NotPermitted
        operations.may_answer(work, operations.seen(work, row["walkthrough_id"], by), by)

    def decides(self, row: Row, field: str | None, caller: Caller, keys: frozenset[str]) -> bool:
        """Those who walk, and those who look after the place; whoever is checked does not answer for them."""
        return caller.holds(operations.INSPECTING, keys) or f"u:{caller.user_id}" in keys

    def after_set(self, work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
        operations.answered_anew(work, row, changed, by)

    def derived(self) -> bool:
        return True

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        walkthrough = work.get("walkthrough", row["walkthrough_id"])
        return queries.area_of(work, walkthrough) if walkthrough is not None else None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        walkthrough = data.get("walkthrough_id")
        return [("walkthrough", walkthrough)] if isinstance(walkthrough, str) else []


assert ending.VERBS.keys() == checks.ARGUMENTS.keys()  # noqa: S101 - the two lists are one
