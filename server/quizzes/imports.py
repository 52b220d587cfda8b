"""Questions that an office keeps in Excel: read, judged line by line, and taken as a whole or not at all.

A line is the question whose code it carries, else the one with its words, else a new one. So what was exported comes
in without changing anything, and a list taken twice changes nothing the second time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import marshmallow as ma
from sqlalchemy import Connection, select

from ..permissions import Caller
from ..places import fields, tables
from ..places import rules as places
from ..places.tables import Plan, as_cell, understand
from ..problems import problem
from ..sheets import read_sheet
from ..sync.collections import Row
from ..sync.work import Work
from . import operations, rules, schemas
from .columns import HEADINGS, LETTERS, flat, whole, written
from .models import QuizQuestion

_QUESTIONS = QuizQuestion.__table__
#: As many as the JSON takes at once.
MOST = 1000

BankFaulty = problem(
    "questions_faulty", 422,
    ("表里有错，什么都没有导入", "有 {count} 处要改，改好再传；题库还和原来一样。"),
    ("The table has faults; nothing was taken", "{count} faults are to be mended first; the bank is as it was."),
)  # fmt: skip

#: Of this list alone; the others stand in places.reasons.
_REASONS = {
    "twice": ("和第 {value} 行是同一道题", "is the same question as line {value}"),
    "one_letter": (
        "“{value}”应是 A、B、C、D 中的一个；多选题考不了",
        "“{value}” should be one of A, B, C, D; a question has one right choice",
    ),
    "out_of_range": ("没有这个选项", "there is no such choice"),
    "choice_twice": ("和前面的一个选项一样", "says the same as a choice before it"),
    "question_code": (
        "“{value}”不能作编号：只用字母、数字和 . _ -，最多 40 位",
        "“{value}” is no code: letters, digits and . _ - only, at most 40",
    ),
}  # fmt: skip
#: What a new line means where it says nothing.
_UNSAID = {"verified": "memory", "sectors": [], "traits": [], "state": "in_use"}


@dataclass
class Planned(tables.Planned):
    """What taking a line would do with a question, which stands here in columns."""

    @property
    def name(self) -> str:
        return self.said.get("question") or (self.row or {}).get("question", "")


def stored(connection: Connection) -> list[Row]:
    """The whole bank, by code."""
    found = connection.execute(select(_QUESTIONS).order_by(_QUESTIONS.c.code)).mappings()
    return [dict(row) for row in found]


def plan(content: bytes, bank: list[Row]) -> Plan[Planned]:
    """What taking this list would do with this bank; nothing is done.

    Raises SheetUnreadable, SheetTooLarge, HeadingMissing.
    """
    sheet = read_sheet(content, [each.column() for each in HEADINGS], most=MOST)
    lines = [Planned(line.number, {}, line.cells) for line in sheet.lines]
    free = {row["code"]: flat(row) | {"id": row["id"]} for row in bank}
    first: dict[str, dict[str, int]] = {"code": {}, "question": {}}
    for each in lines:
        understand(each, HEADINGS)
        if "code" in each.said:
            first["question"].setdefault(each.said.get("question", ""), each.line)
        # by code first, or a line without one might take its place
        each.row = free.pop(each.said.get("code", ""), None)
    by_words = {as_cell(row["question"]): row for row in free.values()}
    codes = rules.free_codes({row["code"] for row in bank} | {each.said.get("code", "") for each in lines})
    for each in lines:
        _find(each, by_words, first)
        if each.row is None:
            each.said.setdefault("code", next(codes))
        _judge(each)
    return Plan(lines, HEADINGS, sheet.passed_over, _REASONS)


def look(connection: Connection, content: bytes, *, by: Caller, locale: str) -> dict[str, Any]:
    """What taking this list would do, for somebody who may. Raises NotPermitted and what `plan` raises."""
    places.require_whole_site_of(connection, by)
    return plan(content, stored(connection)).told(locale)


def take(work: Work, content: bytes, *, by: Caller, locale: str) -> dict[str, Any]:
    """Take the list into the bank, all of it; returns what that changed.

    Raises NotPermitted, BankFaulty and what `plan` raises.
    """
    places.require_whole_site(work, by)
    found = plan(content, stored(work.connection))
    if faults := found.faults(locale):
        raise BankFaulty(faults=faults, count=len(faults))
    operations.take_questions(work, [_said(each) for each in found.lines if each.status != "same"], by=by)
    return found.told(locale)


# --- one line -------------------------------------------------------------------------------------


def _find(each: Planned, by_words: dict[str, dict[str, Any]], first: dict[str, dict[str, int]]) -> None:
    """The question this line means, of those no other line means; a line that means it again is told so.

    Questions with a code each may have the same words.
    """
    by = "code" if "code" in each.said else "question"
    words = each.said.get(by)
    if words is None:
        return
    if words in first[by]:
        each.troubles.append((by, "twice", str(first[by][words])))
    first[by].setdefault(words, each.line)
    if by == "question":
        each.row = by_words.pop(words, None)


def _judge(each: Planned) -> None:
    if each.row is not None:
        cells = written({name: value for name, value in each.row.items() if name != "id"})
        each.changes = {
            name: value for name, value in each.said.items()
            if value != each.row[name] and each.cells[name] != cells[name]
        }  # fmt: skip
        if not each.changes:
            return
    wrong = {column for column, _, _ in each.troubles}
    try:
        _checked(each)
    except ma.ValidationError as error:
        places_ = [(_column(where), code) for where, code in fields.flat(error.messages)]
        each.troubles += [(name, code, each.cells.get(name, "")) for name, code in places_ if name not in wrong]


def _column(where: str) -> str:
    """The column of a place in a question: `choices[1].en` stands in `b_en`."""
    found = re.match(r"choices\[(\d)\](?:\.(\w+))?", where)
    if found is None:
        return "a" if where == "choices" else re.split(r"[.\[]", where)[0]
    return LETTERS[int(found[1])].lower() + ("_en" if found[2] == "en" else "")


def _said(each: Planned) -> Mapping[str, Any]:
    """The question as the bank takes it: whole where it is new, else only what becomes another."""
    told = _checked(each)
    if each.row is None:
        return told
    of = {"right": "right"} | {f"{letter}{end}": "choices" for letter in LETTERS.lower() for end in ("", "_en")}
    changed = {of.get(name, name) for name in each.changes}
    return {"code": each.row["code"], "state": each.row["state"]} | {name: told[name] for name in changed}


def _checked(each: Planned) -> dict[str, Any]:
    """The question as it would be. Raises ValidationError."""
    said = whole(_UNSAID | (each.row or each.said) | each.changes)
    return cast("dict[str, Any]", schemas.Question().load(said))
