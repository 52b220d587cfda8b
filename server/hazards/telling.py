"""Who is told of a step with a hazard, and in which words."""
# ruff: noqa: E501 - tables of words in two languages read better in one line each

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..notices import operations as notices
from ..notices.queries import Person, in_post
from ..notices.queries import people as people_by_id
from ..permissions import Caller, Role
from ..sync.collections import Row
from ..sync.work import Work
from .queries import area_of
from .rules import enterprise_found_it_itself
from .states import SEVERITY_WORDS
from .step import Step

_TOWN = frozenset({Role.TOWNSHIP})
_OFFICES = frozenset({Role.TOWNSHIP, Role.DISTRICT})
_DISTRICT = frozenset({Role.DISTRICT})
_ANSWERING = frozenset({Role.PRINCIPAL, Role.MANAGER})

#: kind → zh title, en title, zh body, en body; `{what}` names the hazard, `{by}` who did it.
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "reported": ("待核实：{what}", "To be verified: {what}", "{by} 上报，级别：{severity}。", "Reported by {by}; severity: {severity}."),
    "reported_together": ("{where} {count} 条新上报，待核实", "{where}: {count} new reports to be verified", "{by} 上报：{numbers}。", "Reported by {by}: {numbers}."),
    "raised": ("可能重大，请看：{what}", "May be major, please look: {what}", "{by} 标为{severity}。", "{by} raised it to: {severity}."),
    "rejected": ("核实后不成立：{what}", "Not a hazard: {what}", "{by}：{reason}", "{by}: {reason}"),
    "merged": ("已并到另一条：{what}", "Merged: {what}", "{by} 已并到 {into}，照片和留言在那里看得到。", "{by} merged it into {into}; photos and comments show there."),
    "assigned": ("请整改：{what}", "To be rectified: {what}", "责任人 {responsible}，{due_date}前改好。", "{responsible} is responsible; due by {due_date}."),
    "submitted": ("待复查：{what}", "To be re-inspected: {what}", "{by} 已提交整改。", "{by} submitted the repair."),
    "accepted": ("已销号：{what}", "Closed: {what}", "{by} 已复查通过。", "{by} accepted it."),
    "closed": ("您上报的已销号：{what}", "Closed what you reported: {what}", "{by} 已复查通过。", "{by} accepted it."),
    "sent_back": ("已退回整改：{what}", "Sent back: {what}", "{by}：{note}。{due_date}前改好。", "{by}: {note}. Due by {due_date}."),
    "extension_asked": ("申请延期：{what}", "More time asked for: {what}", "{by}：{reason}", "{by}: {reason}"),
    "extension_granted": ("延期已同意：{what}", "More time granted: {what}", "{by} 已同意，新期限 {due_date}。", "{by} granted it; now due by {due_date}."),
    "extension_refused": ("延期没有同意：{what}", "More time refused: {what}", "{by} 没有同意，仍在 {due_date}前改好。", "{by} refused; still due by {due_date}."),
    "listed": ("挂牌督办：{what}", "Listed for supervision: {what}", "{by} 已挂牌督办。", "{by} listed it for supervision."),
    "stopped": ("停产停用：{what}", "Use stopped: {what}", "{by} 责令停用：{stopped}", "{by} stopped its use: {stopped}"),
    "resumed": ("可以恢复使用：{what}", "Use may resume: {what}", "{by} 已同意恢复使用。", "{by} allowed its use again."),
    "reopened": ("已重开：{what}", "Reopened: {what}", "{by}：{reason}。{due_date}前改好。", "{by}: {reason}. Due by {due_date}."),
    "expert_invited": ("请您看一处隐患：{what}", "Your opinion is asked: {what}", "{by}：{question}", "{by}: {question}"),
    "opinion_given": ("专家意见：{what}", "An expert's opinion: {what}", "{by}：{text}", "{by}: {text}"),
}  # fmt: skip


@dataclass(frozen=True)
class _Report:
    """One hazard that was reported, by whom and where: what of it may be told in one breath with others."""

    row: Row
    by: Caller
    author: str
    #: (type, id) of the enterprise that found it itself, else of the area.
    where: tuple[str, str | None]


def reported(work: Work, row: Row, by: Caller) -> None:
    """The township hears of what is to be verified; of what an enterprise found itself, those who answer for it.

    A phone that was away for a day brings many at once: those of one person at one place are one notice. What may be
    major is told by itself.
    """
    own = enterprise_found_it_itself(row)
    where = ("enterprise", row["enterprise_id"]) if own else ("area", area_of(work, row))
    work.say_together(_tell_reported, _Report(row, by, work.author(by)["name"], where))


def _tell_reported(work: Work, reports: list[_Report]) -> None:
    together: dict[Any, list[_Report]] = {}
    for report in reports:
        alone = report.row["id"] if report.row["severity"] != "general" else None
        together.setdefault((report.by.user_id, report.author, report.where, alone), []).append(report)
    for same in together.values():
        first = same[0]
        roles = _ANSWERING if first.where[0] == "enterprise" else _TOWN
        whom = in_post(work, work.keys("hazard", first.row), roles)
        if len(same) == 1:
            _tell(work, first.row, first.by, whom, "reported", author=first.author)
        else:
            _tell_together(work, same, whom)


#: How many numbers a notice names before it says that there are more.
_NAMED = 5


def _tell_together(work: Work, reports: list[_Report], whom: Iterable[Person]) -> None:
    first = reports[0]
    place = work.get(*first.where)
    numbers = [report.row["number"] for report in reports]
    told = {"where": place["name"] if place is not None else "", "count": len(reports), "by": first.author}

    @cache
    def words(locale: str) -> tuple[str, str]:
        other = int(locale.startswith("en"))
        named = (", " if other else "、").join(numbers[:_NAMED]) + ("" if len(numbers) <= _NAMED else " …")
        title, body = _WORDS["reported_together"][other], _WORDS["reported_together"][2 + other]
        return title.format_map(told), body.format_map(told | {"numbers": named})

    about = (first.where[0], first.where[1] or "")
    notices.tell(work, whom, "reported_together", words, about=about, by=first.by)


def raised(work: Work, row: Row, by: Caller) -> None:
    """Those who judge hear that something may be worse than it was thought to be."""
    _tell(work, row, by, in_post(work, work.keys("hazard", row), _OFFICES), "raised")


def enterprise(step: Step, kind: str, **said: Any) -> frozenset[str]:
    """Those who have to put it right: the enterprise's principal and managers; without one, the area's grid worker.

    Returns who they are.
    """
    keys = step.work.keys("hazard", step.row)
    if step.row["enterprise_id"] is None:
        whom = in_post(step.work, keys, frozenset({Role.GRID}))
    else:
        whom = in_post(step.work, [key for key in keys if key.startswith("e:")], _ANSWERING)
    _tell(step.work, step.row, step.by, whom, kind, **said)
    return frozenset(person.id for person in whom)


def reviewers(step: Step, kind: str, **said: Any) -> None:
    """Those who decide next."""
    row = step.row
    roles = _ANSWERING if enterprise_found_it_itself(row) else _DISTRICT if row["listed"] else _TOWN
    _tell(step.work, row, step.by, in_post(step.work, step.work.keys("hazard", row), roles), kind, **said)


def township(step: Step, kind: str, *, also: Iterable[str], **said: Any) -> None:
    """The township, and these very people."""
    keys = step.work.keys("hazard", step.row)
    found = {each.id: each for each in in_post(step.work, keys, _TOWN)}
    found |= {each.id: each for each in people_by_id(step.work, also)}
    _tell(step.work, step.row, step.by, found.values(), kind, **said)


def reporter(step: Step, kind: str, *, told: frozenset[str] = frozenset(), **said: Any) -> None:
    """Whoever found it hears what became of it, unless he was told already, in another part of his."""
    people(step, {step.row["reporter_id"]} - told, kind, **said)


def people(step: Step, ids: Iterable[str], kind: str, **said: Any) -> None:
    """These very people."""
    _tell(step.work, step.row, step.by, people_by_id(step.work, ids), kind, **said)


def _tell(
    work: Work, row: Row, by: Caller, whom: Iterable[Person], kind: str, author: str | None = None, **said: Any
) -> None:
    told = {name: row[name] or "—" for name in ("responsible", "due_date")}
    told |= {"by": author or work.author(by)["name"], "stopped": said.get("what"), **said, "what": _name(work, row)}

    @cache
    def words(locale: str) -> tuple[str, str]:
        other = int(locale.startswith("en"))
        title, body = _WORDS[kind][other], _WORDS[kind][2 + other]
        everything = told | {
            "severity": SEVERITY_WORDS[row["severity"]][other],
            "due_date": _day(str(told["due_date"]), english=bool(other)),
        }
        # What somebody wrote ends with its own full stop, or does not; in the middle of a notice one is enough.
        for name in ("note", "reason"):
            if f"{{{name}}}{'. ' if other else '。'}" in body and name in everything:
                everything[name] = str(everything[name]).rstrip("。. ")
        return title.format_map(everything), body.format_map(everything)

    notices.tell(work, whom, kind, words, about=("hazard", row["id"]), by=by)


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day(told: str, *, english: bool) -> str:
    """A day as people say it, like the screens do; what is no day stays as it is."""
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return told
    return f"{day.day} {_MONTHS[day.month - 1]}" if english else f"{day.month}月{day.day}日"


def _name(work: Work, row: Row) -> str:
    """What people call it: its number, and where it is."""
    where = row["place"] or ""
    if row["enterprise_id"] is not None:
        at = work.get("enterprise", row["enterprise_id"])
        where = at["name"] if at is not None else where
    return " ".join(part for part in (row["number"], where) if part)
