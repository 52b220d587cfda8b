"""A ledger that an office keeps in Excel: read, judged line by line, and taken as a whole or not at all.

A line is the certificate whose record number it carries, else the one with its number and kind, else its holder's of
that kind. So what was exported comes in without changing anything, and a list taken twice changes nothing the second
time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from ..db import new_id
from ..permissions import Caller
from ..places import tables
from ..places.columns import Heading
from ..places.tables import Plan, as_cell, understand
from ..problems import Invalid, NotFound, NotPermitted, problem
from ..sheets import Sheet, read_sheet
from ..sync.collections import Row
from ..sync.work import Work
from . import checks, operations
from .columns import SAID, Kinds, headings
from .models import Certificate

_CERTIFICATES = Certificate.__table__
#: One enterprise's people; more is no ledger but a mistake.
MOST = 5000

LedgerFaulty = problem(
    "ledger_faulty", 422,
    ("表里有错，什么都没有导入", "有 {count} 处要改，改好再传；台账还和原来一样。"),
    (
        "The table has faults; nothing was taken",
        "{count} faults are to be mended first; the ledger is as it was.",
    ),
)  # fmt: skip

#: Of this list alone; the others stand in places.reasons.
_REASONS = {
    "twice": ("和第 {value} 行是同一张证", "is the same certificate as line {value}"),
    "several": (
        "这个人这个工种登记了几张证，请写证号",
        "several certificates of this kind are registered for this holder; write the number",
    ),
    "reason_wanted": ("注销的要写原因", "say why it is withdrawn"),
    "stays_withdrawn": (
        "已经注销的不能改回在册；请另起一行登记，记录号空着",
        "what is withdrawn stays so; register it in a line of its own, without a record number",
    ),
    "not_a_date": ("“{value}”不是日期，请写成 2026-03-01", "“{value}” is no day; write it as 2026-03-01"),
}


@dataclass
class Planned(tables.Planned):
    """What taking a line would do with a certificate."""

    @property
    def withdraws(self) -> bool:
        return self.said.get("state") == "withdrawn" and (self.row is None or self.row["state"] == "registered")

    @property
    def name(self) -> str:
        return self.said.get("holder") or (self.row or {}).get("holder", "")

    def changed(self) -> dict[str, dict[str, Any]]:
        ends = {"state": {"was": "registered", "now": "withdrawn"}} if self.row is not None and self.withdraws else {}
        return super().changed() | ends


def read(content: bytes, kinds: Kinds, ledger: Iterable[Row]) -> tuple[Sheet, tuple[Heading, ...]]:
    """The lines of a list. Raises SheetUnreadable, SheetTooLarge, HeadingMissing."""
    columns = headings(kinds, {row["kind"] for row in ledger})
    return read_sheet(content, [each.column() for each in columns], most=MOST), columns


def stored(connection: Connection, enterprise: str) -> list[Row]:
    """The ledger of an enterprise, the withdrawn too, in an order of its own."""
    query = select(_CERTIFICATES).where(
        _CERTIFICATES.c.enterprise_id == enterprise, _CERTIFICATES.c.deleted.is_(False)
    )
    return sorted((dict(row) for row in connection.execute(query).mappings()), key=_order)


def _order(row: Row) -> tuple[Any, ...]:
    return row["state"] != "registered", row["holder"], row["kind"], row["created_at"], row["id"]


def plan(content: bytes, kinds: Kinds, ledger: list[Row]) -> Plan[Planned]:
    """What taking this list would do with this ledger; nothing is done."""
    ledger = sorted(ledger, key=_order)
    sheet, columns = read(content, kinds, ledger)
    lines = [_understood(line.number, line.cells, columns) for line in sheet.lines]
    known = {row["id"]: row for row in ledger}
    free = dict(known)
    for each in lines:
        # by record number first, or a line without one might take its place
        each.row = free.pop(each.cells.get("id", "").strip().lower(), None)
    first: dict[Any, int] = {}
    for each in lines:
        if each.row is None:
            _find(each, free, first)
        _judge(each)
    return Plan(lines, columns, sheet.passed_over, _REASONS)


def take(work: Work, enterprise: str, content: bytes, kinds: Kinds, *, by: Caller, locale: str) -> dict[str, Any]:
    """Take the list into the ledger, all of it; returns what that changed.

    Raises NotFound, NotPermitted, LedgerFaulty and what `read` raises.
    """
    place = work.get("enterprise", enterprise)
    if place is None or place["deleted"] or not by.sees(work.keys("enterprise", place)):
        raise NotFound
    if not operations.may_bring(enterprise, work.keys("enterprise", place), by):
        raise NotPermitted
    found = plan(content, kinds, work.find("certificate", enterprise_id=enterprise))
    if faults := found.faults(locale):
        raise LedgerFaulty(faults=faults, count=len(faults))
    told = found.told(locale)
    for each in found.lines:
        row = each.row
        if row is None:
            said = {name: each.said[name] for name in SAID if name in each.said}
            values = checks.certificate({"enterprise_id": enterprise, **said})
            row = operations.register(work, new_id(), values, by, as_one_of_many=True)
        elif each.changes:
            operations.correct(work, row, each.changes, by)
        if each.said.get("state") == "withdrawn" and row["state"] == "registered":
            reason_ = {"reason": each.said["withdrawn_because"]}
            operations.withdraw(work, row, reason_, by, as_one_of_many=True)
    return told


# --- one line -------------------------------------------------------------------------------------


def _understood(line: int, cells: Mapping[str, str], columns: Iterable[Heading]) -> Planned:
    each = Planned(line, {}, cells)
    understand(each, columns, but=["id"])
    return each


def _find(each: Planned, free: dict[str, Row], first: dict[Any, int]) -> None:
    """The certificate this line means, of those no other line means; a new one where there is none."""
    said, carries_record = each.said, bool(each.cells.get("id"))
    if "holder" not in said or "kind" not in said:
        return
    ends = said.get("state") == "withdrawn"
    of_kind = [row for row in free.values()
               if row["kind"] == said["kind"] and (ends or row["state"] == "registered")]  # fmt: skip
    number, holder = _plain(said.get("number")), _plain(said["holder"])
    found = [row for row in of_kind if number and _plain(row["number"]) == number]
    if not found:
        found = [row for row in of_kind if _plain(row["holder"]) == holder and not (number and row["number"])]
    if found:
        found.sort(key=lambda row: (row["state"] == "registered" if ends else False, len(_differs(each, row))))
        if not number and not carries_record and len({_plain(row["number"]) for row in found}) > 1:
            each.troubles.append(("number", "several", ""))
            return
        each.row = free.pop(found[0]["id"])
    key = (number or holder, said["kind"])
    if key in first and not ends and not carries_record:
        each.troubles.append(("number" if number else "holder", "twice", str(first[key])))
    elif not ends:
        first.setdefault(key, each.line)


def _judge(each: Planned) -> None:
    said = each.said
    row = each.row
    if row is not None:
        each.changes = _differs(each, row)
        if row["state"] == "withdrawn" and said.get("state") == "registered":
            each.troubles.append(("state", "stays_withdrawn", each.cells["state"]))
    if each.withdraws and "withdrawn_because" not in said:
        each.troubles.append(("withdrawn_because", "reason_wanted", ""))
    wrong = {name for name, _, _ in each.troubles}
    values = each.changes if row is not None else {name: said[name] for name in SAID if name in said}
    try:
        checks.certificate({"enterprise_id": new_id(), **values}, partial=row is not None)
        if each.withdraws and "withdrawn_because" in said:
            checks.arguments("withdraw", {"reason": said["withdrawn_because"]})
    except Invalid as error:
        errors: dict[str, list[str]] = error.extra["errors"]
        each.troubles += [
            ("withdrawn_because" if name == "reason" else name, codes[0], each.cells.get(name, ""))
            for name, codes in errors.items() if name not in wrong
        ]  # fmt: skip


def _differs(each: Planned, row: Row) -> dict[str, Any]:
    """What the line says otherwise than the certificate; an empty cell says nothing."""
    return {
        name: each.said[name]
        for name in SAID
        if name in each.said and each.said[name] != row[name] and each.cells[name] != as_cell(row[name] or "")
    }


def _plain(text: str | None) -> str:
    """Without blanks, width and case, which differ from hand to hand; as the phone finds a card."""
    folded = unicodedata.normalize("NFKC", text or "").upper()
    return "".join(each for each in folded if each.isalnum())
