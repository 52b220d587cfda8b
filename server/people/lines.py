"""One line of a list of people: what its cells mean, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..db import db
from ..permissions import Role
from ..sheets import Column, Line
from . import passwords, queries

#: How many values one IN may hold.
MANY = 500

COLUMNS = (
    Column("name", ("姓名", "Name", "人员姓名", "Full name"), required=True),
    Column("role", ("岗位", "Role", "角色", "身份"), required=True),
    Column("area", ("区域", "Area", "所属区域", "区划代码", "区域代码", "镇街", "网格")),
    Column("enterprise", ("企业", "Enterprise", "企业名称", "单位", "统一社会信用代码")),
    Column("login", ("登录名", "Login", "账号", "用户名")),
    Column("phone", ("手机", "Phone", "手机号", "电话", "联系电话", "手机号码")),
    Column("title", ("职务", "Title", "职位")),
    Column("starts_on", ("开始日期", "Starts on", "任职日期")),
    Column("ends_on", ("结束日期", "Ends on", "离任日期")),
)

#: What people write → the role it means; ours first, as the template offers it.
ROLE_WORDS: dict[Role, tuple[str, ...]] = {
    Role.ADMIN: ("管理员", "admin", "系统管理员", "administrator"),
    Role.DISTRICT: ("区县监管员", "district", "区县", "应急局"),
    Role.TOWNSHIP: ("镇街工作人员", "township", "镇街", "乡镇", "街道"),
    Role.GRID: ("网格员", "grid", "grid worker"),
    Role.PRINCIPAL: ("主要负责人", "principal", "企业主要负责人"),
    Role.MANAGER: ("安全员", "manager", "企业负责人", "安全管理人员", "安全生产管理人员"),
    Role.EMPLOYEE: ("员工", "employee", "从业人员"),
    Role.EXPERT: ("专家", "expert"),
}
_ROLES = {word: role for role, words in ROLE_WORDS.items() for word in words}

#: Why a line is bad: code → (zh, en).
REASONS = {
    "required": ("这一格不能空着", "This cell must not be empty"),
    "too_long": ("内容太长", "Too long"),
    "unknown_role": ("没有这个岗位，请从模板的清单里选", "No such role; choose one of the template's list"),
    "unknown_area": ("没有这个区域，请填名称或区划代码", "No such area; give its name or code"),
    "several_areas": ("叫这个名字的区域不止一个，请改填区划代码", "Several areas have this name; give the code"),
    "unknown_enterprise": (
        "没有这家企业，请填名称或统一社会信用代码",
        "No such enterprise; give its name or credit code",
    ),
    "several_enterprises": (
        "叫这个名字的企业不止一家，请改填统一社会信用代码",
        "Several enterprises have this name; give the code",
    ),
    "one_place": ("区域和企业只填一个", "Give either an area or an enterprise"),
    "post_unfit": ("这个岗位不能放在这个地方", "This role cannot be held at this place"),
    "not_yours": ("这个岗位不归您管理", "This post is not yours to give"),
    "person_not_yours": ("这个登录名是别处的人，不归您管理", "This login belongs to somebody you do not manage"),
    "login_unfit": ("登录名不合适：2 到 64 个字母、数字或汉字", "The login does not fit: 2 to 64 letters or digits"),
    "bad_date": ("日期请写成 2026-01-31", "Write the date as 2026-01-31"),
    "days_order": ("结束日期早于开始日期", "It ends before it starts"),
    "twice": ("和第 {other} 行重复", "The same as line {other}"),
}


@dataclass(frozen=True)
class Bad:
    """Why a line cannot be taken; `column` as our heading says it."""

    line: int
    column: str | None
    code: str
    other: int | None = None

    def told(self, locale: str) -> dict[str, Any]:
        reason = REASONS[self.code][1 if locale.startswith("en") else 0].format(other=self.other)
        return {"line": self.line, "column": self.column, "code": self.code, "reason": reason}


@dataclass(frozen=True)
class Row:
    """One line as it was understood; places as ids, days as text, so that it can be kept."""

    line: int
    name: str
    role: str
    place: str = ""
    area_id: str | None = None
    enterprise_id: str | None = None
    login: str | None = None
    phone: str | None = None
    title: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None


class Places:
    """The areas and enterprises that a list names."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        self.areas: dict[str, list[tuple[str, str]]] = {}
        if any(line.cells.get("area") for line in lines):
            areas = queries.AREAS
            for row in db.session.execute(select(areas.c.id, areas.c.code, areas.c.name).where(~areas.c.deleted)):
                for word in {row.code, row.name}:
                    self.areas.setdefault(word, []).append((row.id, row.name))
        self.enterprises: dict[str, list[tuple[str, str]]] = {}
        named = sorted({line.cells.get("enterprise", "") for line in lines} - {""})
        there = queries.ENTERPRISES
        for start in range(0, len(named), MANY):
            part = named[start : start + MANY]
            upper = [word.upper() for word in part]
            query = select(there.c.id, there.c.name, there.c.uscc).where(
                there.c.name.in_(part) | there.c.uscc.in_(upper), ~there.c.deleted
            )
            for row in db.session.execute(query):
                for word in {row.name, row.uscc} - {None}:
                    self.enterprises.setdefault(word, []).append((row.id, row.name))


def understand(line: Line, places: Places) -> tuple[Row, list[Bad]]:
    """The line's values, and everything that is wrong with it."""
    cells = {name: value for name, value in line.cells.items() if value}
    bad: list[Bad] = []

    def wrong(column: str, code: str) -> None:
        heading = next(each.headings[0] for each in COLUMNS if each.name == column)
        bad.append(Bad(line.number, heading, code))

    def found(column: str, known: Mapping[str, list[tuple[str, str]]], word: str) -> tuple[str | None, str]:
        there = list(dict.fromkeys(known.get(word, [])))
        if len(there) == 1:
            return there[0]
        wrong(column, f"several_{column}s" if there else f"unknown_{column}")
        return None, ""

    for column, longest in (("name", 100), ("phone", 30), ("title", 100)):
        if len(cells.get(column, "")) > longest:
            wrong(column, "too_long")
    for column in ("name", "role"):
        if column not in cells:
            wrong(column, "required")
    role = _ROLES.get(cells.get("role", "").casefold())
    if role is None and "role" in cells:
        wrong("role", "unknown_role")
    area_id = enterprise_id = None
    place = ""
    if "area" in cells and "enterprise" in cells:
        wrong("enterprise", "one_place")
    elif "area" in cells:
        area_id, place = found("area", places.areas, cells["area"])
    elif "enterprise" in cells:
        word = cells["enterprise"]
        enterprise_id, place = found(
            "enterprise", places.enterprises, word if word in places.enterprises else word.upper()
        )
    login = cells.get("login")
    if login is not None:
        try:
            login = passwords.check_login(login)
        except passwords.LoginUnfit:
            wrong("login", "login_unfit")
    days: dict[str, str | None] = {}
    for column in ("starts_on", "ends_on"):
        days[column] = _day(cells.get(column))
        if column in cells and days[column] is None:
            wrong(column, "bad_date")
    if days["starts_on"] and days["ends_on"] and days["ends_on"] < days["starts_on"]:
        wrong("ends_on", "days_order")
    row = Row(
        line=line.number,
        name=cells.get("name", ""),
        role=role.value if role else "",
        place=place,
        area_id=area_id,
        enterprise_id=enterprise_id,
        login=login,
        phone=cells.get("phone"),
        title=cells.get("title"),
        **days,
    )
    return row, bad


def _day(text: str | None) -> str | None:
    """2026-01-31, 2026/1/31, 2026.1.31 or 2026年1月31日 as 2026-01-31; None if it is no day."""
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text or "")
    try:
        return date(*map(int, parts.groups())).isoformat() if parts else None
    except ValueError:
        return None
