"""Role × act × state, in words a safety manager can read; and that buttons and verbs agree about it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.hazards import in_words, operations, rules
from server.hazards.states import ACTS
from server.permissions import Caller, Role
from server.problems import Problem
from server.sync.collections import MayNoLonger, Row
from server.sync.work import OpContext, Work, working
from tests import makers
from tests.makers import act, hazard, in_days, photo, report

EVERYONE = (
    "admin", "district", "town1", "town2", "grid1", "grid2", "expert", "principal1", "manager1", "employee1",
    "manager2",
)  # fmt: skip

#: A general hazard at 宏岭鞋材 that grid1 found; manager1 put it right. Whoever is not named may do nothing.
USUAL = {
    "reported": {
        "town1": "confirm reject merge transfer fix_on_site stop_use invite_expert",
        "district": "confirm reject merge transfer stop_use invite_expert",
        "grid1": "fix_on_site",
        "manager1": "fix_on_site",
    },
    "confirmed": {
        "town1": "merge transfer assign fix_on_site stop_use invite_expert",
        "district": "merge transfer assign stop_use invite_expert",
        "grid1": "fix_on_site",
        "manager1": "fix_on_site",
    },
    "rectifying": {
        "town1": "transfer assign stop_use invite_expert",
        "district": "transfer assign stop_use invite_expert",
        "manager1": "submit_rectification request_extension",
        "principal1": "submit_rectification request_extension",
    },
    "submitted": {
        "town1": "accept send_back stop_use invite_expert",
        "district": "accept send_back stop_use invite_expert",
    },
    "closed": {"town1": "reopen", "district": "reopen"},
    "rejected": {"town1": "reopen", "district": "reopen"},
    "merged": {"town1": "reopen", "district": "reopen"},
    "transferred": {"town1": "return stop_use invite_expert", "district": "return stop_use invite_expert"},
}

#: What an office writes down beside every hazard that holds.
NUMBERS = {"add_document"}

#: A major one: the principal signs, two people accept, the district may list it.
MAJOR = {
    "confirmed": {
        "town1": "merge transfer assign stop_use invite_expert",
        "district": "merge transfer assign stop_use invite_expert",
    },
    "rectifying": {
        "town1": "transfer assign stop_use invite_expert",
        "district": "transfer assign list stop_use invite_expert",
        "principal1": "sign_plan request_extension",
        "manager1": "request_extension",
    },
    "submitted": {
        "town1": "accept send_back stop_use invite_expert",
        "district": "accept send_back list stop_use invite_expert",
    },
}

#: A general hazard the enterprise found itself: the township reads (and may still stop, transfer and reopen).
OWN = {
    "reported": {
        "manager1": "confirm reject merge fix_on_site",
        "principal1": "confirm reject merge",
        "town1": "transfer fix_on_site stop_use invite_expert",
        "district": "transfer stop_use invite_expert",
        "grid1": "fix_on_site",
    },
    "confirmed": {
        "manager1": "merge assign fix_on_site",
        "principal1": "merge assign",
        "town1": "transfer fix_on_site stop_use invite_expert",
        "district": "transfer stop_use invite_expert",
        "grid1": "fix_on_site",
    },
    "rectifying": {
        "manager1": "assign submit_rectification request_extension",
        "principal1": "assign submit_rectification request_extension",
        "town1": "transfer stop_use invite_expert",
        "district": "transfer stop_use invite_expert",
    },
    "submitted": {
        "principal1": "accept send_back",
        "town1": "stop_use invite_expert",
        "district": "stop_use invite_expert",
    },
    "closed": {"town1": "reopen", "district": "reopen"},
}


def in_table(table: dict[str, dict[str, str]], state: str, name: str) -> set[str]:
    numbers = NUMBERS if name in ("town1", "district") and state not in ("rejected", "merged") else set[str]()
    return set(table[state].get(name, "").split()) | numbers


def buttons(by: Caller, hazard_id: str) -> set[str]:
    return set(rules.allowed_acts(makers.read(hazard_id), by, makers.keys_of(hazard_id)))


def own(district: makers.District, state: str) -> str:
    """A hazard manager1 found in his own factory, brought to a state by him and principal1."""
    found = report(district.manager1, enterprise_id=district.enterprises["shoes"])
    steps = makers.STRAIGHT.index(state)
    if steps >= 1:
        act(district.manager1, found, "confirm")
    if steps >= 2:
        act(district.manager1, found, "assign", responsible="黄志强", due_date=in_days(5))
    if steps >= 3:
        photo(district.manager1, found)
        act(district.manager1, found, "submit_rectification")
    if steps >= 4:
        act(district.principal1, found, "accept")
    return found


@pytest.mark.parametrize("way", ["usual", "major", "own"])
def test_who_may_take_which_step_in_which_state(district: makers.District, way: str) -> None:
    table, make = {
        "usual": (USUAL, lambda state: hazard(district, state)),
        "major": (MAJOR, lambda state: hazard(district, state, severity="major")),
        "own": (OWN, lambda state: own(district, state)),
    }[way]
    found = {state: make(state) for state in table}
    said = {
        (state, name): buttons(district.people[name], found[state]) for state in table for name in EVERYONE
    }  # fmt: skip
    expected = {(state, name): in_table(table, state, name) for state in table for name in EVERYONE}
    assert said == expected


def test_what_has_no_enterprise_is_put_right_by_its_grid_worker(district: makers.District) -> None:
    found = hazard(district, "rectifying", area=district.areas["grid1"], place="路口")
    assert buttons(district.grid1, found) == {"submit_rectification", "request_extension"}
    assert buttons(district.grid2, found) == set()


def test_nobody_re_inspects_his_own_work(district: makers.District) -> None:
    found = hazard(district)
    photo(district.town1, found, "before")
    photo(district.town1, found, "after")
    act(district.town1, found, "fix_on_site")
    assert not {"accept", "send_back"} & buttons(district.town1, found)
    assert {"accept", "send_back"} <= buttons(district.town1_b, found)
    photo(district.town1_b, found, "after")
    assert not {"accept", "send_back"} & buttons(district.town1_b, found)
    assert {"accept", "send_back"} <= buttons(district.district, found)


def test_the_second_of_two_is_somebody_else(district: makers.District) -> None:
    found = hazard(district, "submitted", severity="major")
    act(district.town1, found, "accept", cause="管理松懈")
    assert "accept" not in buttons(district.town1, found)
    assert "send_back" in buttons(district.town1, found)
    assert "accept" in buttons(district.town1_b, found)


def test_a_listed_one_is_the_districts(district: makers.District) -> None:
    found = hazard(district, "submitted", severity="major")
    act(district.district, found, "list", level="区级")
    assert buttons(district.town1, found) == {"stop_use", "invite_expert"} | NUMBERS
    assert buttons(district.district, found) == {"accept", "send_back", "delist", "stop_use", "invite_expert"} | NUMBERS


def test_flags_offer_only_what_turns_them(district: makers.District) -> None:
    found = hazard(district)
    act(district.town1, found, "stop_use", what="喷漆线")
    assert "stop_use" not in buttons(district.town1, found)
    assert "resume" not in buttons(district.town1, found)
    assert "resume" in buttons(district.district, found)
    asked = hazard(district, "rectifying")
    act(district.manager1, asked, "request_extension", due_date=in_days(20), reason="等配件")
    assert "decide_extension" in buttons(district.town1, asked)
    assert "request_extension" not in buttons(district.principal1, asked)


# --- buttons and verbs agree -------------------------------------------------------------------

#: Refusals about what was said or shown, not about who and when.
ABOUT_CONTENT = {
    "photo_needed", "signature_needed", "evidence_not_stored", "cannot_merge_into", "invalid", "no_such_expert",
}  # fmt: skip


def everything_said(other: str) -> dict[str, object]:
    """Arguments with which every act is understood."""
    return {
        **makers.FIVE, "due_date": in_days(10), "reason": "原因", "note": "说明", "to": "消防", "into": other,
        "granted": False, "level": "区级", "what": "喷漆线", "cause": "管理松懈",
        "expert": other, "question": "要不要停？", "text": "要停", "photo": other, "kind": "other", "number": "1号",
    }  # fmt: skip


class _Undo(Exception):
    """The try is over; nothing of it stays."""


def would(work: Work, row: Row, by: Caller, name: str, other: str) -> bool:
    """Does the verb take this step from this person now? Nothing of it stays."""
    args = everything_said(other)
    if name == "request_extension":
        args["due_date"] = in_days(60)
    already = row["state"] not in ACTS[name].leads and (row["state_by"] or {}).get("id") == by.user_id
    try:
        with work.attempt(OpContext(id=makers.new_id(), at=work.context.at)):
            operations.act(work, row, name, args, seen=row["version"], by=by)
            raise _Undo
    except _Undo:
        return not already
    except MayNoLonger:
        return False
    except Problem as refused:
        return refused.code in ABOUT_CONTENT


def many_hazards(district: makers.District) -> list[str]:
    found = [hazard(district, state) for state in USUAL]
    found += [hazard(district, state, severity="major") for state in makers.STRAIGHT]
    found += [hazard(district, state, severity="major_suspected") for state in ("reported", "rectifying", "submitted")]
    found += [own(district, state) for state in makers.STRAIGHT]
    found += [hazard(district, s, area=district.areas["grid1"], place="路口") for s in ("reported", "rectifying")]
    listed = hazard(district, "submitted", severity="major")
    act(district.district, listed, "list", level="区级")
    half = hazard(district, "submitted", severity="major")
    act(district.town1, half, "accept", cause="管理松懈")
    asked = hazard(district, "rectifying")
    act(district.manager1, asked, "request_extension", due_date=in_days(20), reason="等配件")
    act(district.town1, asked, "stop_use", what="喷漆线")
    act(district.town1, asked, "add_document", kind="other", number="1号")
    act(district.town1, asked, "invite_expert", expert=district.expert.user_id, question="要不要停？")
    worse = hazard(district, "submitted")
    with working() as work:
        row = work.get("hazard", worse)
        assert row is not None
        work.change("hazard", row, {"severity": "major", "plan_incomplete": True})
    return [*found, listed, half, asked, worse]


def test_a_button_is_there_exactly_when_the_verb_takes_the_step(district: makers.District) -> None:
    found = many_hazards(district)
    differ = []
    for each in found:
        other = next(one for one in found if one != each)
        with working() as work:
            row = work.get("hazard", each)
            assert row is not None
            keys = work.keys("hazard", row)
            for person in district.people.values():
                shown = rules.allowed_acts(row, person, keys)
                for name in ACTS:
                    if (name in shown) != would(work, row, person, name, other):
                        differ.append((row["state"], row["severity"], person.name, name, name in shown))
    assert differ == []


# --- laws that no order of steps breaks --------------------------------------------------------

_names = st.sampled_from(
    ["district", "district_b", "town1", "town1_b", "grid1", "principal1", "manager1", "manager1_b", "town2", "manager2"]
)
_steps = st.lists(st.tuples(_names, st.sampled_from([*ACTS, "photo"])), min_size=4, max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=_steps,
    severity=st.sampled_from(["general", "major_suspected", "major"]),
    channel=st.sampled_from(["self_check", "supervision_check"]),
)
def test_no_order_of_steps_breaks_the_laws(
    district: makers.District, steps: list[tuple[str, str]], severity: str, channel: str
) -> None:
    at = {"enterprise_id": district.enterprises["shoes"], "criterion": "MEM10-03-01", "channel": channel}
    reporter = district.manager1 if channel == "self_check" else district.town1
    if severity == "major" and channel == "self_check":
        severity = "major_suspected"
    try:
        with working() as work:
            row = operations.report(work, makers.new_id(), {**at, "severity": severity}, reporter)
            other = operations.report(work, makers.new_id(), at, reporter)["id"]
            # most steps of a random order lead nowhere, so each example begins somewhere on the straight way
            _walk(work, row, [*_straight(severity, channel), *steps], district, other)
            raise _Undo
    except _Undo:
        pass


def _straight(severity: str, channel: str) -> list[tuple[str, str]]:
    decider = "manager1" if channel == "self_check" and severity == "general" else "town1"
    steps = [(decider, "confirm"), (decider, "assign"), ("principal1", "signature"), ("principal1", "sign_plan")]
    return [*steps, ("manager1", "photo"), ("manager1", "submit_rectification")]


def _walk(work: Work, row: Row, steps: list[tuple[str, str]], district: makers.District, other: str) -> None:
    from server.photos import operations as photos

    before = row["state"]
    for name, step in steps:
        by = district.people[name]
        args = everything_said(other)
        try:
            with work.attempt(OpContext(id=makers.new_id(), at=work.context.at)):
                if step in ("photo", "signature"):
                    role = "after" if step == "photo" else "signature"
                    data = {"owner_type": "hazard", "owner_id": row["id"], "role": role, "sha256": makers.new_id() * 2}
                    photos.add(work, makers.new_id(), {**data, "sha256": data["sha256"][:64]}, by)["stored"] = True
                else:
                    operations.act(work, row, step, args, seen=row["version"], by=by)
        except (Problem, MayNoLonger):
            assert row["state"] == before
            continue
        if row["state"] != before:
            assert ACTS[step].leads[before] == row["state"]
        _laws(row, work)
        before = row["state"]


def _laws(row: Row, work: Work) -> None:
    if row["state"] == "closed":
        hands = {row["submitted_by"]["id"], *row["after_by"]}
        assert row["closed_by"]["id"] not in hands
        assert row["accepted_by"]["id"] not in hands
        if row["severity"] == "major":
            assert row["accepted_by"]["id"] != row["closed_by"]["id"]
            assert row["cause"]
    if row["state"] == "rectifying" and row["severity"] == "major":
        assert all(row[name] for name in (*makers.FIVE, "due_date"))
    moves = [line for line in work.events_since(row["id"], 0) if line["to_state"] is not None]
    for one, following in pairwise(moves):
        assert one["to_state"] == following["from_state"]
    assert moves[-1]["to_state"] == row["state"]


# --- the page for people -----------------------------------------------------------------------


def test_the_page_of_permissions_says_what_the_table_says() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
    assert page.read_text(encoding="utf-8") == in_words.document(), "run: make docs"


#: Steps that the tables above do not show, since something else must have happened first.
AFTER_SOMETHING = {"remove_document", "resume", "delist", "decide_extension", "submit_rectification"}


@pytest.mark.parametrize(("kind", "table"), [("usual", USUAL), ("major", MAJOR), ("own", OWN)])
def test_the_page_s_overview_offers_each_post_what_its_buttons_do(kind: str, table: dict[str, dict[str, str]]) -> None:
    posts = {"town1": "township", "grid1": "grid"} | {name: name.rstrip("1") for name in ("manager1", "principal1")}
    for state in table:
        for name, role in {**posts, "district": "district"}.items():
            if (kind, state, name) == ("own", "submitted", "manager1"):
                continue  # he put it right himself in that table; another manager of his may accept
            offered = set(in_words.acts_of(in_words.KINDS[kind], Role(role), state))
            buttons_shown = in_table(table, state, name)
            assert buttons_shown <= offered, (state, name)
            assert offered - buttons_shown <= AFTER_SOMETHING, (state, name)


def test_every_act_has_its_rule_its_verb_and_its_arguments() -> None:
    from server.hazards.checks import ARGUMENTS

    tables: list[Callable[[], object]] = [lambda: rules.RULES, lambda: operations.VERBS, lambda: ARGUMENTS]
    for table in tables:
        assert set(table()) == set(ACTS)  # type: ignore[call-overload]
