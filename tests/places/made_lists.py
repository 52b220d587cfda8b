"""Checklists of every shape the contract knows, without a fault."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from server.places import taxonomy
from server.places.checklist_forms import ChecklistFields

#: A machine that does other things too draws slowly; that is no fault of a law.
LAWS = settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)

#: What offices write, and what a sheet or a small language trips over.
_PIECES = ["配电箱", "A", "=1+1", "；", ";", "/", "=", '"', "“好”", "_x0041_", "007", " ", "\u3000", "合格", "任何",
           "é", "1e5", "+", "@"]  # fmt: skip
WORDS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
CHOICES = WORDS.filter(lambda word: word not in ("pass", "fail", "na"))
MEASURE = st.integers(-1000, 1000) | st.floats(-1e6, 1e6).map(lambda n: round(n, 6))
SECTORS = st.lists(st.sampled_from([term.code for term in taxonomy.SECTORS]), unique=True, max_size=3)
TRAITS = st.fixed_dictionaries({}, optional={
    "dust_explosion": st.booleans(), "dust_headcount": st.integers(0, 50),
    "premises_type": st.lists(st.sampled_from(["catering", "street_shop", "self_built"]), unique=True, min_size=1),
})  # fmt: skip
HASH = st.text("0123456789abcdef", min_size=64, max_size=64)


def _item(draw: st.DrawFn, code: str, before: list[dict[str, Any]]) -> dict[str, Any]:
    kind = draw(st.sampled_from(["yes_no", "number", "choice", "text", "photo"]))
    item: dict[str, Any] = {"code": code, "question": draw(WORDS), "kind": kind, "severity": "general"}
    item |= draw(st.fixed_dictionaries({}, optional={
        "question_en": WORDS, "help": LINES, "help_en": LINES, "basis": WORDS, "criterion": WORDS, "plan": LINES,
        "category": st.sampled_from([term.code for term in taxonomy.CATEGORIES]),
        "verified": st.sampled_from(list(taxonomy.CERTAINTY)), "article": st.integers(0, 99),
        "weight": st.integers(0, 100), "certificates": st.lists(WORDS, max_size=2),
        "evidence": st.lists(st.fixed_dictionaries({
            "kind": st.sampled_from(["photo", "note"]), "when": st.sampled_from(["always", "fail"])}), max_size=2),
        "source": st.fixed_dictionaries({}, optional={"document": WORDS, "article": WORDS, "item": WORDS}),
        "pictures": st.lists(st.fixed_dictionaries(
            {"sha256": HASH}, optional={"caption": WORDS, "caption_en": WORDS}), max_size=2),
    }))  # fmt: skip
    if kind == "number":
        low, high = sorted([draw(MEASURE), draw(MEASURE)])
        item["limits"] = draw(st.sampled_from([{"min": low, "max": high}, {"min": low}, {"max": high, "unit": "MPa"}]))
    if kind == "choice":
        item["choices"] = draw(st.lists(CHOICES, min_size=1, max_size=4, unique=True))
        item["failing"] = draw(st.lists(st.sampled_from(item["choices"]), unique=True))
    item["shown_if"] = _rule(draw, before)
    return item


def _rule(draw: st.DrawFn, before: list[dict[str, Any]]) -> dict[str, Any]:
    rule: dict[str, Any] = {"sectors": draw(SECTORS), "traits": draw(TRAITS)}
    if before:
        named = draw(st.lists(st.sampled_from(before), max_size=2))
        rule["answers"] = [
            {"item": item["code"],
             "is": draw(st.lists(st.sampled_from(["pass", "fail", "na", *item.get("choices", [])]), min_size=1))[:20]}
            for item in named
        ]  # fmt: skip
    return rule


@st.composite
def checklists(draw: st.DrawFn) -> dict[str, Any]:
    """As they are kept once they were read at the door."""
    before: list[dict[str, Any]] = []
    sections = []
    for n in range(draw(st.integers(1, 3))):
        rule = _rule(draw, before)
        items = []
        for at in range(draw(st.integers(1, 3))):
            # only on items of the sections before, and on those above: no circle
            items.append(_item(draw, f"S{n}.{at}", [*before, *items]))
        before = [*before, *items]
        sections.append({"title": draw(WORDS), "title_en": draw(WORDS), "items": items, "shown_if": rule})
    return ChecklistFields().load({
        "title": draw(WORDS), "title_en": draw(WORDS), "sections": sections, "sectors": draw(SECTORS),
        "traits": draw(TRAITS),
    })  # fmt: skip
