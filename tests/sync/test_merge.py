"""The three-way merge, as a table and as laws."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sync.collections import Field
from server.sync.merge import FIRST, STRICTER, merge, merge_unit, same, stricter

PLAIN = Field()
SEVERITY = Field(order=("major", "major_suspected", "general"))
DUE = Field(order="earlier")
NOTE = Field(joined=True)


def yes() -> bool:
    return True


def no() -> bool:
    return False


@pytest.mark.parametrize(
    ("rule", "was", "now", "cur", "own", "value", "taken", "named"),
    [
        # nobody else spoke
        (PLAIN, "a", "b", "a", no, "b", True, None),
        # both say the same
        (PLAIN, "a", "b", "b", no, "b", False, None),
        # both spoke and differ: what came first stands
        (PLAIN, "a", "b", "c", no, "c", False, FIRST),
        (PLAIN, None, "b", "c", no, "c", False, FIRST),
        (PLAIN, "a", None, "a", no, None, True, None),
        # stricter is taken, and the other is told if he had changed it
        (SEVERITY, "general", "major", "general", no, "major", True, None),
        (SEVERITY, "general", "major", "major_suspected", no, "major", True, STRICTER),
        # less strict: only over one's own changes
        (SEVERITY, "major", "general", "major", yes, "general", True, None),
        (SEVERITY, "major", "general", "major", no, "major", False, STRICTER),
        (SEVERITY, "general", "major_suspected", "major", no, "major", False, STRICTER),
        # dates: earlier is stricter, no date is the least strict
        (DUE, "2026-12-10", "2026-12-01", "2026-12-05", no, "2026-12-01", True, STRICTER),
        (DUE, "2026-12-10", "2026-12-20", "2026-12-05", no, "2026-12-05", False, STRICTER),
        (DUE, None, "2026-12-20", None, no, "2026-12-20", True, None),
        (DUE, "2026-12-20", None, "2026-12-20", no, "2026-12-20", False, STRICTER),
        # notes are both kept
        (NOTE, None, "漏油", "缺护栏", no, "缺护栏\n漏油", True, None),
        (NOTE, None, "护栏", "缺护栏", no, "缺护栏", False, None),
    ],
)
def test_one_field(
    rule: Field, was: Any, now: Any, cur: Any, own: Any, value: Any, taken: bool, named: str | None
) -> None:
    merged = merge(rule, was, now, cur, own)

    assert (merged.value, merged.taken, merged.rule) == (value, taken, named)


def test_a_position_merges_as_one() -> None:
    rules = {"lat": Field(unit="lat"), "lon": Field(unit="lat")}
    was, mine, theirs = {"lat": 1.0, "lon": 1.0}, {"lat": 1.0, "lon": 2.0}, {"lat": 3.0, "lon": 1.0}

    merged = merge_unit(rules, was, mine, theirs, no)

    assert merged.value == theirs
    assert merged.rule == FIRST


def test_the_result_of_an_answer_decides_over_its_number() -> None:
    rules = {"result": Field(order=("fail", "pass", "na"), unit="result"), "number": Field(unit="result")}
    was, mine, theirs = (
        {"result": None, "number": None}, {"result": "fail", "number": 3}, {"result": "pass", "number": 9},
    )  # fmt: skip

    merged = merge_unit(rules, was, mine, theirs, no)

    assert merged.value == mine
    assert merged.taken
    assert merged.rule == STRICTER


values = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=2))
severities = st.sampled_from([None, "general", "major_suspected", "major"])


@given(values, values, values)
def test_merging_again_what_stands_changes_nothing(was: Any, now: Any, cur: Any) -> None:
    stands = merge(PLAIN, was, now, cur, no).value

    assert same(merge(PLAIN, was, stands, stands, no).value, stands)


@given(severities, severities, severities, st.booleans())
def test_a_stricter_value_never_loses(was: Any, now: Any, cur: Any, own: bool) -> None:
    merged = merge(SEVERITY, was, now, cur, lambda: own)

    assert not stricter(SEVERITY, now, merged.value)
    if stricter(SEVERITY, cur, merged.value):
        assert own, "it became less strict only over one's own changes"


@given(severities, severities, severities)
def test_of_two_offline_decisions_the_stricter_stands_in_any_order(base: Any, one: Any, two: Any) -> None:
    """When both raise, it does not matter whose phone comes first."""
    if not (stricter(SEVERITY, one, base) and stricter(SEVERITY, two, base)):
        return
    first = merge(SEVERITY, base, two, merge(SEVERITY, base, one, base, yes).value, no).value
    second = merge(SEVERITY, base, one, merge(SEVERITY, base, two, base, yes).value, no).value

    assert first == second


@given(values, values, values)
def test_nobody_is_overwritten_in_silence(was: Any, now: Any, cur: Any) -> None:
    """Either nobody had spoken since, or what was said stands, or a person is asked."""
    merged = merge(PLAIN, was, now, cur, no)

    if merged.taken:
        assert same(cur, was)
    elif not same(now, cur):
        assert merged.rule


def test_null_and_absent_are_the_same_and_true_is_not_one() -> None:
    assert same({"a": None}, {})
    assert same(1, 1.0)
    assert not same(True, 1)
    assert not same("1", 1)
