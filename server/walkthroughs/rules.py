"""What a walkthrough asks, when it is complete, what it comes to, and what a signature binds. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

Row = Mapping[str, Any]

RESULTS = ("fail", "pass", "na")
STATES = ("walking", "finished", "signed", "withdrawn")
#: The role of who checks; whoever signs in another one signs for the enterprise.
INSPECTOR = "inspector"
KINDS = ("inspection", "self_check")


def answer_id(walkthrough: str, item: str) -> str:
    """Two who answer the same item far from each other meet at this id."""
    return str(uuid5(UUID(walkthrough), item))


def asked(condition: Mapping[str, Any] | None, enterprise: Row) -> bool:
    """Does a section or an item concern an enterprise of this sector, with these traits?

    `{"sectors": […], "traits": {code: value}}`: one of the sectors, and one of the traits; an attribute of several
    wanted values has one of them.
    """
    if not condition:
        return True
    sectors, traits = condition.get("sectors"), condition.get("traits")
    if sectors and enterprise["sector"] not in sectors:
        return False
    has = enterprise["traits"] or {}
    return not traits or any(_has(has.get(code), wanted) for code, wanted in traits.items())


def _has(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted


def items(sections: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every item, asked here or not."""
    for section in sections:
        yield from section["items"]


def shown(sections: Iterable[Mapping[str, Any]], enterprise: Row, answers: Iterable[Row]) -> list[Mapping[str, Any]]:
    """The items that are asked at this enterprise after these answers, in order; whatever failed is among them.

    A rule on answers looks at items that are shown, so that what hides an item hides what hangs on it. It is the least
    set in which every rule holds: neither the order of answering matters, nor can a circle of rules show itself.
    O(items), times the longest chain of rules.
    """
    sections = list(sections)
    said = {each["item"]: {each["result"], each["choice"]} - {None} for each in answers}
    there: set[str] = set()
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    for section in sections:
        here = asked(section.get("shown_if"), enterprise)
        for item in section["items"]:
            on_answers = _on_answers(section) + _on_answers(item)
            if "fail" in said.get(item["code"], ()):
                there.add(item["code"])
            elif here and asked(item.get("shown_if"), enterprise):
                waiting[item["code"]] = on_answers
    while opened := {code for code, wanted in waiting.items() if code not in there and _met(wanted, said, there)}:
        there |= opened
    return [item for item in items(sections) if item["code"] in there]


def _on_answers(thing: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return (thing.get("shown_if") or {}).get("answers") or []


def _met(wanted: Iterable[Mapping[str, Any]], said: Mapping[str, set[str]], there: set[str]) -> bool:
    return all(each["item"] in there and not said.get(each["item"], set()).isdisjoint(each["is"]) for each in wanted)


def failed_by_itself(item: Mapping[str, Any], answer: Row) -> bool:
    """A number out of its limits, or a choice that always fails."""
    return _by_itself(item, answer) == "fail"


def settled(item: Mapping[str, Any], answer: Row) -> str | None:
    """The result that stands: what fails by itself fails whatever was said, and what lies within its limits passes
    where nobody said anything. A fail never becomes a pass.
    """
    by_itself = _by_itself(item, answer)
    return "fail" if by_itself == "fail" else answer["result"] or by_itself


def _by_itself(item: Mapping[str, Any], answer: Row) -> str | None:
    kind = item.get("kind")
    limits = item.get("limits") or {}
    least, most, number = limits.get("min"), limits.get("max"), answer["number"]
    if kind == "number" and number is not None and (least is not None or most is not None):
        return "fail" if (least is not None and number < least) or (most is not None and number > most) else "pass"
    failing = item.get("failing")
    if kind == "choice" and answer["choice"] is not None and failing:
        return "fail" if answer["choice"] in failing else "pass"
    return None


def unanswered(wanted: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> list[str]:
    """Codes of the items that still wait for an answer, in order."""
    done = {answer["item"] for answer in answers if answer["result"] is not None}
    return [item["code"] for item in wanted if item["code"] not in done]


def proof_wanted(item: Mapping[str, Any], answer: Row) -> set[str]:
    """What must be there beside this answer: `photo`, `note`. What does not apply needs no proof."""
    if answer["result"] not in ("pass", "fail"):
        return set()
    wanted = {each["kind"] for each in item.get("evidence") or [] if each["when"] in ("always", answer["result"])}
    return wanted | ({"photo"} if item.get("kind") == "photo" else set())


def unproven(wanted: Iterable[Mapping[str, Any]], answers: Iterable[Row], photographed: Iterable[str]) -> list[str]:
    """Codes of the items whose answer lacks its proof, in order; `photographed` are those that have a photo."""
    known = {each["item"]: each for each in answers}
    have = set(photographed)
    return [item["code"] for item in wanted if (answer := known.get(item["code"])) and _lacks(item, answer, have)]


def _lacks(item: Mapping[str, Any], answer: Row, photographed: set[str]) -> bool:
    proof = proof_wanted(item, answer)
    return ("photo" in proof and item["code"] not in photographed) or ("note" in proof and not answer["note"])


def score(wanted: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> int | None:
    """Weighted share of what passed among what passed or failed of the items that are asked, 0 to 100; None where
    nothing was either.
    """
    weights = {item["code"]: item.get("weight", 1) for item in wanted}
    counted = [
        (weights[each["item"]], each["result"])
        for each in answers
        if each["result"] in ("pass", "fail") and each["item"] in weights
    ]
    whole = sum(weight for weight, _ in counted)
    return round(100 * sum(weight for weight, result in counted if result == "pass") / whole) if whole else None


def digest(walkthrough: str, checklist: str, answers: Iterable[Row], hazards: Iterable[str]) -> str:
    """SHA-256 of the RFC 8785 JSON of what was found: what a signature binds.

    Every member of an answer is there, null where it has none; a number is a decimal string, so that no two languages
    can write it differently.
    """
    told = {
        "walkthrough": walkthrough,
        "checklist_id": checklist,
        "answers": [
            {**{name: each[name] for name in _BOUND}, "number": decimal(each["number"])}
            for each in sorted(answers, key=lambda each: each["item"])
        ],
        "hazards": sorted(hazards),
    }
    # Strings and nulls only, and names without a letter beyond ASCII: so sorted and so tight it is RFC 8785.
    words = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


_BOUND = ("item", "result", "number", "choice", "text", "note")


def decimal(value: float | None) -> str | None:
    """12.50 → "12.5", 3.0 → "3": as few digits as say it, without an exponent."""
    if value is None:
        return None
    told = format(Decimal(repr(float(value))), "f")
    told = told.rstrip("0").rstrip(".") if "." in told else told
    return "0" if told == "-0" else told


def is_signed(walkthrough: Row) -> bool:
    """Has everybody signed who must: each inspector, and the enterprise, unless it would not and that was recorded.

    A self-check is signed by one of the enterprise's own: whoever led it.
    """
    signed = walkthrough["signatures"]
    if walkthrough["kind"] == "self_check":
        return bool(signed)
    names = {each["by"]["id"] for each in signed if each["role"] == INSPECTOR}
    by_hand = {each["name"] for each in signed if each["role"] == INSPECTOR}
    inspectors = all(one.get("id") in names or one["name"] in by_hand for one in walkthrough["inspectors"])
    enterprise = walkthrough["refusal"] is not None or any(each["role"] != INSPECTOR for each in signed)
    return bool(names) and inspectors and enterprise
