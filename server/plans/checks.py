"""What phones may send about a plan, each value with its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import checks
from ..checks import Check, Known, Wrong, an_id, day, one_of, text
from ..problems import Invalid
from . import look_back, ways

_MOST_INSPECTORS = 10
_MOST_LISTED = 100


def _inspectors(value: Any) -> list[dict[str, str]]:
    """People with an account, as `{"id", "name"}` or their ids alone; each once."""
    if not isinstance(value, list) or len(value) > _MOST_INSPECTORS:
        raise Wrong("wrong_type")
    people = [each if isinstance(each, dict) else {"id": each} for each in value]
    named = {an_id(each.get("id")): each.get("name") for each in people}
    return [{"id": each, **({} if name is None else {"name": text(80)(name)})} for each, name in named.items()]


def _ids(value: Any) -> list[str]:
    """Records by their ids, each once."""
    if not isinstance(value, list) or len(value) > _MOST_LISTED:
        raise Wrong("wrong_type")
    return list(dict.fromkeys(an_id(each) for each in value))


def _near(value: Any) -> str:
    """A day on which somebody could go."""
    told = day(value)
    if not "2000-01-01" <= told <= "2199-12-31":
        raise Wrong("not_a_date")
    return told


_PLAN: Known = {
    "enterprise_id": an_id, "area_id": an_id, "checklist_id": an_id, "inspectors": _inspectors, "due_date": _near,
    "starts_on": _near, "way": one_of(ways.WAYS), "note": text(4000), "hazard_id": an_id, "hazards": _ids,
    "changed_because": text(400),
}  # fmt: skip
REQUIRED = ("due_date", "way")

#: The arguments of each act, and those without which it is not understood.
ARGUMENTS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...]]] = {
    "cancel": ({"reason": text(4000)}, ("reason",)),
    "look": (
        {"hazard": an_id, "outcome": one_of(look_back.OUTCOMES), "note": text(4000), "photos": _ids, "found": an_id},
        ("hazard", "outcome"),
    ),
}


def plan(data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What was said of a plan. Raises Invalid."""
    told, troubles = checks.checked(data, _PLAN)
    for name in REQUIRED:
        if name not in troubles and told.get(name) is None and (not partial or name in told):
            troubles[name] = ["required"]
    if not partial and not troubles.keys() & {"enterprise_id", "area_id"}:
        places = [name for name in ("enterprise_id", "area_id") if told.get(name) is not None]
        if len(places) != 1:
            troubles["enterprise_id"] = ["not_both" if places else "required"]
    if troubles:
        raise Invalid(errors=troubles)
    return told


def arguments(act: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an act, checked. Raises Invalid."""
    return checks.arguments(args, *ARGUMENTS[act])
