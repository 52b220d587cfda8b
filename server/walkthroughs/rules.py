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


def shown(sections: Iterable[Mapping[str, Any]], enterprise: Row) -> list[Mapping[str, Any]]:
    """The items that are asked at this enterprise, in order. O(items)."""
    return [
        item
        for section in sections
        if asked(section.get("shown_if"), enterprise)
        for item in section["items"]
        if asked(item.get("shown_if"), enterprise)
    ]


def unanswered(wanted: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> list[str]:
    """Codes of the items that still wait for an answer, in order."""
    done = {answer["item"] for answer in answers if answer["result"] is not None}
    return [item["code"] for item in wanted if item["code"] not in done]


def score(sections: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> int | None:
    """Weighted share of what passed among what passed or failed, 0 to 100; None where nothing was either."""
    weights = {item["code"]: item.get("weight", 1) for item in items(sections)}
    counted = [(weights.get(each["item"], 1), each["result"]) for each in answers if each["result"] in ("pass", "fail")]
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
