"""Laws of how often a place is walked: which rule counts, and when it is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server import clock
from server.db import writing
from server.permissions import machine
from server.places import operations as places
from server.plans import frequency, making, ruling
from server.plans.models import Plan
from server.sync.work import working
from tests.phone import Phone
from tests.plans.test_plans import data, walked
from tests.world import World

MakePhone = Callable[..., Phone]
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31)).map(date.isoformat)
PATH = ["grid", "town", "county"]


def rule(area: str, every: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{area}-{every}", "area_id": area, "grade": "orange", "sector": None, "checklist_id": None,
        "way": "planned", "every": every, "unit": "months", "valid_from": "2026-01-01", "valid_until": None,
    } | more  # fmt: skip


def every(rules: list[dict[str, Any]], day: str = "2026-06-01", **where: Any) -> list[int]:
    said = {"path": PATH, "grade": "orange", "sector": "textile"} | where
    return sorted(one["every"] for one in frequency.counting(rules, day=day, **said))


def test_the_nearest_area_counts_and_in_one_area_the_one_that_names_the_sector() -> None:
    county, town, sector = rule("county", 6), rule("town", 3), rule("county", 1, sector="textile")
    assert every([county, town]) == [3]
    assert every([county, sector]) == [1] and every([county, sector], sector=None) == [6]
    assert every([sector, town]) == [3], "the town may say otherwise for everybody"
    assert every([county], path=["elsewhere"]) == [] == every([county], grade="blue")
    assert every([county, rule("county", 2, way="self_check")]) == [2, 6], "its own checks are another matter"


@given(DAYS, DAYS, DAYS)
def test_a_rule_counts_from_its_first_to_its_last_day(first: str, last: str, day: str) -> None:
    counts = frequency.counting([rule("town", 3, valid_from=first, valid_until=last)], PATH, "orange", None, day)
    assert bool(counts) == (first <= day <= last)


@given(DAYS, st.integers(1, 60))
def test_after_so_many_months_is_the_same_day_or_the_last_of_its_month(since: str, months: int) -> None:
    was, due = date.fromisoformat(since), date.fromisoformat(frequency.due_after(since, months, "months"))
    assert due.year * 12 + due.month == was.year * 12 + was.month + months
    assert due.day == was.day or (due.day < was.day and (due + timedelta(days=1)).day == 1)


def test_what_is_due_is_made_once_moved_by_another_grade_and_follows_the_last_visit(
    app: Flask, phone: MakePhone, district: World, checklist: str
) -> None:
    firm, area = district.enterprises["宏岭鞋材"], district.areas["荔城区"]
    today = clock.today()
    soon = (today + timedelta(days=31)).isoformat()

    def said(grade: str, months: int, way: str = "planned") -> None:
        with working() as work:
            values = {"area_id": area, "grade": grade, "way": way, "every": months, "unit": "months"}
            values |= {"valid_from": today.isoformat(), "certainty": "local"}
            ruling.set_rule(work, values, by=machine())

    def grade(which: str) -> None:
        with working() as work:
            places.change_enterprise(work, firm, {"risk_grade": which}, seen=None, by=machine())

    def open_plans() -> list[tuple[str, str, list[str]]]:
        with writing() as connection:
            rows = connection.execute(select(Plan.__table__).where(Plan.__table__.c.state == "open")).mappings()
            return [(row["way"], row["due_date"], [one["name"] for one in row["inspectors"]]) for row in rows]

    said("orange", 1)
    said("red", 6)
    said("orange", 1, "self_check")
    grade("orange")
    month = frequency.due_after(today.isoformat(), 1, "months")
    assert making.make_due(soon) == {"made": 2, "moved": 0}
    assert making.make_due(soon) == {"made": 0, "moved": 0}, "a second time makes nothing twice"
    assert sorted(open_plans()) == [("planned", month, ["grid1"]), ("self_check", month, ["principal1"])]

    grade("red")
    assert making.make_due(soon) == {"made": 0, "moved": 1}
    half = frequency.due_after(today.isoformat(), 6, "months")
    assert ("planned", half, ["grid1"]) in open_plans()

    grid = phone("grid1")
    grid.pull()
    plans = {key: each["data"] for key, each in grid.records.items() if each["type"] == "plan"}
    plan = next(key for key, each in plans.items() if each["way"] == "planned")
    walked(grid, firm, checklist, plan_id=plan)
    assert data(grid, plan)["state"] == "done"
    assert making.make_due(half)["made"] == 1, "the next one follows the visit of today"


def test_no_hand_keeps_what_is_due_from_being_made(app: Flask, phone: MakePhone, district: World) -> None:
    firm, today = district.enterprises["宏岭鞋材"], clock.today().isoformat()
    soon = (clock.today() + timedelta(days=31)).isoformat()
    with working() as work:
        values = {"area_id": district.areas["荔城区"], "grade": "orange", "way": "planned", "every": 1}
        values |= {"unit": "months", "valid_from": today, "certainty": "local"}
        ruling.set_rule(work, values, by=machine())
        places.change_enterprise(work, firm, {"risk_grade": "orange"}, seen=None, by=machine())

    boss, town = phone("principal1"), phone("town1")
    boss.pull()
    squatted = frequency.plan_id(firm, False, None, today, 0)
    said = {"enterprise_id": firm, "way": "self_check", "inspectors": [], "due_date": "2150-01-01"}
    boss.write("plan", squatted, "create", data=said)
    boss.sync()
    boss.act(squatted, "cancel", type_="plan", reason="占住")
    boss.sync()
    assert making.make_due(soon)["made"] == 1, "an id that was worked out and taken is passed over"

    town.pull()
    plans = {key: each["data"] for key, each in town.records.items() if each["type"] == "plan"}
    made = next(key for key, each in plans.items() if each["way"] == "planned")
    town.set(made, type_="plan", due_date=today)
    town.sync()
    town.act(made, "cancel", type_="plan", reason="改期")
    town.sync()
    assert data(town, made)["state"] == "cancelled"
    assert making.make_due(soon)["made"] == 1, "called off on the very day it counts from, it comes again and ends"


def test_a_new_rule_ends_the_old_one_and_the_past_stays(phone: MakePhone, district: World) -> None:
    town, grid = phone("town1"), phone("grid1")
    today = clock.today()
    values = {
        "area_id": district.areas["北高镇"], "grade": "red", "way": "planned", "every": 3, "unit": "months",
        "valid_from": today.isoformat(), "certainty": "proposal", "source": "镇里商定",
    }  # fmt: skip
    first = town.call("POST", "/plan-rules", json=values)
    assert first.status_code == 201, first.json
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert town.call("POST", "/plan-rules", json={**values, "every": 1, "valid_from": tomorrow}).status_code == 201
    assert town.call("POST", "/plan-rules", json={**values, "valid_from": "2020-01-01"}).status_code == 422

    told = grid.call("GET", "/plan-rules").json["items"]
    assert [(one["every"], one["valid_until"]) for one in told] == [(1, None), (3, today.isoformat())]
    assert grid.call("POST", "/plan-rules", json=values).status_code == 403
    assert phone("manager1").call("GET", "/plan-rules").status_code == 403
    assert phone("town2").call("POST", "/plan-rules", json=values).status_code == 403, "another town's"

    later, last = ((today + timedelta(days=days)).isoformat() for days in (40, 90))
    two = {"every": 2, "valid_from": later, "valid_until": last}
    coming = town.call("POST", "/plan-rules", json={**values, **two}).json
    assert grid.call("DELETE", f"/plan-rules/{coming['id']}").status_code == 403
    other = town.call("POST", "/plan-rules", json={**values, "every": 6, "valid_from": last}).json
    assert town.call("DELETE", f"/plan-rules/{coming['id']}").status_code == 422, "another follows it"
    for _ in range(2):
        assert town.call("DELETE", f"/plan-rules/{other['id']}").status_code == 200
    until = {one["every"]: one["valid_until"] for one in town.call("GET", "/plan-rules").json["items"]}
    assert until[2] == last and until[1] < later, "the one before ends where it was to end"
    assert town.call("DELETE", f"/plan-rules/{coming['id']}").status_code == 200
    told = town.call("GET", "/plan-rules").json["items"]
    assert [one["every"] for one in told if frequency.valid_on(one, later)] == [1], "as if it had never been said"
    assert town.call("DELETE", f"/plan-rules/{first.json['id']}").status_code == 422, "it holds today"
    assert town.call("POST", "/plan-rules", json={**values, "every": 9, "valid_from": later}).status_code == 201

    names = [one["name"] for one in town.call("GET", "/plans/inspectors").json["items"]]
    assert {"grid1", "town2", "expert1"} <= set(names) and "manager1" not in names
