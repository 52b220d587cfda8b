"""What was closed is looked at again some days later: once, by whoever saw it put right, and everybody hears of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from server import clock
from server.db import writing
from server.people.models import Post
from server.people.queries import caller_of
from server.permissions import Caller, machine
from server.plans import look_back, look_back_setting, looking_back
from server.plans.look_back import Closing
from server.plans.models import Plan
from server.sync.work import working
from tests import makers
from tests.phone import Phone
from tests.plans.test_plans import assign, data
from tests.world import World

MakePhone = Callable[..., Phone]
PATH = ["grid", "town", "county"]
TODAY = "2026-06-01"


def setting(area: str, major: int | None, valid_from: str = "2026-01-01", *, above: bool = False) -> dict[str, Any]:
    days = {"major": major, "major_suspected": None, "general": None, "within_days": 7}
    return {"area_id": area, "above": above, "valid_from": valid_from, **days}


def days(settings: list[dict[str, Any]], day: str = TODAY, path: list[str] = PATH) -> int | None:
    return look_back.counting(settings, path, day)["major"]


def test_the_nearest_area_counts_from_its_day_on_and_may_leave_it_to_the_one_above() -> None:
    county, town = setting("county", 30), setting("town", 10, "2026-03-01")
    assert days([county, town]) == 10 and days([county, town], "2026-02-28") == 30
    assert days([county, town, setting("town", None, "2026-05-01")]) is None, "none is an answer"
    assert days([county, town, setting("town", None, "2026-05-01", above=True)]) == 30
    assert days([], path=["elsewhere"]) == days([county], "2025-12-31") == look_back.DEFAULT["major"]


DAYS = st.integers(-80, 30).map(lambda n: (date.fromisoformat(TODAY) + timedelta(days=n)).isoformat())


@given(st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=12))
def test_one_visit_takes_what_is_near_and_nothing_is_looked_at_twice_or_too_early(said: list[tuple[str, int]]) -> None:
    closings = [Closing(str(n), first, within) for n, (first, within) in enumerate(said)]
    found = look_back.visits(closings, TODAY)
    taken = [each for visit in found for each in visit.hazards]
    assert len(taken) == len(set(taken))
    first = {each.hazard: each.first for each in closings}
    for visit in found:
        assert TODAY <= visit.starts_on <= visit.due_date
        assert all(first[each] <= visit.starts_on for each in visit.hazards)
    oldest = (date.fromisoformat(TODAY) - timedelta(days=look_back.CATCH_UP)).isoformat()
    assert {each for each in first if oldest <= first[each] <= TODAY} <= set(taken), "what is due has a visit"
    assert len(found) <= 1, "the first visit takes along all that is due today"


def person(login: str) -> Caller:
    found = caller_of(login)
    assert found is not None
    return found


def closed(district: World, firm: str, said: str) -> str:
    """A hazard found by the grid worker, put right by the enterprise, and seen to be so by the town."""
    town, at = person("town1"), district.enterprises[firm]
    boss = person("manager1" if firm == "宏岭鞋材" else "manager2")
    found = makers.report(person("grid1"), enterprise_id=at, description=said, category="fire_exit")
    makers.act(town, found, "confirm")
    makers.assign(town, found)
    makers.photo(boss, found, "after")
    makers.act(boss, found, "submit_rectification")
    makers.act(town, found, "accept")
    return found


def closed_outside(district: World, area: str, said: str) -> str:
    """A hazard that belongs to no enterprise: found and put right by the grid worker, and seen to be so by the town."""
    grid, town = person("grid1"), person("town1")
    found = makers.report(grid, area=district.areas[area], description=said, category="fire_exit")
    makers.act(town, found, "confirm")
    makers.assign(town, found)
    makers.photo(grid, found, "after")
    makers.act(grid, found, "submit_rectification")
    makers.act(town, found, "accept")
    return found


def settle(district: World, **said: Any) -> None:
    values = {"above": False, "major": None, "major_suspected": None, "general": 10, "within_days": 7}
    values |= {"valid_from": clock.today().isoformat(), "certainty": "local"} | said
    with working() as work:
        look_back_setting.put(work, district.areas["荔城区"], values, by=machine())


def plans_of(phone: Phone) -> dict[str, dict[str, Any]]:
    return {key: each for key, each in phone.of("plan").items() if each["way"] == "look_back"}


def test_what_was_closed_is_looked_at_again_once_and_what_came_back_is_a_new_hazard(
    app: Flask, phone: MakePhone, district: World
) -> None:
    settle(district)
    firm = district.enterprises["宏岭鞋材"]
    blocked, lamp = closed(district, "宏岭鞋材", "安全出口被堵"), closed(district, "宏岭鞋材", "应急灯不亮")
    with clock.moved(timedelta(days=9)):
        assert looking_back.make_look_backs() == 0, "not yet"
    with clock.moved(timedelta(days=10)):
        assert looking_back.make_look_backs() == 1, "two hazards, one visit"
        assert looking_back.make_look_backs() == 0, "a second run makes nothing twice"
        town, boss, stranger = phone("town1"), phone("manager1"), phone("town2")
        for each in (town, boss, stranger):
            each.pull()
        ((plan, told),) = plans_of(town).items()
        assert told["hazards"] == sorted([blocked, lamp]) and told["hazard_id"] == told["hazards"][0]
        assert (told["starts_on"], told["due_date"]) == (makers.in_days(0), makers.in_days(7))
        assert [one["name"] for one in told["inspectors"]] == ["town1"], "who saw that it was put right"
        assert told["actions"] == ["cancel", "look"]
        assert any(each["kind"] == "plan_assigned" for each in town.of("notice").values())
        assert not plans_of(boss) and not plans_of(stranger)

        assert refused(stranger, plan, blocked) == "not_found"
        assert refused(boss, plan, blocked) == "not_found", "the enterprise does not say of itself that it was kept"
        assert refused(town, plan, plan) == "invalid", "not one of the visit"

        photo = town.photo(lamp, "site")
        town.act(plan, "look", type_="plan", hazard=lamp, outcome="kept", note="灯都亮", photos=[photo])
        town.sync()
        assert data(town, plan)["state"] == "open", "one is left"
        again = town.report(enterprise_id=firm, description="又堆了纸箱", recurs_of=blocked)
        town.photo(again)
        seen = town.act(plan, "look", type_="plan", hazard=blocked, outcome="recurred", found=again)
        town.sync()
        assert town.outcome(seen) == "applied" and data(town, plan)["state"] == "done"
        assert [one["outcome"] for one in data(town, plan)["looked"]] == ["kept", "recurred"]
        assert data(town, again)["recurs_of"] == blocked and data(town, blocked)["state"] == "closed"

        boss.pull()
        assert data(boss, plan)["looked"] == data(town, plan)["looked"], "done, the enterprise sees what came out"
        lines = {line["kind"]: line for line in data(boss, lamp)["history"]}
        assert (lines["looked_back"]["outcome"], lines["looked_back"]["note"]) == ("kept", "灯都亮")
        assert lines["looked_back"]["photos"] == [photo]
        assert {"recurred", "looked_back"} <= {line["kind"] for line in data(boss, blocked)["history"]}
        notice = next(each for each in boss.of("notice").values() if each["kind"] == "looked_back")
        assert (notice["body"], notice["about_id"]) == ("保持良好 1 处，又出现 1 处。", blocked)
        found = town.call("GET", "/hazards?repeated=true").json["items"]
        assert [each["id"] for each in found] == [again]


def refused(phone: Phone, plan: str, hazard: str) -> str:
    op = phone.act(plan, "look", type_="plan", hazard=hazard, outcome="kept")
    phone.sync()
    return phone.outcome(op)


def test_what_lies_at_no_enterprise_is_looked_at_again_by_its_area(
    app: Flask, phone: MakePhone, district: World
) -> None:
    settle(district)
    cover, cable = (closed_outside(district, "第一网格", said) for said in ("窨井盖缺失", "电缆拖地"))
    with clock.moved(timedelta(days=10)):
        assert looking_back.make_look_backs() == 1, "one visit to the grid"
        assert looking_back.make_look_backs() == 0
        town, grid, stranger, boss = phone("town1"), phone("grid1"), phone("town2"), phone("manager1")
        for each in (town, grid, stranger, boss):
            each.pull()
        ((plan, told),) = plans_of(town).items()
        area = district.areas["第一网格"]
        assert (told["area_id"], told.get("enterprise_id"), told["hazards"]) == (area, None, sorted([cover, cable]))
        assert [one["name"] for one in told["inspectors"]] == ["town1"] and told["due_date"] == makers.in_days(7)
        assert plan in plans_of(grid) and not plans_of(stranger) and not plans_of(boss)
        notice = next(each for each in town.of("notice").values() if each["kind"] == "plan_assigned")
        assert notice["title"] == "安排您检查：第一网格"

        wrong = town.set(plan, type_="plan", inspectors=[{"id": district.people["town2"]}])
        town.sync()
        assert town.outcome(wrong) == "invalid", "no enterprise lets a stranger in there"
        photo = town.photo(cover, "site")
        town.act(plan, "look", type_="plan", hazard=cover, outcome="kept", photos=[photo])
        again = town.report(area=area, description="又拖在地上", recurs_of=cable)
        town.act(plan, "look", type_="plan", hazard=cable, outcome="recurred", found=again)
        town.sync()
        assert data(town, plan)["state"] == "done" and data(town, again)["recurs_of"] == cable
        grid.pull()
        lines = {line["kind"]: line for line in data(grid, cover)["history"]}
        assert (lines["looked_back"]["outcome"], lines["looked_back"]["photos"]) == ("kept", [photo])
        told = next(each for each in grid.of("notice").values() if each["kind"] == "looked_back")
        assert (told["title"], told["body"]) == ("回头看：第一网格", "保持良好 1 处，又出现 1 处。")


def test_an_office_sends_to_an_area_only_to_look_again(phone: MakePhone, district: World) -> None:
    town = phone("town1")
    town.pull()
    cover = closed_outside(district, "第一网格", "窨井盖缺失")
    town.pull()
    said = {"due_date": makers.in_days(5), "way": "look_back", "hazards": [cover]}
    areas = district.areas

    def made(**more: Any) -> str:
        plan = makers.new_id()
        op = town.write("plan", plan, "create", data=said | more)
        town.sync()
        return town.outcome(op)

    assert made(area_id=areas["北高镇"]) == "applied", "the grid lies in the town"
    assert made(area_id=areas["黄石镇"]) == "not_permitted", "another town"
    assert made(area_id=areas["第二网格"]) == "invalid", "it does not lie there"
    assert made(area_id=areas["第一网格"], way="planned") == "invalid"
    assert made(area_id=areas["第一网格"], hazards=[]) == "invalid"
    assert made() == made(area_id=areas["第一网格"], enterprise_id=district.enterprises["宏岭鞋材"]) == "invalid"


def test_where_nobody_is_found_the_nearest_office_hears_of_it_once(
    app: Flask, phone: MakePhone, district: World
) -> None:
    settle(district)
    closed(district, "宏岭鞋材", "应急灯不亮")
    closed_outside(district, "第一网格", "窨井盖缺失")
    with writing() as connection:
        gone = Post.account_id == district.people["town1"]
        connection.execute(update(Post).where(gone).values(ended_at=clock.now(), ends_on=clock.today()))
    with clock.moved(timedelta(days=10)):
        assert (looking_back.make_look_backs(), looking_back.make_look_backs()) == (2, 0)
        office, above = phone("town1b"), phone("district")
        told = []
        for each in (office, above):
            each.pull()
            told.append([one for one in each.of("notice").values() if one["kind"] == "look_back_unnamed"])
        assert {one["title"] for one in told[0]} == {"回头看没有人去：宏岭鞋材", "回头看没有人去：第一网格"}
        assert told[1] == [], "the town is nearer"
        assert not any("town1" in f"{one['title']}{one['body']}" for one in told[0]), "it names nobody"
        plan = told[0][0]["about_id"]
        office.set(plan, type_="plan", inspectors=[{"id": district.people["town1b"]}])
        office.sync()
        assert [one["name"] for one in data(office, plan)["inspectors"]] == ["town1b"]


def test_a_run_that_breaks_off_or_meets_another_makes_each_visit_once(
    app: Flask, district: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(district)
    closed(district, "宏岭鞋材", "通道堆料")
    closed(district, "顺昌五金", "防护罩缺失")
    monkeypatch.setattr(looking_back, "_AT_ONCE", 1)
    with clock.moved(timedelta(days=12)):
        with monkeypatch.context() as killing:
            make, made = looking_back.operations.make, []

            def killed(*args: Any) -> Any:
                made.append(make(*args))
                if len(made) == 2:
                    raise SystemExit(9)  # after the second plan was worked out, before it is on disk
                return made[-1]

            killing.setattr(looking_back.operations, "make", killed)
            with pytest.raises(SystemExit):
                looking_back.make_look_backs()
        assert len(every_plan()) == 1

        def run(_: int) -> int:
            with app.app_context():
                return looking_back.make_look_backs()

        with ThreadPoolExecutor(2) as two:
            assert sum(two.map(run, range(2))) == 1
        assert len({row["enterprise_id"] for row in every_plan()}) == len(every_plan()) == 2


def every_plan() -> list[dict[str, Any]]:
    with writing() as connection:
        return [dict(row) for row in connection.execute(select(Plan.__table__)).mappings()]


def test_of_two_who_look_the_one_who_saw_it_again_is_believed_and_a_late_word_is_taken(
    app: Flask, phone: MakePhone, district: World
) -> None:
    settle(district, general=None)
    lamp = closed(district, "宏岭鞋材", "应急灯不亮")
    with clock.moved(timedelta(days=20)):
        assert looking_back.make_look_backs() == 0, "none is none"
    office, guest, town = phone("district"), phone("town2"), phone("town1")
    plan = assign(office, district.enterprises["宏岭鞋材"], [district.people["town2"]], "look_back", hazard_id=lamp)
    office.sync()
    guest.pull()
    town.pull()
    assert lamp in guest.records, "whoever is sent sees what he is to look at"
    guest.act(plan, "look", type_="plan", hazard=lamp, outcome="kept")
    town.act(plan, "look", type_="plan", hazard=lamp, outcome="recurred", note="又坏了")
    guest.sync()
    town.sync()
    assert lamp not in guest.records, "it is done, and he has nothing left to do there"
    assert data(town, plan)["state"] == "done"
    assert look_back.outcome(data(town, plan)["looked"], lamp) == "recurred"


def test_an_administrator_says_it_for_his_area_and_nobody_else(phone: MakePhone, district: World) -> None:
    admin, town, area = phone("admin"), phone("town1"), district.areas["北高镇"]
    said = {"general": 20, "major": 10, "valid_from": clock.today().isoformat(), "certainty": "local", "source": "镇里"}
    answer = admin.call("PUT", f"/look-back-settings/{area}", json=said)
    assert answer.status_code == 200, answer.json
    assert admin.call("PUT", f"/look-back-settings/{area}", json=said | {"major": 5}).status_code == 200
    assert town.call("PUT", f"/look-back-settings/{area}", json=said).status_code == 403
    assert admin.call("PUT", f"/look-back-settings/{area}", json=said | {"valid_from": "2020-01-01"}).status_code == 422
    told = town.call("GET", "/look-back-settings").json
    assert [(one["major"], one["general"], one["major_suspected"]) for one in told["items"]] == [(5, 20, None)]
    assert told["default"] == dict(look_back.DEFAULT)
    assert phone("manager1").call("GET", "/look-back-settings").status_code == 403
