"""A walkthrough is assigned, walked, and so the plan is done; and nobody hears of it who should not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from server import clock
from server.db import writing
from server.people.models import Post
from server.permissions import machine
from server.places import operations as places
from server.plans import guests
from server.sync.work import working
from tests.phone import Phone, new_id
from tests.walkthroughs import walk
from tests.world import World

MakePhone = Callable[..., Phone]


@pytest.fixture
def firm(district: World) -> str:
    return district.enterprises["宏岭鞋材"]


def assign(phone: Phone, enterprise: str, whom: list[str], way: str = "planned", **data: Any) -> str:
    """What a phone sends when its person assigns a walkthrough; returns the plan's id."""
    record = new_id()
    said = {"enterprise_id": enterprise, "inspectors": [{"id": each} for each in whom], "way": way}
    phone.write("plan", record, "create", data={**said, "due_date": "2099-12-01", **data})
    return record


def data(phone: Phone, record: str) -> dict[str, Any]:
    return phone.records[record]["data"]


def walked(phone: Phone, firm: str, checklist: str, **said: Any) -> str:
    record = walk.begin(phone, firm, checklist, **said)
    for item in ("S1", "S2", "S3"):
        walk.answer(phone, record, item)
    phone.act(record, "finish", type_="walkthrough")
    phone.sync()
    assert data(phone, record)["state"] == "finished"
    return record


def test_a_plan_is_told_walked_done_and_open_again_when_that_was_withdrawn(
    phone: MakePhone, district: World, firm: str, checklist: str
) -> None:
    town, grid = phone("town1"), phone("grid1")
    plan = assign(town, firm, [district.people["grid1"]], checklist_id=checklist, note="重点看通道")
    town.sync()
    assert data(town, plan)["actions"] == ["cancel"]

    grid.pull()
    notices = [each["data"] for each in grid.records.values() if each["type"] == "notice"]
    assert [(each["kind"], each["about_id"], each["title"]) for each in notices] == [
        ("plan_assigned", plan, "安排您检查：宏岭鞋材")
    ]
    assert data(grid, plan)["inspectors"] == [{"id": district.people["grid1"], "name": "grid1"}]

    record = walked(grid, firm, checklist, plan_id=plan)
    assert (data(grid, plan)["state"], data(grid, plan)["walkthrough_id"]) == ("done", record)

    grid.act(record, "withdraw", type_="walkthrough", reason="走错厂了")
    grid.sync()
    assert data(grid, plan)["state"] == "open" and "walkthrough_id" not in data(grid, plan)

    town.pull()
    late = town.act(plan, "cancel", type_="plan", reason="已由区里检查")
    town.sync()
    grid.pull()
    assert walk.told(town, late) == ("applied", None)
    assert (data(grid, plan)["state"], data(grid, plan)["cancelled_because"]) == ("cancelled", "已由区里检查")


def test_others_go_on_other_days_and_everybody_concerned_hears_why(
    phone: MakePhone, district: World, firm: str
) -> None:
    town, stays, leaves, comes = (phone(each) for each in ("town1", "grid1", "town2", "expert1"))
    who = district.people
    plan = assign(town, firm, [who["grid1"], who["town2"]], "joint", starts_on="2099-11-01")
    town.sync()
    leaves.pull()
    assert firm in leaves.records
    said = {"changed_because": "冷库要请专家看", "due_date": "2099-12-20", "starts_on": "2099-12-10"}
    town.set(plan, type_="plan", inspectors=[{"id": who["grid1"]}, {"id": who["expert1"]}], **said)
    town.sync()
    told = {}
    for each in (stays, leaves, comes):
        each.pull()
        told[each] = sorted(one["data"]["kind"] for one in each.records.values() if one["type"] == "notice")
        bodies = [one["data"]["body"] for one in each.records.values() if one["type"] == "notice"]
        assert each is comes or any("冷库要请专家看" in body for body in bodies)
    assert told == {
        stays: ["plan_assigned", "plan_moved"], leaves: ["plan_assigned", "plan_cancelled"], comes: ["plan_assigned"]
    }  # fmt: skip
    assert firm not in leaves.records
    assert [one["name"] for one in data(comes, plan)["inspectors"]] == ["grid1", "expert1"]

    wrong = town.set(plan, type_="plan", starts_on="2099-12-30")
    town.sync()
    assert walk.told(town, wrong) == ("rejected", "invalid"), "it would begin after its last day"


@pytest.mark.parametrize(
    ("way", "known"), [("planned", "afterwards"), ("unannounced", "never"), ("self_check", "at once")]
)
def test_the_enterprise_hears_of_it_when_it_may(
    phone: MakePhone, district: World, firm: str, checklist: str, way: str, known: str
) -> None:
    town, boss, worker = phone("town1"), phone("principal1"), phone("grid1")
    who = boss if way == "self_check" else worker
    name = "principal1" if way == "self_check" else "grid1"
    plan = assign(town, firm, [district.people[name]], way)
    town.sync()
    boss.pull()
    assert (plan in boss.records) == (known == "at once")

    who.pull()
    walked(who, firm, checklist, plan_id=plan)
    boss.pull()
    assert data(who, plan)["state"] == "done"
    assert (plan in boss.records) == (known != "never")


def test_whoever_comes_from_another_town_sees_the_enterprise_until_it_is_signed(
    phone: MakePhone, district: World, firm: str, checklist: str
) -> None:
    district_office, guest = phone("district"), phone("town2")
    guest.pull()
    assert firm not in guest.records
    plan = assign(district_office, firm, [district.people["town2"]], "cross_area")
    district_office.sync()

    guest.pull()
    assert data(guest, firm)["name"] == "宏岭鞋材" and data(guest, plan)["way"] == "cross_area"
    record = walked(guest, firm, checklist, plan_id=plan)
    assert firm in guest.records, "he has yet to show and sign what he found"

    for role in ("inspector", "enterprise"):
        walk.sign(guest, record, role, "town2")
    guest.sync()
    assert data(guest, record)["state"] == "signed"
    guest.pull()
    assert firm not in guest.records and record in guest.records


def test_who_is_a_guest_follows_the_enterprise_and_the_posts(phone: MakePhone, district: World, firm: str) -> None:
    office, guest, worker = phone("district"), phone("town2"), phone("grid1")
    assign(office, firm, [district.people[each] for each in ("town2", "grid1")], "joint")
    office.sync()
    for each in (guest, worker):
        each.pull()
        assert firm in each.records
    assert guests_of(firm) == [district.people["town2"]]

    with working() as work:
        places.change_enterprise(work, firm, {"area_id": district.areas["黄石镇"]}, seen=None, by=machine())
    worker.pull()
    assert firm in worker.records and guests_of(firm) == [district.people["grid1"]], "who was at home is a guest now"
    with working() as work:
        places.change_enterprise(work, firm, {"area_id": district.areas["第一网格"]}, seen=None, by=machine())
    with working() as work:
        area = {"parent": district.areas["黄石镇"]}
        places.change_area(work, district.areas["第一网格"], area, seen=None, by=machine())
    assert guests_of(firm) is None, "with its grid it came to the town of the one, and the other kept it"

    with writing() as connection:
        his = (Post.account_id == district.people["grid1"],)
        connection.execute(update(Post).where(*his).values(ended_at=clock.now()))
    worker.pull()
    assert firm not in worker.records
    assert (guests.follow_posts(), guests.follow_posts()) == (1, 0)
    worker.pull()
    assert firm in worker.records, "his post is over, and he is still sent there"


def guests_of(firm: str) -> list[str] | None:
    with working() as work:
        row = work.get("enterprise", firm)
        assert row is not None
        return row["guests"]


def test_whoever_was_sent_does_not_write_into_the_enterprise_s_own_check(
    phone: MakePhone, district: World, firm: str, checklist: str
) -> None:
    office, boss, guest = phone("district"), phone("principal1"), phone("town2")
    assign(office, firm, [district.people["town2"]], "cross_area")
    office.sync()
    boss.pull()
    own = walk.begin(boss, firm, checklist)
    boss.sync()
    guest.pull()
    answer = walk.answer(guest, own, "S1", "fail")
    guest.sync()
    boss.pull()
    assert answer not in boss.records and all(one["name"] != "town2" for one in data(boss, own)["inspectors"])


def test_only_those_who_look_after_the_place_assign_and_only_people_who_check(
    phone: MakePhone, district: World, firm: str
) -> None:
    people = district.people
    tries = [
        ("grid1", [people["grid1"]], "planned", "not_permitted"),
        ("town2", [people["town2"]], "planned", "not_found"),
        ("principal1", [people["principal1"]], "planned", "not_permitted"),
        ("principal1", [people["principal1"]], "self_check", None),
        ("town1", [people["manager2"]], "planned", "invalid"),
        ("town1", [people["manager2"]], "self_check", "invalid"),
    ]
    for login, whom, way, code in tries:
        who = phone(login)
        assign(who, firm, whom, way)
        op = who.outbox[-1]["id"]
        who.sync()
        assert walk.told(who, op) == ("rejected" if code else "applied", code), (login, way)


def test_a_principal_says_who_goes_along_on_his_own_check(phone: MakePhone, district: World, checklist: str) -> None:
    firm = district.enterprises["宏岭鞋材"]
    boss, manager, town, other = (phone(who) for who in ("principal1", "manager1", "town1", "manager2"))
    told = boss.call("GET", "/plans/inspectors").json["items"]
    assert [(one["name"], one["role"], one["enterprise"]) for one in told] == [
        ("manager1", "manager", firm), ("principal1", "principal", firm),
    ]  # fmt: skip
    assert phone("employee1").call("GET", "/plans/inspectors").status_code == 403
    assert all(one.get("enterprise") is None for one in town.call("GET", "/plans/inspectors").json["items"])

    plan = assign(boss, firm, [district.people["principal1"]], "self_check")
    boss.sync()
    both = [{"id": district.people[who]} for who in ("principal1", "manager1")]
    boss.set(plan, type_="plan", inspectors=both)
    wrong = boss.set(plan, type_="plan", inspectors=[{"id": district.people["manager2"]}])
    boss.sync()
    assert boss.outcome(wrong) == "invalid", "of another enterprise"
    manager.pull()
    assert [one["name"] for one in data(manager, plan)["inspectors"]] == ["principal1", "manager1"]

    walk = new_id()
    begun = {"enterprise_id": firm, "checklist_id": checklist, "plan_id": plan}
    boss.write("walkthrough", walk, "create", data=begun)
    boss.sync()
    was = data(boss, walk)["inspectors"]
    boss.set(walk, type_="walkthrough", inspectors=(was, [*was, both[1], {"name": "车间主任老陈"}]))
    boss.sync()
    assert [one["name"] for one in data(boss, walk)["inspectors"]] == ["principal1", "manager1", "车间主任老陈"]
    taken = other.set(walk, type_="walkthrough", seen=1, inspectors=(was, []))
    other.sync()
    assert other.outcome(taken) == "not_found"
    was = data(boss, walk)["inspectors"]
    boss.set(walk, type_="walkthrough", inspectors=(was, was[2:]))
    boss.sync()
    assert [one["name"] for one in data(boss, walk)["inspectors"]] == ["principal1", "车间主任老陈"], "he leads"
