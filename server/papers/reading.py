"""What papers are made of, read for somebody who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select

from ..hazards.models import Hazard
from ..permissions import Caller
from ..places.checklists import sections_as_of
from ..places.models import Checklist, Enterprise
from ..places.queries import circles, in_sight
from ..problems import NotFound
from ..quizzes.models import Quiz
from ..sync.collections import Row
from ..sync.models import Event
from ..walkthroughs import rules
from ..walkthroughs.models import Answer, Walkthrough

_WALKS, _ANSWERS, _ENTERPRISES = Walkthrough.__table__, Answer.__table__, Enterprise.__table__
_CHECKLISTS, _HAZARDS, _HISTORY = Checklist.__table__, Hazard.__table__, Event.__table__
_QUIZZES = Quiz.__table__


@dataclass
class Other:
    """An enterprise that was checked in the same visit."""

    name: str
    number: str
    #: `host` or `tenant` of the one whose paper it is, or neither.
    role: str


@dataclass
class Walked:
    """A walkthrough with everything that belongs to it."""

    row: Row
    enterprise: Row
    checklist: Row
    sections: list[dict[str, Any]]
    answers: list[Row]
    hazards: list[Row]
    #: Who was asked on the spot, the first first; no part of what is signed.
    quizzes: list[Row]
    #: Those of the same visit whose records the reader may see; the host first, then as one went.
    others: list[Other]

    @property
    def number(self) -> str:
        return number_of(self.row["id"])

    @property
    def inspectors(self) -> str:
        return "、".join(each["name"] for each in self.row["inspectors"])

    @property
    def changed(self) -> bool:
        """Somebody signed something else than what stands now."""
        return any(each["digest"] != self.row["digest"] for each in self.row["signatures"])


def walked(connection: Connection, walkthrough_id: str, by: Caller) -> Walked:
    """Raises NotFound for one that he may not see. O(items + hazards)."""
    row = _seen(connection, "walkthrough", _WALKS, walkthrough_id, by)
    checklist = one(connection, _CHECKLISTS, row["checklist_id"])
    sections = sections_as_of(connection, row["checklist_id"], row["checklist_version"])
    answers = every(connection, _ANSWERS, _ANSWERS.c.walkthrough_id == walkthrough_id)
    hazards = every(connection, _HAZARDS, _HAZARDS.c.id.in_(row["hazards"]))
    asked = every(connection, _QUIZZES, (_QUIZZES.c.walkthrough_id == walkthrough_id) & _QUIZZES.c.deleted.is_(False))
    enterprise = one(connection, _ENTERPRISES, row["enterprise_id"])
    others = _others(connection, row, enterprise, by)
    return Walked(row, enterprise, checklist, sections, answers, hazards, asked, others)


def number_of(walkthrough_id: str) -> str:
    """What people call it: the end of its id."""
    return walkthrough_id[-12:].upper()


def _others(connection: Connection, row: Row, enterprise: Row, by: Caller) -> list[Other]:
    """Who was checked in the same visit, for somebody who may see those records too.

    The id of a visit is what phones say, and gives nobody anything: a tenant's own people see no other tenant's record,
    and so read of none; the landlord, who must coordinate, reads of those that are finished.
    """
    if row["visit_id"] is None:
        return []
    same = (_WALKS.c.visit_id == row["visit_id"]) & (_WALKS.c.id != row["id"]) & (_WALKS.c.state != "withdrawn")
    query = (
        select(_WALKS.c.id, _ENTERPRISES.c.id.label("firm"), _ENTERPRISES.c.name, _ENTERPRISES.c.host_enterprise_id)
        .join(_ENTERPRISES, _ENTERPRISES.c.id == _WALKS.c.enterprise_id)
        .where(same, _WALKS.c.deleted.is_(False), _WALKS.c.id.in_(in_sight("walkthrough", by)))
        .order_by(_WALKS.c.started_at, _ENTERPRISES.c.name, _WALKS.c.id)
    )
    found: list[Other] = []
    for each in connection.execute(query):
        is_host = each.firm == enterprise["host_enterprise_id"]
        role = "host" if is_host else "tenant" if each.host_enterprise_id == enterprise["id"] else ""
        found.append(Other(each.name, number_of(each.id), role))
    return sorted(found, key=lambda each: each.role != "host")


def hazard(connection: Connection, hazard_id: str, by: Caller) -> tuple[Row, Row | None]:
    """The hazard and where it is, if that is an enterprise. Raises NotFound."""
    row = _seen(connection, "hazard", _HAZARDS, hazard_id, by)
    firm = one(connection, _ENTERPRISES, row["enterprise_id"]) if row["enterprise_id"] else None
    if firm is not None:
        held = by.keys & circles(connection, [firm["id"]])[firm["id"]]
        if all(key.startswith("m:") for key in held):
            # Its people, and whoever sees the hazard alone, do not learn who leads it and how to call him.
            firm |= {"principal": None, "address": firm["address"] if held else None}
    return row, firm


def items_of(connection: Connection, hazards: Iterable[Row]) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """(walkthrough, code) → the item at which a hazard was found, for those found on one."""
    wanted = {row["walkthrough_id"] for row in hazards if row["walkthrough_id"]}
    query = select(_WALKS.c.id, _WALKS.c.checklist_id, _WALKS.c.checklist_version).where(_WALKS.c.id.in_(wanted))
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for each in connection.execute(query) if wanted else ():
        for item in rules.items(sections_as_of(connection, each.checklist_id, each.checklist_version)):
            found[each.id, item["code"]] = item
    return found


def history_of(connection: Connection, records: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Record → its acts, the oldest first, each as it travels."""
    told: dict[str, list[dict[str, Any]]] = {each: [] for each in records}
    query = select(_HISTORY.c.record, _HISTORY.c.body).where(_HISTORY.c.record.in_(told)).order_by(_HISTORY.c.n)
    for record, body in connection.execute(query):
        event = orjson.loads(body)
        if event.get("kind") == "act":
            told[record].append(event)
    return told


def seal_of(connection: Connection, record: str) -> str:
    """The hash of the newest line of its history: it is another one as soon as anything more happened."""
    query = select(_HISTORY.c.hash).where(_HISTORY.c.record == record).order_by(_HISTORY.c.n.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none() or ""


def one(connection: Connection, table: Any, record: str) -> Row:
    return dict(connection.execute(select(table).where(table.c.id == record)).mappings().one())


def every(connection: Connection, table: Any, condition: Any) -> list[Row]:
    return [dict(each) for each in connection.execute(select(table).where(condition).order_by(table.c.id)).mappings()]


def _seen(connection: Connection, type_: str, table: Any, record: str, by: Caller) -> Row:
    query = select(table).where(table.c.id == record, table.c.id.in_(in_sight(type_, by)))
    found = connection.execute(query).mappings().one_or_none()
    if found is None or found["deleted"]:
        raise NotFound
    return dict(found)
