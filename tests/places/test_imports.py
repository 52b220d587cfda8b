"""A list from an office: read however it was saved, shown with every trouble, taken once."""

import io
from datetime import timedelta

import openpyxl
import pytest
import xlsxwriter

from server import clock
from server.db import db, writing
from server.permissions import machine
from server.places import imports
from server.places.columns import HEADINGS
from server.places.distance import distance_m
from server.places.geo import Point, bd09_from_gcj02, gcj02_from_wgs84
from server.places.models import Import
from server.sync.work import working

CODE, OTHER_CODE = "91350100M000100Y43", "91330100716105852F"
HEAD = "企业名称,统一社会信用代码,所在区域,行业,坐标系,纬度,经度,出租方,主要负责人,主要负责人电话,粉尘涉爆,涉粉作业人数"


def send(phone, *lines, head=HEAD, encoding="utf-8", **form):
    """Send a CSV as an office would."""
    content = "\n".join([head, *lines]).encode(encoding)
    return phone.call(
        "POST", "/enterprises/imports", data={"file": (io.BytesIO(content), "企业名单.csv")}, query_string=form,
        content_type="multipart/form-data",
    )  # fmt: skip


def take(phone, sent):
    assert sent.status_code == 201, sent.json
    return phone.call("POST", f"/enterprises/imports/{sent.json['id']}/take")


def books(phone):
    return {one["name"]: one for one in phone.call("GET", "/enterprises", query_string={"limit": 200}).json["items"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_shown_first_and_taken_afterwards(phone, district, encoding):
    town = phone("town1")
    sent = send(town, f"新厂,{CODE},第一网格,纺织,,,,,陈建国,0594-1,是,12", encoding=encoding)

    assert sent.json["counts"] == {"new": 1, "changed": 0, "same": 0, "bad": 0}
    assert sent.json["lines"][0]["status"] == "new"
    assert sent.json["lines"][0]["line"] == 2
    assert "新厂" not in books(town)

    taken = take(town, sent)
    made = books(town)["新厂"]
    assert taken.json["counts"] == sent.json["counts"]
    assert taken.json["taken_at"] is not None
    assert (made["uscc"], made["sector"], made["area"]) == (CODE, "textile", district.areas["第一网格"])
    assert made["principal"] == {"name": "陈建国", "phone": "0594-1"}
    assert made["traits"] == {"dust_explosion": True, "dust_headcount": 12}


def test_the_same_list_a_second_time_changes_nothing(phone, district):
    town = phone("town1")
    lines = [
        f"新厂,{CODE},第一网格,纺织,GCJ-02,25.4301,119.0161,租地厂,陈建国,0594-1,是,12",
        "租地厂,,350304103002,,BD-09,25.43,119.02,,,,,",
        "宏岭鞋材,,第一网格,轻工,,,,,林美珍,,否,",
    ]
    first = take(town, send(town, *lines))
    before = {name: one["version"] for name, one in books(town).items()}
    town.pull()
    cursor = town.cursor

    sent = send(town, *lines)
    again = take(town, sent)

    assert first.json["counts"] == {"new": 2, "changed": 1, "same": 0, "bad": 0}
    assert sent.json["counts"] == again.json["counts"] == {"new": 0, "changed": 0, "same": 3, "bad": 0}
    assert {name: one["version"] for name, one in books(town).items()} == before
    assert town.call(
        "GET", "/sync/pull", query_string={"cursor": cursor}, headers={"X-Xunan-Device": town.device}
    ).json["changes"] == []  # fmt: skip


def test_taking_a_list_twice_takes_it_once(phone, district):
    town = phone("town1")
    sent = send(town, "新厂,,第一网格,,,,,,,,,")
    first, second = take(town, sent), take(town, sent)

    assert first.json == second.json
    assert first.json["lines"][0]["id"] == books(town)["新厂"]["id"]


def test_positions_of_every_map_come_to_the_same_place(phone, district):
    """The same gate, copied from three maps, is one place; without its system it is refused."""
    town, gate = phone("town1"), Point(25.4301, 119.0112)
    amap = gcj02_from_wgs84(gate)
    baidu = bd09_from_gcj02(amap)
    take(town, send(
        town,
        f"甲,,第一网格,,WGS84,{gate.lat},{gate.lon},,,,,",
        f"乙,,第一网格,,gcj02,{amap.lat},{amap.lon},,,,,",
        f"丙,,第一网格,,百度 BD-09,{baidu.lat},{baidu.lon},,,,,".replace("百度 ", ""),
    ))  # fmt: skip
    there = books(town)

    assert distance_m(amap, gate) > 300
    for name in "甲乙丙":
        assert distance_m(Point(there[name]["lat"], there[name]["lon"]), gate) < 1


def test_the_form_may_name_the_system_for_lines_that_do_not(phone, district):
    town, gate = phone("town1"), Point(25.4301, 119.0112)
    amap = gcj02_from_wgs84(gate)
    line = f"甲,,第一网格,,,{amap.lat},{amap.lon},,,,,"

    assert send(town, line).json["errors"][0]["code"] == "system_missing"
    take(town, send(town, line, coordinates="GCJ-02"))
    made = books(town)["甲"]
    assert distance_m(Point(made["lat"], made["lon"]), gate) < 1


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (",,第一网格,,,,,,,,,是", "涉粉作业人数", "not_a_count"),
        (",,第一网格,,,,,,,,,1", "企业名称", "required"),
        ("甲,91350100M000100Y44,第一网格,,,,,,,,,", "统一社会信用代码", "uscc_check"),
        ("甲,123,第一网格,,,,,,,,,", "统一社会信用代码", "uscc_length"),
        ("甲,,,,,,,,,,,", "所在区域", "area_missing"),
        ("甲,,火星镇,,,,,,,,,", "所在区域", "no_such_area"),
        ("甲,,黄石镇,,,,,,,,,", "所在区域", "not_your_area"),
        ("甲,,第一网格,采矿,,,,,,,,", "行业", "unknown_word"),
        ("甲,,第一网格,,火星,25,119,,,,,", "坐标系", "unknown_system"),
        ("甲,,第一网格,,WGS84,25,,,,,,", "经度", "position_half"),
        ("甲,,第一网格,,WGS84,119.01,25.43,,,,,", "纬度", "position_swapped"),
        ("甲,,第一网格,,WGS84,25,200,,,,,", "经度", "out_of_range"),
        ("甲,,第一网格,,WGS84,北纬25度,119,,,,,", "纬度", "not_degrees"),
        ("甲,,第一网格,,,,,不存在的厂,,,,", "出租方", "no_such_enterprise"),
        ("甲,,第一网格,,,,,荔新木业,,,,", "出租方", "no_such_enterprise"),
        ("甲,,第一网格,,,,,,,0594-1,,", "主要负责人", "required"),
        ("甲,,第一网格,,,,,,,,也许,", "粉尘涉爆", "not_yes_no"),
        ("甲" * 121 + ",,第一网格,,,,,,,,,", "企业名称", "too_long"),
        ("=cmd|'/C calc'!A0\u0007,,第一网格,,,,,,,,,", "企业名称", "invalid_text"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_with_column_and_reason(phone, district, line, column, code):
    town = phone("town1")
    sent = send(town, line, "好厂,,第一网格,,,,,,,,,")

    (error,) = sent.json["errors"]
    assert (error["line"], error["column"], error["code"]) == (2, column, code)
    assert error["reason"]
    assert "{" not in error["reason"]
    assert take(town, sent).json["counts"] == {"new": 1, "changed": 0, "same": 0, "bad": 1}
    assert "好厂" in books(town)


def test_reasons_come_in_the_language_of_the_sender(phone, district):
    town = phone("town1")
    town.call("PATCH", "/me", json={"locale": "en"})
    (error,) = send(town, "甲,,Mars,,,,,,,,,").json["errors"]

    assert (error["column"], error["reason"]) == ("Area", "there is no area “Mars”")


def test_one_enterprise_on_two_lines_is_taken_once(phone, district):
    town = phone("town1")
    sent = send(
        town,
        f"甲,{CODE},第一网格,,,,,,,,,",
        f"甲（分部）,{CODE},第二网格,,,,,,,,,",
        "甲,,第一网格,,,,,,,,,",
        f"甲,{OTHER_CODE},第一网格,,,,,,,,,",
    )

    assert [(error["line"], error["code"], error["value"]) for error in sent.json["errors"]] == [
        (3, "twice", "2"), (4, "twice", "2"),
    ]  # fmt: skip
    assert sent.json["counts"]["new"] == 2


def test_a_code_that_comes_later_joins_the_enterprise_that_had_none(phone, district):
    town = phone("town1")
    take(town, send(town, f"宏岭鞋材,{CODE},第一网格,,,,,,,,,"))

    assert books(town)["宏岭鞋材"]["id"] == district.enterprises["宏岭鞋材"]
    assert books(town)["宏岭鞋材"]["uscc"] == CODE
    moved = send(town, f"宏岭鞋材有限公司,{CODE},第二网格,,,,,,,,,").json["lines"][0]
    assert moved["status"] == "changed"
    assert set(moved["changes"]) == {"name", "area"}


def test_an_empty_cell_leaves_what_is_known(phone, district):
    town = phone("town1")
    take(town, send(town, "宏岭鞋材,,第一网格,轻工,WGS84,25.4,119,,林美珍,0594-1,是,9"))
    before = books(town)["宏岭鞋材"]

    answer = take(town, send(town, "宏岭鞋材,,第一网格,,,,,,,,,"))

    assert answer.json["counts"]["same"] == 1
    assert books(town)["宏岭鞋材"] == before


def test_another_person_in_charge_does_not_inherit_the_phone_of_the_one_before(phone, district):
    town = phone("town1")
    take(town, send(town, "宏岭鞋材,,第一网格,,,,,,林美珍,0594-1,,"))
    take(town, send(town, "宏岭鞋材,,第一网格,,,,,,郑国强,,,"))

    assert books(town)["宏岭鞋材"]["principal"] == {"name": "郑国强"}


def test_landlord_and_tenant_may_come_in_one_list_in_any_order(phone, district):
    town = phone("town1")
    sent = send(
        town,
        "小租户,,第一网格,,,,,中租户,,,,",
        "中租户,,第一网格,,,,,大厂,,,,",
        f"大厂,{CODE},第一网格,,,,,,,,,",
        f"又一家,,第一网格,,,,,{CODE},,,,",
    )
    assert sent.json["errors"] == []
    take(town, sent)
    there = books(town)

    assert there["小租户"]["host_enterprise_id"] == there["中租户"]["id"]
    assert there["中租户"]["host_enterprise_id"] == there["又一家"]["host_enterprise_id"] == there["大厂"]["id"]


def test_a_tenant_of_a_wrong_line_or_of_himself_is_refused(phone, district):
    sent = send(
        phone("town1"),
        "租户,,第一网格,,,,,坏厂,,,,",
        "坏厂,1,第一网格,,,,,,,,,",
        "蛇,,第一网格,,,,,尾,,,,",
        "尾,,第一网格,,,,,蛇,,,,",
    )

    assert {(error["line"], error["code"]) for error in sent.json["errors"]} == {
        (2, "no_such_enterprise"), (3, "uscc_length"), (4, "circle"), (5, "circle"),
    }  # fmt: skip


def test_a_code_registered_outside_ones_area_is_not_taken_over(phone, district):
    take(phone("town2"), send(phone("town2"), f"别镇的厂,{CODE},第三网格,,,,,,,,,"))
    (error,) = send(phone("town1"), f"我的厂,{CODE},第一网格,,,,,,,,,").json["errors"]

    assert error["code"] == "uscc_elsewhere"


def test_the_books_may_move_on_between_looking_and_taking(phone, district):
    town = phone("town1")
    sent = send(town, f"甲,{CODE},第一网格,,,,,,,,,", "乙,,第一网格,,,,,,,,,")
    made = town.call(
        "POST", "/enterprises", json={"name": "丙", "area": district.areas["第一网格"], "uscc": CODE}
    )
    taken = take(town, sent)

    assert taken.json["counts"] == {"new": 1, "changed": 1, "same": 0, "bad": 0}
    assert books(town)["甲"]["id"] == made.json["id"]


@pytest.mark.parametrize("login", ["grid1", "manager1", "employee1", "expert1"])
def test_who_may_not_change_enterprises_sends_no_list(phone, district, login):
    assert send(phone(login), "甲,,第一网格,,,,,,,,,").json["code"] == "not_permitted"


def test_nobody_sees_or_takes_another_ones_list(phone, district):
    sent = send(phone("town1"), "甲,,第一网格,,,,,,,,,")

    assert phone("district").call("GET", f"/enterprises/imports/{sent.json['id']}").status_code == 404
    assert take(phone("district"), sent).status_code == 404
    assert "甲" not in books(phone("town1"))


def test_what_is_no_list_is_refused_in_words(phone, district):
    town = phone("town1")

    def code(content, **more):
        answer = town.call(
            "POST", "/enterprises/imports", data={"file": (io.BytesIO(content), "x.xlsx")}, query_string=more,
            content_type="multipart/form-data",
        )  # fmt: skip
        return answer.json["code"]

    assert code(b"\x89PNG\r\n\x1a\n\x00\x00") in ("sheet_unreadable", "sheet_heading_missing")
    assert code(b"PK\x03\x04 torn") == "sheet_unreadable"
    assert code("人员,电话\n张三,1\n".encode()) == "sheet_heading_missing"
    assert code("企业名称\n甲\n".encode(), coordinates="MARS") == "invalid"
    assert town.call("POST", "/enterprises/imports", data={}, content_type="multipart/form-data").status_code == 422


def test_the_template_can_be_filled_in_and_comes_back_whole(phone, district):
    """Download, write into it as a person would, send it again."""
    town = phone("town1")
    answer = town.call("GET", "/enterprises/template.xlsx")
    assert answer.headers["Content-Disposition"].isascii(), "gunicorn refuses any other header"
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    page = book.worksheets[0]
    at = {str(cell.value).split("\n")[0]: cell.column for cell in page[1]}
    areas = [row[0].value for row in book["区域 Areas"].iter_rows(min_row=2)]
    filled = {"企业名称": "模板厂", "所在区域": next(area for area in areas if "第二网格" in area), "行业": "机械",
              "风险等级": "橙（较大风险）", "评定日期": "2026/3/1", "坐标系": "WGS84", "纬度": 25.43, "经度": 119.01,
              "从业人数": 40, "粉尘涉爆": "是", "粉尘种类": "木", "场所类型": "厂房"}  # fmt: skip
    for heading, value in filled.items():
        page.cell(2, at[heading], value)
    kept = io.BytesIO()
    book.save(kept)

    sent = town.call(
        "POST", "/enterprises/imports", data={"file": (io.BytesIO(kept.getvalue()), "模板.xlsx")},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert sent.json["errors"] == []
    take(town, sent)
    made = books(town)["模板厂"]

    assert len(at) == len(HEADINGS)
    assert {area.split()[1] for area in areas} == {"北高镇", "第一网格", "第二网格"}
    assert (made["sector"], made["risk_grade"], made["risk_graded_on"]) == ("machinery", "orange", "2026-03-01")
    assert made["traits"] == {"dust_explosion": True, "dust_kind": "wood", "premises_type": "workshop"}
    assert (made["lat"], made["lon"], made["staff_count"]) == (25.43, 119.01, 40)


def test_every_heading_is_known_in_both_languages(phone, district):
    town = phone("town1")
    for language in ("zh", "en"):
        kept = io.BytesIO()
        with xlsxwriter.Workbook(kept) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, [getattr(heading, language) for heading in HEADINGS])
            page.write_row(1, 0, ["甲", "", "第一网格"])
        sent = town.call(
            "POST", "/enterprises/imports", data={"file": (io.BytesIO(kept.getvalue()), "x.xlsx")},
            content_type="multipart/form-data",
        )  # fmt: skip
        assert sent.json["passed_over"] == []
        assert sent.json["counts"]["new"] == 1


def test_headings_nobody_knows_are_named(phone, district):
    sent = send(phone("town1"), "甲,第一网格,x", head="企业名称,所在区域,风水")

    assert sent.json["passed_over"] == ["风水"]


def test_a_list_nobody_took_is_forgotten_after_a_month(phone, district):
    sent = send(phone("town1"), "甲,,第一网格,,,,,,,,,")
    with writing() as connection:
        assert imports.forget_untaken(connection) == 0
    with clock.moved(timedelta(days=31)), writing() as connection:
        assert imports.forget_untaken(connection) == 1

    assert phone("town1").call("GET", f"/enterprises/imports/{sent.json['id']}").status_code == 404


def test_an_operator_takes_thousands_of_lines_in_seconds(app, district):
    """20,000 is the most a list may have; a quarter of it must go through in a fraction of a request's patience."""
    lines = [f"厂{number},,第一网格,轻工,GCJ-02,25.43,119.01,宏岭鞋材,陈建国,1,是,{number}" for number in range(5000)]
    content = "\n".join([HEAD, *lines]).encode()
    begun = clock.now()
    with writing() as connection:
        import_id = imports.look(connection, content, by=machine(), file_name="大表.csv")
    with working() as work:
        imports.take(work, import_id, by=machine())

    kept = db.session.get(Import, import_id)
    assert kept is not None and kept.result is not None
    assert kept.result["counts"] == {"new": 5000, "changed": 0, "same": 0, "bad": 0}
    assert kept.lines == []
    assert clock.now() - begun < timedelta(seconds=20)
