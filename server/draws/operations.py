"""What may be done with a draw: it is set up, announced with its lists, drawn, or given up; and who is left out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from .. import clock
from ..db import new_id
from ..permissions import Caller, Role
from ..places.queries import area_keys, subtree
from ..plans import operations as plans
from ..plans import queries as planned
from ..problems import Invalid, NotFound, NotPermitted
from ..sync.collections import MayNoLonger
from ..sync.work import Work
from . import lot, problems, queries
from .models import Draw, Interest
from .pool import gather

_DRAWS, _INTERESTS = Draw.__table__, Interest.__table__
#: Who draws, for where he looks after.
DRAWING = frozenset({Role.TOWNSHIP, Role.DISTRICT})
#: Who writes down for his people what they told him.
KEEPING = frozenset({Role.TOWNSHIP, Role.DISTRICT, Role.ADMIN})

Row = dict[str, Any]


def may_draw(connection: Connection, area_id: str, by: Caller) -> bool:
    return by.holds(DRAWING, area_keys(connection, area_id))


def set_up(work: Work, said: Mapping[str, Any], by: Caller) -> Row:
    """Begin a draw. Its seed is made here, before anybody knows who will stand on the lists.

    Raises NotFound for an area he cannot know, NotPermitted, Invalid.
    """
    area = work.get("area", said["area_id"])
    if area is None or area["deleted"]:
        raise NotFound(errors={"area_id": ["not_found"]})
    if not may_draw(work.connection, area["id"], by):
        raise NotPermitted
    if said["due_date"] < clock.today().isoformat():
        raise Invalid(errors={"due_date": ["in_the_past"]})
    checklist = work.get("checklist", said.get("checklist_id"))
    if said.get("checklist_id") is not None and not planned.in_use(checklist):
        raise Invalid(errors={"checklist_id": ["not_found"]})
    seed, salt = secrets.token_bytes(32), secrets.token_bytes(32)
    year = clock.today().year
    running = work.count(f"draws {area['id']} {year}")
    row: Row = {
        "id": new_id(), "number": f"{area['name']}抽〔{year}〕{running:03}",
        "title": said["title"], "area_id": area["id"], "conditions": said.get("conditions") or {},
        "count": said["count"], "each": said["each"], "due_date": said["due_date"],
        "checklist_id": said.get("checklist_id"), "state": "prepared",
        "seed": seed.hex(), "seed_hash": sha256(seed).hexdigest(),
        "salt": salt.hex(), "salt_hash": sha256(salt).hexdigest(),
        "created_by": by.me, "created_at": work.now,
    }  # fmt: skip
    work.connection.execute(_DRAWS.insert().values(row))
    return queries.find(work.connection, row["id"])


def announce(work: Work, draw_id: str, by: Caller) -> Row:
    """Freeze the lists as they are now and publish them, with the hash of the seed that was made before.

    Raises NotFound, NotPermitted, NotNow, NothingToDraw.
    """
    row = _mine(work.connection, draw_id, by, "prepared")
    pool = gather(work.connection, row["area_id"], row["conditions"])
    if len(pool.enterprises) <= pool.short(row["each"]):
        raise problems.NothingToDraw(enterprises=len(pool.enterprises), inspectors=len(pool.inspectors))
    named = {record: lot.token(row["salt"], record) for record in (*pool.enterprises, *pool.inspectors)}
    excluded = [
        {"enterprise": named[enterprise], "inspector": named[inspector], "because": because}
        for enterprise, inspector, because in pool.excluded
    ]
    frozen = {
        # in the order of tokens: the order of ids would tell which is which
        "enterprises": dict(sorted((named[each], each) for each in pool.enterprises)),
        "inspectors": dict(sorted((named[each], each) for each in pool.inspectors)),
        "excluded": sorted(excluded, key=lambda one: (one["enterprise"], one["inspector"])),
    }
    return _move(work, row, "announced", by, {"pool": frozen})


def draw(work: Work, draw_id: str, by: Caller) -> Row:
    """Draw, tell the seed, and send those who were drawn: all of it or nothing.

    Raises NotFound, NotPermitted, NotNow, and what planning raises.
    """
    row = _mine(work.connection, draw_id, by, "announced")
    if row["due_date"] < clock.today().isoformat():
        # Its lists would open at once, before anybody has gone.
        raise Invalid(errors={"due_date": ["in_the_past"]})
    pool = row["pool"]
    out: dict[str, list[str]] = {}
    for one in pool["excluded"]:
        out.setdefault(one["enterprise"], []).append(one["inspector"])
    drawn = lot.draw(
        row["seed"], pool["enterprises"], list(pool["inspectors"]), out, count=row["count"], each=row["each"]
    )
    result = [
        {"enterprise": one.enterprise, "inspectors": list(one.inspectors), "plan": _send(work, row, one, by)}
        for one in drawn
    ]
    return _move(work, row, "drawn", by, {"result": result})


def _send(work: Work, row: Row, one: lot.Drawn, by: Caller) -> str | None:
    """The plan of what was drawn. The lot stands whatever happened since the lists were frozen: to an enterprise that
    is gone, or that who draws no longer looks after, nobody is sent; whoever is no inspector any more is left out.
    """
    enterprise = work.get("enterprise", row["pool"]["enterprises"][one.enterprise])
    if enterprise is None or enterprise["deleted"]:
        return None
    people = [row["pool"]["inspectors"][each] for each in one.inspectors]
    still = planned.inspecting(work, people) & planned.names(work, people).keys()
    plan_id = new_id()
    plan = {
        "enterprise_id": enterprise["id"],
        "checklist_id": row["checklist_id"] if planned.in_use(work.get("checklist", row["checklist_id"])) else None,
        "inspectors": [{"id": each} for each in people if each in still],
        "due_date": row["due_date"], "way": "random", "note": row["number"], "draw_id": row["id"],
    }  # fmt: skip
    try:
        plans.make(work, plan_id, plan, by)
    except (NotFound, NotPermitted, MayNoLonger):
        return None
    return plan_id


def cancel(work: Work, draw_id: str, reason: str, by: Caller) -> Row:
    """Give a draw up; what was published stays to be seen, with the reason. Raises NotFound, NotPermitted, NotNow."""
    row = _mine(work.connection, draw_id, by, "prepared", "announced")
    return _move(work, row, "cancelled", by, {"cancelled_because": reason})


def _mine(connection: Connection, draw_id: str, by: Caller, *states: str) -> Row:
    row = queries.find(connection, draw_id)
    if not may_draw(connection, row["area_id"], by):
        raise NotPermitted
    if row["state"] not in states:
        raise problems.NotNow(state=row["state"], by=_last(row))
    return row


def _last(row: Row) -> Any:
    return next(row[f"{step}_by"] for step in ("cancelled", "drawn", "announced", "created") if row[f"{step}_by"])


def _move(work: Work, row: Row, to: str, by: Caller, values: Mapping[str, Any]) -> Row:
    told = {**values, "state": to, f"{to}_by": by.me, f"{to}_at": work.now}
    work.connection.execute(_DRAWS.update().where(_DRAWS.c.id == row["id"]).values(told))
    return queries.find(work.connection, row["id"])


# --- who is left out ------------------------------------------------------------------------------


def declare(work: Work, said: Mapping[str, Any], by: Caller) -> Row:
    """Somebody (or his office for him) says that he is tied to an enterprise; said twice it stands once.

    Raises NotPermitted, NotFound for an enterprise he cannot know.
    """
    person = said.get("person_id") or by.user_id
    require_keeper(work.connection, person, by)
    enterprise = work.get("enterprise", said["enterprise_id"])
    if enterprise is None or enterprise["deleted"] or not by.sees(work.keys("enterprise", enterprise)):
        raise NotFound(errors={"enterprise_id": ["not_found"]})
    same = {"account_id": person, "enterprise_id": enterprise["id"], "kind": said["kind"]}
    known = select(_INTERESTS.c.id).filter_by(**same).where(_INTERESTS.c.withdrawn_at.is_(None))
    interest_id = work.connection.execute(known).scalar()
    if interest_id is None:
        interest_id = new_id()
        told = {"id": interest_id, **same, "declared_by": by.me, "declared_at": work.now}
        work.connection.execute(_INTERESTS.insert().values(told))
    return queries.interest(work.connection, interest_id)


def take_back(work: Work, interest_id: str, by: Caller) -> None:
    """It holds no longer; that it did stays written. Raises NotFound, NotPermitted."""
    row = queries.interest(work.connection, interest_id)
    require_keeper(work.connection, row["account_id"], by)
    gone = {"withdrawn_by": by.me, "withdrawn_at": work.now}
    work.connection.execute(_INTERESTS.update().where(_INTERESTS.c.id == interest_id).values(gone))


def require_keeper(connection: Connection, person: str, by: Caller) -> None:
    """Himself, or an office in whose area he has a post. Raises NotPermitted."""
    if person == by.user_id:
        return
    own = [held.area_id for held in by.holdings if held.role in KEEPING and held.area_id is not None]
    if not own or queries.areas_of(connection, person).isdisjoint(subtree(connection, own)):
        raise NotPermitted
