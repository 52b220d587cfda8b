"""Which enterprises and which people come into the lists of a draw, and who may not check whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from .. import clock
from ..people.models import Account, Post
from ..people.queries import below
from ..permissions import Role
from ..places.models import Enterprise
from ..places.queries import within
from ..walkthroughs.models import Walkthrough
from .models import Interest

_ENTERPRISES, _POSTS, _ACCOUNTS = Enterprise.__table__, Post.__table__, Account.__table__
_WALKS, _INTERESTS = Walkthrough.__table__, Interest.__table__

#: Whose posts put them on the list of inspectors, unless the draw says otherwise.
USUAL_ROLES = (Role.TOWNSHIP.value, Role.DISTRICT.value)
ROLES = (*USUAL_ROLES, Role.GRID.value, Role.EXPERT.value)


@dataclass(frozen=True)
class Pool:
    """The lists as they are now, by id."""

    enterprises: tuple[str, ...]
    inspectors: tuple[str, ...]
    #: (enterprise, inspector, because), each pair once.
    excluded: tuple[tuple[str, str, str], ...]

    def short(self, each: int) -> int:
        """How many enterprises fewer than `each` people may check."""
        out: dict[str, int] = defaultdict(int)
        for enterprise, _, _ in self.excluded:
            out[enterprise] += 1
        return sum(len(self.inspectors) - out[one] < each for one in self.enterprises)


def gather(connection: Connection, area_id: str, conditions: Mapping[str, Any]) -> Pool:
    """The lists of an area under these conditions. O(enterprises + people of the area)."""
    rows = _enterprises(connection, area_id, conditions)
    people = _inspectors(connection, area_id, conditions.get("roles") or USUAL_ROLES)
    found: dict[tuple[str, str], str] = {}
    # the first reason stands: what somebody said himself is told before what records show
    for pair, because in _reasons(connection, rows, people, conditions.get("days")):
        found.setdefault(pair, because)
    excluded = sorted((enterprise, inspector, because) for (enterprise, inspector), because in found.items())
    return Pool(tuple(sorted(row["id"] for row in rows)), tuple(sorted(people)), tuple(excluded))


def _enterprises(connection: Connection, area_id: str, wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    query = select(_ENTERPRISES).where(
        within(area_id), _ENTERPRISES.c.deleted.is_(False), _ENTERPRISES.c.state == "open"
    )
    if wanted.get("grades"):
        query = query.where(_ENTERPRISES.c.risk_grade.in_(wanted["grades"]))
    if wanted.get("sectors"):
        query = query.where(_ENTERPRISES.c.sector.in_(wanted["sectors"]))
    if wanted.get("not_checked_since"):
        checked = select(_WALKS.c.enterprise_id).where(
            _WALKS.c.kind == "inspection", _WALKS.c.state.in_(("finished", "signed")),
            _WALKS.c.deleted.is_(False), _WALKS.c.finished_at >= wanted["not_checked_since"],
        )  # fmt: skip
        query = query.where(_ENTERPRISES.c.id.not_in(checked))
    rows = [dict(row) for row in connection.execute(query).mappings()]
    traits = wanted.get("traits") or ()
    return [row for row in rows if all((row["traits"] or {}).get(each) for each in traits)]


def _inspectors(connection: Connection, area_id: str, roles: Iterable[str]) -> set[str]:
    query = (
        select(_ACCOUNTS.c.id)
        .join(_POSTS, _POSTS.c.account_id == _ACCOUNTS.c.id)
        .where(_POSTS.c.role.in_(list(roles)), _POSTS.c.area_id.in_(below([area_id])), _ACCOUNTS.c.active, *_today())
    )
    return set(connection.execute(query).scalars())


def _today() -> tuple[Any, ...]:
    day = clock.today()
    return (
        _POSTS.c.starts_on <= day,
        or_(_POSTS.c.ends_on.is_(None), _POSTS.c.ends_on >= day),
        _POSTS.c.ended_at.is_(None),
    )


Reason = tuple[tuple[str, str], str]


def _reasons(
    connection: Connection, rows: list[dict[str, Any]], people: set[str], days: int | None
) -> Iterable[Reason]:
    ids = {row["id"] for row in rows}
    declared = select(_INTERESTS.c.enterprise_id, _INTERESTS.c.account_id).where(
        _INTERESTS.c.withdrawn_at.is_(None), _INTERESTS.c.account_id.in_(people)
    )
    for enterprise, account in connection.execute(declared):
        if enterprise in ids:
            yield (enterprise, account), "declared"
    # a post at the enterprise or at its host, now or ever: whoever came from there does not check it
    posted: dict[str, set[str]] = defaultdict(set)
    gridded: dict[str, set[str]] = defaultdict(set)
    query = select(_POSTS.c.account_id, _POSTS.c.enterprise_id).where(
        _POSTS.c.account_id.in_(people), _POSTS.c.enterprise_id.is_not(None)
    )
    for account, enterprise in connection.execute(query):
        posted[enterprise].add(account)
    query = select(_POSTS.c.account_id, _POSTS.c.area_id).where(
        _POSTS.c.account_id.in_(people), _POSTS.c.role == Role.GRID.value, *_today()
    )
    for account, area in connection.execute(query):
        gridded[area].add(account)
    for row in rows:
        for account in posted[row["id"]] | posted[row["host_enterprise_id"] or ""]:
            yield (row["id"], account), "post"
        for account in gridded[row["area_id"]]:
            yield (row["id"], account), "grid"
    if days:
        yield from _checked(connection, ids, people, days)


def _checked(connection: Connection, ids: set[str], people: set[str], days: int) -> Iterable[Reason]:
    query = select(_WALKS.c.enterprise_id, _WALKS.c.inspectors).where(
        _WALKS.c.created_at >= clock.now() - timedelta(days=days), _WALKS.c.state != "withdrawn",
        _WALKS.c.deleted.is_(False),
    )  # fmt: skip
    for enterprise, inspectors in connection.execute(query):
        for account in {one.get("id") for one in inspectors} & people if enterprise in ids else ():
            yield (enterprise, account), "checked"
