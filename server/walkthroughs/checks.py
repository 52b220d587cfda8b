"""What phones may send about a walkthrough and its answers, each with its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .. import checks
from ..checks import Check, Known, Wrong, a_code, an_id, matches, moment, number, one_of, text
from ..places import documents
from ..problems import Invalid
from . import rules

_MOST_INSPECTORS = 10


def _inspectors(value: Any) -> list[dict[str, str]]:
    """People, as `{"id", "name"}`; one without an account has only a name."""
    if not isinstance(value, list) or len(value) > _MOST_INSPECTORS:
        raise Wrong("wrong_type")
    return [_person(each) for each in value]


def _person(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        value = {"id": value}
    if not isinstance(value, dict):
        raise Wrong("wrong_type")
    told = {"id": an_id(value["id"])} if value.get("id") is not None else {}
    if value.get("name") is not None:
        told["name"] = text(80)(value["name"])
    if not told:
        raise Wrong("required")
    return told


def _measured(value: Any) -> float:
    """Up to six places after the point, so that every language writes it alike."""
    told = round(number(-1e12, 1e12)(value), 6)
    return 0.0 if told == 0 else told


_WALKTHROUGH: Known = {
    "enterprise_id": an_id, "checklist_id": an_id, "plan_id": an_id, "visit_id": an_id, "inspectors": _inspectors,
    "started_at": moment, "finished_at": moment, **checks.PLACE,
}  # fmt: skip
_ANSWER: Known = {
    "walkthrough_id": an_id, "item": a_code, "result": one_of(rules.RESULTS), "number": _measured, "choice": text(80),
    "text": text(4000), "note": text(4000),
}  # fmt: skip
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")

#: The arguments of each act, and those without which it is not understood.
ARGUMENTS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...]]] = {
    "finish": ({"finished_at": moment, **checks.PLACE}, ()),
    "sign": (
        {"role": text(40), "name": text(80), "photo": an_id, "digest": matches(_SHA256, "not_a_digest")},
        ("role", "name", "photo", "digest"),
    ),
    "refuse_signature": ({"reason": text(4000), "witness": text(80)}, ("reason", "witness")),
    "withdraw": ({"reason": text(4000)}, ("reason",)),
    **documents.ARGUMENTS,
}


def walkthrough(data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What a phone said of a walkthrough. Raises Invalid."""
    return _form(data, _WALKTHROUGH, ("enterprise_id", "checklist_id"), partial=partial)


def answer(data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What a phone said of one item. Raises Invalid."""
    return _form(data, _ANSWER, ("walkthrough_id", "item"), partial=partial)


def arguments(act: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an act, checked. Raises Invalid."""
    return checks.arguments(args, *ARGUMENTS[act])


def _form(data: Mapping[str, Any], known: Known, required: tuple[str, ...], *, partial: bool) -> dict[str, Any]:
    told, troubles = checks.checked(data, known)
    for name in required:
        if name not in troubles and told.get(name) is None and (not partial or name in told):
            troubles[name] = ["required"]
    for name, wrong in checks.position(data, told, partial=partial).items():
        troubles.setdefault(name, wrong)
    if troubles:
        raise Invalid(errors=troubles)
    return told
