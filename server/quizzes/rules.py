"""Whether a choice was the right one, and what a new question is called. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Any


def results(questions: Iterable[Mapping[str, Any]], bank: Mapping[str, Mapping[str, Any]]) -> list[bool | None]:
    """Right or wrong for each; None where the bank has no such question, or not this choice."""
    return [_result(each.get("chosen"), bank.get(each["code"])) for each in questions]


def _result(chosen: str | None, known: Mapping[str, Any] | None) -> bool | None:
    if known is None:
        return None
    if chosen is None:
        return False
    places = [place for place, words in enumerate(known["choices"]) if chosen in words.values()]
    return known["right"] in places if places else None


def free_codes(taken: Collection[str]) -> Iterator[str]:
    """Codes for an installation's own questions that no question has."""
    return (code for code in (f"OWN-{number:03d}" for number in count(1)) if code not in taken)
