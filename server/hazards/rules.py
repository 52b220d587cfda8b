"""Who may take which step with a hazard: one table, read by the verbs, by phones and by people.

A row says who may (any one of them) and what must hold besides (all of it). Everything is decided from the
hazard's own row, so that the same answer travels with each record as `actions`. `docs/permissions.md` is
written from this table by `in_words.py`.
"""
# ruff: noqa: E501 - tables of words in two languages read better in one line each

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from .. import clock
from ..permissions import Caller, Role
from ..places import documents
from ..problems import Problem
from ..sync.collections import Row
from . import plan, problems
from .states import ACTS, ACTS_FROM, STATE_WORDS

Roles = frozenset[Role]


@dataclass(frozen=True)
class Who:
    """Some people, by their post where the hazard is (and by whose hazard it is)."""

    zh: str
    en: str
    holds: Callable[[Row, Roles], bool]


@dataclass(frozen=True)
class Needs:
    """Something that must hold of the hazard, or of this very person; `refuse` says why it does not."""

    zh: str
    en: str
    holds: Callable[[Row, str, date], bool]
    refuse: Callable[[Row], Problem]


#: Channels by which an enterprise finds its own hazards.
OWN_CHANNELS = frozenset({"self_check", "employee_report"})


def enterprise_found_it_itself(row: Row) -> bool:
    """A general hazard found by the enterprise's own check or an employee; it stays in the enterprise's hands."""
    return row["severity"] == "general" and row["channel"] in OWN_CHANNELS and row["enterprise_id"] is not None


def looks_after_area(*roles: Role) -> Callable[[Row, Roles], bool]:
    wanted = frozenset(roles)
    return lambda row, held: not wanted.isdisjoint(held)


def answers_for_enterprise(*roles: Role) -> Callable[[Row, Roles], bool]:
    wanted = frozenset(roles)
    return lambda row, held: row["enterprise_id"] is not None and not wanted.isdisjoint(held)


# fmt: off
_office = looks_after_area(Role.TOWNSHIP, Role.DISTRICT)
_answers = answers_for_enterprise(Role.PRINCIPAL, Role.MANAGER)

OFFICES = Who("镇街或区县", "township or district", _office)
DISTRICT = Who("区县", "the district", looks_after_area(Role.DISTRICT))
OFFICES_UNLESS_OWN = Who(
    "镇街或区县（企业自己查出的一般隐患除外）", "township or district (not for general hazards the enterprise found itself)",
    lambda row, held: not enterprise_found_it_itself(row) and _office(row, held))
ENTERPRISE_FOR_OWN = Who(
    "企业自己查出的一般隐患：该企业主要负责人或安全员", "for general hazards the enterprise found itself: its principal or manager",
    lambda row, held: enterprise_found_it_itself(row) and _answers(row, held))
OFFICES_UNLISTED = Who(
    "镇街或区县（挂牌督办的只由区县；企业自己查出的一般隐患除外）",
    "township or district (only the district if listed; not for general hazards the enterprise found itself)",
    lambda row, held: not enterprise_found_it_itself(row) and (
        Role.DISTRICT in held or (Role.TOWNSHIP in held and row["listed"] is None)))
PRINCIPAL = Who("企业主要负责人", "the enterprise's principal", answers_for_enterprise(Role.PRINCIPAL))
RECTIFIERS = Who("企业主要负责人或安全员", "the enterprise's principal or manager", _answers)
GRID_WITHOUT_ENTERPRISE = Who(
    "不在企业里的：该地方的网格员", "where there is no enterprise: the area's grid worker",
    lambda row, held: row["enterprise_id"] is None and Role.GRID in held)
EXPERTS = Who("专家", "an expert", lambda row, held: Role.EXPERT in held)
ON_THE_SPOT = Who(
    "网格员、镇街或企业安全员（各在自己范围内）", "grid worker, township or the enterprise's manager, each in scope",
    lambda row, held: not held.isdisjoint({Role.GRID, Role.TOWNSHIP}) or (row["enterprise_id"] is not None and Role.MANAGER in held))

MAJOR = Needs("是重大隐患", "it is major", lambda row, me, day: row["severity"] == "major", lambda row: problems.MajorOnly(severity=row["severity"]))
GENERAL = Needs("是一般隐患", "it is general", lambda row, me, day: row["severity"] == "general", lambda row: problems.GeneralOnly(severity=row["severity"]))
PLAN_SIGNED = Needs(
    "重大隐患：主要负责人已签整改方案", "if major: the principal has signed the plan",
    lambda row, me, day: row["severity"] != "major" or row["enterprise_id"] is None or row["plan_signed"] is not None,
    lambda row: problems.PlanNotSigned())
NOT_OWN_WORK = Needs(
    "不是提交整改的人，也不是拍改后照的人", "not who submitted it, nor who took an after photo",
    lambda row, me, day: me not in worked_on(row), lambda row: problems.OwnWork(by=row["submitted_by"]))
NOT_FIRST_OF_TWO = Needs(
    "重大隐患要两个不同的人先后通过", "if major: two different people, one after the other",
    lambda row, me, day: row["severity"] != "major" or row["accepted_by"] is None or row["accepted_by"]["id"] != me,
    lambda row: problems.SecondPersonNeeded(by=row["accepted_by"]))
PLAN_COMPLETE = Needs(
    "整改安排齐全", "the plan is complete", lambda row, me, day: not row["plan_incomplete"], lambda row: problems.PlanIncomplete(missing=plan.lacks(row["severity"], row)))
NONE_OPEN = Needs(
    "没有待答复的延期申请", "no request for more time is open",
    lambda row, me, day: row["extension"] is None, lambda row: problems.ExtensionOpen(by=row["extension"]["by"]))
ONE_OPEN = Needs(
    "有待答复的延期申请", "a request for more time is open",
    lambda row, me, day: row["extension"] is not None, lambda row: problems.NoExtensionOpen())
NOT_PAST_DUE = Needs(
    "还没过到期日", "before the due date has passed",
    lambda row, me, day: row["due_date"] is None or day.isoformat() <= row["due_date"], lambda row: problems.PastDue(due_date=row["due_date"]))
NOT_WHO_ASKED = Needs(
    "不是申请的人", "not who asked", lambda row, me, day: row["extension"] is None or row["extension"]["by"]["id"] != me,
    lambda row: problems.OwnRequest())
UNLISTED = Needs("没有挂牌", "not listed yet", lambda row, me, day: row["listed"] is None, lambda row: problems.AlreadyListed(by=row["listed"]["by"]))
LISTED = Needs("已经挂牌", "it is listed", lambda row, me, day: row["listed"] is not None, lambda row: problems.NotListed())
IN_USE = Needs("没有停用", "not stopped yet", lambda row, me, day: row["stopped"] is None, lambda row: problems.AlreadyStopped(by=row["stopped"]["by"]))
ASKED = Needs(
    "被请了还没有答复（销号后 30 天内也收），或参加了查出它的那次检查", "he was asked and has not answered yet (taken until 30 days after it closed), or took part in the walkthrough that found it",
    lambda row, me, day: awaited(row, me), lambda row: problems.NotAsked())
NUMBERED = Needs("登记过文书号", "a document's number stands there", lambda row, me, day: bool(row["documents"]), lambda row: documents.NoSuchDocument())
STOPPED = Needs("已经停用", "its use is stopped", lambda row, me, day: row["stopped"] is not None, lambda row: problems.NotStopped())


@dataclass(frozen=True)
class Rule:
    """One row: who may (any of them), what must hold (all of it), and what people must say or show besides."""

    who: tuple[Who, ...]
    needs: tuple[Needs, ...] = ()
    says: tuple[str, str] = ("", "")


_DECIDES = (OFFICES_UNLESS_OWN, ENTERPRISE_FOR_OWN)
_FIXES = (RECTIFIERS, GRID_WITHOUT_ENTERPRISE)

RULES: Mapping[str, Rule] = {
    "confirm": Rule(_DECIDES),
    "reject": Rule(_DECIDES, says=("原因", "reason")),
    "merge": Rule(_DECIDES, says=("并到哪一条：看得到、同一企业或同一地方、不是已合并或不成立的", "into which: visible, of the same enterprise or area, neither merged nor rejected")),
    "transfer": Rule((OFFICES,), says=("移送给谁，原因", "to whom, reason")),
    "return": Rule((OFFICES,), says=("说明", "note")),
    "assign": Rule(_DECIDES, says=(
        "责任人、期限；疑似重大：另加临时措施；重大：五落实（责任人、措施、资金、期限、预案）和临时措施",
        "responsible and date; suspected: also an interim control; major: all five settled things (responsible, measures, funds, date, contingency plan) and an interim control")),
    "sign_plan": Rule((PRINCIPAL,), (MAJOR,), ("本人签名（照片）", "his own signature (a photo)")),
    "fix_on_site": Rule((ON_THE_SPOT,), (GENERAL,), ("改前照和改后照", "a before and an after photo")),
    "submit_rectification": Rule(_FIXES, (PLAN_SIGNED,), ("开始整改之后新到的改后照", "an after photo that arrived since it last became rectifying")),
    "accept": Rule((OFFICES_UNLISTED, ENTERPRISE_FOR_OWN), (NOT_OWN_WORK, NOT_FIRST_OF_TWO, PLAN_COMPLETE), (
        "改后照全部入库；重大：原因", "all after photos stored; major: a cause")),
    "send_back": Rule((OFFICES_UNLISTED, ENTERPRISE_FOR_OWN), (NOT_OWN_WORK,), (
        "说明、期限；还没有责任人的：责任人", "note, date; responsible if nobody is yet")),
    "request_extension": Rule(_FIXES, (NONE_OPEN, NOT_PAST_DUE), ("新期限、原因", "new date, reason")),
    "decide_extension": Rule(_DECIDES, (ONE_OPEN, NOT_WHO_ASKED), ("同意或不同意", "granted or not")),
    "list": Rule((DISTRICT,), (MAJOR, UNLISTED), ("级别", "level")),
    "delist": Rule((DISTRICT,), (LISTED,), ("说明", "note")),
    "stop_use": Rule((OFFICES,), (IN_USE,), ("停什么", "what is stopped")),
    "resume": Rule((DISTRICT,), (STOPPED,), ("说明", "note")),
    "invite_expert": Rule((OFFICES,), says=("哪位专家，问什么", "which expert, and what he is asked")),
    "give_opinion": Rule((EXPERTS,), (ASKED,), (
        "意见、本人签名（照片）；可以说是什么级别", "the opinion and his own signature (a photo); he may say how severe it is")),
    "add_document": Rule((OFFICES,), says=("文书种类、文号；可以写日期", "which document and its number; its day may be said")),
    "remove_document": Rule((OFFICES,), (NUMBERED,), says=("哪一份，原因", "which one, reason")),
    "reopen": Rule((OFFICES,), says=("原因；已销号的：期限", "reason; date if it was closed")),
}
# fmt: on


def worked_on(row: Row) -> set[str]:
    """Who put it right this round: who submitted, and who took an after photo (before or after submitting)."""
    hands = set(row["after_by"] or [])
    if row["submitted_by"] is not None:
        hands.add(row["submitted_by"]["id"])
    for event in reversed(orjson.loads(row["recent"] or b"[]")):
        if event["kind"] == "photo_added" and event.get("role") == "after":
            hands.add((event.get("credit") or event["by"])["id"])
        elif event.get("to") == "submitted":
            break
    return hands


def asked(row: Row) -> set[str]:
    """The experts who were asked about it."""
    return {one["expert"]["id"] for one in row["opinions"] or () if one.get("question")}


def unanswered(row: Row) -> set[str]:
    """The experts who were asked and have not answered the last question."""
    return {one["expert"]["id"] for one in row["opinions"] or () if "given_at" not in one}


def awaited(row: Row, me: str) -> bool:
    """Is his opinion waited for: asked and not answered yet, or took part in finding it and has said nothing yet?"""
    mine = [one for one in row["opinions"] or () if one["expert"]["id"] == me]
    return any("given_at" not in one for one in mine) or (not mine and me in row.get("walkers", ()))


def roles_of(row: Row, caller: Caller, keys: frozenset[str]) -> Roles:
    """What somebody is where the hazard is; whoever was asked as an expert is one here, wherever else he is."""
    roles = caller.roles_at(keys)
    return roles | {Role.EXPERT} if row["opinions"] and caller.user_id in asked(row) else roles


def may(act: str, row: Row, roles: Roles) -> bool:
    """Is this step for somebody with these roles where the hazard is? Whatever its state."""
    return any(who.holds(row, roles) for who in RULES[act].who)


def allowed_acts(row: Row, caller: Caller, keys: frozenset[str]) -> list[str]:
    """The acts this person may take now: for the buttons of a phone that may soon be without signal.

    Cheap and from the row alone, since it is asked for every hazard that is delivered.
    """
    roles = roles_of(row, caller, keys)
    if not roles:
        return []
    acts = _acts_of(
        row["state"], roles, row["severity"], row["channel"],
        at_enterprise=row["enterprise_id"] is not None, listed=row["listed"] is not None,
    )  # fmt: skip
    if not acts:
        return []
    me, day = caller.user_id, clock.today()
    return [act for act in acts if all(need.holds(row, me, day) for need in RULES[act].needs)]


@lru_cache(maxsize=4096)
def _acts_of(
    state: str, roles: Roles, severity: str, channel: str, *, at_enterprise: bool, listed: bool
) -> tuple[str, ...]:
    """The acts that are for these roles; everything that `Who` looks at is in the arguments."""
    row = {
        "severity": severity, "channel": channel,
        "enterprise_id": "" if at_enterprise else None, "listed": {} if listed else None,
    }  # fmt: skip
    return tuple(act.name for act in ACTS_FROM[state] if may(act.name, row, roles))


def for_somebody_else(act: str) -> Problem:
    """The step is not for this post; the words say whose it is."""
    who = RULES[act].who
    return problems.ForSomebodyElse(
        act_zh=ACTS[act].zh,
        act_en=ACTS[act].en,
        who_zh="，或".join(each.zh for each in who),
        who_en=", or ".join(each.en for each in who),
    )


def describe(row: Row) -> dict[str, Any]:
    """Where it stands, who brought it there and when: what every refusal tells."""
    zh, en = STATE_WORDS[row["state"]]
    return {
        "state": row["state"],
        "state_zh": zh,
        "state_en": en,
        "by": row["state_by"],
        "at": row["state_at"],
    }
