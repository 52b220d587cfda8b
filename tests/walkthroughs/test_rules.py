"""Laws of what a walkthrough asks, comes to, and binds."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.walkthroughs import rules

CODES = [f"I{n}" for n in range(8)]
TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))
#: A machine that does other things too draws slowly; that is no fault of a rule.
LAWS = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
TRAIT = st.sampled_from(["dust_explosion", "ammonia_refrigeration"])
TRAITS = st.dictionaries(TRAIT, st.booleans())
#: Rules on answers name each other as they like, in circles too.
ON_ANSWERS = st.lists(
    st.fixed_dictionaries({
        "item": st.sampled_from(CODES), "is": st.lists(st.sampled_from([*rules.RESULTS, "x"]), min_size=1, max_size=3),
    }),
    max_size=2,
)  # fmt: skip
CONDITIONS = st.none() | st.fixed_dictionaries({
    "traits": st.dictionaries(TRAIT, st.just(True), max_size=1), "answers": ON_ANSWERS,
})  # fmt: skip
RULED = st.dictionaries(st.sampled_from(CODES), CONDITIONS, min_size=1)
SECTIONS = st.tuples(RULED, CONDITIONS, st.integers(0, 8)).map(
    lambda found: [
        {"items": [{"code": code, "shown_if": one, "weight": n} for n, (code, one) in part], "shown_if": condition}
        for part, condition in (
            (list(enumerate(found[0].items(), 1))[: found[2]], None),
            (list(enumerate(found[0].items(), 1))[found[2] :], found[1]),
        )
    ]
)
WORDS = st.none() | st.sampled_from("xyé中\n")
ANSWERS = st.dictionaries(
    st.sampled_from(CODES),
    st.fixed_dictionaries({
        "result": st.sampled_from([None, *rules.RESULTS]), "choice": WORDS, "text": WORDS, "note": WORDS,
        "number": st.none() | st.floats(-1e6, 1e6).map(lambda n: round(n, 6)),
    }),
).map(lambda found: [{"item": item, **each} for item, each in found.items()])  # fmt: skip
ENTERPRISE = TRAITS.map(lambda traits: {"sector": "light_industry", "traits": traits})


def codes(found: list[Any]) -> list[str]:
    return [item["code"] for item in found]


@LAWS
@given(SECTIONS, ANSWERS, ENTERPRISE, st.randoms())
def test_the_order_of_answering_changes_nothing(
    sections: list[Any], answers: list[Any], enterprise: dict[str, Any], chance: random.Random
) -> None:
    other = list(answers)
    chance.shuffle(other)
    wanted = rules.shown(sections, enterprise, answers)

    assert rules.shown(sections, enterprise, other) == wanted
    assert rules.unanswered(wanted, answers) == rules.unanswered(wanted, other)
    assert rules.score(wanted, answers) == rules.score(wanted, other)
    assert rules.digest("w", "c", answers, ["b", "a"]) == rules.digest("w", "c", other, ["a", "b"])


@LAWS
@given(SECTIONS, ANSWERS, ENTERPRISE)
def test_no_rule_hides_a_failed_answer(sections: list[Any], answers: list[Any], enterprise: dict[str, Any]) -> None:
    """It is shown, counts, and is bound by the signature, whatever the rules and the enterprise say."""
    wanted = rules.shown(sections, enterprise, answers)
    known = {item["code"] for item in rules.items(sections)}
    failed = [each for each in answers if each["result"] == "fail" and each["item"] in known]

    assert {each["item"] for each in failed} <= set(codes(wanted))
    if failed:
        score = rules.score(wanted, answers)
        assert score is not None and score < 100
        without = [each for each in answers if each not in failed[:1]]
        assert rules.digest("w", "c", answers, []) != rules.digest("w", "c", without, [])


@LAWS
@given(SECTIONS, ANSWERS, ENTERPRISE)
def test_an_answer_taken_away_never_opens_an_item(
    sections: list[Any], answers: list[Any], enterprise: dict[str, Any]
) -> None:
    """Rules only open: with fewer answers no more is asked, and what nobody sees does not decide."""
    wanted = codes(rules.shown(sections, enterprise, answers))
    for at in range(len(answers)):
        fewer = codes(rules.shown(sections, enterprise, answers[:at] + answers[at + 1 :]))
        assert set(fewer) <= set(wanted)
    seen = [each for each in answers if each["item"] in wanted]
    assert codes(rules.shown(sections, enterprise, seen)) == wanted


FILLED = {"result": None, "number": None, "choice": None, "text": None, "note": None}
ITEMS = {item["code"]: item for item in rules.items(TABLE["sections"])}


def filled(answers: dict[str, Any]) -> list[Any]:
    return [{**FILLED, **said, "item": code} for code, said in answers.items()]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["says"])
def test_what_is_shown(case: dict[str, Any]) -> None:
    """The phone's tests read the same table: pwa/src/walkthroughs/rules.test.ts."""
    assert codes(rules.shown(TABLE["sections"], case["enterprise"], filled(case["answers"]))) == case["shown"]


def test_what_fails_by_itself() -> None:
    for case in TABLE["results"]:
        answer = {**FILLED, **case["answer"]}
        assert rules.settled(ITEMS[case["item"]], answer) == case["stands"], case
        alone = rules.failed_by_itself(ITEMS[case["item"]], {**answer, "result": None})
        assert alone == (case["stands"] == "fail" and answer["result"] != "fail"), case


def test_what_lacks_its_proof() -> None:
    for case in TABLE["proof"]:
        lacks = rules.unproven(ITEMS.values(), filled(case["answers"]), case["photographed"])
        assert lacks == case["lacks"], case


@LAWS
@given(ANSWERS, ANSWERS)
def test_other_answers_are_bound_by_another_digest(one: list[Any], other: list[Any]) -> None:
    def told(answers: list[Any]) -> list[Any]:
        return sorted(str(sorted((name, str(value)) for name, value in each.items())) for each in answers)

    same = rules.digest("w", "c", one, []) == rules.digest("w", "c", other, [])
    assert same == (told(one) == told(other))


@LAWS
@given(st.floats(-1e12, 1e12).map(lambda n: round(n, 6) + 0.0))
def test_a_number_is_written_as_every_language_would(value: float) -> None:
    told = rules.decimal(value)
    assert told is not None and "e" not in told.lower()
    assert float(told) == value
    assert told == told.lstrip("+") and not told.endswith(".") and ("." not in told or not told.endswith("0"))


def test_what_is_bound_is_written_as_the_protocol_says() -> None:
    """Worked out by hand from the page of the protocol."""
    answers = [
        {"item": "B", "result": "pass", "number": 12.50, "choice": None, "text": None, "note": '压力"正常"\n'},
        {"item": "A", "result": "fail", "number": None, "choice": None, "text": None, "note": None},
    ]
    words = (
        '{"answers":[{"choice":null,"item":"A","note":null,"number":null,"result":"fail","text":null},'
        '{"choice":null,"item":"B","note":"压力\\"正常\\"\\n","number":"12.5","result":"pass","text":null}],'
        '"checklist_id":"c","hazards":["h1","h2"],"walkthrough":"w"}'
    )
    assert rules.digest("w", "c", answers, ["h2", "h1"]) == hashlib.sha256(words.encode()).hexdigest()
