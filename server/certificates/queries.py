"""Questions about a certificate that its row does not answer: who sees it."""

from __future__ import annotations

from sqlalchemy import select

from ..notices.queries import in_post
from ..permissions import KEEPING, Role
from ..places.queries import guests
from ..sync.collections import Row
from ..sync.models import Feed
from ..sync.work import Work

_FEED = Feed.__table__


def circles(work: Work, row: Row) -> frozenset[str]:
    """Who sees it: those who check there by their post, those who answer for this very enterprise, and whoever is
    sent to check it, while he is.

    Not its employees and not its landlord, whose circles see the enterprise itself; nor experts and administrators who
    merely have a post over the area.
    """
    enterprise = work.get("enterprise", row["enterprise_id"])
    if enterprise is None:
        return frozenset()
    keepers = {f"k:{key[2:]}" for key in work.keys("enterprise", enterprise) if key.startswith("a:")}
    return frozenset(keepers | {f"k:{enterprise['id']}"} | guests(enterprise) | invited(work, enterprise))


def invited(work: Work, enterprise: Row) -> frozenset[str]:
    """The circles of experts who were asked along: by an open plan, or on a walkthrough that somebody else began.

    Worked out once a transaction, until `forget`.
    """
    known: dict[str, frozenset[str]] = work.cache.setdefault("experts asked along", {})
    if enterprise["id"] not in known:
        there = {"enterprise_id": enterprise["id"]}
        asked = {one["id"] for plan in work.find("plan", **there, state="open") for one in plan["inspectors"]}
        for walk in work.find("walkthrough", **there, state="walking"):
            asked |= {one["id"] for one in walk["inspectors"] if "id" in one} - {(walk["created_by"] or {}).get("id")}
        keys = work.keys("enterprise", enterprise) if asked else ()
        experts = asked & {person.id for person in in_post(work, keys, frozenset({Role.EXPERT}))}
        if experts:
            experts -= {person.id for person in in_post(work, keys, KEEPING)}
        known[enterprise["id"]] = frozenset(f"u:{each}" for each in experts)
    return known[enterprise["id"]]


def forget(work: Work, enterprise: Row) -> None:
    """Who is sent there changed in this transaction."""
    work.cache.get("experts asked along", {}).pop(enterprise["id"], None)


def fed_to(work: Work, row: Row) -> frozenset[str]:
    """The circles whose feeds have it, as stored."""
    query = select(_FEED.c.key).where(_FEED.c.record == row["id"], _FEED.c.gone.is_(False))
    return frozenset(work.connection.execute(query).scalars())


def area_of(work: Work, row: Row) -> dict[str, str] | None:
    """Who holds it now, for `parked`: the area of the enterprise."""
    enterprise = work.get("enterprise", row["enterprise_id"])
    area = work.get("area", enterprise["area_id"]) if enterprise is not None else None
    return {"id": area["id"], "area": area["id"], "name": area["name"]} if area is not None else None
