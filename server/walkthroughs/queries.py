"""Questions about a walkthrough that its row does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from ..people.models import Account
from ..places.checklists import sections_as_of
from ..sync.collections import Row
from ..sync.work import Work
from . import rules

_ACCOUNTS = Account.__table__


def answers_of(work: Work, row: Row) -> list[Row]:
    """Its answers, staged ones included. O(answers)."""
    return work.find("answer", walkthrough_id=row["id"])


def sections_of(work: Work, row: Row) -> list[dict[str, Any]]:
    """The checklist's sections as they were when it began; looked up once a transaction."""
    known = work.cache.setdefault("sections of walkthroughs", {})
    if row["id"] not in known:
        known[row["id"]] = sections_as_of(work.connection, row["checklist_id"], row["checklist_version"])
    return known[row["id"]]


def area_of(work: Work, row: Row) -> dict[str, str] | None:
    """Who holds it now, for `parked`: the area of the enterprise."""
    enterprise = work.get("enterprise", row["enterprise_id"])
    area = work.get("area", enterprise["area_id"]) if enterprise is not None else None
    return {"id": area["id"], "area": area["id"], "name": area["name"]} if area is not None else None


def circles(work: Work, row: Row) -> frozenset[str]:
    """The circles of the enterprise that is checked, whatever is told to whom."""
    enterprise = work.get("enterprise", row["enterprise_id"])
    return work.keys("enterprise", enterprise) if enterprise is not None else frozenset()


def named(work: Work, people: Iterable[Mapping[str, str]], author: Mapping[str, str]) -> list[dict[str, Any]]:
    """Who walks, the author first, each once, and each with his name as it is known here."""
    told: list[dict[str, Any]] = [dict(author)]
    wanted = [each["id"] for each in people if "id" in each]
    query = select(_ACCOUNTS.c.id, _ACCOUNTS.c.name).where(_ACCOUNTS.c.id.in_(wanted))
    known = {row.id: row.name for row in work.connection.execute(query)} if wanted else {}
    for each in people:
        one = {**each, "name": known.get(each.get("id", ""), each.get("name", ""))}
        if one["name"] and all(one.get("id") is None or one.get("id") != other.get("id") for other in told):
            told.append(one)
    return told


def shown(work: Work, row: Row, answers: Iterable[Row]) -> list[Mapping[str, Any]]:
    """The items that are asked there after these answers."""
    enterprise = work.get("enterprise", row["enterprise_id"]) or {"sector": None, "traits": {}}
    return rules.shown(sections_of(work, row), enterprise, answers)


def photographed(work: Work, row: Row, answers: Iterable[Row]) -> set[str]:
    """Items with a photo, of the answer or of a hazard found there; its bytes may still be on their way."""
    work.fetch("hazard", row["hazards"])
    hazards = [found for each in row["hazards"] if (found := work.get("hazard", each)) and found["criterion"]]
    owners = {each["id"]: each["item"] for each in answers} | {each["id"]: each["criterion"] for each in hazards}
    return {item for owner, item in owners.items() if work.find("photo", owner_id=owner)}
