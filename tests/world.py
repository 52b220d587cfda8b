"""A small district with people in their posts: what stories about several phones are played in.

荔城区 ── 北高镇 (town1) ── 第一网格 (grid1) ── 宏岭鞋材 (manager1, principal1, employee1)
       │                │                └─ 顺昌五金 (manager2)
       │                └─ 第二网格 (grid2) ── 北湖冷冻
       └─ 黄石镇 (town2) ── 第三网格 ── 荔新木业
"""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from server.db import db, writing
from server.people import operations as people
from server.people.models import Account
from server.permissions import Role, machine
from server.places import operations as places
from server.places.models import Area, Enterprise
from server.sync.work import working

PASSWORD = "xunan-demo"

AREAS = [
    ("350304", "荔城区", "county", None), ("350304103", "北高镇", "town", "350304"),
    ("350304101", "黄石镇", "town", "350304"), ("350304103001", "第一网格", "grid", "350304103"),
    ("350304103002", "第二网格", "grid", "350304103"), ("350304101001", "第三网格", "grid", "350304101"),
]  # fmt: skip
ENTERPRISES = [
    ("宏岭鞋材", "350304103001"), ("顺昌五金", "350304103001"),
    ("北湖冷冻", "350304103002"), ("荔新木业", "350304101001"),
]  # fmt: skip
PEOPLE = [
    ("admin", Role.ADMIN, "350304"), ("district", Role.DISTRICT, "350304"), ("town1", Role.TOWNSHIP, "350304103"),
    ("town1b", Role.TOWNSHIP, "350304103"), ("town2", Role.TOWNSHIP, "350304101"),
    ("grid1", Role.GRID, "350304103001"), ("grid2", Role.GRID, "350304103002"), ("expert1", Role.EXPERT, "350304"),
    ("manager1", Role.MANAGER, "宏岭鞋材"), ("principal1", Role.PRINCIPAL, "宏岭鞋材"),
    ("employee1", Role.EMPLOYEE, "宏岭鞋材"), ("manager2", Role.MANAGER, "顺昌五金"),
]  # fmt: skip


@dataclass
class World:
    """Ids by the names people use."""

    areas: dict[str, str] = field(default_factory=dict)
    enterprises: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def build(app: Flask) -> None:
    """Make the district in an empty database, through the real verbs."""
    by = machine()
    with working() as work:
        ids: dict[str | None, str] = {}
        for code, name, level, parent in AREAS:
            row = places.add_area(work, {"code": code, "name": name, "level": level, "parent": ids.get(parent)}, by=by)
            ids[code] = row["id"]
        for number, (name, code) in enumerate(ENTERPRISES):
            row = places.add_enterprise(
                work,
                {
                    "name": name, "area_id": ids[code], "sector": "light_industry", "traits": {},
                    "lat": 25.43 + number / 1000, "lon": 119.01, "state": "open",
                },
                by=by,
            )  # fmt: skip
            ids[name] = row["id"]
    with writing():
        for login, role, where in PEOPLE:
            at = {"area_id": ids[where]} if where[0] == "3" else {"enterprise_id": ids[where]}
            people.create_account(name=login, login=login, password=PASSWORD, by=by, posts=[people.NewPost(role, **at)])


def find() -> World:
    """The ids of the district that stands in the database."""
    areas = db.session.execute(select(Area.name, Area.id)).all()
    enterprises = db.session.execute(select(Enterprise.name, Enterprise.id)).all()
    accounts = db.session.execute(select(Account.login, Account.id)).all()
    db.session.rollback()
    return World(dict(areas), dict(enterprises), dict(accounts))  # type: ignore[arg-type]
