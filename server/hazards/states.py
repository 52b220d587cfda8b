"""The life of a hazard: its states, and where each act leads from each of them.

Pure. `docs/permissions.md` is the same table for people. Who may take a step is in `rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a hazard stands on its way from found to closed."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    RECTIFYING = "rectifying"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    REJECTED = "rejected"
    MERGED = "merged"
    TRANSFERRED = "transferred"


class Severity(StrEnum):
    """How bad it is; a person decides, the program never does."""

    GENERAL = "general"
    MAJOR_SUSPECTED = "major_suspected"
    MAJOR = "major"


#: Strictest first: the safety order of the field.
SEVERITIES = (Severity.MAJOR.value, Severity.MAJOR_SUSPECTED.value, Severity.GENERAL.value)

_REPORTED, _CONFIRMED, _RECTIFYING, _SUBMITTED = "reported", "confirmed", "rectifying", "submitted"
_CLOSED, _REJECTED, _MERGED, _TRANSFERRED = "closed", "rejected", "merged", "transferred"

_OPEN = (_REPORTED, _CONFIRMED, _RECTIFYING, _SUBMITTED, _TRANSFERRED)

#: Still to be dealt with by somebody.
OPEN = frozenset(_OPEN)


@dataclass(frozen=True)
class Act:
    """One step: its name for people, and for each state it may start from, the state it leads to.

    A step that leaves the state as it is leads to the same state.
    """

    name: str
    zh: str
    en: str
    leads: Mapping[str, str]

    def start(self) -> frozenset[str]:
        return frozenset(self.leads)


def _stays(*states: str) -> dict[str, str]:
    return {state: state for state in states}


def _goes(to: str, *states: str) -> dict[str, str]:
    return dict.fromkeys(states, to)


_ALL = (
    Act("confirm", "核实", "Verify", _goes(_CONFIRMED, _REPORTED)),
    Act("reject", "判为不成立", "Not a hazard", _goes(_REJECTED, _REPORTED)),
    Act("merge", "并到另一条", "Merge into another", _goes(_MERGED, _REPORTED, _CONFIRMED)),
    Act("transfer", "移送", "Transfer", _goes(_TRANSFERRED, _REPORTED, _CONFIRMED, _RECTIFYING)),
    Act("return", "退回本地", "Return", _goes(_CONFIRMED, _TRANSFERRED)),
    Act("assign", "交办", "Assign", _goes(_RECTIFYING, _CONFIRMED, _RECTIFYING)),
    Act("sign_plan", "签整改方案", "Sign the plan", _stays(_RECTIFYING)),
    Act("fix_on_site", "当场改好", "Fixed on the spot", _goes(_SUBMITTED, _REPORTED, _CONFIRMED)),
    Act("submit_rectification", "提交复查", "Submit for re-inspection", _goes(_SUBMITTED, _RECTIFYING)),
    Act("accept", "复查通过", "Accept", _goes(_CLOSED, _SUBMITTED)),
    Act("send_back", "退回整改", "Send back", _goes(_RECTIFYING, _SUBMITTED)),
    Act("request_extension", "申请延期", "Ask for more time", _stays(_RECTIFYING)),
    Act("decide_extension", "答复延期", "Answer the request", _stays(_RECTIFYING)),
    Act("list", "挂牌督办", "List for supervision", _stays(_RECTIFYING, _SUBMITTED)),
    Act("delist", "摘牌", "Delist", _stays(_RECTIFYING, _SUBMITTED)),
    Act(
        "stop_use",
        "停产停用",
        "Stop use",
        _stays(_REPORTED, _CONFIRMED, _RECTIFYING, _SUBMITTED, _TRANSFERRED),
    ),
    # What is stopped stays stopped when the hazard is closed first: then too the district examines and resumes.
    Act(
        "resume",
        "恢复使用",
        "Resume use",
        _stays(_REPORTED, _CONFIRMED, _RECTIFYING, _SUBMITTED, _TRANSFERRED, _CLOSED),
    ),
    Act("invite_expert", "请专家看", "Ask an expert", _stays(*_OPEN)),
    # Whoever was asked in time is heard after it closed too.
    Act("give_opinion", "提专家意见", "Give an opinion", _stays(*_OPEN, _CLOSED)),
    # Numbers of documents are facts; they come after it was closed too.
    Act("add_document", "登记执法文书号", "Add a document's number", _stays(*_OPEN, _CLOSED)),
    Act("remove_document", "删去执法文书号", "Remove a document's number", _stays(*_OPEN, _CLOSED)),
    Act("reopen", "重开", "Reopen", {_CLOSED: _RECTIFYING, _REJECTED: _REPORTED, _MERGED: _REPORTED}),
)

ACTS: Mapping[str, Act] = {act.name: act for act in _ALL}

#: Which acts may start in a state, in the table's order.
ACTS_FROM: Mapping[str, tuple[Act, ...]] = {
    state.value: tuple(act for act in _ALL if state.value in act.leads) for state in State
}

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    _REPORTED: ("待核实", "To be verified"),
    _CONFIRMED: ("待交办", "To be assigned"),
    _RECTIFYING: ("整改中", "Rectifying"),
    _SUBMITTED: ("待复查", "To be re-inspected"),
    _CLOSED: ("已销号", "Closed"),
    _REJECTED: ("不成立", "Not a hazard"),
    _MERGED: ("已合并", "Merged"),
    _TRANSFERRED: ("已移送", "Transferred"),
}

SEVERITY_WORDS: Mapping[str, tuple[str, str]] = {
    "general": ("一般", "General"),
    "major_suspected": ("疑似重大", "Suspected major"),
    "major": ("重大", "Major"),
}

#: The five words of the way, the same for everyone.
WAY = (("上报", "Report"), ("核实", "Verify"), ("整改", "Rectify"), ("复查", "Re-inspect"), ("销号", "Close"))

_STEP = {
    _REPORTED: 1,
    _CONFIRMED: 2,
    _RECTIFYING: 2,
    _SUBMITTED: 3,
    _CLOSED: 5,
    _REJECTED: 1,
    _MERGED: 1,
    _TRANSFERRED: 2,
}


def step(state: str) -> int:
    """Which of the five words is going on, from 0; 5 when all are behind it."""
    return _STEP[state]
