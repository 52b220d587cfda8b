"""Going through an enterprise with a checklist: begun, answered by two at once, finished, signed or not signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from server.permissions import machine
from server.places import checklists, operations
from server.sync.work import working
from tests.phone import Phone
from tests.walkthroughs import walk
from tests.walkthroughs.conftest import SECTIONS
from tests.world import World

MakePhone = Callable[..., Phone]


@pytest.fixture
def firm(district: World) -> str:
    return district.enterprises["宏岭鞋材"]


def data(phone: Phone, record: str) -> dict:
    return phone.records[record]["data"]


def walked(phone: Phone, firm: str, checklist: str) -> str:
    """One walkthrough of which every item that is asked there was answered, and which is finished."""
    record = walk.begin(phone, firm, checklist)
    for item in ("S1", "S2"):
        walk.answer(phone, record, item)
    walk.answer(phone, record, "S3", number=1.2)
    phone.sync()
    phone.act(record, "finish", type_="walkthrough")
    phone.sync()
    assert data(phone, record)["state"] == "finished"
    return record


def test_two_inspectors_meet_at_the_item_and_the_stricter_stands(
    phone: MakePhone, firm: str, checklist: str
) -> None:
    ann, ben = phone("town1"), phone("town1b")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    ben.pull()
    one = walk.answer(ann, record, "S1", "fail", note="二楼通道堵了")
    walk.answer(ben, record, "S1", "pass", note="一楼通")
    walk.answer(ben, record, "S2", "pass")

    ben.sync()
    ann.sync()
    ben.pull()

    for each in (ann, ben):
        assert data(each, one)["result"] == "fail"
        assert set(data(each, one)["note"].splitlines()) == {"二楼通道堵了", "一楼通"}
        assert data(each, one)["answered_by"]["name"] == "town1"
        assert [one["name"] for one in data(each, record)["inspectors"]] == ["town1", "town1b"]
        assert len(data(each, one)["conflicts"]) == 1, "whose answer did not stand is told"
    assert data(ann, record)["digest"] == walk.digest_of(ann, record) == walk.digest_of(ben, record)
    assert data(ann, record)["score"] == 67, "S2 weighs two, S1 one"


def test_what_was_answered_again_by_the_same_hand_is_a_change(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    one = walk.answer(ann, record, "S1", "fail")
    ann.sync()

    ann.set(one, "answer", result="pass")
    ann.sync()

    assert (data(ann, one)["result"], data(ann, one)["conflicts"]) == ("pass", [])


def test_it_is_finished_when_everything_asked_there_was_answered(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    walk.answer(ann, record, "S1")
    too_early = ann.act(record, "finish", type_="walkthrough")
    ann.sync()

    assert walk.told(ann, too_early) == ("rejected", "answers_missing")
    assert ann.results[too_early]["problem"]["items"] == ["S2", "S3"], "no dust there, so D1 is not asked"

    walk.answer(ann, record, "S2", "na")
    walk.answer(ann, record, "S3", number=1.2)
    ann.act(record, "finish", type_="walkthrough", lat=25.4, lon=119.0, accuracy_m=30)
    ann.sync()

    assert data(ann, record)["state"] == "finished"
    assert data(ann, record)["left_at"] == {"lat": 25.4, "lon": 119.0, "accuracy_m": 30}


def test_where_there_is_dust_the_dust_is_asked_about(
    app: Flask, phone: MakePhone, firm: str, checklist: str
) -> None:
    with working() as work:
        operations.change_enterprise(work, firm, {"traits": {"dust_explosion": True}}, seen=None, by=machine())
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    for item in ("S1", "S2", "S3"):
        walk.answer(ann, record, item)
    early = ann.act(record, "finish", type_="walkthrough")
    ann.sync()

    assert ann.results[early]["problem"]["items"] == ["D1"]


def test_both_inspectors_and_the_enterprise_sign_for_what_they_saw(
    phone: MakePhone, firm: str, checklist: str
) -> None:
    ann, ben = phone("town1"), phone("town1b")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    ben.pull()
    for item in ("S1", "S2", "S3"):
        walk.answer(ben, record, item)
    ben.sync()
    ann.pull()
    ann.act(record, "finish", type_="walkthrough")
    ann.sync()

    ops = [walk.sign(ann, record, "inspector", "town1"), walk.sign(ann, record, "enterprise", "黄志强")]
    ann.sync()
    assert [walk.told(ann, op)[0] for op in ops] == ["applied"] * 2
    assert data(ann, record)["state"] == "finished", "one of the two inspectors has not signed"
    ben.pull()
    walk.sign(ben, record, "inspector", "town1b")
    ben.sync()

    assert data(ben, record)["state"] == "signed"
    assert {each["digest"] for each in data(ben, record)["signatures"]} == {data(ben, record)["digest"]}

    # what comes late is taken, and everybody sees that it is no longer what was signed
    late = walk.answer(ann, record, "S1", "fail")
    ann.sync()
    assert data(ann, late)["result"] == "fail"
    assert data(ann, record)["state"] == "signed"
    assert data(ann, record)["digest"] not in {each["digest"] for each in data(ann, record)["signatures"]}


def test_nobody_signs_without_a_drawn_signature_nor_before_the_end(
    phone: MakePhone, firm: str, checklist: str
) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    early = walk.sign(ann, record, "inspector", "town1", digest="0" * 64)
    ann.sync()
    other = ann.report(enterprise_id=firm)
    elsewhere = ann.photo(other, role="signature")
    ann.sync()
    assert walk.told(ann, early) == ("rejected", "transition_not_allowed")

    done = walked(ann, firm, checklist)
    wrong = ann.act(
        done, "sign", type_="walkthrough", role="inspector", name="town1", photo=elsewhere, digest="0" * 64
    )
    ann.sync()
    assert walk.told(ann, wrong) == ("rejected", "signature_missing")


def test_a_refusal_stands_in_the_record_and_the_district_is_told(
    phone: MakePhone, firm: str, checklist: str
) -> None:
    ann, district = phone("town1"), phone("district")
    record = walked(ann, firm, checklist)
    walk.sign(ann, record, "inspector", "town1")
    ann.act(record, "refuse_signature", type_="walkthrough", reason="不认可第二项", witness="网格员 林小满")
    ann.sync()
    district.pull()

    assert data(ann, record)["state"] == "signed"
    assert data(ann, record)["refusal"]["reason"] == "不认可第二项"
    (notice,) = [each for each in district.of("notice").values() if each["kind"] == "signature_refused"]
    assert notice["title"] == "拒签：宏岭鞋材"
    assert "林小满" in notice["body"]


def test_the_enterprise_sees_it_once_it_is_finished_and_signs_on_its_own_phone(
    phone: MakePhone, firm: str, checklist: str
) -> None:
    ann, boss, stranger = phone("town1"), phone("manager1"), phone("town2")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    boss.pull()
    stranger.pull()
    assert record not in boss.records and record not in stranger.records

    for item in ("S1", "S2", "S3"):
        walk.answer(ann, record, item)
    ann.sync()
    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    boss.pull()
    stranger.pull()
    assert data(boss, record)["actions"] == ["sign"]
    assert len(boss.of("answer")) == 3
    assert record not in stranger.records

    walk.sign(boss, record, "enterprise", "manager1")
    boss.sync()
    ann.pull()
    assert [each["role"] for each in data(ann, record)["signatures"]] == ["enterprise"]

    own_view = boss.set(next(iter(boss.of("answer"))), "answer", result="na")
    boss.sync()
    assert walk.told(boss, own_view)[0] == "parked", "whoever is checked does not answer for the inspector"


def test_a_hazard_found_on_it_stands_in_it(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    walk.answer(ann, record, "S1", "fail")
    found = ann.report(enterprise_id=firm, walkthrough_id=record, criterion="S1", channel="supervision_check")
    ann.sync()

    assert data(ann, record)["hazards"] == [found]
    assert data(ann, found)["walkthrough_id"] == record
    assert data(ann, record)["digest"] == walk.digest_of(ann, record)


def test_a_hazard_is_taken_whatever_became_of_the_walkthrough(phone: MakePhone, firm: str, checklist: str) -> None:
    ann, other = phone("town1"), phone("grid1")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    ann.act(record, "withdraw", type_="walkthrough", reason="走错了门")
    ann.sync()
    mine = ann.report(enterprise_id=firm, walkthrough_id=record, criterion="S1")
    theirs = other.report(enterprise_id=firm, walkthrough_id="0199a4a4-0000-7000-8000-000000000000", criterion="S1")
    ann.sync()
    other.sync()

    assert mine in ann.records and theirs in other.records
    assert data(ann, record)["hazards"] == []


def test_whoever_was_checked_cannot_unsettle_what_was_signed(phone: MakePhone, firm: str, checklist: str) -> None:
    ann, boss = phone("town1"), phone("manager1")
    record = walked(ann, firm, checklist)
    before = data(ann, record)["digest"]
    boss.pull()
    late = boss.report(enterprise_id=firm, walkthrough_id=record, criterion="S1", channel="self_check")
    boss.sync()
    ann.pull()

    assert late in boss.records, "the hazard is taken"
    assert (data(ann, record)["hazards"], data(ann, record)["digest"]) == ([], before)


def test_it_goes_on_with_the_questions_it_began_with(
    app: Flask, phone: MakePhone, firm: str, checklist: str
) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    assert "sections" not in data(ann, record), "the phone has them with the checklist"

    with working() as work:
        checklists.change_checklist(work, checklist, {"sections": SECTIONS[1:]}, seen=None, by=machine())
    gone = walk.answer(ann, record, "S1")
    other = phone("town1b")
    ann.sync()
    other.pull()

    assert data(ann, gone)["result"] == "pass"
    assert [item["code"] for item in data(other, record)["sections"][0]["items"]] == ["S1", "S2", "S3"]

    nowhere = ann.write(
        "answer", walk.answer(ann, record, "X9"), "set", seen=0, fields={"result": {"was": None, "now": "pass"}}
    )
    ann.sync()
    assert ann.results[nowhere]["problem"]["code"] == "blocked"


def test_a_self_check_is_signed_by_whoever_led_it(phone: MakePhone, firm: str, checklist: str) -> None:
    boss, town = phone("principal1"), phone("town1")
    record = walked(boss, firm, checklist)
    walk.sign(boss, record, "enterprise", "principal1")
    boss.sync()
    town.pull()

    assert data(town, record)["kind"] == "self_check"
    assert data(town, record)["state"] == "signed"


def test_a_withdrawn_one_takes_no_more_answers(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    ann.act(record, "withdraw", type_="walkthrough", reason="走错了门")
    late = ann.write(
        "answer", walk.answer(ann, record, "S1"), "set", seen=0, fields={"result": {"was": None, "now": "fail"}}
    )
    ann.sync()

    assert data(ann, record)["state"] == "withdrawn"
    assert walk.told(ann, late) == ("rejected", "blocked")


def test_an_answer_under_another_id_than_its_items_is_refused(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, checklist)
    ann.sync()
    op = ann.write(
        "answer", walk.begin(ann, firm, checklist), "create",
        data={"walkthrough_id": record, "item": "S1", "result": "pass"},
    )  # fmt: skip
    ann.sync()
    assert walk.told(ann, op) == ("rejected", "invalid")


def test_an_enterprise_that_moves_takes_its_walkthroughs_along(
    app: Flask, phone: MakePhone, district: World, firm: str, checklist: str
) -> None:
    ann, other = phone("town1"), phone("town2")
    record = walked(ann, firm, checklist)
    with working() as work:
        operations.change_enterprise(
            work, firm, {"area_id": district.areas["第三网格"]}, seen=None, by=machine()
        )
    other.pull()

    assert data(other, record)["state"] == "finished"
    assert len(other.of("answer")) == 3


RULED = [
    {
        "title": "消防",
        "items": [
            {"code": "P1", "question": "有灭火器吗？", "kind": "yes_no", "severity": "general"},
            {
                "code": "P2", "question": "压力（MPa）", "kind": "number", "severity": "general", "weight": 3,
                "limits": {"min": 1.0, "max": 1.4}, "shown_if": {"answers": [{"item": "P1", "is": ["pass"]}]},
                "evidence": [{"kind": "photo", "when": "fail"}],
            },
            {
                "code": "P3", "question": "怎么处理的", "kind": "text", "severity": "general",
                "shown_if": {"answers": [{"item": "P2", "is": ["fail"]}]},
                "evidence": [{"kind": "note", "when": "always"}],
            },
        ],
    }
]  # fmt: skip


@pytest.fixture
def ruled(app: Flask, district: World) -> str:
    with working() as work:
        values = {"code": "ruled", "title": "消防检查", "sections": RULED, "sectors": [], "traits": None}
        return checklists.add_checklist(work, values, by=machine())["id"]


def test_a_number_out_of_its_limits_fails_whatever_the_phone_said(phone: MakePhone, firm: str, ruled: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, ruled)
    walk.answer(ann, record, "P1")
    pressure = walk.answer(ann, record, "P2", "pass", number=0.6)
    ann.sync()
    assert data(ann, pressure)["result"] == "fail"
    assert data(ann, record)["score"] == 25, "one of four by weight"
    assert data(ann, record)["digest"] == walk.digest_of(ann, record)

    early = ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    assert ann.results[early]["problem"]["items"] == ["P3"], "the fail has opened another question"

    said = walk.answer(ann, record, "P3", text="换新")
    early = ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    assert walk.told(ann, early) == ("rejected", "evidence_missing")
    assert ann.results[early]["problem"]["items"] == ["P2", "P3"]

    found = ann.report(enterprise_id=firm, walkthrough_id=record, criterion="P2")
    ann.photo(found)
    ann.set(said, "answer", note="已通知更换")
    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    assert data(ann, record)["state"] == "finished", "a photo of the hazard, still on its way, is proof"


def test_within_its_limits_it_passes_where_nobody_said_anything(phone: MakePhone, firm: str, ruled: str) -> None:
    ann = phone("town1")
    record = walk.begin(ann, firm, ruled)
    walk.answer(ann, record, "P1")
    pressure = walk.answer(ann, record, "P2", None, number=1.2)
    ann.sync()
    assert data(ann, pressure)["result"] == "pass"

    ann.set(pressure, "answer", number=1.5)
    ann.sync()
    assert data(ann, pressure)["result"] == "fail"

    ann.set(pressure, "answer", number=1.3)
    ann.sync()
    assert data(ann, pressure)["result"] == "fail", "only a person makes a fail a pass"
