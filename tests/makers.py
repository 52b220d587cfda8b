"""Makers of what a story needs: an area, an enterprise, a person in his post, a hazard in a state.

Each builds the least that is lawful, through the very verbs the doors use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from server import clock
from server.db import db, new_id, writing
from server.hazards import operations as hazards
from server.people.models import Account, Post
from server.permissions import Caller, Holding, Role, machine
from server.photos import operations as photos
from server.places import operations as places
from server.sync.collections import ActOutcome, Row
from server.sync.work import OpContext, Work, working

_CODES = count(1)


def area(work: Work, name: str, level: str = "town", parent: str | None = None) -> str:
    """An area; returns its id."""
    values = {"code": f"9{next(_CODES):08d}", "name": name, "level": level, "parent": parent}
    return places.add_area(work, values, by=machine())["id"]


def enterprise(work: Work, name: str, area_id: str, **more: Any) -> str:
    """An enterprise in an area; returns its id."""
    return places.add_enterprise(work, {"name": name, "area_id": area_id, **more}, by=machine())["id"]


def account(name: str, role: Role, *, area: str | None = None, enterprise: str | None = None, **more: Any) -> Caller:
    """A person in one post, as a caller; the account stands in the database, so that he can be told things."""
    user = new_id()
    now = clock.now()
    post = {
        "id": new_id(), "account_id": user, "role": role.value, "area_id": area, "enterprise_id": enterprise,
        "starts_on": clock.today(), "created_at": now,
    }  # fmt: skip
    person = {"id": user, "login": name, "name": name, "locale": "zh", "active": True, "demo": False, "created_at": now}
    with writing() as connection:
        connection.execute(Account.__table__.insert().values({**person, **more}))
        connection.execute(Post.__table__.insert().values(post))
    return Caller(user, name, (Holding(role, area, enterprise),), device_id=new_id())


@dataclass
class District:
    """A small district with everyone in it; people are attributes: `district.town1`."""

    areas: dict[str, str] = field(default_factory=dict)
    enterprises: dict[str, str] = field(default_factory=dict)
    people: dict[str, Caller] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Caller:
        try:
            return self.people[name]
        except KeyError as error:
            raise AttributeError(name) from error


def district() -> District:
    """荔城区 with 新度镇 (two grids, two factories) and 黄石镇, and one person or two in each post."""
    made = District()
    with working() as work:
        root = area(work, "荔城区", "county")
        town, other = area(work, "新度镇", "town", root), area(work, "黄石镇", "town", root)
        first, second = area(work, "一网格", "grid", town), area(work, "二网格", "grid", town)
        made.areas = {"district": root, "town1": town, "town2": other, "grid1": first, "grid2": second}
        shoes = enterprise(work, "宏岭鞋材", first)
        made.enterprises = {"shoes": shoes, "metal": enterprise(work, "顺昌五金", first)}
        made.enterprises["wood"] = enterprise(work, "荔新木业", other)
    posts: list[tuple[str, Role, dict[str, str]]] = [
        ("admin", Role.ADMIN, {"area": root}),
        ("district", Role.DISTRICT, {"area": root}), ("district_b", Role.DISTRICT, {"area": root}),
        ("town1", Role.TOWNSHIP, {"area": town}), ("town1_b", Role.TOWNSHIP, {"area": town}),
        ("town2", Role.TOWNSHIP, {"area": other}),
        ("grid1", Role.GRID, {"area": first}), ("grid2", Role.GRID, {"area": second}),
        ("expert", Role.EXPERT, {"area": root}),
        ("principal1", Role.PRINCIPAL, {"enterprise": shoes}), ("manager1", Role.MANAGER, {"enterprise": shoes}),
        ("manager1_b", Role.MANAGER, {"enterprise": shoes}), ("employee1", Role.EMPLOYEE, {"enterprise": shoes}),
        ("manager2", Role.MANAGER, {"enterprise": made.enterprises["metal"]}),
    ]  # fmt: skip
    for name, role, place in posts:
        made.people[name] = account(name, role, **place)
    return made


# --- a hazard and its photos -------------------------------------------------------------------


@contextmanager
def by_op(work: Work, by: Caller) -> Iterator[None]:
    """What follows is one op of this person's phone, as the engine would carry it out."""
    with work.attempt(OpContext(id=new_id(), at=clock.stamp(), device=by.device_id)):
        yield


def report(by: Caller, *, id: str | None = None, **data: Any) -> str:
    """Somebody reports a hazard; returns its id."""
    with working() as work, by_op(work, by):
        return hazards.report(work, id or new_id(), data, by)["id"]


def act(by: Caller, hazard_id: str, action: str, *, seen: int | None = None, **args: Any) -> ActOutcome:
    """Somebody takes a step, having seen the newest (or version `seen`)."""
    with working() as work:
        row = work.get("hazard", hazard_id)
        assert row is not None
        with by_op(work, by):
            return hazards.act(work, row, action, args, seen=row["version"] if seen is None else seen, by=by)


def photo(by: Caller, hazard_id: str, role: str = "after", *, stored: bool = True) -> str:
    """Somebody adds a photo; `stored` says whether its bytes have arrived."""
    sha256 = hashlib.sha256(new_id().encode()).hexdigest()
    data = {"owner_type": "hazard", "owner_id": hazard_id, "role": role, "sha256": sha256}
    with working() as work, by_op(work, by):
        row = photos.add(work, new_id(), data, by)
    if stored:
        arrive(by, row["id"])
    return row["id"]


def arrive(by: Caller, photo_id: str) -> None:
    """The bytes of a photo arrive; what is in them does not matter to a hazard."""
    from server.photos.images import Picture

    with working() as work, by_op(work, by):
        row = work.get("photo", photo_id)
        assert row is not None
        photos.keep_bytes(work, row["sha256"], 1000, Picture("JPEG", 800, 600), by)


def read(hazard_id: str) -> Row:
    """The hazard's row as it stands."""
    with working() as work:
        return dict(work.get("hazard", hazard_id) or {})


def keys_of(hazard_id: str) -> frozenset[str]:
    """The circles that see it now."""
    with working() as work:
        row = work.get("hazard", hazard_id)
        assert row is not None
        return work.keys("hazard", row)


def in_days(days: int) -> str:
    """A date that many days from now."""
    return (clock.today() + timedelta(days=days)).isoformat()


FIVE = {
    "responsible": "黄志强", "measures": "更换防爆灯", "funds_fen": 120_000, "contingency_plan": "断电，撤人",
    "interim_controls": "停用该工位",
}  # fmt: skip


def assign(by: Caller, hazard_id: str, **more: Any) -> ActOutcome:
    """Assign with a plan that is complete for any severity."""
    return act(by, hazard_id, "assign", **{**FIVE, "due_date": in_days(7), **more})


#: The states a hazard passes on the straight way.
STRAIGHT = ("reported", "confirmed", "rectifying", "submitted", "closed")


def hazard(made: District, state: str = "reported", *, severity: str = "general", **data: Any) -> str:
    """A hazard at 宏岭鞋材, found by grid1 and brought to `state` by town1, manager1 and town1_b; returns its id."""
    at = {} if "area" in data else {"enterprise_id": made.enterprises["shoes"]}
    judge = made.town1 if severity == "major" else made.grid1
    criterion = {} if severity == "general" else {"criterion": "MEM10-03-01"}
    given = {"description": "安全出口被堵", "category": "fire_exit", "severity": severity, **at, **criterion, **data}
    found = report(data.get("by") or judge, **{name: value for name, value in given.items() if name != "by"})
    if state == "rejected":
        act(made.town1, found, "reject", reason="不属实")
    elif state == "merged":
        other = report(made.grid1, **at, **{name: value for name, value in data.items() if name in ("area", "place")})
        act(made.town1, found, "merge", into=other)
    elif state == "transferred":
        act(made.town1, found, "transfer", to="消防救援大队", reason="属消防管辖")
    else:
        _go_straight(made, found, state, severity)
    return found


def _go_straight(made: District, found: str, state: str, severity: str) -> None:
    steps = STRAIGHT.index(state)
    if steps >= 1:
        act(made.town1, found, "confirm")
    if steps >= 2:
        assign(made.town1, found)
    if steps >= 3:
        fixer = made.manager1 if read(found)["enterprise_id"] else made.grid1
        if severity == "major":
            photo(made.principal1, found, "signature")
            act(made.principal1, found, "sign_plan")
        photo(fixer, found, "after")
        act(fixer, found, "submit_rectification", note="已清理")
    if steps >= 4:
        act(made.town1, found, "accept", cause="管理松懈")
        if severity == "major":
            act(made.town1_b, found, "accept")


def without_posts(by: Caller) -> Caller:
    """The same person after his posts ended."""
    return replace(by, holdings=(), former=by.holdings)


def notices_for(by: Caller) -> list[Row]:
    """What this person was told, oldest first."""
    from sqlalchemy import select

    from server.notices.models import Notice

    table = Notice.__table__
    query = select(table).where(table.c.user_id == by.user_id).order_by(table.c.seq)
    rows = [dict(row) for row in db.session.execute(query).mappings()]
    db.session.rollback()
    return rows
