"""Reading draws: as the office sees one, and as everybody may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from .. import clock
from ..people.models import Account, Post
from ..places.models import Area, Checklist, Enterprise
from ..plans.models import Plan
from ..problems import NotFound
from .models import Draw, Interest

_DRAWS, _INTERESTS, _PLANS = Draw.__table__, Interest.__table__, Plan.__table__
_ACCOUNTS, _POSTS, _AREAS, _ENTERPRISES = Account.__table__, Post.__table__, Area.__table__, Enterprise.__table__
_CHECKLISTS = Checklist.__table__
_MANY = 500

Row = dict[str, Any]


def find(connection: Connection, draw_id: str) -> Row:
    """Raises NotFound."""
    row = connection.execute(select(_DRAWS).where(_DRAWS.c.id == draw_id)).mappings().first()
    if row is None:
        raise NotFound
    return dict(row)


def newest(connection: Connection, areas: Iterable[str], most: int = 200) -> list[Row]:
    """The latest draws for these areas."""
    query = select(_DRAWS).where(_DRAWS.c.area_id.in_(list(areas))).order_by(_DRAWS.c.created_at.desc(), _DRAWS.c.id)
    return [dict(row) for row in connection.execute(query.limit(most)).mappings()]


def names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """What people are called."""
    return _named(connection, _ACCOUNTS, ids)


def _named(connection: Connection, table: Any, ids: Iterable[str]) -> dict[str, str]:
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), _MANY):
        query = select(table.c.id, table.c.name).where(table.c.id.in_(wanted[start : start + _MANY]))
        found.update({row.id: row.name for row in connection.execute(query)})
    return found


def areas_of(connection: Connection, person: str) -> set[str]:
    """The areas in which somebody holds a post today."""
    day = clock.today()
    query = select(_POSTS.c.area_id).where(
        _POSTS.c.account_id == person, _POSTS.c.area_id.is_not(None), _POSTS.c.starts_on <= day,
        _POSTS.c.ended_at.is_(None), (_POSTS.c.ends_on.is_(None)) | (_POSTS.c.ends_on >= day),
    )  # fmt: skip
    return set(connection.execute(query).scalars())


def interest(connection: Connection, interest_id: str) -> Row:
    """Raises NotFound for one that is not there or no longer holds."""
    query = select(_INTERESTS).where(_INTERESTS.c.id == interest_id, _INTERESTS.c.withdrawn_at.is_(None))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound
    return _with_name(connection, [dict(row)])[0]


def interests_of(connection: Connection, person: str) -> list[Row]:
    """What ties somebody to enterprises, as he or his office said."""
    query = select(_INTERESTS).where(_INTERESTS.c.account_id == person, _INTERESTS.c.withdrawn_at.is_(None))
    rows = connection.execute(query.order_by(_INTERESTS.c.declared_at, _INTERESTS.c.id)).mappings()
    return _with_name(connection, [dict(row) for row in rows])


def _with_name(connection: Connection, rows: list[Row]) -> list[Row]:
    called = _named(connection, _ENTERPRISES, {row["enterprise_id"] for row in rows})
    return [row | {"enterprise": called.get(row["enterprise_id"], "")} for row in rows]


def is_over(connection: Connection, row: Row) -> bool:
    """Are its checks over, so that names can be told: every plan done or cancelled, or the last day has passed."""
    if row["state"] != "drawn":
        return False
    if row["due_date"] < clock.today().isoformat():
        return True
    waiting = select(_PLANS.c.id).where(_PLANS.c.draw_id == row["id"], _PLANS.c.state == "open").limit(1)
    return connection.execute(waiting).first() is None


def brief(connection: Connection, row: Row) -> Row:
    """What a list says of a draw."""
    area = _named(connection, _AREAS, [row["area_id"]]).get(row["area_id"], "")
    told = {name: row[name] for name in ("id", "number", "title", "state", "count", "each", "due_date", "seed_hash")}
    moments = {f"{step}_at": clock.stamp(row[f"{step}_at"]) for step in _STEPS if row[f"{step}_at"] is not None}
    return told | moments | {"area": {"id": row["area_id"], "name": area}}


_STEPS = ("created", "announced", "drawn", "cancelled")


def public(connection: Connection, draw_id: str) -> Row:
    """What everybody may know of a draw, enough to repeat it; ids and names only when its checks are over.

    Raises NotFound before it was announced.
    """
    row = find(connection, draw_id)
    if row["pool"] is None:
        raise NotFound
    over = is_over(connection, row)
    pool, result = row["pool"], row["result"]
    called = _named(connection, _ENTERPRISES, pool["enterprises"].values()) if over else {}
    told = brief(connection, row) | {
        "conditions": row["conditions"], "salt_hash": row["salt_hash"], "over": over,
        "enterprises": [
            {"token": token} | ({"id": each, "name": called.get(each, "")} if over else {})
            for token, each in pool["enterprises"].items()
        ],
        "inspectors": [{"token": token} | ({"id": each} if over else {}) for token, each in pool["inspectors"].items()],
        "excluded": pool["excluded"],
    }  # fmt: skip
    if row["state"] == "drawn":
        told["seed"] = row["seed"]
        told["result"] = [{name: one[name] for name in ("enterprise", "inspectors")} for one in result]
    if over:
        told["salt"] = row["salt"]
    if row["cancelled_because"] is not None:
        told["cancelled_because"] = row["cancelled_because"]
    return told


def whole(connection: Connection, row: Row) -> Row:
    """A draw as its office sees it: with names, and what became of each visit."""
    told = brief(connection, row) | {"conditions": row["conditions"], "published": row["pool"] is not None}
    told |= {f"{step}_by": row[f"{step}_by"] for step in _STEPS if row[f"{step}_by"] is not None}
    if row["cancelled_because"] is not None:
        told["cancelled_because"] = row["cancelled_because"]
    if row["checklist_id"] is not None:
        query = select(_CHECKLISTS.c.title).where(_CHECKLISTS.c.id == row["checklist_id"])
        told["checklist"] = {"id": row["checklist_id"], "name": connection.execute(query).scalar() or ""}
    pool = row["pool"]
    if pool is None:
        return told
    told |= {name: len(pool[name]) for name in ("enterprises", "inspectors", "excluded")}
    if row["state"] != "drawn":
        return told
    firms = _named(connection, _ENTERPRISES, [pool["enterprises"][one["enterprise"]] for one in row["result"]])
    people = names(connection, {pool["inspectors"][each] for one in row["result"] for each in one["inspectors"]})
    query = select(_PLANS.c.id, _PLANS.c.state).where(_PLANS.c.draw_id == row["id"])
    states = {plan.id: plan.state for plan in connection.execute(query)}
    told["seed"] = row["seed"]
    told["visits"] = [
        {
            "plan": one["plan"], "state": states.get(one["plan"], "cancelled"),  # gone since: nobody was sent
            "enterprise": {"id": firm, "name": firms.get(firm, "")},
            "inspectors": [{"id": each, "name": people.get(each, "")} for each in sent],
        }
        for one in row["result"]
        for firm in [pool["enterprises"][one["enterprise"]]]
        for sent in [[pool["inspectors"][each] for each in one["inspectors"]]]
    ]  # fmt: skip
    return told
