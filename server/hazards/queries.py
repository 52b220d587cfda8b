"""Questions about a hazard that its row does not answer: its place, its photos, what happened since."""

from __future__ import annotations

from typing import Any

from ..permissions import Caller
from ..places.queries import ancestors
from ..sync.collections import Row
from ..sync.work import Work


def area_of(work: Work, row: Row) -> str | None:
    """The area a hazard lies in: its enterprise's, else its own."""
    if row["enterprise_id"] is None:
        return row["area"]
    enterprise = work.get("enterprise", row["enterprise_id"])
    return enterprise["area_id"] if enterprise is not None else row["area"]


def town_of(work: Work, area_id: str | None) -> Row | None:
    """The town or street an area lies in; the area itself where there is none above it."""
    path = ancestors(work, area_id)
    areas = [area for area in (work.get("area", each) for each in path) if area is not None]
    return next((area for area in areas if area["level"] in ("town", "park")), areas[0] if areas else None)


def photos_of(work: Work, row: Row, *roles: str) -> list[Row]:
    """Its photos of these roles (all, when none is named), deleted ones left out."""
    return [
        photo
        for photo in work.find("photo", owner_id=row["id"])
        if photo["owner_type"] == "hazard" and (not roles or photo["role"] in roles)
    ]


def new_after_photos(work: Work, row: Row) -> list[Row]:
    """The after photos that arrived since it last became rectifying."""
    old = set(row["old_after"] or [])
    return [photo for photo in photos_of(work, row, "after") if photo["id"] not in old]


def walkers(work: Work, row: Row) -> list[str]:
    """Who took part in the walkthrough on which it was found."""
    walkthrough = work.get("walkthrough", row["walkthrough_id"])
    return [one["id"] for one in walkthrough["inspectors"] if "id" in one] if walkthrough is not None else []


def by_others_since(work: Work, row: Row, seen: int, by: Caller) -> list[dict[str, Any]]:
    """History lines of others after this person looked; asks the database only if anything happened."""
    if seen >= row["version"]:
        return []
    return [line for line in work.events_since(row["id"], seen) if line["actor"] != by.user_id]


def moved_state(lines: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The last of these lines that changed the state; its creation is no change of it."""
    return next(
        (line for line in reversed(lines) if line["from_state"] is not None and line["from_state"] != line["to_state"]),
        None,
    )


#: What a person signs off: who judged before any of these came has not seen them.
_EVIDENCE = frozenset({"photo_added", "photo_deleted", "photo_stored"})


def touched_evidence(lines: list[dict[str, Any]], plan: tuple[str, ...]) -> dict[str, Any] | None:
    """The last of these lines that changed state, plan or photos."""
    for line in reversed(lines):
        body = line["body"]
        if body["kind"] in _EVIDENCE or not set(plan).isdisjoint(body.get("changes", {})):
            return line
        if line["from_state"] is not None and line["from_state"] != line["to_state"]:
            return line
    return None
