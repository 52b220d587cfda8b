"""A checklist without a fault is taken, and each planted fault is found at its place, and nothing besides."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.places.checklist_faults import MOST_PICTURES, WORDS, faults, pictures_of
from tests.places.made_lists import LAWS, checklists

Planting = Callable[[dict[str, Any]], str]


@LAWS
@given(checklists())
def test_what_is_whole_has_no_faults(made: dict[str, Any]) -> None:
    assert faults(made) == []


def _plain(code: str) -> dict[str, Any]:
    return {"code": code, "question": "？", "kind": "yes_no", "severity": "general"}


def _on(code: str, *words: str) -> dict[str, Any]:
    return {"answers": [{"item": code, "is": list(words) or ["pass"]}]}


#: Kind → members of an item that is put at the end, and where in it the fault is.
ONE: dict[str, tuple[dict[str, Any], str]] = {
    "code_missing": ({"code": None}, "code"),
    "code_form": ({"code": "中文"}, "code"),
    "code_twice": ({"code": "S0.0"}, "code"),
    "question_missing": ({"question": None}, "question"),
    "limits_upside_down": ({"kind": "number", "limits": {"min": 2, "max": 1}}, "limits"),
    "choices_missing": ({"kind": "choice"}, "choices"),
    "choice_twice": ({"kind": "choice", "choices": ["a", "b", "a"]}, "choices[2]"),
    "choice_reserved": ({"kind": "choice", "choices": ["a", "fail"]}, "choices[1]"),
    "failing_names_no_choice": ({"kind": "choice", "choices": ["a"], "failing": ["a", "b"]}, "failing[1]"),
    "names_no_item": ({"shown_if": _on("nowhere")}, "shown_if.answers[0]"),
    "is_nothing": ({"shown_if": {"answers": [{"item": "S0.0", "is": []}]}}, "shown_if.answers[0].is"),
    "is_names_no_answer": ({"shown_if": _on("S0.0", "fail", "nothing of the kind")}, "shown_if.answers[0].is[1]"),
    "circle": ({"shown_if": _on("Z")}, "shown_if.answers[0]"),
    "picture_missing": ({"pictures": [{"sha256": "that is not here"}]}, "pictures[0]"),
}


@pytest.mark.parametrize("kind", ONE)
@LAWS
@given(made=checklists(), data=st.data())
def test_a_planted_fault_is_found_at_its_place(kind: str, made: dict[str, Any], data: st.DataObject) -> None:
    members, place = ONE[kind]
    faulty = copy.deepcopy(made)
    # a second S0.0 in a section that waits for S0.0 would be a circle besides
    section = 0 if kind == "code_twice" else data.draw(st.sampled_from(range(len(faulty["sections"]))))
    items = faulty["sections"][section]["items"]
    items.append(_plain("Z") | members)
    (found,) = faults(faulty, {sha256 for _, _, _, sha256 in pictures_of(made["sections"])})
    assert (found.where, found.kind) == (f"sections[{section}].items[{len(items) - 1}].{place}", kind)
    assert (found.section, found.item) == (section, items[-1]["code"])
    assert found.told()["words"]["zh"] and found.told()["words"]["en"]


@LAWS
@given(made=checklists(), length=st.integers(2, 5))
def test_a_circle_is_named_at_every_rule_on_it_and_at_no_other(made: dict[str, Any], length: int) -> None:
    faulty = copy.deepcopy(made)
    ring = [_plain(f"R{n}") | {"shown_if": _on(f"R{(n + 1) % length}")} for n in range(length)]
    hanging = _plain("H") | {"shown_if": _on("R0")}
    faulty["sections"].append({"title": "圈", "items": [hanging, *ring]})
    at = len(faulty["sections"]) - 1
    assert [(found.where, found.kind) for found in faults(faulty)] == [
        (f"sections[{at}].items[{n + 1}].shown_if.answers[0]", "circle") for n in range(length)
    ]


def test_a_section_that_waits_for_its_own_item_is_a_circle() -> None:
    made = {"title": "表", "sections": [{"title": "节", "items": [_plain("A"), _plain("B")], "shown_if": _on("B")}]}
    (found,) = faults(made)
    assert (found.where, found.kind, found.item) == ("sections[0].shown_if.answers[0]", "circle", None)


def test_what_is_not_there_yet_is_named() -> None:
    assert [(each.where, each.kind) for each in faults({})] == [("title", "title_missing"), ("sections", "no_sections")]
    empty = {"title": "表", "sections": [{"items": []}]}
    assert {(each.where, each.kind) for each in faults(empty)} == {
        ("sections[0].title", "title_missing"), ("sections[0].items", "no_items"),
    }  # fmt: skip
    elsewhere = {"title_missing", "no_sections", "no_items", "too_many_pictures", "picture_damaged"}
    assert {*elsewhere, *ONE} == WORDS.keys(), "each kind is planted once"


def test_a_list_has_so_many_pictures_and_no_more() -> None:
    shots = [{"sha256": f"{n:064x}"} for n in range(MOST_PICTURES)]
    items = [_plain("A") | {"pictures": shots[:50]}, _plain("B") | {"pictures": [*shots[40:], {"sha256": "f" * 64}]}]
    (found,) = faults({"title": "表", "sections": [{"title": "节", "items": items}]})
    assert (found.where, found.kind) == ("sections[0].items[1].pictures[20]", "too_many_pictures")
