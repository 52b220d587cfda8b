"""The tree of areas: who may change it, and what moves with an area that moves."""

import pytest

from server.db import db
from server.permissions import machine
from server.places import operations, queries
from server.places.models import Area
from server.problems import Invalid
from server.sync.work import working

NOWHERE = "00000000-0000-4000-8000-000000000000"


def test_everyone_reads_the_tree_page_by_page(phone, district):
    ann = phone("employee1")
    seen, cursor = [], None
    while True:
        page = ann.call("GET", "/areas", query_string={"limit": 2} | ({"cursor": cursor} if cursor else {})).json
        seen += [area["code"] for area in page["items"]]
        cursor = page["cursor"]
        if cursor is None:
            break

    assert seen == sorted(seen)
    assert set(seen) == {"350304", "350304101", "350304103", "350304101001", "350304103001", "350304103002"}


def test_areas_are_found_by_word_level_and_parent(phone, district):
    ann = phone("grid1")

    def names(**asked):
        return [area["name"] for area in ann.call("GET", "/areas", query_string=asked).json["items"]]

    assert names(q="北高") == ["北高镇"]
    assert names(level="town") == ["黄石镇", "北高镇"]
    assert names(parent=district.areas["北高镇"]) == ["第一网格", "第二网格"]
    assert names(q="%") == []


def test_a_code_no_database_can_keep_is_refused_by_name(phone, district):
    answer = phone("admin").call("GET", "/areas", query_string={"code": "3503\x00"})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert answer.json["errors"] == {"code": ["invalid_text"]}


def test_an_administrator_adds_a_park_with_a_code_of_its_own(phone, district):
    admin, district_ = phone("admin"), district.areas["荔城区"]
    made = admin.call(
        "POST", "/areas", json={"code": "350304-P01", "name": "新兴产业园", "parent": district_, "level": "park"}
    )

    assert made.status_code == 201
    assert made.json["version"] == 1
    admin.pull()
    assert admin.sees(made.json["id"]) == {
        "code": "350304-P01", "name": "新兴产业园", "parent": district_, "level": "park", "valid": True,
    }  # fmt: skip


@pytest.mark.parametrize("login", ["district", "town1", "grid1", "manager1", "employee1", "expert1"])
def test_nobody_else_changes_the_tree(phone, district, login):
    said = {"code": "350304-P01", "name": "园", "parent": district.areas["荔城区"], "level": "park"}
    town = district.areas["北高镇"]
    somebody = phone(login)

    assert somebody.call("POST", "/areas", json=said).json["code"] == "not_permitted"
    assert somebody.call("PATCH", f"/areas/{town}", json={"name": "x", "seen": 1}).json["code"] == "not_permitted"


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"code": "350304103", "level": "town"}, "code", "code_taken"),
        ({"code": "350304199", "level": "county"}, "level", "level_order"),
        ({"code": "350304199", "level": "hamlet"}, "level", "unknown_code"),
        ({"code": "35 04", "level": "town"}, "code", "code_form"),
        ({"code": "350304199", "level": "town", "name": "  "}, "name", "required"),
        ({"code": "350304199", "level": "town", "name": "x" * 81}, "name", "too_long"),
        ({"code": "350304199", "level": "town", "name": "一\u0000"}, "name", "invalid_text"),
        ({"code": "350304199", "level": "town", "parent": NOWHERE}, "parent", "no_such_area"),
        ({"code": "350304199", "level": "town", "colour": "red"}, "colour", "unknown_field"),
    ],
)  # fmt: skip
def test_an_area_that_does_not_fit_is_refused_by_name(phone, district, said, field, why):
    answer = phone("admin").call(
        "POST", "/areas", json={"name": "新镇", "parent": district.areas["荔城区"]} | said
    )

    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert answer.json["errors"][field] == [why]


def test_an_area_cannot_lie_within_itself(app, district):
    town, grid = district.areas["北高镇"], district.areas["第一网格"]
    with working() as work:
        operations.change_area(work, grid, {"level": "village"}, seen=None, by=machine())
    with working() as work:
        inner = operations.add_area(
            work, {"code": "g", "name": "小网格", "parent": grid, "level": "grid"}, by=machine()
        )

    for parent in (town, inner["id"]):
        with pytest.raises(Invalid) as refused, working() as work:
            operations.change_area(work, town, {"parent": parent, "level": "town"}, seen=None, by=machine())
        # Its own descendants stand lower, so either law may speak first; none lets it pass.
        assert refused.value.extra["errors"] in ({"parent": ["circle"]}, {"level": ["level_order"]})


def test_who_changed_it_first_is_not_overwritten(phone, district):
    admin, grid = phone("admin"), district.areas["第一网格"]
    first = admin.call("PATCH", f"/areas/{grid}", json={"name": "东片网格"}, headers={"If-Match": '"1"'})
    late = admin.call("PATCH", f"/areas/{grid}", json={"name": "西片网格", "seen": 1})

    assert (first.status_code, first.json["version"], first.headers["ETag"]) == (200, 2, '"2"')
    assert (late.status_code, late.json["code"], late.json["version"]) == (409, "changed_meanwhile", 2)
    assert admin.call("GET", f"/areas/{grid}").json["name"] == "东片网格"


def test_a_change_without_the_version_looked_at_is_asked_for_it(phone, district):
    answer = phone("admin").call("PATCH", f"/areas/{district.areas['第一网格']}", json={"name": "东片网格"})

    assert (answer.status_code, answer.json["code"]) == (428, "seen_missing")


def test_saying_what_is_so_already_changes_nothing(phone, district):
    grid = district.areas["第一网格"]
    answer = phone("admin").call("PATCH", f"/areas/{grid}", json={"name": "第一网格", "seen": 1})

    assert (answer.status_code, answer.json["version"]) == (200, 1)


def test_a_grid_that_moves_takes_its_enterprises_and_hazards_along(phone, district):
    """A grid goes from one town to the other: the new town sees what lies in it, the old one no more."""
    town1, town2, grid1 = phone("town1"), phone("town2"), phone("grid1")
    shoes, hardware = district.enterprises["宏岭鞋材"], district.enterprises["顺昌五金"]
    hazard = grid1.report(enterprise_id=shoes)
    photo = grid1.photo(hazard)
    in_area = grid1.report(area=district.areas["第一网格"], place="路口")
    grid1.sync(), town1.sync(), town2.sync()
    moving = {shoes, hardware, hazard, photo, in_area}
    assert moving <= set(town1.records)
    assert moving.isdisjoint(town2.records)

    answer = phone("admin").call(
        "PATCH", f"/areas/{district.areas['第一网格']}", json={"parent": district.areas["黄石镇"], "seen": 1}
    )
    assert answer.status_code == 200, answer.json
    grid1.sync(), town1.sync(), town2.sync()

    assert moving <= set(grid1.records)
    assert moving <= set(town2.records)
    assert moving.isdisjoint(town1.records)


def test_up_and_down_the_tree(app, district):
    connection = db.session.connection()
    grid, town, top = (district.areas[name] for name in ("第一网格", "北高镇", "荔城区"))

    assert queries.ancestors(connection, grid) == (grid, town, top)
    assert queries.ancestors(connection, NOWHERE) == ()
    assert queries.subtree(connection, [town]) == {town, grid, district.areas["第二网格"]}
    assert queries.area_keys(connection, town) == {f"a:{town}", f"a:{top}"}
    assert queries.paths(connection)[grid] == "荔城区 / 北高镇 / 第一网格"
    db.session.rollback()
    with working() as work:
        assert queries.ancestors(work, grid) == (grid, town, top)
        added = operations.add_area(
            work, {"code": "n", "name": "新村", "parent": town, "level": "village"}, by=machine()
        )
        assert queries.ancestors(work, added["id"]) == (added["id"], town, top)
        other = district.areas["黄石镇"]
        operations.change_area(work, grid, {"parent": other}, seen=None, by=machine())
        assert queries.ancestors(work, grid) == (grid, other, top)


def test_a_circle_in_damaged_data_ends_the_walk(app, district):
    grid, town = district.areas["第一网格"], district.areas["北高镇"]
    with working() as work:
        work.change("area", work.get("area", town), {"parent": grid})
    connection = db.session.connection()

    assert set(queries.ancestors(connection, grid)) == {grid, town}
    assert queries.subtree(connection, [grid]) >= {grid, town}
    assert len(queries.paths(connection)) == db.session.query(Area).count()
