"""Questions about a plan that its row does not answer."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from .. import clock
from ..notices.queries import in_post
from ..people.models import Account, Post
from ..permissions import Role
from ..places.models import Area, Enterprise
from ..places.queries import ancestors, area_keys, subtree
from ..sync.collections import Row
from ..sync.readings import was_delivered
from ..sync.work import Work
from . import ways

_ACCOUNTS, _POSTS, _AREAS = Account.__table__, Post.__table__, Area.__table__
_ENTERPRISES = Enterprise.__table__

#: Who checks where he looks after the place, or where a plan sends him.
INSPECTING = frozenset({Role.GRID, Role.TOWNSHIP, Role.DISTRICT, Role.EXPERT})
#: Who checks his own enterprise.
ANSWERING = frozenset({Role.PRINCIPAL, Role.MANAGER})
#: A tenant's tenants have tenants no deeper than this; stops a walk through a faulty register.
_DEEPEST = 5


def enterprise_of(work: Work, row: Row) -> Row | None:
    return work.get("enterprise", row["enterprise_id"])


def circles(work: Work, row: Row) -> frozenset[str]:
    """The circles of the place that somebody is sent to, whatever is told to whom."""
    enterprise = enterprise_of(work, row)
    return work.keys("enterprise", enterprise) if enterprise is not None else area_keys(work, row["area_id"])


def area_of(work: Work, row: Row) -> dict[str, str] | None:
    """Who holds it now, for `parked`: the area it lies in."""
    area = work.get("area", area_id_of(work, row))
    return {"id": area["id"], "area": area["id"], "name": area["name"]} if area is not None else None


def area_id_of(work: Work, row: Row) -> str | None:
    """The area it lies in: the enterprise's, else its own."""
    enterprise = enterprise_of(work, row)
    return enterprise["area_id"] if enterprise is not None else row["area_id"]


def name_of(work: Work, row: Row) -> str:
    """What the place is called."""
    place = enterprise_of(work, row) or work.get("area", row["area_id"])
    return place["name"] if place is not None else ""


def at_home(work: Work, area_id: str) -> frozenset[str]:
    """Who checks in this area today by his post."""
    return frozenset(person.id for person in in_post(work, area_keys(work, area_id), INSPECTING))


def names(work: Work, ids: Iterable[str]) -> dict[str, str]:
    """Names of those of these people who may still sign in; remembered, since a batch names the same few."""
    known: dict[str, str | None] = work.cache.setdefault("names of inspectors", {})
    wanted = list(ids)
    if missing := [each for each in wanted if each not in known]:
        known.update(dict.fromkeys(missing))
        query = select(_ACCOUNTS.c.id, _ACCOUNTS.c.name).where(_ACCOUNTS.c.id.in_(missing), _ACCOUNTS.c.active)
        known.update({row.id: row.name for row in work.connection.execute(query)})
    return {each: name for each in wanted if (name := known[each]) is not None}


def in_use(checklist: Row | None) -> bool:
    """Can it be walked with? A draft is on no phone."""
    return checklist is not None and not checklist["deleted"] and checklist["state"] != "draft"


def strangers(work: Work, enterprise: Row) -> list[str]:
    """Who goes there and has no post through which he would see it: its guests. Sorted.

    Whom a plan sends there, or to a host on whose premises it works, and who walks it while it came into other hands.
    Until the walkthrough is signed, or the plan cancelled: whoever walked must still show and sign what he found.
    """
    sent = {
        one["id"]
        for plan in work.find("plan", enterprise_id=enterprise["id"])
        if plan["state"] == "open" or (plan["state"] == "done" and not _is_signed(work, plan))
        for one in plan["inspectors"]
    }
    sent |= _sent_to_hosts(work, enterprise) | _walking(work, enterprise)
    if not sent:
        return []
    at_home = {person.id for person in in_post(work, work.keys("enterprise", enterprise), INSPECTING | ANSWERING)}
    return sorted(sent - at_home)


def _sent_to_hosts(work: Work, enterprise: Row) -> set[str]:
    """Whom an open plan sends to walk the premises (厂中厂): host and tenants are one visit."""
    if enterprise["state"] == "closed":
        return set()
    hosts: list[str] = []
    above = enterprise["host_enterprise_id"]
    while above is not None and above not in hosts and len(hosts) < _DEEPEST:
        hosts.append(above)
        host = work.get("enterprise", above)
        above = host["host_enterprise_id"] if host is not None else None
    plans = [plan for each in hosts for plan in work.find("plan", enterprise_id=each, state="open")]
    return {one["id"] for plan in plans if ways.walks_premises(plan["way"]) for one in plan["inspectors"]}


def _walking(work: Work, enterprise: Row) -> set[str]:
    """Those who check there today, knew the place by their post when they began, and are not through.

    Naming somebody on a walkthrough shows him nothing that he was never shown.
    """
    there = {"enterprise_id": enterprise["id"], "kind": "inspection"}
    walks = [walk for state in ("walking", "finished") for walk in work.find("walkthrough", **there, state=state)]
    team = inspecting(work, sorted({one["id"] for walk in walks for one in walk["inspectors"] if "id" in one}))
    return {each for each in team if was_delivered(work.connection, enterprise["id"], each, work.now)}


def tenants(work: Work, enterprise: Row) -> list[Row]:
    """Who works on its premises, and on theirs, as stored; who moves in or out is looked at when it does."""
    found: dict[str, Row] = {}
    level = [enterprise["id"]]
    for _ in range(_DEEPEST):
        query = select(_ENTERPRISES.c.id).where(_ENTERPRISES.c.host_enterprise_id.in_(level))
        below = list(work.connection.execute(query).scalars())
        work.fetch("enterprise", below)
        rows = [row for each in below if (row := work.get("enterprise", each)) and not row["deleted"]]
        fresh = [row for row in rows if row["id"] not in found and row["id"] != enterprise["id"]]
        level = [row["id"] for row in fresh if row["host_enterprise_id"] in level]
        if not level:
            break
        found |= {row["id"]: row for row in fresh if row["id"] in level}
    return list(found.values())


def _is_signed(work: Work, plan: Row) -> bool:
    walkthrough = work.get("walkthrough", plan["walkthrough_id"])
    return walkthrough is None or walkthrough["state"] == "signed"


def answering(work: Work, enterprise: Row) -> frozenset[str]:
    """Who answers for the enterprise today."""
    return frozenset(person.id for person in in_post(work, [f"e:{enterprise['id']}"], ANSWERING))


def inspecting(work: Work, ids: Iterable[str]) -> frozenset[str]:
    """Those of these people who check places anywhere today; remembered, since a batch names the same few."""
    known: dict[str, bool] = work.cache.setdefault("who inspects", {})
    wanted = list(ids)
    if missing := [each for each in wanted if each not in known]:
        known.update(dict.fromkeys(missing, False))
        today = clock.today()
        query = select(_POSTS.c.account_id).where(
            _POSTS.c.account_id.in_(missing),
            _POSTS.c.role.in_([role.value for role in INSPECTING]),
            _POSTS.c.starts_on <= today,
            or_(_POSTS.c.ends_on.is_(None), _POSTS.c.ends_on >= today),
            _POSTS.c.ended_at.is_(None),
        )
        known.update(dict.fromkeys(work.connection.execute(query).scalars(), True))
    return frozenset(each for each in wanted if known[each])


def inspectors(connection: Connection, areas: Iterable[str]) -> list[dict[str, str]]:
    """Who checks places today in the counties of these areas, by name; each once for each post."""
    roots = {_county(connection, area) for area in areas}
    today = clock.today()
    query = (
        select(_ACCOUNTS.c.id, _ACCOUNTS.c.name, _POSTS.c.role, _POSTS.c.area_id)
        .join(_ACCOUNTS, _ACCOUNTS.c.id == _POSTS.c.account_id)
        .where(
            _ACCOUNTS.c.active,
            _POSTS.c.area_id.in_(subtree(connection, roots)),
            _POSTS.c.role.in_([role.value for role in INSPECTING]),
            _POSTS.c.starts_on <= today,
            or_(_POSTS.c.ends_on.is_(None), _POSTS.c.ends_on >= today),
            _POSTS.c.ended_at.is_(None),
        )
        .order_by(_ACCOUNTS.c.name, _ACCOUNTS.c.id)
    )
    found = connection.execute(query)
    return [{"id": row.id, "name": row.name, "role": row.role, "area": row.area_id} for row in found]


def colleagues(connection: Connection, enterprises: Iterable[str]) -> list[dict[str, str]]:
    """Who answers for these enterprises today, by name; each once for each post."""
    today = clock.today()
    query = (
        select(_ACCOUNTS.c.id, _ACCOUNTS.c.name, _POSTS.c.role, _POSTS.c.enterprise_id, _ENTERPRISES.c.area_id)
        .join(_ACCOUNTS, _ACCOUNTS.c.id == _POSTS.c.account_id)
        .join(_ENTERPRISES, _ENTERPRISES.c.id == _POSTS.c.enterprise_id)
        .where(
            _ACCOUNTS.c.active,
            _POSTS.c.enterprise_id.in_(list(enterprises)),
            _POSTS.c.role.in_([role.value for role in ANSWERING]),
            _POSTS.c.starts_on <= today,
            or_(_POSTS.c.ends_on.is_(None), _POSTS.c.ends_on >= today),
            _POSTS.c.ended_at.is_(None),
        )
        .order_by(_ACCOUNTS.c.name, _ACCOUNTS.c.id)
    )
    return [
        {"id": row.id, "name": row.name, "role": row.role, "area": row.area_id, "enterprise": row.enterprise_id}
        for row in connection.execute(query)
    ]


def _county(connection: Connection, area_id: str) -> str:
    """The county an area lies in; the area itself above that."""
    path = ancestors(connection, area_id)
    levels = dict(connection.execute(select(_AREAS.c.id, _AREAS.c.level).where(_AREAS.c.id.in_(path))).all())
    return next((each for each in path if levels[each] == "county"), area_id)
