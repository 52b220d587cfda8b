"""What phones may send about a quiz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import checks
from ..checks import Known, Wrong, a_code, an_id, moment, text
from ..problems import Invalid

_MOST = 20


def _questions(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not 0 < len(value) <= _MOST:
        raise Wrong("wrong_type")
    return [_question(each) for each in value]


def _question(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong("wrong_type")
    chosen = value.get("chosen")
    return {
        "code": a_code(value.get("code")), "question": text(400)(value.get("question")),
        "chosen": None if chosen is None else text(200)(chosen),
    }  # fmt: skip


_QUIZ: Known = {
    "walkthrough_id": an_id, "person": text(80), "role": text(80), "asked_at": moment, "questions": _questions,
}  # fmt: skip


def quiz(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a phone said of a quiz. Raises Invalid."""
    told, troubles = checks.checked(data, _QUIZ)
    for name in ("walkthrough_id", "person", "questions"):
        if name not in troubles and not told.get(name):
            troubles[name] = ["required"]
    if troubles:
        raise Invalid(errors=troubles)
    return told
