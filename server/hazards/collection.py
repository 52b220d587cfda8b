"""What the sync engine is told about hazards and comments: which fields travel, who sees them, whose verbs accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import orjson
from sqlalchemy import Connection, select

from .. import clock
from ..permissions import Caller
from ..places.queries import area_keys, guests
from ..problems import Invalid
from ..sync.collections import ActOutcome, Collection, Field, Row, collection, collections
from ..sync.work import Work
from ..walkthroughs.models import Walkthrough
from . import checks, comments, editing, operations
from .models import Comment, Hazard
from .plan import PLAN_FIELDS
from .queries import area_of
from .rules import allowed_acts, asked, unanswered
from .states import OPEN, SEVERITIES

_WALKTHROUGHS = Walkthrough.__table__

#: Fields only the server writes, as they travel.
_SERVER = (
    "state", "state_by", "state_at", "number", "round", "created_by", "submitted_by", "accepted_by", "closed_by",
    "cause", "opinions", "extension", "listed", "stopped", "plan_incomplete", "plan_signed", "merged_into",
    "transferred_to", "documents",
)  # fmt: skip

_FIELDS: dict[str, Field] = {
    **{name: Field() for name in checks.REPORTED},
    "severity": Field(order=SEVERITIES),
    **{name: Field(unit="lat") for name in ("lat", "lon", "accuracy_m")},
    **{name: Field(only="act") for name in PLAN_FIELDS},
    "due_date": Field(only="act", order="earlier"),
    **{name: Field(only="server") for name in (*_SERVER, "actions", "conflicts", "history")},
}
_TRAVEL = (*checks.REPORTED, *PLAN_FIELDS, *_SERVER)


class HazardCollection(Collection):
    """Seen by those who look after its place or are sent there by a plan, by its enterprise, and by its reporter until
    30 days after it closed.
    """

    name: ClassVar[str] = "hazard"
    table: ClassVar = Hazard.__table__
    fields: ClassVar[Mapping[str, Field]] = _FIELDS
    followers: ClassVar[tuple[str, ...]] = ("photo", "comment")

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        circles = set(area_keys(work, area_of(work, row)))
        if row["enterprise_id"] is not None:
            circles.add(f"e:{row['enterprise_id']}")
            enterprise = work.get("enterprise", row["enterprise_id"])
            circles |= guests(enterprise) if enterprise is not None else frozenset()
        lately = row["closed_at"] is None or work.now < row["closed_at"] + operations.RELEASED_AFTER
        if lately:
            circles.add(f"u:{row['reporter_id']}")
        if row["opinions"] and row["state"] in OPEN:
            circles.update(f"u:{expert}" for expert in asked(row))
        elif row["opinions"] and row["state"] == "closed" and lately:
            # Written without a signal, his answer may be on its way
            circles.update(f"u:{expert}" for expert in unanswered(row))
        return circles

    def prepare(self, connection: Connection, rows: list[Row]) -> None:
        """Who took part in the walkthrough that found it: an expert among them may give an opinion unasked."""
        found = {row["walkthrough_id"] for row in rows if row["walkthrough_id"] is not None and row["state"] in OPEN}
        if not found:
            return
        query = select(_WALKTHROUGHS.c.id, _WALKTHROUGHS.c.inspectors).where(_WALKTHROUGHS.c.id.in_(found))
        walked = {row.id: [one.get("id") for one in row.inspectors] for row in connection.execute(query)}
        for row in rows:
            row["walkers"] = walked.get(row["walkthrough_id"], [])

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: value for name in _TRAVEL if (value := row[name]) is not None}
        told["created_at"] = clock.stamp(row["created_at"])
        told["updated_at"] = clock.stamp(row["updated_at"])
        if row["closed_at"] is not None:
            told["closed_at"] = clock.stamp(row["closed_at"])
        told["actions"] = allowed_acts(row, caller, keys)
        told["conflicts"] = row["open_conflicts"] or []
        told["history"] = orjson.Fragment(row["recent"] or "[]")
        return told

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        told = checks.fields(data, partial=partial)
        if not partial and told.get("enterprise_id") is not None:
            told.pop("area", None)  # the enterprise says where it is
        return told

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.report(work, record_id, data, by)

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        editing.may_set(work, row, changes, by)

    def may_resolve(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        editing.may_resolve(work, row, changes, by)

    def decides(self, row: Row, field: str | None, caller: Caller, keys: frozenset[str]) -> bool:
        return editing.decides(row, field, caller, keys)

    def after_set(self, work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
        editing.after_set(work, row, changed, by)

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        return operations.act(work, row, action, args, seen=seen, by=by)

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        area = work.get("area", area_of(work, row))
        return {"id": area["id"], "area": area["id"], "name": area["name"]} if area is not None else None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        named = (
            ("enterprise", data.get("enterprise_id")),
            ("area", data.get("area")),
            ("hazard", data.get("into")),
            ("hazard", data.get("recurs_of")),
        )
        return [(type_, record) for type_, record in named if isinstance(record, str)]


MAX_COMMENT = 4000


class CommentCollection(Collection):
    """Seen by whoever sees what it is about."""

    name: ClassVar[str] = "comment"
    table: ClassVar = Comment.__table__
    fields: ClassVar[Mapping[str, Field]] = {"owner_type": Field(), "owner_id": Field(), "text": Field()}

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        owner = work.get(row["owner_type"], row["owner_id"])
        return work.keys(row["owner_type"], owner) if owner is not None else (f"u:{row['created_by']['id']}",)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: row[name] for name in ("owner_type", "owner_id", "text", "created_by")}
        return told | {"created_at": clock.stamp(row["created_at"])}

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        checked = {name: data[name] for name in self.fields if name in data}
        troubles: dict[str, list[str]] = {}
        if not isinstance(checked.get("text"), str) or not checked["text"].strip():
            troubles["text"] = ["required"]
        elif len(checked["text"]) > MAX_COMMENT:
            troubles["text"] = ["too_long"]
        if "owner_type" in checked or not partial:
            kind = checked.get("owner_type")
            if not isinstance(kind, str) or kind not in collections() or "comment" not in collection(kind).followers:
                troubles["owner_type"] = ["unknown_code"]
            if not isinstance(checked.get("owner_id"), str):
                troubles["owner_id"] = ["required"]
        if troubles:
            raise Invalid(errors=troubles)
        return checked

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return comments.say(work, record_id, data, by)

    def may_delete(self, work: Work, row: Row, by: Caller) -> None:
        comments.may_take_back(work, row, by)

    def delete(self, work: Work, row: Row, seen: int, by: Caller) -> None:
        comments.take_back(work, row, by)

    def restore(self, work: Work, row: Row, by: Caller) -> None:
        comments.bring_back(work, row, by)

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        owner = work.get(row["owner_type"], row["owner_id"])
        return collection(row["owner_type"]).where_to(work, owner) if owner is not None else None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        kind, owner = data.get("owner_type"), data.get("owner_id")
        if isinstance(kind, str) and kind in collections() and isinstance(owner, str):
            return [(kind, owner)]
        return []
