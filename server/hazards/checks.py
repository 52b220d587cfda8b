"""What phones may send about a hazard: each field and each argument with its form.

A trouble is a short code under the field's name (`required`, `too_long`, `unknown_code` …), which the app turns into
words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import checks
from ..checks import Check, Wrong, a_code, an_id, day, flag, moment, one_of, text, whole
from ..places import documents, taxonomy
from ..problems import Invalid
from .plan import PLAN_FIELDS
from .states import SEVERITIES

__all__ = ["ARGUMENTS", "PLAN", "REPORTED", "Check", "Wrong", "arguments", "fields"]

#: What a reporter says; `area` and `place` where there is no enterprise.
REPORTED: Mapping[str, Check] = {
    "enterprise_id": an_id,
    "area": an_id,
    "place": text(200),
    "description": text(4000),
    "category": one_of(taxonomy.codes(taxonomy.CATEGORIES)),
    "severity": one_of(SEVERITIES),
    "criterion": a_code,
    "channel": one_of(taxonomy.codes(taxonomy.CHANNELS)),
    "found_at": moment,
    "walkthrough_id": an_id,
    "recurs_of": an_id,
    **checks.PLACE,
    "disposal": one_of(taxonomy.codes(taxonomy.DISPOSITIONS)),
}

PLAN: Mapping[str, Check] = {
    "due_date": day,
    "responsible": text(200),
    "measures": text(4000),
    "funds_fen": whole(10**15),
    "contingency_plan": text(4000),
    "interim_controls": text(4000),
}
assert PLAN.keys() == set(PLAN_FIELDS)  # noqa: S101 - the two lists are one

#: Fields that are never empty.
_ALWAYS = frozenset({"severity", "channel"})

_NOTE, _REASON = {"note": text(4000)}, {"reason": text(4000)}

#: The arguments of each act, and those without which it is not understood.
ARGUMENTS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...]]] = {
    "confirm": (_NOTE, ()),
    "reject": (_REASON, ("reason",)),
    "merge": ({"into": an_id, **_NOTE}, ("into",)),
    "transfer": ({"to": text(200), **_REASON}, ("to", "reason")),
    "return": (_NOTE, ("note",)),
    "assign": ({**PLAN, **_NOTE}, ()),
    "sign_plan": (_NOTE, ()),
    "fix_on_site": (_NOTE, ()),
    "submit_rectification": (_NOTE, ()),
    "accept": ({**_NOTE, "cause": text(4000)}, ()),
    "send_back": ({**_NOTE, "due_date": day, "responsible": text(200)}, ("note",)),
    "request_extension": (
        {"due_date": day, **_REASON, "interim_controls": text(4000)},
        ("due_date", "reason"),
    ),
    "decide_extension": ({"granted": flag, "due_date": day, **_NOTE}, ("granted",)),
    "list": ({"level": text(40)}, ("level",)),
    "delist": (_NOTE, ("note",)),
    "stop_use": ({"what": text(1000)}, ("what",)),
    "resume": (_NOTE, ("note",)),
    "invite_expert": ({"expert": an_id, "question": text(1000)}, ("expert", "question")),
    "give_opinion": (
        {"text": text(4000), "photo": an_id, "severity": one_of(SEVERITIES), "criterion": a_code},
        ("text", "photo"),
    ),
    **documents.ARGUMENTS,
    "reopen": ({**_REASON, "due_date": day, "responsible": text(200)}, ("reason",)),
}


def fields(data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What a phone said about a hazard, checked; only fields that are known. Raises Invalid."""
    told, troubles = checks.checked(data, {**REPORTED, **PLAN} if partial else REPORTED)
    if partial:
        troubles |= {name: ["required"] for name in _ALWAYS & told.keys() if told[name] is None}
    for name, wrong in checks.position(data, told, partial=partial).items():
        troubles.setdefault(name, wrong)
    if troubles:
        raise Invalid(errors=troubles)
    return told


def arguments(act: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an act, checked; those that are null or not known are left out. Raises Invalid."""
    return checks.arguments(args, *ARGUMENTS[act])
