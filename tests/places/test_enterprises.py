"""Enterprises: who sees how much of them, who may change them, and what a change carries along."""

import pytest

from server import clock

CODE, OTHER_CODE = "91350100M000100Y43", "91330100716105852F"


def test_an_enterprise_is_found_by_page_word_area_and_kind(phone, district):
    town = phone("town1")

    def names(**asked):
        return {one["name"] for one in town.call("GET", "/enterprises", query_string=asked).json["items"]}

    assert names() == {"宏岭鞋材", "顺昌五金", "北湖冷冻"}
    assert names(q="鞋") == {"宏岭鞋材"}
    assert names(area=district.areas["第二网格"]) == {"北湖冷冻"}
    assert names(area=district.areas["黄石镇"]) == set()
    assert names(sector="light_industry", state="open") == {"宏岭鞋材", "顺昌五金", "北湖冷冻"}
    assert names(risk_grade="red") == set()


def test_the_list_is_complete_whatever_the_size_of_a_page(phone, district):
    everything, cursor = [], None
    admin = phone("admin")
    while True:
        asked = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = admin.call("GET", "/enterprises", query_string=asked).json
        everything += [one["name"] for one in page["items"]]
        if (cursor := page["cursor"]) is None:
            break

    assert sorted(everything) == sorted(["宏岭鞋材", "顺昌五金", "北湖冷冻", "荔新木业"])


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "WyJhIiwieyJdXQ", "WyJcdTAwMDAiLCJhIl0", "é"])
def test_a_cursor_nobody_made_is_refused(phone, district, cursor):
    answer = phone("admin").call("GET", "/enterprises", query_string={"cursor": cursor})

    assert (answer.status_code, answer.json["errors"]) == (422, {"cursor": ["unreadable"]})


def test_what_lies_outside_ones_sight_does_not_exist(phone, district):
    wood = district.enterprises["荔新木业"]

    assert phone("town1").call("GET", f"/enterprises/{wood}").status_code == 404
    assert phone("town1").call("PATCH", f"/enterprises/{wood}", json={"name": "x", "seen": 1}).status_code == 404
    assert phone("manager1").call("GET", f"/enterprises/{wood}").status_code == 404


def test_employees_learn_where_they_work_and_nothing_about_people(phone, district):
    shoes = district.enterprises["宏岭鞋材"]
    phone("town1").call(
        "PATCH", f"/enterprises/{shoes}",
        json={"seen": 1, "principal": {"name": "林美珍", "phone": "0594-0000001"}, "risk_grade": "yellow"},
    )  # fmt: skip
    employee, manager = phone("employee1"), phone("manager1")
    employee.pull(), manager.pull()

    assert set(employee.sees(shoes)) == {
        "name", "area", "sector", "lat", "lon", "address", "host_enterprise_id", "state",
    }  # fmt: skip
    assert manager.sees(shoes)["principal"] == {"name": "林美珍", "phone": "0594-0000001"}
    by_rest = employee.call("GET", f"/enterprises/{shoes}").json
    assert by_rest.get("principal") is None
    assert employee.call("GET", f"/enterprises/{shoes}/history").status_code == 404


@pytest.mark.parametrize(
    ("login", "may"),
    [
        ("admin", True), ("district", True), ("town1", True), ("town2", False), ("grid1", False), ("expert1", False),
        ("principal1", False), ("manager1", False), ("employee1", False),
    ],
)  # fmt: skip
def test_who_may_change_an_enterprise_of_the_first_town(phone, district, login, may):
    shoes = district.enterprises["宏岭鞋材"]
    answer = phone(login).call("PATCH", f"/enterprises/{shoes}", json={"state": "stopped", "seen": 1})

    expected = 200 if may else 404 if login == "town2" else 403
    assert answer.status_code == expected
    new = phone(login).call(
        "POST", "/enterprises", json={"name": "新厂", "area": district.areas["第一网格"], "uscc": CODE}
    )
    assert new.status_code == (201 if may else 403)


def test_phones_cannot_write_places(phone, district):
    admin = phone("admin")
    admin.pull()
    renamed = admin.set(district.enterprises["宏岭鞋材"], "enterprise", name="别的名字")
    made = admin.write("area", district.areas["北高镇"], "delete", seen=1)
    admin.push()

    assert admin.results[renamed]["status"] == admin.results[made]["status"] == "rejected"
    assert admin.call("GET", f"/enterprises/{district.enterprises['宏岭鞋材']}").json["name"] == "宏岭鞋材"


def test_moving_an_enterprise_needs_both_areas_and_takes_its_hazards(phone, district):
    shoes = district.enterprises["宏岭鞋材"]
    grid1, town2 = phone("grid1"), phone("town2")
    hazard = grid1.report(enterprise_id=shoes)
    photo = grid1.photo(hazard)
    grid1.sync(), town2.sync()
    move = {"area": district.areas["第三网格"], "seen": 1}

    assert phone("town1").call("PATCH", f"/enterprises/{shoes}", json=move).status_code == 403
    moved = phone("district").call("PATCH", f"/enterprises/{shoes}", json=move)
    grid1.sync(), town2.sync()

    assert (moved.status_code, moved.json["area"]) == (200, district.areas["第三网格"])
    assert {shoes, hazard, photo} <= set(town2.records)
    assert shoes not in grid1.records


def test_a_landlord_sees_his_tenant_but_not_who_is_behind_it(phone, district):
    tenant, landlord = district.enterprises["顺昌五金"], district.enterprises["宏岭鞋材"]
    phone("town1").call(
        "PATCH", f"/enterprises/{tenant}",
        json={"seen": 1, "host_enterprise_id": landlord, "actual_controller": {"name": "吴志远"},
              "principal": {"name": "郑国强"}},
    )  # fmt: skip
    manager = phone("manager1")
    manager.pull()

    assert manager.sees(tenant)["principal"] == {"name": "郑国强"}
    assert "actual_controller" not in manager.sees(tenant)
    assert phone("manager2").call("GET", f"/enterprises/{tenant}").json["actual_controller"]["name"] == "吴志远"


def test_nobody_is_his_own_tenant(phone, district):
    town, one, other = phone("town1"), district.enterprises["顺昌五金"], district.enterprises["宏岭鞋材"]

    def let(tenant, landlord):
        answer = town.call(
            "PATCH", f"/enterprises/{tenant}", json={"host_enterprise_id": landlord},
            headers={"If-Match": town.call("GET", f"/enterprises/{tenant}").headers["ETag"]},
        )  # fmt: skip
        return answer.json.get("errors", {}).get("host_enterprise_id")

    assert let(one, one) == ["circle"]
    assert let(one, other) is None
    assert let(other, one) == ["circle"]
    assert let(one, district.enterprises["荔新木业"]) == ["no_such_enterprise"]


def test_one_credit_code_is_one_enterprise(phone, district):
    town, grid = phone("town1"), district.areas["第一网格"]
    first = town.call("POST", "/enterprises", json={"name": "甲", "area": grid, "uscc": CODE.lower()})
    second = town.call("POST", "/enterprises", json={"name": "乙", "area": grid, "uscc": CODE})

    assert first.json["uscc"] == CODE
    assert second.json["errors"] == {"uscc": ["uscc_taken"]}
    freed = town.call("PATCH", f"/enterprises/{first.json['id']}", json={"uscc": None, "seen": 1})
    assert freed.status_code == 200
    assert town.call("POST", "/enterprises", json={"name": "乙", "area": grid, "uscc": CODE}).status_code == 201


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"name": None}, "name", ["required"]),
        ({"name": 5}, "name", ["wrong_type"]),
        ({"uscc": "91350100M000100Y44"}, "uscc", ["uscc_check"]),
        ({"uscc": "9135"}, "uscc", ["uscc_length"]),
        ({"sector": "mining"}, "sector", ["unknown_code"]),
        ({"risk_grade": "major"}, "risk_grade", ["unknown_code"]),
        ({"lat": 91}, "lat", ["out_of_range"]),
        ({"lat": "25.4"}, "lat", ["wrong_type"]),
        ({"lat": 25.4}, "lat", ["position_half"]),
        ({"staff_count": 1.5}, "staff_count", ["wrong_type"]),
        ({"staff_count": True}, "staff_count", ["wrong_type"]),
        ({"risk_graded_on": "2026-02-30"}, "risk_graded_on", ["no_such_day"]),
        ({"traits": {"dust_explosion": "yes"}}, "traits", {"dust_explosion": ["not_yes_no"]}),
        ({"traits": {"dust_headcount": -1}}, "traits", {"dust_headcount": ["not_a_count"]}),
        ({"traits": {"dust_kind": "sugar"}}, "traits", {"dust_kind": ["unknown_code"]}),
        ({"traits": {"haunted": True}}, "traits", {"haunted": ["unknown_code"]}),
        ({"principal": {"phone": "1"}}, "principal", {"name": ["required"]}),
        ({"area": "somewhere"}, "area", ["not_an_id"]),
    ],
)  # fmt: skip
def test_an_entry_that_is_wrong_is_named(phone, district, said, field, why):
    answer = phone("town1").call(
        "POST", "/enterprises", json={"name": "新厂", "area": district.areas["第一网格"]} | said
    )

    assert (answer.status_code, answer.json["errors"].get(field)) == (422, why)


def test_traits_are_laid_over_the_known_ones_and_null_takes_one_away(phone, district):
    town, shoes = phone("town1"), district.enterprises["宏岭鞋材"]

    def put(version, **traits):
        return town.call("PATCH", f"/enterprises/{shoes}", json={"seen": version, "traits": traits}).json["traits"]

    assert put(1, dust_explosion=True, dust_headcount=24) == {"dust_explosion": True, "dust_headcount": 24}
    assert put(2, dust_headcount=0) == {"dust_explosion": True, "dust_headcount": 0}
    assert put(3, dust_explosion=None) == {"dust_headcount": 0}


def test_a_grade_is_of_the_day_it_was_given_unless_another_is_named(phone, district):
    town, shoes = phone("town1"), district.enterprises["宏岭鞋材"]

    def grade(version, **said):
        told = town.call("PATCH", f"/enterprises/{shoes}", json={"seen": version, **said}).json
        return told["risk_grade"], told["risk_graded_on"]

    assert grade(1, risk_grade="red") == ("red", clock.today().isoformat())
    assert grade(2, risk_grade="orange", risk_graded_on="2026-03-01") == ("orange", "2026-03-01")
    assert grade(3, risk_grade="yellow", risk_graded_on="2026-03-01") == ("yellow", "2026-03-01")
    assert grade(4, risk_grade=None) == (None, None)


def test_history_says_who_changed_what_from_what(phone, district):
    town, shoes = phone("town1"), district.enterprises["宏岭鞋材"]
    said = {"seen": 1, "state": "stopped", "area": district.areas["第二网格"]}
    town.call("PATCH", f"/enterprises/{shoes}", json=said)

    lines = town.call("GET", f"/enterprises/{shoes}/history").json["items"]

    assert [line["kind"] for line in lines] == ["create", "set"]
    assert lines[1]["by"]["name"] == "town1"
    assert lines[1]["changes"]["state"] == {"was": "open", "now": "stopped"}
    assert lines[1]["changes"]["area"]["now"] == district.areas["第二网格"]
    assert (lines[1]["from"], lines[1]["to"]) == ("open", "stopped")


def test_two_offices_at_once_do_not_overwrite_each_other(phone, district):
    shoes = district.enterprises["宏岭鞋材"]
    first = phone("town1").call("PATCH", f"/enterprises/{shoes}", json={"seen": 1, "address": "工业路 1 号"})
    second = phone("district").call("PATCH", f"/enterprises/{shoes}", json={"seen": 1, "address": "工业路 2 号"})

    assert (first.status_code, second.status_code, second.json["code"]) == (200, 409, "changed_meanwhile")
    assert phone("district").call("GET", f"/enterprises/{shoes}").json["address"] == "工业路 1 号"


def test_the_words_come_in_two_languages(phone, district):
    words = phone("employee1").call("GET", "/taxonomy").json

    assert {"code": "dust", "zh": "粉尘涉爆", "en": "Combustible dust"}.items() <= words["categories"][12].items()
    assert [term["code"] for term in words["risk_grades"]] == ["red", "orange", "yellow", "blue"]
    for terms in words.values():
        assert all(term["zh"] and term["en"] for term in terms)
        assert len({term["code"] for term in terms}) == len(terms)
