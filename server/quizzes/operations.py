"""What may be done with quizzes: somebody is asked, and the bank is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..db import new_id
from ..permissions import Caller, machine
from ..places import rules as places
from ..problems import Invalid, NotFound
from ..sync.collections import Row
from ..sync.work import Work
from ..walkthroughs import operations as walkthroughs
from . import rules

_SHIPPED = Path(__file__).parent / "data" / "questions.json"
#: What a question says; whether it is in use and whose it is stand beside it.
SAID = (
    "code", "question", "question_en", "choices", "right", "explanation", "explanation_en", "sectors", "traits",
    "source", "verified",
)  # fmt: skip


def keep(work: Work, quiz_id: str, data: Mapping[str, Any], by: Caller) -> Row:
    """Somebody was asked on a walkthrough. By whoever may answer its items; what is signed does not change.

    Raises NotFound, MayNoLonger, Withdrawn.
    """
    walkthrough = walkthroughs.seen(work, data["walkthrough_id"], by)
    walkthroughs.may_answer(work, walkthrough, by)
    found = [work.find("quiz_question", code=each["code"]) for each in data["questions"]]
    bank = {row["code"]: row for rows in found for row in rows}
    results = rules.results(data["questions"], bank)
    asked_at = data.get("asked_at") or work.context.claimed_at or work.context.at
    values = {**data, "id": quiz_id, "asked_at": asked_at, "results": results, "score": results.count(True)}
    row = work.add("quiz", values, by)
    said = {name: {"was": None, "now": value} for name, value in data.items() if value is not None}
    work.note("quiz", row, by, "create", changes=said)
    walkthroughs.join(work, walkthrough, by)
    return row


def take_questions(work: Work, questions: Iterable[Mapping[str, Any]], *, by: Caller) -> tuple[int, int]:
    """Put questions into the bank, or others in place of those with the same code: how many came anew, and changed.

    Raises NotPermitted.
    """
    places.require_whole_site(work, by)
    told = [_put(work, {"state": "in_use", **each}, by, own=True) for each in questions]
    return told.count("create"), told.count("set")


def add_question(work: Work, said: Mapping[str, Any], *, by: Caller) -> Row:
    """Put one question into the bank; without a code it is given one. Raises NotPermitted, Invalid."""
    places.require_whole_site(work, by)
    code = said.get("code") or next(rules.free_codes({row["code"] for row in work.find("quiz_question")}))
    if work.find("quiz_question", code=code):
        raise Invalid(errors={"code": ["question_code_taken"]})
    _put(work, {**said, "code": code}, by, own=True)
    return _known(work, code)


def change_question(work: Work, code: str, said: Mapping[str, Any], *, seen: int | None, by: Caller) -> Row:
    """Make a question another, retire it, or bring it back; what was asked before stays as it was asked.

    Raises NotPermitted, NotFound, ChangedMeanwhile.
    """
    places.require_whole_site(work, by)
    places.require_seen(_known(work, code)["version"], seen)
    _put(work, {**said, "code": code}, by, own=True)
    return _known(work, code)


def load_shipped_questions(work: Work) -> None:
    """Bring the shipped questions to what this version of the program knows; what was changed here stays."""
    for each in shipped():
        _put(work, each, machine(), own=False)


def shipped() -> list[dict[str, Any]]:
    """The bank that comes with the program: our own words, each with how far what it rests on was checked."""
    return json.loads(_SHIPPED.read_text(encoding="utf-8"))


def _put(work: Work, said: Mapping[str, Any], by: Caller, *, own: bool) -> str | None:
    known = next(iter(work.find("quiz_question", code=said["code"])), None)
    if known is None:
        values = {"question_en": None, "explanation_en": None, "source": None, "state": "in_use", **said, "own": own}
        row = work.add("quiz_question", {"id": new_id(), **values}, by)
        work.note("quiz_question", row, by, "create")
        return "create"
    changes = {name: value for name, value in said.items() if known[name] != value}
    if not changes or (known["own"] and not own):
        return None
    work.change("quiz_question", known, {**changes, "own": own})
    work.note("quiz_question", known, by, "set", changed=sorted(changes))
    return "set"


def _known(work: Work, code: str) -> Row:
    """Raises NotFound."""
    for row in work.find("quiz_question", code=code):
        return row
    raise NotFound
