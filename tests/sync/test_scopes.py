"""Records enter and leave what somebody may see; what he did in good faith meanwhile is parked, not refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from server import clock
from server.db import writing
from server.people.models import Post
from server.permissions import machine
from server.places.operations import change_enterprise
from server.sync.models import Clock
from server.sync.work import working
from tests.phone import Phone
from tests.world import World

MakePhone = Callable[..., Phone]


def move(district: World, enterprise: str, to: str) -> None:
    with working() as work:
        change_enterprise(
            work, district.enterprises[enterprise], {"area_id": district.areas[to]}, seen=None, by=machine()
        )


def end_posts(district: World, login: str) -> None:
    with writing() as connection:
        connection.execute(
            update(Post)
            .where(Post.account_id == district.people[login])
            .values(ends_on=date.today() - timedelta(days=1), starts_on=date.today() - timedelta(days=9))
        )


def test_everyone_sees_his_own_area_and_nobody_elses(phone: MakePhone, district: World) -> None:
    grid1 = phone("grid1")
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.sync()

    for login in ("grid1", "town1", "district", "manager1", "principal1", "expert1"):
        other = phone(login)
        other.pull()
        assert hazard in other.records, login
    for login in ("grid2", "town2", "manager2", "employee1"):
        other = phone(login)
        other.pull()
        assert hazard not in other.records, login


def test_photos_and_comments_are_seen_by_whoever_sees_the_hazard(phone: MakePhone, district: World) -> None:
    grid1, town1, town2 = phone("grid1"), phone("town1"), phone("town2")
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    photo = grid1.photo(hazard)
    grid1.sync(), town1.pull(), town2.pull()

    assert photo in town1.records
    assert photo not in town2.records


def test_a_moved_enterprise_takes_its_hazards_and_their_photos_along(phone: MakePhone, district: World) -> None:
    grid1, grid2, town1 = phone("grid1"), phone("grid2"), phone("town1")
    reporter = phone("town1b")
    hazard = reporter.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    photo = reporter.photo(hazard)
    reporter.sync(), grid1.pull(), grid2.pull(), town1.pull()
    assert {hazard, photo} <= grid1.records.keys()

    move(district, "宏岭鞋材", "第二网格")
    told = grid1.pull()
    grid2.pull(), town1.pull()

    assert {"type": "hazard", "id": hazard, "gone": "scope"} in told["changes"]
    assert {"type": "photo", "id": photo, "gone": "scope"} in told["changes"]
    assert not {hazard, photo} & grid1.records.keys()
    assert {hazard, photo} <= grid2.records.keys()
    assert {hazard, photo} <= town1.records.keys()
    assert grid1.pull()["changes"] == []

    move(district, "宏岭鞋材", "第一网格")
    grid1.pull(), grid2.pull()
    assert {hazard, photo} <= grid1.records.keys()
    assert not {hazard, photo} & grid2.records.keys()


def test_moved_away_and_back_between_two_pulls_is_not_gone(phone: MakePhone, district: World) -> None:
    grid1 = phone("grid1")
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.sync()

    move(district, "宏岭鞋材", "第二网格")
    move(district, "宏岭鞋材", "第一网格")
    grid1.pull()

    assert hazard in grid1.records


def test_who_reported_it_keeps_reading_after_it_moved(phone: MakePhone, district: World) -> None:
    grid1 = phone("grid1")
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.sync()

    move(district, "宏岭鞋材", "第三网格")
    told = grid1.pull()

    assert hazard in grid1.records
    assert not [change for change in told["changes"] if change["id"] == hazard and "gone" in change]


def test_work_on_a_record_that_moved_away_is_parked_for_its_holders(phone: MakePhone, district: World) -> None:
    town1b, grid1, grid2 = phone("town1b"), phone("grid1"), phone("grid2")
    hazard = town1b.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    town1b.sync(), grid1.pull()
    first = grid1.write("hazard", hazard, "set", seen=1, fields={"place": {"was": None, "now": "二车间"}})
    move(district, "宏岭鞋材", "第二网格")
    second = grid1.write(
        "hazard", hazard, "set", seen=1, fields={"description": {"was": "配电箱敞开", "now": "门坏了"}}
    )
    grid1.sync(), grid2.pull()

    result = grid1.results[first]
    assert (result["status"], result["to"]["name"]) == ("parked", "第二网格")
    assert grid1.results[second]["contribution"] == result["contribution"]
    contribution = grid2.sees(result["contribution"])
    assert contribution["by"]["name"] == "grid1"
    assert [op["id"] for op in contribution["ops"]] == [first, second]
    assert result["contribution"] in grid1.records, "its author can follow it"
    assert contribution["actions"] == ["adopt", "decline"]

    town1b.pull()
    adopted = town1b.act(result["contribution"], "adopt", type_="contribution", note="有道理")
    town1b.sync(), grid1.pull()

    assert town1b.outcome(adopted) == "applied"
    assert town1b.sees(hazard)["place"] == "二车间"
    assert town1b.sees(hazard)["description"] == "门坏了"
    assert [each["status"] for each in town1b.sees(result["contribution"])["results"]] == ["applied", "applied"]
    credited = [event for event in town1b.sees(hazard)["history"] if event.get("credit")]
    assert {event["credit"]["name"] for event in credited} == {"grid1"}
    assert {event["by"]["name"] for event in credited} == {"town1b"}
    assert grid1.sees(result["contribution"])["state"] == "adopted"


def test_a_declined_contribution_says_why_and_changes_nothing(phone: MakePhone, district: World) -> None:
    town1b, grid1 = phone("town1b"), phone("grid1")
    hazard = town1b.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    town1b.sync(), grid1.pull()
    move(district, "宏岭鞋材", "第二网格")
    op = grid1.set(hazard, place="二车间")
    grid1.sync(), town1b.pull()
    contribution = grid1.results[op]["contribution"]

    without = town1b.act(contribution, "decline", type_="contribution")
    town1b.act(contribution, "decline", type_="contribution", reason="已经记了")
    town1b.sync(), grid1.pull()

    assert town1b.outcome(without) == "invalid"
    assert town1b.sees(hazard).get("place") is None
    assert grid1.sees(contribution)["reason"] == "已经记了"


def test_a_record_never_given_is_not_found_like_one_that_does_not_exist(phone: MakePhone, district: World) -> None:
    grid1, grid2 = phone("grid1"), phone("grid2")
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.sync(), grid2.pull()

    op = grid2.set(hazard, place=(None, "x"))
    other = grid2.set("01920000-0000-7000-8000-000000000000", place=(None, "x"))
    grid2.push()

    assert grid2.outcome(op) == grid2.outcome(other) == "not_found"
    theirs, nobodys = grid2.results[op]["problem"], grid2.results[other]["problem"]
    assert theirs == nobodys


def test_an_ended_post_resets_the_scope_and_parks_what_was_saved(phone: MakePhone, district: World) -> None:
    town1, grid1 = phone("town1"), phone("grid1")
    hazard = town1.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    town1.sync(), grid1.pull()
    op = grid1.set(hazard, place="二车间")

    end_posts(district, "grid1")
    grid1.push()
    told = grid1.pull()

    assert grid1.outcome(op) == "parked"
    assert told["reset"] == "scope"
    assert hazard not in grid1.records
    assert grid1.results[op]["contribution"] in grid1.records
    assert grid1.pull()["reset"] is None


def test_a_reader_may_stop_after_any_page_and_go_on_another_day(phone: MakePhone, district: World) -> None:
    town1, other = phone("town1"), phone("district")
    hazards = set()
    for number in range(30):
        hazards.add(town1.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check"))
        if number % 10 == 9:
            town1.push()
        other.pull(limit=4, pages=1)
    town1.push()
    other.pull(limit=4)

    assert set(other.of("hazard")) == hazards
    everything = phone("district")
    everything.pull()
    assert everything.records.keys() == other.records.keys()


def test_the_first_read_brings_no_tombstones(phone: MakePhone, district: World) -> None:
    town1, grid1 = phone("town1"), phone("grid1")
    hazard = town1.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    photo = town1.photo(hazard)
    town1.sync(), grid1.pull()
    town1.delete(photo, "photo")
    town1.sync()
    move(district, "宏岭鞋材", "第二网格")

    fresh = phone("grid1").pull(limit=3)
    gone = [change for change in grid1.pull()["changes"] if "gone" in change]

    assert not [change for change in fresh["changes"] if "gone" in change]
    assert {(change["id"], change["gone"]) for change in gone} >= {(hazard, "scope")}
    assert "data" not in gone[0]


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "W10", "WzEsMiwzLDQsNV0"])
def test_an_unreadable_cursor_starts_again(phone: MakePhone, cursor: str) -> None:
    grid1 = phone("grid1")
    grid1.cursor = cursor

    told = grid1.pull(pages=1)

    assert told["reset"] == "unknown"
    assert grid1.of("area")


def test_a_restored_server_and_an_old_cursor_start_again(phone: MakePhone, district: World) -> None:
    grid1, grid2 = phone("grid1"), phone("grid2")
    grid1.pull(), grid2.pull()
    with clock.moved(timedelta(days=366)):
        # sessions end by then, cursors too; the cursor is what this is about
        fresh = phone("grid2")
        fresh.cursor = grid2.cursor
        assert fresh.pull(pages=1)["reset"] == "expired"

    with writing() as connection:
        connection.execute(update(Clock).values(epoch="01920000-0000-7000-8000-000000000000"))

    assert grid1.pull(pages=1)["reset"] == "epoch"


def test_the_hint_tells_whether_a_pull_is_worth_while(phone: MakePhone, district: World) -> None:
    grid1, town1, town2 = phone("grid1"), phone("town1"), phone("town2")
    town1.pull(), town2.pull()

    def hint(of: Phone) -> bool:
        return of.call("GET", "/sync/events", query_string={"cursor": of.cursor}).json["changed"]

    assert (hint(town1), hint(town2)) == (False, False)
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.sync()
    assert (hint(town1), hint(town2)) == (True, False)
