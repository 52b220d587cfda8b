"""The numbers of enforcement documents stand on a check and on a hazard, whoever wrote them down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.phone import Phone
from tests.walkthroughs import walk
from tests.world import World

MakePhone = Callable[..., Phone]
ORDER = {"kind": "order_to_rectify", "number": "（新度）应急责改〔2026〕12号", "issued_on": "2026-11-28"}
RECORD = {"kind": "inspection_record", "number": "（新度）应急检记〔2026〕7号"}


def numbers(phone: Phone, record: str) -> set[str]:
    phone.pull()
    return {each["number"] for each in phone.records[record]["data"].get("documents", [])}


def put(phone: Phone, record: str, type_: str, action: str, **said: Any) -> tuple[str, str | None]:
    op = phone.act(record, action, type_=type_, **said)
    phone.sync()
    return walk.told(phone, op)


def test_two_write_numbers_down_far_from_each_other_and_both_stand(
    phone: MakePhone, district: World, checklist: str
) -> None:
    ann, ben, boss = phone("town1"), phone("town1b"), phone("manager1")
    check = walk.begin(ann, district.enterprises["宏岭鞋材"], checklist)
    found = ann.report(enterprise_id=district.enterprises["宏岭鞋材"], description="通道堵了", walkthrough_id=check)
    for item in ("S1", "S2", "S3"):
        walk.answer(ann, check, item)
    ann.act(check, "finish", type_="walkthrough")
    ann.sync()
    ben.pull()
    before = ben.records[check]["data"]["digest"]

    for record, type_ in ((check, "walkthrough"), (found, "hazard")):
        ann.act(record, "add_document", type_=type_, **ORDER)
        ben.act(record, "add_document", type_=type_, **RECORD)
        ann.act(found, "confirm")  # the second time it leads nowhere, and the numbers stand all the same
        ann.sync()
        ben.sync()
        assert put(ben, record, type_, "add_document", **ORDER) == ("applied", None)
        assert numbers(ann, record) == numbers(boss, record) == {ORDER["number"], RECORD["number"]}, type_
        assert put(ben, record, type_, "remove_document", **RECORD, reason="不是这一家的") == ("applied", None)
        assert put(ann, record, type_, "remove_document", **RECORD, reason="写错了")[1] == "no_such_document"
        assert numbers(ann, record) == {ORDER["number"]}
        assert {"add_document", "remove_document"} <= set(ann.records[record]["data"]["actions"])
        assert "add_document" not in boss.records[record]["data"]["actions"]
        assert put(boss, record, type_, "add_document", **RECORD)[0] == "rejected"
        assert put(ann, record, type_, "add_document", kind="a_poem", number="1")[1] == "invalid"
        (kept,) = ann.records[record]["data"]["documents"]
        assert (kept["by"]["name"], kept["issued_on"]) == ("town1", "2026-11-28")
        history = ann.records[record]["data"]["history"]
        told = [each["args"] for each in history if each.get("action") == "remove_document"]
        assert told == [{**RECORD, "reason": "不是这一家的"}]
    assert ann.records[check]["data"]["digest"] == before, "no signature is unsettled by a number"
