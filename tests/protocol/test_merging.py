"""`## Merging`: two phones, one record, any order; what stands, who is asked, and what nobody signs unseen."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest

from tests.phone import new_id
from tests.protocol.conftest import CRITERION, PLAN, Cast, MakePhone, day, picture, problem, proof, push, upload


def test_a_lowering_after_others_spoke_is_asked_even_when_it_is_back_where_it_was(cast: Cast) -> None:
    """A → B → A by somebody else after `seen`: it is not the value that counts, but that others spoke."""
    hazard = cast.hazard(severity="major_suspected")
    cast.town1.pull(), cast.town1b.pull()
    cast.town1b.set(hazard, severity="major")
    cast.town1b.set(hazard, severity=("major", "major_suspected"))
    assert push(cast.town1b) == ["applied", "applied"]

    cast.town1.set(hazard, severity="general")
    assert push(cast.town1) == ["conflict"]
    assert cast.looks("town1", hazard)["severity"] == "major_suspected"


def test_ones_own_chain_may_go_up_and_down_in_one_day(cast: Cast) -> None:
    hazard = cast.hazard()
    cast.town1.pull()
    day_long = ["general", "major", "major_suspected", "major", "general"]
    for was, now in pairwise(day_long):
        cast.town1.set(hazard, severity=(was, now), criterion=(None, CRITERION), seen=1)
    assert push(cast.town1) == ["applied"] * 4
    assert cast.looks("town1", hazard)["severity"] == "general"


def test_ones_own_chain_that_met_a_conflict_is_no_longer_ones_own(cast: Cast) -> None:
    hazard = cast.hazard(severity="major_suspected")
    cast.town1.pull(), cast.town1b.pull()
    cast.town1b.set(hazard, severity="general")
    assert push(cast.town1b) == ["applied"]
    cast.town1.set(hazard, severity="major")  # stricter over somebody's change: taken, and he is asked
    cast.town1.set(hazard, severity=("major", "general"), seen=1)
    assert push(cast.town1) == ["conflict", "conflict"]
    assert cast.looks("town1b", hazard)["severity"] == "major"


def test_the_same_person_on_another_phone_is_another_device(phone: MakePhone, cast: Cast) -> None:
    hazard = cast.hazard(severity="major_suspected")
    one, two = phone("town1"), phone("town1")
    one.pull(), two.pull()
    one.set(hazard, severity="major")
    assert push(one) == ["applied"]
    two.set(hazard, severity="general")
    assert push(two) == ["conflict"]
    assert cast.looks("grid1", hazard)["severity"] == "major"


def test_one_card_a_field_and_losing_author(cast: Cast) -> None:
    hazard = cast.hazard()
    for login in ("town1", "town1b", "district"):
        getattr(cast, login).pull()
    cast.town1.set(hazard, description="甲", place="一")
    assert push(cast.town1) == ["applied"]
    for login in ("town1b", "district"):
        person = getattr(cast, login)
        person.set(hazard, description=f"{login} 说", place="二")
        assert push(person) == ["conflict"]
        assert len(person.results[next(reversed(person.results))]["conflicts"]) == 2

    seen = cast.looks("town1", hazard)
    cards = {each: cast.town1.sees(each) for each in seen["conflicts"]}
    assert sorted((card["field"], card["incoming_by"]["name"]) for card in cards.values()) == [
        ("description", "district"), ("description", "town1b"), ("place", "district"), ("place", "town1b"),
    ]  # fmt: skip
    # the field moves on: every card shows what stands now
    cast.town1.set(hazard, description="乙")
    push(cast.town1)
    for login in ("town1b", "district"):
        getattr(cast, login).pull()
    shown = [cast.town1b.sees(each) for each, card in cards.items() if card["field"] == "description"]
    assert {card["current"] for card in shown} == {"乙"}
    # the value of one author comes to stand: his card is moot, the other's goes on
    cast.town1.pull()
    cast.town1.set(hazard, description="district 说")
    push(cast.town1)
    cast.town1.pull()
    words = {each: card["incoming_by"]["name"] for each, card in cards.items() if card["field"] == "description"}
    states = {who: cast.town1.sees(each)["state"] for each, who in words.items()}
    assert states == {"district": "moot", "town1b": "open"}


@pytest.mark.parametrize("value", ["x", 3, None, [1], {"lat": "x"}, {"lat": 91.0, "lon": 0}])
def test_a_unit_is_decided_as_a_unit(cast: Cast, value: object) -> None:
    hazard = cast.hazard()
    cast.town1.pull(), cast.town1b.pull()
    cast.town1.set(hazard, lat=25.1, lon=119.1, accuracy_m=5)
    cast.town1b.set(hazard, lat=25.2, lon=119.2, accuracy_m=9)
    push(cast.town1)
    assert push(cast.town1b) == ["conflict"]
    (card,) = cast.looks("town1", hazard)["conflicts"]

    cast.town1.act(card, "resolve", type_="conflict", value=value)
    assert push(cast.town1) == ["invalid"]
    cast.town1.act(card, "resolve", type_="conflict", value={"lat": 25.3, "lon": 119.3, "accuracy_m": 1})
    assert push(cast.town1) == ["applied"]
    assert cast.looks("town1b", hazard)["lat"] == 25.3


def test_resolving_is_for_who_may_edit_and_for_who_has_looked(cast: Cast) -> None:
    hazard = cast.hazard()
    cast.town1.pull(), cast.grid1.pull(), cast.manager1.pull()
    cast.town1.set(hazard, description="甲")
    push(cast.town1)
    cast.grid1.set(hazard, description="乙")
    assert push(cast.grid1) == ["conflict"]
    (card,) = cast.looks("town1", hazard)["conflicts"]
    assert cast.act("town1", hazard, "confirm") == "applied"

    for login in ("grid1", "manager1"):
        person = getattr(cast, login)
        person.pull()
        assert "resolve" not in person.sees(card)["actions"], login
        person.act(card, "resolve", type_="conflict", value="丙")
        assert push(person)[0] not in {"applied"}, login
    assert "resolve" in cast.town1.sees(card)["actions"]
    cast.town1.act(card, "resolve", type_="conflict", value="丙", seen=0)
    assert push(cast.town1) == ["judged_unseen"]
    cast.looks("town1", hazard)
    cast.town1.act(card, "resolve", type_="conflict", value="丙")
    assert push(cast.town1) == ["applied"]
    assert cast.looks("grid1", hazard)["description"] == "丙"
    assert cast.grid1.sees(card)["state"] == "resolved"


def test_a_caption_from_two_phones_is_moot_when_they_meet(phone: MakePhone, cast: Cast) -> None:
    hazard = cast.hazard()
    one, two = phone("grid1"), phone("grid1")
    photo = one.photo(hazard, caption="旧")
    one.sync(), two.pull()
    one.set(photo, type_="photo", caption="甲")
    push(one)
    op = two.set(photo, type_="photo", caption="乙")
    assert push(two, op) == ["conflict"]
    (card,) = two.results[op]["conflicts"]
    one.sync()
    one.set(photo, type_="photo", caption="乙")
    push(one), two.pull()
    assert (two.sees(card)["state"], two.sees(card)["current"]) == ("moot", "乙")


# --- acts ----------------------------------------------------------------------------------------


def test_a_state_of_the_same_name_is_another_state(cast: Cast) -> None:
    hazard = cast.hazard("submitted")
    cast.town1.pull()
    late = cast.town1.act(hazard, "accept")
    assert cast.act("town1b", hazard, "send_back", note="x", due_date=day(3)) == "applied"
    proof(cast.manager1, hazard)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") == "applied"

    assert push(cast.town1, late) == ["state_moved"]
    told = problem(cast.town1, late)
    assert (told["state"], told["by"]["name"]) == ("submitted", "manager1")
    assert told["at"]


def test_a_state_that_is_over_says_who_and_when_and_what_came_with_it_stays(cast: Cast) -> None:
    hazard = cast.hazard("submitted")
    cast.town1b.pull()
    late = cast.town1b.act(hazard, "send_back", note="没改好", due_date=day(2))
    photo = cast.town1b.photo(hazard, "site")
    assert cast.act("town1", hazard, "accept") == "applied"

    assert push(cast.town1b, late) == ["transition_not_allowed"]
    told = problem(cast.town1b, late)
    assert (told["state"], told["by"]["name"], bool(told["at"])) == ("closed", "town1", True)
    cast.looks("town1", hazard)
    assert photo in cast.town1.records
    again = cast.town1.act(hazard, "accept")
    assert push(cast.town1, again) == ["applied"], "already there by his own hand"


@pytest.mark.parametrize("news", ["photo added", "photo stored", "photo deleted", "comment"])
@pytest.mark.parametrize("act", ["accept", "send_back"])
def test_nobody_signs_off_what_he_has_not_seen(cast: Cast, news: str, act: str) -> None:
    hazard = cast.hazard("submitted")
    content = picture()
    waiting = cast.grid1.photo(hazard, "site", sha256=hashlib.sha256(content).hexdigest())
    push(cast.grid1)
    cast.grid1.pull(), cast.town1.pull()
    op = cast.town1.act(hazard, act, **({} if act == "accept" else {"note": "x", "due_date": day(2)}))
    if news == "photo added":
        cast.grid1.photo(hazard, "site")
    elif news == "photo stored":
        upload(cast.grid1, content)
    elif news == "photo deleted":
        cast.grid1.delete(waiting, "photo")
    else:
        said = {"owner_type": "hazard", "owner_id": hazard, "text": "x"}
        cast.grid1.write("comment", new_id(), "create", data=said)
    if cast.grid1.outbox:
        assert push(cast.grid1) == ["applied"]

    unseen = news.startswith("photo")
    assert push(cast.town1, op) == (["judged_unseen"] if unseen else ["applied"])


def test_acceptance_waits_for_the_after_photos_of_this_submission(cast: Cast) -> None:
    hazard = cast.hazard("rectifying")
    content = picture()
    cast.manager1.photo(hazard, "after", sha256=hashlib.sha256(content).hexdigest())
    push(cast.manager1)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") == "applied"
    assert cast.act("town1", hazard, "accept") == "evidence_not_stored"
    upload(cast.manager1, content)
    assert cast.act("town1", hazard, "accept") == "applied"


@pytest.mark.parametrize(("mine", "stands"), [(3, 3), (20, 10)])
def test_of_two_dates_set_apart_the_earlier_stands(cast: Cast, mine: int, stands: int) -> None:
    hazard = cast.hazard("rectifying")
    cast.town1.pull()
    op = cast.town1.act(hazard, "assign", due_date=day(mine), **PLAN)
    assert cast.act("town1b", hazard, "assign", due_date=day(10)) == "applied"

    assert push(cast.town1, op) == ["conflict"]
    assert cast.looks("town1", hazard)["due_date"] == day(stands)
    (card,) = cast.town1.sees(hazard)["conflicts"]
    told = cast.town1.sees(card)
    assert (told["field"], told["rule"], told["current"]) == ("due_date", "stricter", day(stands))
    cast.town1.act(card, "resolve", type_="conflict", value=day(15))
    assert push(cast.town1) == ["applied"]
    assert cast.looks("town1", hazard)["due_date"] == day(15)


def test_a_date_nobody_else_touched_goes_either_way(cast: Cast) -> None:
    hazard = cast.hazard("rectifying")
    for days in (3, 30, 5):
        assert cast.act("town1", hazard, "assign", due_date=day(days)) == "applied"
        assert cast.looks("town1", hazard)["due_date"] == day(days)
