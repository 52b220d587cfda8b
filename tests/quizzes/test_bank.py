"""The bank is kept at the desk, question by question or in Excel; with one fault a list changes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.places import taxonomy
from server.places.tables import as_cell
from server.quizzes import imports, operations, schemas
from server.quizzes.columns import flat, whole
from server.quizzes.sheet import workbook
from server.sync.work import working
from tests.phone import Phone, new_id
from tests.places.made_lists import LAWS, LINES, WORDS
from tests.world import World

MakePhone = Callable[..., Phone]
TEXT = (st.text(max_size=20) | WORDS | st.sampled_from(["😀 安全帽", "=1+1", "@甲", "007"])).filter(as_cell)


@st.composite
def banks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Questions as JSON brings them: with a fourth choice or not, in one language or two, asked here or everywhere."""
    choice = st.fixed_dictionaries({"zh": TEXT}, optional={"en": TEXT})
    one = st.fixed_dictionaries({
        "id": st.uuids(version=4).map(str), "code": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", fullmatch=True),
        "question": TEXT | st.just("一样的题"), "question_en": st.none() | LINES,
        "choices": st.lists(choice, min_size=3, max_size=4),
        "right": st.integers(0, 2), "explanation": TEXT | LINES, "explanation_en": st.none() | TEXT,
        "source": st.none() | TEXT, "verified": st.sampled_from(list(taxonomy.CERTAINTY)),
        "sectors": st.lists(st.sampled_from([term.code for term in taxonomy.SECTORS]), unique=True, max_size=3),
        "traits": st.lists(st.sampled_from([trait.code for trait in taxonomy.TRAITS]), unique=True, max_size=3),
        "state": st.sampled_from(["in_use", "retired"]),
    })  # fmt: skip
    return draw(st.lists(one, max_size=5, unique_by=lambda row: row["code"]))


@LAWS
@given(banks())
def test_what_goes_out_comes_in_the_same(bank: list[dict[str, Any]]) -> None:
    found = imports.plan(workbook(bank), bank)
    assert found.faults("zh") == []
    assert [each.status for each in found.lines] == ["same"] * len(bank)
    for row in bank:
        said = {name: value for name, value in row.items() if name != "id"}
        assert whole(flat(row)) == said


def test_the_shipped_bank_can_be_taken_in_elsewhere() -> None:
    shipped = [{"state": "in_use", **each} for each in operations.shipped()]
    elsewhere = imports.plan(workbook(shipped), [])
    assert elsewhere.faults("en") == []
    taken = [schemas.Question().load(whole(each.said)) for each in elsewhere.lines]
    assert taken == [{"question_en": None, "explanation_en": None, "source": None, **each} for each in shipped]


HEAD = "编号,题目,选项A,选项B,选项C,选项D,答案,解析,状态"
NEW = ",灭火器多久看一次？,每月,每年,不用看,,Ａ,每月看一次压力表。,"


def bring(phone: Phone, *lines: str, take: bool = True, content: bytes | None = None, name: str = "题.csv") -> Any:
    sent = content if content is not None else "\n".join([HEAD, *lines]).encode("gb18030")
    return phone.call(
        "POST", "/quiz-questions/sheet", data={"file": (io.BytesIO(sent), name)}, query_string={"take": take},
        content_type="multipart/form-data",
    )  # fmt: skip


def bank_of(phone: Phone) -> dict[str, dict[str, Any]]:
    """As it is on this phone."""
    phone.pull()
    return {one["data"]["code"]: one["data"] for one in phone.records.values() if one["type"] == "quiz_question"}


@pytest.fixture
def shipped(district: World) -> None:
    with working() as work:
        operations.load_shipped_questions(work)


def test_a_question_is_written_changed_retired_and_brought_back_and_phones_follow(
    phone: MakePhone, shipped: None
) -> None:
    admin, grid = phone("admin"), phone("grid1")
    said = {
        "question": "漏电保护器多久试一次？",
        "choices": [{"zh": "每月", "en": "Monthly"}, {"zh": "每年"}, {"zh": "不用试"}],
        "right": 0, "explanation": "每月按一次试验按钮。", "traits": ["dust_explosion"], "verified": "common_practice",
    }  # fmt: skip
    made = admin.call("POST", "/quiz-questions", json=said)
    assert (made.status_code, made.json["code"], made.json["own"]) == (201, "OWN-001", True)
    assert bank_of(grid)["OWN-001"]["choices"][0] == {"zh": "每月", "en": "Monthly"}

    place, seen = "/quiz-questions/OWN-001", made.json["version"]
    retired = admin.call("PUT", place, json={**said, "state": "retired", "seen": seen})
    assert (retired.status_code, bank_of(grid)["OWN-001"]["state"]) == (200, "retired")
    late = admin.call("PUT", place, json={**said, "question": "换个问法？", "seen": seen})
    assert (late.status_code, late.json["code"]) == (409, "changed_meanwhile")
    back = {**said, "state": "in_use", "question": "换个问法？"}
    again = admin.call("PUT", place, json=back, headers={"If-Match": f'"{retired.json["version"]}"'})
    assert again.status_code == 200 and admin.call("PUT", place, json=back).status_code == 428
    assert (bank_of(grid)["OWN-001"]["state"], bank_of(grid)["OWN-001"]["question"]) == ("in_use", "换个问法？")
    assert admin.call("PUT", "/quiz-questions/none", json={**back, "seen": 1}).status_code == 404

    wrong = {**said, "choices": [{"zh": "每月"}, {"zh": " 每月 "}, {"zh": "不用试"}], "code": "OWN-001"}
    faults = admin.call("POST", "/quiz-questions", json=wrong)
    assert (faults.status_code, faults.json["errors"]) == (422, {"choices": {"1": {"zh": ["choice_twice"]}}})
    taken = admin.call("POST", "/quiz-questions", json={**said, "code": "OWN-001"})
    assert (taken.status_code, taken.json["errors"]) == (422, {"code": ["question_code_taken"]})


def test_an_office_brings_its_questions_and_takes_the_bank_out_again(phone: MakePhone, shipped: None) -> None:
    admin, grid = phone("admin"), phone("grid1")
    retire = "Q001,,,,,,,,已停用"
    looked = bring(admin, NEW, retire, take=False)
    assert (looked.json["taken"], looked.json["counts"]) == (False, {"new": 1, "changed": 1, "same": 0, "bad": 0})
    assert bank_of(grid)["Q001"]["state"] == "in_use" and "OWN-001" not in bank_of(grid)

    taken = bring(admin, NEW, retire)
    assert (taken.json["counts"], taken.json["lines"]) == (looked.json["counts"], looked.json["lines"])
    assert taken.json["lines"][1]["changes"] == {"state": {"was": "in_use", "now": "retired"}}
    known = bank_of(grid)
    assert (known["Q001"]["state"], known["Q001"]["choices"]) == ("retired", operations.shipped()[0]["choices"])
    assert (known["OWN-001"]["choices"][0], known["OWN-001"]["right"]) == ({"zh": "每月"}, 0)
    assert bring(admin, NEW, retire).json["counts"] == {"new": 0, "changed": 0, "same": 2, "bad": 0}

    out = grid.call("GET", "/quiz-questions/export.xlsx")
    page = openpyxl.load_workbook(io.BytesIO(out.data)).worksheets[0]
    count = len(known)
    assert (page.title, page.max_row) == ("逢查必考题库", count + 1)
    unchanged = bring(admin, content=out.data, name="题库.xlsx")
    assert unchanged.json["counts"] == {"new": 0, "changed": 0, "same": count, "bad": 0}
    empty = admin.call("GET", "/quiz-questions/template.xlsx")
    assert bring(admin, content=empty.data).json["counts"] == {"new": 0, "changed": 0, "same": 0, "bad": 0}


def test_with_one_fault_nothing_is_taken_and_each_is_told_with_its_line(phone: MakePhone, shipped: None) -> None:
    admin = phone("admin")
    before = bank_of(admin)
    faults = bring(
        admin, NEW, NEW, ",没有丙,甲,乙,,,A,因为,", ",选错,甲,乙,丙,,D,因为,", ",多选,甲,乙,丙,,AB,因为,",
        ",一样,甲,乙,甲,,A,因为,", "坏 号,题,甲,乙,丙,,A,因为,", ",没说为什么,甲,乙,丙,,A,,", "Q002,,,,,,,,没了",
    )  # fmt: skip
    assert (faults.status_code, faults.json["code"], faults.json["count"]) == (422, "questions_faulty", 8)
    assert [(each["line"], each["column"], each["code"]) for each in faults.json["faults"]] == [
        (3, "题目", "twice"), (4, "选项C", "required"), (5, "正确答案", "out_of_range"), (6, "正确答案", "one_letter"),
        (7, "选项C", "choice_twice"), (8, "编号", "question_code"), (9, "解析", "required"),
        (10, "状态", "unknown_word"),
    ]  # fmt: skip
    assert bank_of(admin) == before


def test_what_is_no_table_of_questions_is_told_and_never_an_error(phone: MakePhone, shipped: None) -> None:
    admin = phone("admin")
    strange = ",😀 戴 =HYPERLINK(1) 吗？,+1,@b,=1+1,,B,\U0001f9ba,"
    told = bring(admin, content="\n".join([HEAD, strange]).encode())
    assert told.status_code == 200
    assert bank_of(admin)["OWN-001"]["choices"] == [{"zh": "+1"}, {"zh": "@b"}, {"zh": "=1+1"}]
    out = admin.call("GET", "/quiz-questions/export.xlsx").data
    assert bring(admin, content=out).json["counts"]["same"] == len(bank_of(admin))

    refused = {
        b"\x89PNG\r\n\x1a\n\0\0": (422, "sheet_unreadable"), b"PK\x03\x04 broken": (422, "sheet_unreadable"),
        "姓名,电话\n王,1".encode(): (422, "sheet_heading_missing"), b"": (422, "sheet_heading_missing"),
        "\n".join([HEAD, *[NEW] * (imports.MOST + 1)]).encode(): (413, "sheet_too_large"),
    }  # fmt: skip
    for content, (status, code) in refused.items():
        answer = bring(admin, content=content)
        assert (answer.status_code, answer.json["code"]) == (status, code), content[:20]


def test_the_bank_is_read_by_all_and_kept_by_an_administrator_of_the_whole(phone: MakePhone, shipped: None) -> None:
    question = phone("admin").call("GET", "/quiz-questions").json["questions"][0]
    said = {name: value for name, value in question.items() if name not in ("code", "version", "own")}
    for who in ("district", "town1", "manager1"):
        one = phone(who)
        change = {**said, "seen": question["version"]}
        assert one.call("PUT", f"/quiz-questions/{question['code']}", json=change).status_code == 403, who
        assert one.call("POST", "/quiz-questions", json={**said, "code": new_id()}).status_code == 403, who
        assert bring(one, NEW).status_code == bring(one, NEW, take=False).status_code == 403, who
        assert one.call("GET", "/quiz-questions/export.xlsx").status_code == 200, who
