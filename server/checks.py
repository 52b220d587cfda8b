"""The form of one value that a phone sent: text, number, code, day; and of many, each under its name.

Written by hand rather than with a schema library, because it runs for every op of every phone. A trouble is a
short code under the field's name (`required`, `too_long`, `unknown_code` …), which the app turns into words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from . import clock
from .problems import Invalid

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


#: WGS 84, and how sure the phone is of it, in metres.
PLACE: Mapping[str, Check] = {"lat": number(-90, 90), "lon": number(-180, 180), "accuracy_m": number(0, 1e7)}
an_id = matches(_ID, "not_an_id")
a_code = matches(_CODE, "not_a_code")

Known = Mapping[str, Check]


def arguments(args: Mapping[str, Any], known: Known, required: Iterable[str]) -> dict[str, Any]:
    """The arguments of an act, checked; those that are null or not known are left out. Raises Invalid."""
    told, troubles = checked(args, known)
    said = {name: value for name, value in told.items() if value is not None}
    for name in required:
        if name not in troubles and _blank(said.get(name)):
            troubles[name] = ["required"]
    if troubles:
        raise Invalid(errors=troubles)
    return said


def position(data: Mapping[str, Any], told: Mapping[str, Any], *, partial: bool) -> dict[str, list[str]]:
    """Troubles of a place on earth of which only one half came."""
    if partial and not {"lat", "lon"} <= data.keys():
        return {}
    halves = (("lat", "lon"), ("lon", "lat"))
    return {
        name: ["required"] for name, other in halves if told.get(name) is None and told.get(other) is not None
    }


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def checked(data: Mapping[str, Any], known: Known) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The values that are known, checked, and the troubles of the others by name."""
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
