"""The three-way merge, as a table and as laws."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
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


dates = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 5)).map(date.isoformat)
notes = st.none() | st.sampled_from(["", "漏油", "缺护栏", "护栏", "漏油\n缺护栏"])
#: A rule with values it is for.
fields = st.sampled_from([(PLAIN, values), (SEVERITY, severities), (DUE, dates), (NOTE, notes)])
json = st.recursive(
    values | st.floats(allow_nan=False, allow_infinity=False, width=16),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)


@given(st.data(), fields, st.booleans())
def test_the_same_change_again_changes_nothing(
    data: st.DataObject, field: tuple[Field, st.SearchStrategy[Any]], own: bool
) -> None:
    """Whatever came of it at first, what stands then stands."""
    rule, strategy = field
    was, now, cur = (data.draw(strategy) for _ in range(3))
    stands = merge(rule, was, now, cur, lambda: own).value
    # two notes, joined, may happen to read as what he saw: then his change is news again
    assume(not (rule.joined and same(stands, was)))

    assert same(merge(rule, was, now, stands, lambda: own).value, stands)
    assert same(merge(rule, was, stands, stands, no).value, stands)


@given(st.data(), st.sampled_from([(SEVERITY, severities), (DUE, dates)]), st.booleans())
def test_a_stricter_value_never_loses(
    data: st.DataObject, field: tuple[Field, st.SearchStrategy[Any]], own: bool
) -> None:
    rule, strategy = field
    was, now, cur = (data.draw(strategy) for _ in range(3))
    merged = merge(rule, was, now, cur, lambda: own)

    assert not stricter(rule, now, merged.value)
    if stricter(rule, cur, merged.value):
        assert own, "it became less strict only over one's own changes"


@given(st.data(), st.sampled_from([(SEVERITY, severities), (DUE, dates)]))
def test_of_many_offline_the_strictest_stands_in_any_order(
    data: st.DataObject, field: tuple[Field, st.SearchStrategy[Any]]
) -> None:
    """Several people saw the same and decided apart: whose phone comes first decides nothing."""
    rule, strategy = field
    base, said = data.draw(strategy), data.draw(st.lists(strategy, min_size=1, max_size=4))

    def arrive(order: list[Any]) -> Any:
        stands = base
        for now in order:
            stands = merge(rule, base, now, stands, no).value
        return stands

    strictest = base
    for each in said:
        strictest = each if stricter(rule, each, strictest) else strictest
    assert arrive(said) == arrive(data.draw(st.permutations(said))) == strictest


@given(st.dictionaries(st.sampled_from("abcd"), values), st.dictionaries(st.sampled_from("wxyz"), values), st.data())
def test_changes_of_different_fields_all_stand_in_any_order(
    one: dict[str, Any], other: dict[str, Any], data: st.DataObject
) -> None:
    base = dict.fromkeys("abcdwxyz", "was")
    changes = [*one.items(), *other.items()]
    for order in (changes, data.draw(st.permutations(changes))):
        stands = dict(base)
        for name, now in order:
            merged = merge(PLAIN, base[name], now, stands[name], no)
            assert merged.rule is None
            stands[name] = merged.value
        assert stands == base | one | other


@given(notes, notes, notes)
def test_no_note_is_lost(was: str | None, now: str | None, cur: str | None) -> None:
    merged = merge(NOTE, was, now, cur, no)

    if now and cur and not same(cur, was):
        assert now in merged.value
        assert cur in merged.value


@given(st.lists(values, min_size=6, max_size=6), st.booleans())
def test_a_unit_is_never_torn(six: list[Any], own: bool) -> None:
    """What stands is one person's whole value, never half of each."""
    was, now, cur = ({"lat": six[n], "lon": six[n + 1]} for n in (0, 2, 4))
    merged = merge_unit({"lat": Field(unit="lat"), "lon": Field(unit="lat")}, was, now, cur, lambda: own)

    assert same(merged.value, now) or same(merged.value, cur)
    assert merged.rule or same(merged.value, now) or same(now, cur)


@given(json, json, json)
def test_equality_by_value_is_an_equality(one: Any, two: Any, three: Any) -> None:
    assert same(one, one)
    assert same(one, two) == same(two, one)
    if same(one, two) and same(two, three):
        assert same(one, three)


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
