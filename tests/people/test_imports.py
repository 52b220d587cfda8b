"""Lists of people from Excel: shown first, taken afterwards, harmless when sent twice."""

import io

import pytest

from server.people.lines import COLUMNS
from server.people.template import template
from server.sheets import read_sheet
from tests.people.conftest import signing_in

pytestmark = pytest.mark.usefixtures("district")

HEADING = "姓名,岗位,区域,企业,登录名,手机,职务,开始日期,结束日期\n"
GOOD = (
    "林小满,网格员,第一网格,,lin,13800000001,网格长,,\n"
    "郭晓芸,网格员,350304103002,,,13800000002,,2026/1/5,2030-12-31\n"
    "黄志强,安全员,,宏岭鞋材,,13800000003,,,\n"
    "黄志强,员工,,顺昌五金,,13800000003,,,\n"
)


def show(by, lines, encoding="utf-8"):
    content = (HEADING + lines).encode(encoding)
    return by.call("POST", "/people/imports", data={"file": (io.BytesIO(content), "名单.csv")})


def take(by, shown):
    return by.post(f"/people/imports/{shown.json['id']}/take")


def names(by):
    return {each["name"] for each in by.get("/people?limit=200").json["items"]}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_list_is_shown_and_nothing_has_happened(somebody, encoding):
    admin = somebody("admin")
    before = names(admin)

    shown = show(admin, GOOD, encoding)
    assert shown.status_code == 201
    assert shown.json["counts"] == {"new": 3, "changed": 1, "same": 0, "bad": 0}
    assert [(line["line"], line["status"], line["place"]) for line in shown.json["lines"]] == [
        (2, "new", "第一网格"), (3, "new", "第二网格"), (4, "new", "宏岭鞋材"), (5, "changed", "顺昌五金"),
    ]  # fmt: skip
    assert names(admin) == before


def test_taking_a_list_makes_people_with_their_links(somebody, stranger):
    admin = somebody("admin")

    taken = take(admin, show(admin, GOOD)).json
    assert [(each["line"], each["name"]) for each in taken["invited"]] == [(2, "林小满"), (3, "郭晓芸"), (4, "黄志强")]
    assert {"林小满", "郭晓芸", "黄志强"} <= names(admin)
    token = taken["invited"][0]["invitation"]["path"].rsplit("/", 1)[1]
    said = {"token": token, "login": "lin", "name": "林小满", "password": "a good secret"}
    assert stranger.post("/api/v1/invitations/accept", json=said).status_code == 200
    me = somebody("lin", password="a good secret").get("/me").json
    assert (me["posts"][0]["title"], me["user"]["phone"]) == ("网格长", "13800000001")
    both = next(each for each in admin.get("/people?q=黄志强").json["items"])
    assert {(post["role"], post["enterprise"]["name"]) for post in both["posts"]} == {
        ("manager", "宏岭鞋材"), ("employee", "顺昌五金"),
    }  # fmt: skip


def test_the_same_list_a_second_time_changes_nothing(somebody):
    admin = somebody("admin")
    first = show(admin, GOOD)
    take(admin, first)
    people = admin.get("/people?limit=200").json

    again = show(admin, GOOD)
    assert again.json["counts"] == {"new": 0, "changed": 0, "same": 4, "bad": 0}
    assert take(admin, again).json["invited"] == []
    assert admin.get("/people?limit=200").json == people
    twice = take(admin, first)
    assert (twice.status_code, twice.json["code"]) == (409, "import_taken")


def test_a_list_corrects_what_it_names_and_leaves_the_rest(somebody):
    admin = somebody("admin")
    take(admin, show(admin, GOOD))

    changed = show(admin, "林小满,网格员,第一网格,,lin,13900000001,,,\n郭晓芸,网格员,第二网格,,,13800000002,代班,,\n")
    assert [(line["status"], line["changes"]) for line in changed.json["lines"]] == [
        ("changed", ["phone"]), ("changed", ["title"]),
    ]  # fmt: skip
    take(admin, changed)
    lin, guo = (admin.get(f"/people?q={name}").json["items"][0] for name in ("林小满", "郭晓芸"))
    assert (lin["phone"], lin["posts"][0]["title"]) == ("13900000001", "网格长"), "an empty cell changes nothing"
    assert (guo["posts"][0]["title"], guo["posts"][0]["ends_on"]) == ("代班", "2030-12-31")


def test_every_bad_line_is_told_with_its_place_and_reason_and_the_good_are_taken(somebody):
    admin = somebody("admin")
    shown = show(admin, (
        "好人,网格员,第一网格,,,,,,\n"
        ",网格员,第一网格,,,,,,\n"
        "甲,国王,第一网格,,,,,,\n"
        "乙,网格员,月球,,,,,,\n"
        "丙,安全员,,没有这家,,,,,\n"
        "丁,安全员,第一网格,宏岭鞋材,,,,,\n"
        "戊,安全员,第一网格,,,,,,\n"
        "己,网格员,第一网格,,有 空格,,,,\n"
        "庚,网格员,第一网格,,,,,明天,\n"
        "辛,网格员,第一网格,,,,,2026-02-01,2026-01-31\n"
        "好人,网格员,第一网格,,,,,,\n"
    ))  # fmt: skip

    assert [(error["line"], error["column"], error["code"]) for error in shown.json["errors"]] == [
        (3, "姓名", "required"), (4, "岗位", "unknown_role"), (5, "区域", "unknown_area"),
        (6, "企业", "unknown_enterprise"), (7, "企业", "one_place"), (8, "岗位", "post_unfit"),
        (9, "登录名", "login_unfit"), (10, "开始日期", "bad_date"), (11, "结束日期", "days_order"), (12, None, "twice"),
    ]  # fmt: skip
    assert shown.json["counts"] == {"new": 1, "changed": 0, "same": 0, "bad": 10}
    assert shown.json["errors"][-1]["reason"] == "和第 2 行重复"
    assert len(take(admin, shown).json["invited"]) == 1
    assert "好人" in names(admin)


def test_reasons_come_in_the_readers_language(somebody):
    admin = somebody("admin")
    admin.patch("/me", {"locale": "en"})

    assert show(admin, "甲,国王,第一网格,,,,,,\n").json["errors"][0]["reason"].startswith("No such role")


def test_nobody_brings_in_people_who_are_not_his_to_invite(somebody):
    town1 = somebody("town1")

    shown = show(town1, (
        "甲,安全员,,宏岭鞋材,,,,,\n"
        "乙,安全员,,荔新木业,,,,,\n"
        "丙,网格员,第一网格,,,,,,\n"
        "丁,员工,,宏岭鞋材,grid1,,,,\n"
    ))  # fmt: skip
    assert [(error["line"], error["code"]) for error in shown.json["errors"]] == [
        (3, "not_yours"), (4, "not_yours"), (5, "person_not_yours"),
    ]  # fmt: skip
    assert len(take(town1, shown).json["invited"]) == 1
    assert show(somebody("grid1"), GOOD).status_code == 403


def test_a_list_belongs_to_whoever_was_shown_it(somebody):
    shown = show(somebody("admin"), GOOD)

    assert take(somebody("district"), shown).status_code == 404


def test_taking_looks_at_the_world_anew(somebody, district):
    admin = somebody("admin")
    shown = show(admin, "林小满,网格员,第一网格,,lin,,,,\n")
    said = {"name": "别人", "login": "lin", "posts": [{"role": "grid", "area_id": district.areas["第一网格"]}]}
    admin.post("/people", said)

    taken = take(admin, shown).json
    assert taken["counts"] == {"new": 0, "changed": 1, "same": 0, "bad": 0}
    assert taken["invited"] == []


def test_the_template_can_be_read_back(somebody, stranger):
    got = somebody("admin").get("/people/template.xlsx")

    assert got.status_code == 200
    assert got.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert read_sheet(template(), COLUMNS).columns == {column.name for column in COLUMNS}
    assert stranger.get("/api/v1/people/template.xlsx").status_code == 401


@pytest.mark.parametrize(
    "content, status, code",
    [
        (b"", 422, "sheet_heading_missing"),
        (b"PK\x03\x04", 422, "sheet_unreadable"),
        ("姓名,岗位\n".encode() + "甲,网格员\n".encode() * 2001, 413, "sheet_too_large"),
    ],
    ids=["empty", "torn", "long"],
)
def test_a_file_that_cannot_be_read_is_told(somebody, content, status, code):
    answer = somebody("admin").call("POST", "/people/imports", data={"file": (io.BytesIO(content), "x.csv")})

    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_no_file_at_all_is_told(somebody):
    admin = somebody("admin")

    assert admin.call("POST", "/people/imports", data={}).status_code == 422
    assert admin.call("POST", "/people/imports", data={"file": "text"}).status_code == 422
    assert admin.call("POST", "/people/imports", json=signing_in("x")).status_code == 422
