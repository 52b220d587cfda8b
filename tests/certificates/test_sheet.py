"""An enterprise's ledger goes out as a sheet and comes in the same; a list with one fault changes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.certificates import imports
from server.certificates.columns import SAID
from server.certificates.sheet import workbook
from server.places.tables import as_cell
from tests.certificates.test_ledger import NUMBER, register
from tests.phone import Phone, new_id
from tests.places.made_lists import LAWS, LINES, WORDS
from tests.world import World

MakePhone = Callable[..., Phone]
KINDS = [
    {"code": "welding", "zh": "焊接与热切割作业", "en": "Welding"},
    {"code": "height", "zh": "高处作业", "en": "Height"},
    {"code": "twin1", "zh": "同名", "en": "One"}, {"code": "twin2", "zh": "同名", "en": "Two"},
]  # fmt: skip
DAYS = st.dates().map(lambda day: day.isoformat()).filter(lambda day: len(day) == 10 and day >= "1900-01-01")
TEXT = (st.text(max_size=20) | WORDS).filter(as_cell)


@st.composite
def ledgers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Certificates as phones write them: some of one person, some with the same number, some withdrawn."""
    one = st.fixed_dictionaries({
        "id": st.uuids(version=4).map(str), "holder": st.sampled_from(["陈焊工", "Chen"]) | TEXT,
        "kind": st.sampled_from(["welding", "height", "twin1", "twin2", "theirs-alone"]),
        "number": st.none() | st.sampled_from([NUMBER, "007"]) | TEXT, "issuer": st.none() | TEXT,
        "issued_on": st.none() | DAYS, "valid_until": DAYS, "review_due": st.none() | DAYS, "note": st.none() | LINES,
        "state": st.sampled_from(["registered", "withdrawn"]), "created_at": st.just(0),
    })  # fmt: skip
    rows = draw(st.lists(one, max_size=5, unique_by=lambda row: row["id"]))
    return [row | {"withdrawn_because": "已离职" if row["state"] == "withdrawn" else None} for row in rows]


@LAWS
@given(ledgers())
def test_what_goes_out_comes_in_the_same(ledger: list[dict[str, Any]]) -> None:
    book = workbook(ledger, KINDS)
    found = imports.plan(book, KINDS, ledger)
    assert found.faults("zh") == []
    assert [each.status for each in found.lines] == ["same"] * len(ledger)

    known_here = [row for row in ledger if row["kind"] != "theirs-alone"]
    elsewhere = imports.plan(workbook(known_here, KINDS), KINDS, [])
    assert elsewhere.faults("zh") == []
    assert [{name: each.said.get(name) for name in SAID} for each in elsewhere.lines] == [
        {name: as_cell(row[name] or "") or None for name in SAID} for row in known_here
    ]
    made = [{"withdrawn_because": None, "state": "registered", "created_at": 0} | dict.fromkeys(SAID) | each.said
            | {"id": new_id()} for each in elsewhere.lines]  # fmt: skip
    again = imports.plan(workbook(known_here, KINDS), KINDS, made)
    assert again.faults("zh") == [] and all(each.row is not None for each in again.lines)


@pytest.fixture
def firm(district: World) -> str:
    return district.enterprises["宏岭鞋材"]


HEAD = "姓名,作业类别,证号,有效期至,复审日期,状态,注销原因"


def bring(phone: Phone, firm: str, *lines: str, take: bool = True, content: bytes | None = None) -> Any:
    sent = content or "\n".join([HEAD, *lines]).encode("gb18030")
    return phone.call(
        "POST", f"/enterprises/{firm}/certificates/import", data={"file": (io.BytesIO(sent), "台账.csv")},
        query_string={"take": take}, content_type="multipart/form-data",
    )  # fmt: skip


def ledger_of(phone: Phone) -> dict[str, tuple[str, str, str]]:
    phone.pull()
    found = phone.of("certificate").values()
    return {one["holder"]: (one["kind"], one["valid_until"], one["state"]) for one in found}


def test_an_office_brings_its_list_and_takes_it_out_again(phone: MakePhone, firm: str) -> None:
    manager, grid = phone("manager1"), phone("grid1")
    register(manager, firm)
    manager.sync()
    lines = (f"陈焊工,焊接与热切割作业,{NUMBER},2031/1/1,,,", "林高,高处作业,,2028年5月1日,2026.12.1,在册,")

    looked = bring(manager, firm, *lines, take=False)
    assert (looked.json["taken"], looked.json["counts"]) == (False, {"new": 1, "changed": 1, "same": 0, "bad": 0})
    assert ledger_of(grid) == {"陈焊工": ("welding", "2030-02-28", "registered")}

    taken = bring(manager, firm, *lines)
    assert taken.json["counts"] == looked.json["counts"] and taken.json["lines"] == looked.json["lines"]
    assert ledger_of(grid) == {
        "陈焊工": ("welding", "2031-01-01", "registered"), "林高": ("height", "2028-05-01", "registered"),
    }  # fmt: skip
    assert bring(manager, firm, *lines).json["counts"] == {"new": 0, "changed": 0, "same": 2, "bad": 0}

    left = bring(manager, firm, "林高,高处,,2028-05-01,,已注销,离职").json
    assert (left["counts"]["changed"], left["lines"][0]["changes"]) == (
        1, {"state": {"was": "registered", "now": "withdrawn"}}
    )  # fmt: skip
    assert ledger_of(grid)["林高"] == ("height", "2028-05-01", "withdrawn")

    out = manager.call("GET", f"/enterprises/{firm}/certificates/export.xlsx")
    assert out.status_code == 200
    again = bring(phone("principal1"), firm, content=out.data)
    assert again.json["counts"] == {"new": 0, "changed": 0, "same": 2, "bad": 0}
    history = grid.call("GET", f"/enterprises/{firm}/history").json["items"]
    assert [(line["by"]["name"], line["count"]) for line in history if line["kind"] == "ledger_exported"] == [
        ("manager1", 2)
    ]


def test_with_one_fault_nothing_is_taken_and_each_is_told_with_its_line(phone: MakePhone, firm: str) -> None:
    manager = phone("manager1")
    register(manager, firm)
    manager.sync()
    faults = bring(
        manager, firm, "好人,高处作业,,2028-05-01,,,", "张三,开飞机,,2028-05-01,,,", "李四,高处作业,,二月三十,,,",
        ",高处作业,,2028-05-01,,,", f"陈焊工,焊接与热切割作业,{NUMBER},2030-02-28,,已注销,",
        "好人,高处作业,,2029-05-01,,,",
    )  # fmt: skip

    assert (faults.status_code, faults.json["code"], faults.json["count"]) == (422, "ledger_faulty", 5)
    assert [(each["line"], each["column"], each["code"]) for each in faults.json["faults"]] == [
        (3, "工种", "unknown_word"), (4, "有效期至", "no_such_day"), (5, "持证人", "required"),
        (6, "注销原因", "reason_wanted"), (7, "持证人", "twice"),
    ]  # fmt: skip
    assert NUMBER not in str(faults.json)
    assert list(ledger_of(manager)) == ["陈焊工"]


def test_a_sheet_is_for_those_who_keep_the_ledger_and_for_administrators(phone: MakePhone, firm: str) -> None:
    may = {"manager1": 200, "principal1": 200, "admin": 200, "town1": 200, "expert1": 403, "employee1": 403}
    may |= {"manager2": 404, "town2": 404}
    for who, status in may.items():
        one = phone(who)
        assert bring(one, firm, "林高,高处作业,,2028-05-01,,,").status_code == status, who
        assert one.call("GET", f"/enterprises/{firm}/certificates/export.xlsx").status_code == status, who
    assert phone("employee1").call("GET", "/certificates/template.xlsx").status_code == 200
