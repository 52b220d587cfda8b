"""Laws of what a walkthrough asks, comes to, and binds."""

from __future__ import annotations

import hashlib
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.walkthroughs import rules

CODES = [f"I{n}" for n in range(8)]
TRAIT = st.sampled_from(["dust_explosion", "ammonia_refrigeration"])
TRAITS = st.dictionaries(TRAIT, st.booleans())
CONDITIONS = st.none() | st.builds(lambda wanted: {"traits": wanted}, st.dictionaries(TRAIT, st.just(True), min_size=1))
SECTIONS = st.dictionaries(st.sampled_from(CODES), CONDITIONS, min_size=1).map(
    lambda found: [
        {"items": [{"code": code, "shown_if": one, "weight": n} for n, (code, one) in enumerate(found.items(), 1)]}
    ]
)
WORDS = st.none() | st.text(max_size=5)
ANSWERS = st.dictionaries(
    st.sampled_from(CODES),
    st.fixed_dictionaries({
        "result": st.sampled_from([None, *rules.RESULTS]), "choice": WORDS, "text": WORDS, "note": WORDS,
        "number": st.none() | st.floats(-1e6, 1e6).map(lambda n: round(n, 6)),
    }),
).map(lambda found: [{"item": item, **each} for item, each in found.items()])  # fmt: skip
ENTERPRISE = TRAITS.map(lambda traits: {"sector": "light_industry", "traits": traits})


@given(SECTIONS, ANSWERS, ENTERPRISE, st.randoms())
def test_the_order_of_answering_changes_nothing(
    sections: list[Any], answers: list[Any], enterprise: dict[str, Any], chance: random.Random
) -> None:
    other = list(answers)
    chance.shuffle(other)
    wanted = rules.shown(sections, enterprise)

    assert rules.unanswered(wanted, answers) == rules.unanswered(wanted, other)
    assert rules.score(sections, answers) == rules.score(sections, other)
    assert rules.digest("w", "c", answers, ["b", "a"]) == rules.digest("w", "c", other, ["a", "b"])


@given(SECTIONS, ANSWERS)
def test_no_rule_hides_a_failed_answer_from_the_score_or_the_signature(sections: list[Any], answers: list[Any]) -> None:
    """An item that is not asked there, and failed all the same, counts."""
    known = {item["code"] for item in rules.items(sections)}
    failed = [each for each in answers if each["result"] == "fail" and each["item"] in known]
    if failed:
        score = rules.score(sections, answers)
        assert score is not None and score < 100
        without = [each for each in answers if each not in failed[:1]]
        assert rules.digest("w", "c", answers, []) != rules.digest("w", "c", without, [])


@given(ANSWERS, ANSWERS)
def test_other_answers_are_bound_by_another_digest(one: list[Any], other: list[Any]) -> None:
    def told(answers: list[Any]) -> list[Any]:
        return sorted(str(sorted((name, str(value)) for name, value in each.items())) for each in answers)

    same = rules.digest("w", "c", one, []) == rules.digest("w", "c", other, [])
    assert same == (told(one) == told(other))


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
