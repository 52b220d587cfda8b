"""Two people, one field: nobody is overwritten in silence, and a person decides once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.phone import Phone
from tests.world import World

MakePhone = Callable[..., Phone]


@pytest.fixture
def town1(phone: MakePhone) -> Phone:
    return phone("town1")


@pytest.fixture
def town1b(phone: MakePhone) -> Phone:
    return phone("town1b")


@pytest.fixture
def hazard(phone: MakePhone, town1: Phone, town1b: Phone, district: World) -> str:
    """A hazard that both know as it was reported."""
    grid1 = phone("grid1")
    made = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"], description="旧")
    grid1.sync(), town1.pull(), town1b.pull()
    return made


def test_two_people_editing_different_fields_both_keep_their_words(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="缺护栏")
    town1b.set(hazard, place="二车间")
    town1.sync(), town1b.sync(), town1.sync()

    assert town1.sees(hazard)["description"] == "缺护栏"
    assert town1.sees(hazard)["place"] == "二车间"
    assert not town1.of("conflict")
    # what differs is only who looks
    mine, theirs = dict(town1.sees(hazard)), dict(town1b.sees(hazard))
    assert mine == theirs


def test_the_same_field_waits_for_a_person_who_sees_both(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="缺护栏")
    lost = town1b.set(hazard, description="护栏断了", place="二车间")
    town1.sync(), town1b.sync(), town1.sync()

    assert town1b.outcome(lost) == "conflict"
    (conflict,) = town1b.results[lost]["conflicts"]
    card = town1b.sees(conflict)
    assert (card["was"], card["current"], card["incoming"]) == ("旧", "缺护栏", "护栏断了")
    assert (card["current_by"]["name"], card["incoming_by"]["name"]) == ("town1", "town1b")
    assert (card["state"], card["rule"]) == ("open", "first")
    assert town1.sees(hazard)["conflicts"] == [conflict]
    assert town1.sees(hazard)["place"] == "二车间", "the other field merged"

    town1b.act(conflict, "resolve", type_="conflict", value="缺护栏，另一侧断了")
    town1b.sync(), town1.sync()

    assert town1.sees(hazard)["description"] == "缺护栏，另一侧断了"
    assert town1.sees(hazard)["conflicts"] == []
    assert town1.sees(conflict)["state"] == "resolved"
    assert town1.sees(conflict)["resolved_by"]["name"] == "town1b"


def test_a_further_loss_updates_the_one_open_card(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="甲")
    first = town1b.set(hazard, description="乙")
    second = town1b.set(hazard, description=("乙", "丙"))
    town1.sync(), town1b.sync()

    assert town1b.results[first]["conflicts"] == town1b.results[second]["conflicts"]
    (card,) = town1b.of("conflict").values()
    assert (card["current"], card["incoming"]) == ("甲", "丙")


def test_when_the_values_meet_nothing_is_left_to_decide(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="甲")
    town1b.set(hazard, description="乙")
    town1.sync(), town1b.sync(), town1.sync()
    (conflict,) = town1.of("conflict")

    town1.set(hazard, description="乙")
    town1.sync(), town1b.sync()

    assert town1b.sees(conflict)["state"] == "moot"
    assert town1b.sees(hazard)["conflicts"] == []


def test_a_card_that_moved_on_is_not_decided_unseen(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="甲")
    town1b.set(hazard, description="乙")
    town1.sync(), town1b.sync(), town1.sync()
    (conflict,) = town1.of("conflict")
    late = town1b.act(conflict, "resolve", type_="conflict", value="乙")
    town1.set(hazard, description="丁")
    town1.sync(), town1b.sync()

    assert town1b.outcome(late) == "judged_unseen"
    assert town1b.sees(conflict)["current"] == "丁"


def test_two_who_resolve_at_once_decide_once(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="甲")
    town1b.set(hazard, description="乙")
    town1.sync(), town1b.sync(), town1.sync()
    (conflict,) = town1.of("conflict")

    first = town1.act(conflict, "resolve", type_="conflict", value="甲")
    second = town1b.act(conflict, "resolve", type_="conflict", value="乙")
    town1.sync(), town1b.sync(), town1.sync()

    assert town1.outcome(first) == "applied"
    assert town1b.outcome(second) in {"already_resolved", "judged_unseen"}
    assert town1b.sees(hazard)["description"] == town1.sees(hazard)["description"] == "甲"


def test_the_stricter_severity_stands_whoever_comes_first(
    phone: MakePhone, town1: Phone, town1b: Phone, hazard: str
) -> None:
    town1.set(hazard, severity="major_suspected", criterion="MEM10-03-01")
    town1.sync(), town1b.pull()
    lower = town1.set(hazard, severity="general")
    raised = town1b.set(hazard, severity="major")
    town1b.sync(), town1.sync(), town1b.sync()

    assert town1b.outcome(raised) == "applied"
    assert town1.outcome(lower) == "conflict"
    assert town1.sees(hazard)["severity"] == "major"
    (card,) = town1.of("conflict").values()
    assert (card["rule"], card["field"], card["incoming"]) == ("stricter", "severity", "general")


def test_ones_own_raise_may_be_taken_back(town1: Phone, hazard: str) -> None:
    town1.set(hazard, severity="major")
    back = town1.set(hazard, severity=("major", "general"))
    town1.sync()

    assert town1.outcome(back) == "applied"
    assert town1.sees(hazard)["severity"] == "general"


def test_a_position_is_one_value(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, lat=25.1, lon=119.1, accuracy_m=5)
    op = town1b.set(hazard, lat=25.2, lon=119.2, accuracy_m=9)
    town1.sync(), town1b.sync()

    assert town1b.outcome(op) == "conflict"
    (card,) = town1b.of("conflict").values()
    assert card["field"] == "lat"
    assert card["incoming"] == {"lat": 25.2, "lon": 119.2, "accuracy_m": 9}
    assert card["current"] == {"lat": 25.1, "lon": 119.1, "accuracy_m": 5}
    assert (town1b.sees(hazard)["lat"], town1b.sees(hazard)["lon"]) == (25.1, 119.1)


def test_a_photo_that_others_changed_is_not_deleted_behind_their_back(
    phone: MakePhone, town1: Phone, hazard: str
) -> None:
    second = phone("town1")
    photo = town1.photo(hazard, caption="旧")
    town1.sync(), second.pull()
    town1.set(photo, type_="photo", caption="新")
    town1.sync()
    op = second.delete(photo, "photo")
    second.sync()

    # the same person on two phones is one author: his own change does not stand in his way
    assert second.outcome(op) == "applied"
    assert photo not in second.records
    late = town1.set(photo, type_="photo", caption="更新")
    town1.sync()
    assert town1.outcome(late) == "conflict"
    (card,) = town1.of("conflict").values()
    assert card["field"] is None


def test_two_sums_settled_apart_can_be_read_and_decided(town1: Phone, town1b: Phone, hazard: str) -> None:
    """A conflict whose values are bare numbers, which SQLite stores in its own way."""
    town1.act(hazard, "confirm")
    town1.sync(), town1b.pull()
    plan = {"responsible": "黄志强", "due_date": "2099-01-01"}
    town1.act(hazard, "assign", **plan, funds_fen=100)
    town1.sync(), town1b.pull()
    town1.act(hazard, "assign", **plan, funds_fen=200)
    town1b.act(hazard, "assign", **plan, funds_fen=300)
    town1.sync(), town1b.sync(), town1.sync()

    (card,) = town1.of("conflict").values()
    assert (card["field"], card["was"], card["current"], card["incoming"]) == ("funds_fen", 100, 200, 300)
    town1.act(next(iter(town1.of("conflict"))), "resolve", type_="conflict", value=300)
    town1.sync()
    assert town1.sees(hazard)["funds_fen"] == 300


def test_every_value_that_lost_is_in_history(town1: Phone, town1b: Phone, hazard: str) -> None:
    town1.set(hazard, description="甲")
    town1b.set(hazard, description="乙")
    town1.sync(), town1b.sync(), town1.sync()

    told = town1.call("GET", f"/hazards/{hazard}/history").get_data(as_text=True)
    for value in ("旧", "甲", "乙"):
        assert value in told


def test_the_plan_is_not_set_by_fields(town1: Phone, hazard: str) -> None:
    op = town1.set(hazard, due_date="2026-12-24")
    town1.sync()

    assert town1.outcome(op) == "use_act"
