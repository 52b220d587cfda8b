"""What phones may send about a hazard: each field and each argument with its form.

Written by hand rather than with a schema library, because it runs for every op of every phone. A trouble is a
short code under the field's name (`required`, `too_long`, `unknown_code` …), which the app turns into words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from .. import clock
from ..places import taxonomy
from ..problems import Invalid
from .plan import PLAN_FIELDS
from .states import SEVERITIES

Check = Callable[[Any], Any]

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Wrong(ValueError):
    """A value without the right form; its text is the code of the trouble."""


def text(longest: int) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("not_text")
        if len(value) > longest:
            raise Wrong("too_long")
        return value

    return check


def one_of(codes: Iterable[str]) -> Check:
    known = frozenset(codes)

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise Wrong("unknown_code")
        return value

    return check


def matches(form: re.Pattern[str], trouble: str) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not form.match(value):
            raise Wrong(trouble)
        return value

    return check


def number(lowest: float, highest: float) -> Check:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise Wrong("not_a_number")
        if not lowest <= value <= highest:
            raise Wrong("out_of_range")
        return float(value)

    return check


def whole(highest: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong("not_a_whole_number")
        if not 0 <= value <= highest:
            raise Wrong("out_of_range")
        return value

    return check


def day(value: Any) -> str:
    if not isinstance(value, str) or not _DAY.match(value):
        raise Wrong("not_a_date")
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise Wrong("not_a_date") from error
    return value


def moment(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 40:
        raise Wrong("not_a_time")
    try:
        clock.parse(value)
    except ValueError as error:
        raise Wrong("not_a_time") from error
    return value


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("not_yes_or_no")
    return value


an_id = matches(_ID, "not_an_id")

#: What a reporter says; `area` and `place` where there is no enterprise.
REPORTED: Mapping[str, Check] = {
    "enterprise_id": an_id,
    "area": an_id,
    "place": text(200),
    "description": text(4000),
    "category": one_of(taxonomy.codes(taxonomy.CATEGORIES)),
    "severity": one_of(SEVERITIES),
    "criterion": matches(_CODE, "not_a_code"),
    "channel": one_of(taxonomy.codes(taxonomy.CHANNELS)),
    "found_at": moment,
    "lat": number(-90, 90),
    "lon": number(-180, 180),
    "accuracy_m": number(0, 1e7),
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
    "reopen": ({**_REASON, "due_date": day, "responsible": text(200)}, ("reason",)),
}


def fields(data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What a phone said about a hazard, checked; only fields that are known. Raises Invalid."""
    told, troubles = _checked(data, {**REPORTED, **PLAN} if partial else REPORTED)
    if partial:
        troubles |= {name: ["required"] for name in _ALWAYS & told.keys() if told[name] is None}
    if not partial or {"lat", "lon"} <= data.keys():
        for name, other in (("lat", "lon"), ("lon", "lat")):
            if told.get(name) is None and told.get(other) is not None:
                troubles.setdefault(name, ["required"])
    if troubles:
        raise Invalid(errors=troubles)
    return told


def arguments(act: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an act, checked; those that are null or not known are left out. Raises Invalid."""
    known, required = ARGUMENTS[act]
    told, troubles = _checked(args, known)
    said = {name: value for name, value in told.items() if value is not None}
    for name in required:
        if name not in troubles and _blank(said.get(name)):
            troubles[name] = ["required"]
    if troubles:
        raise Invalid(errors=troubles)
    return said


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _checked(data: Mapping[str, Any], known: Mapping[str, Check]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    told: dict[str, Any] = {}
    troubles: dict[str, list[str]] = {}
    for name, value in data.items():
        check = known.get(name)
        if check is None:
            continue
        try:
            told[name] = None if value is None else check(value)
        except Wrong as trouble:
            troubles[name] = [str(trouble)]
    return told, troubles
