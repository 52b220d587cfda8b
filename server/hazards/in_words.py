"""The table of rules as a page for people: what each post may do in each state, and every step with its conditions.

`docs/permissions.md` is what `python -m server.hazards.in_words docs/permissions.md` writes.
"""
# ruff: noqa: E501 - tables of words in two languages read better in one line each

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..permissions import Role
from .rules import GENERAL, MAJOR, RULES, Rule, may
from .states import ACTS, ACTS_FROM, STATE_WORDS, State

_HEAD = """# 谁可以办哪一步 · Who may take which step

本页由程序里的规则表生成，请勿手改：`make docs`。
This page is written from the table of rules in the program (`make docs`); do not edit it by hand.

每个人只能办自己岗位范围内的隐患；同一行里的人有一个符合就行，条件要全部符合。
“企业自己查出的一般隐患”：渠道是企业自查或员工报告、级别是一般。镇街对它只看，不办；疑似重大和重大的按本表由镇街、区县办。
Everyone acts only on hazards within his post's scope. Any one of the people in a row will do; all conditions must hold.
"General hazards the enterprise found itself" came by self-check or employee report and are general; the township
reads them. Suspected and major ones go the way of this table.

步骤过期、看过之后别人已办、没看到的证据，都不能签：`transition_not_allowed`、`state_moved`、`judged_unseen`。
Nobody acts on a state he has not seen, and nobody signs off evidence he has not seen.
"""

_FIELDS = """
## 谁可以改内容 · Who may set what

| 内容 | 谁 | What | Who |
| --- | --- | --- | --- |
| 说明、类别、地点、位置、判定标准、渠道、发现时间、处置档、所在企业或地方 | 上报人（核实之前）；镇街、区县（销号之前）；企业自己查出的一般隐患：企业主要负责人、安全员 | description, category, place, position, criterion, channel, time found, disposal, enterprise or area | the reporter until it is confirmed; township and district until it is closed; for general hazards the enterprise found itself its principal and manager |
| 标为疑似重大 | 看得到它的任何人，要指明判定标准 | raise to suspected major | anyone who sees it, naming a criterion |
| 判定为重大，或降级 | 镇街、区县、专家 | make it major, or lower it | township, district, expert |
| 期限、责任人、措施、资金、预案、临时措施 | 只通过上面的步骤改 | the plan | only by the steps above |
| 已销号的 | 谁也不能改 | a closed hazard | nobody |
"""


@dataclass(frozen=True)
class Kind:
    """A kind of hazard on which posts differ, and a row that stands for all of it."""

    zh: str
    en: str
    row: dict[str, Any]


def _row(severity: str, channel: str, enterprise: str | None) -> dict[str, Any]:
    return {"severity": severity, "channel": channel, "enterprise_id": enterprise, "listed": None}


# fmt: off
KINDS = {
    "usual": Kind(
        "一般隐患（检查、网格或别人发现的）", "General, found by an inspection, a grid worker or somebody else",
        _row("general", "grid_report", "an enterprise")),
    "own": Kind(
        "一般隐患，企业自己查出的", "General, found by the enterprise itself",
        _row("general", "self_check", "an enterprise")),
    "no_enterprise": Kind(
        "一般隐患，不在企业里的", "General, not at an enterprise", _row("general", "grid_report", None)),
    "suspected": Kind(
        "疑似重大", "Suspected major", _row("major_suspected", "grid_report", "an enterprise")),
    "major": Kind("重大隐患", "Major", _row("major", "grid_report", "an enterprise")),
}

#: The posts that act at all, from the place of work upwards.
POSTS = {
    Role.MANAGER: ("企业安全员", "Manager"), Role.PRINCIPAL: ("企业主要负责人", "Principal"), Role.GRID: ("网格员", "Grid worker"),
    Role.TOWNSHIP: ("镇街", "Township"), Role.DISTRICT: ("区县", "District"),
}
# fmt: on

#: What a row of the table says of the hazard's kind; all else depends on what has happened to it.
_OF_THE_KIND = {GENERAL, MAJOR}


def acts_of(kind: Kind, role: Role, state: str) -> list[str]:
    """The steps that this post may come to take with such a hazard in this state, if the conditions hold."""
    return [
        act.name
        for act in ACTS_FROM[state]
        if may(act.name, kind.row, frozenset({role}))
        and all(need.holds(kind.row, "", date.min) for need in RULES[act.name].needs if need in _OF_THE_KIND)
    ]


def _at_a_glance(language: int) -> Iterator[str]:
    """For each kind of hazard a table: a row for each state, a column for each post."""
    yield ""
    yield ("## 一眼看清：什么岗位，什么时候，能办什么", "## At a glance: which post may do what, and when")[language]
    yield ""
    yield (
        "空格：这个岗位这时只能看。员工、专家、系统管理员不办这些步骤；员工和专家可以上报，专家可以判定级别，被请时提意见。摘牌、恢复使用、答复延期，要先有挂牌、停用、申请；每一步的条件见后面的“步骤”。",
        "An empty cell: this post only reads then. Employees, experts and administrators take none of these steps; employees and "
        "experts report, and experts judge how severe it is and give an opinion when asked. Delisting, resuming and answering follow a listing, a stop, a request; the conditions of each step are under “Steps” below.",
    )[language]
    comma = ("、", ", ")[language]
    for kind in KINDS.values():
        yield ""
        yield "### " + (kind.zh, kind.en)[language]
        yield ""
        yield "| " + " | ".join([("状态", "state")[language], *(words[language] for words in POSTS.values())]) + " |"
        yield "| --- " * (len(POSTS) + 1) + "|"
        for state in State:
            cells = [comma.join((ACTS[name].zh, ACTS[name].en)[language] for name in acts_of(kind, role, state)) for role in POSTS]
            yield "| " + " | ".join([STATE_WORDS[state][language], *cells]) + " |"


def document() -> str:
    """The table in words a safety manager can read, Chinese first."""
    lines = [_HEAD, *_at_a_glance(0), *_at_a_glance(1)]
    for number, title, head in (
        (0, "## 步骤", "| 步骤 | 从 → 到 | 谁 | 条件 | 要说明或提供 |"),
        (1, "## Steps", "| step | from → to | who | provided that | must say or show |"),
    ):
        lines += ["", title, "", head, "| --- | --- | --- | --- | --- |"]
        lines += [_line(name, rule, number) for name, rule in RULES.items()]
    return "\n".join(lines) + "\n" + _FIELDS


def _line(name: str, rule: Rule, language: int) -> str:
    act = ACTS[name]
    label = f"{act.zh} `{name}`" if language == 0 else f"{act.en} `{name}`"
    ways: dict[str, list[str]] = {}
    for start, end in act.leads.items():
        ways.setdefault("" if start == end else STATE_WORDS[end][language], []).append(STATE_WORDS[start][language])
    comma = "、" if language == 0 else ", "
    path = "; ".join(comma.join(starts) + (f" → {end}" if end else "") for end, starts in ways.items())
    who = ("；或" if language == 0 else "; or ").join((each.zh, each.en)[language] for each in rule.who)
    needs = ("；" if language == 0 else "; ").join((each.zh, each.en)[language] for each in rule.needs)
    return f"| {label} | {path} | {who} | {needs} | {rule.says[language]} |"


if __name__ == "__main__":
    import sys
    from pathlib import Path

    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
