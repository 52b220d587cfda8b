"""`## Push`, request by request: what is taken, what is refused whole, and what each op is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.phone import Phone, new_id
from tests.protocol.conftest import Cast, MakePhone, day, problem, push, send
from tests.world import World


@pytest.fixture
def grid1(phone: MakePhone) -> Phone:
    return phone("grid1")


def creation(district: World, seq: int, **data: Any) -> dict[str, Any]:
    """A create op as another client writes it."""
    said = {"enterprise_id": district.enterprises["宏岭鞋材"], "description": "灯坏了", "severity": "general"} | data
    return {"id": new_id(), "seq": seq, "type": "hazard", "record": new_id(), "op": "create", "at": "x", "data": said}


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [each["problem"]["code"] if "problem" in each else each["status"] for each in answer.json["results"]]


def test_the_answer_has_its_members(grid1: Phone, district: World) -> None:
    op = creation(district, 1)
    answer = send(grid1, [op]).json

    assert answer["results"] == [{"id": op["id"], "status": "applied", "version": 1}]
    assert answer["last_seq"] == 1
    assert answer["min_schema"] == 1
    assert answer["epoch"]
    assert answer["server_time"]


def test_null_and_absent_are_the_same_op(grid1: Phone, district: World) -> None:
    op = creation(district, 1)
    send(grid1, [op])

    again = send(grid1, [op | {"seen": None, "data": op["data"] | {"place": None}}])

    assert codes(again) == ["applied"]
    assert again.json["results"][0]["again"] is True


def test_known_ids_are_answered_first_whatever_their_seq(grid1: Phone, district: World) -> None:
    op = creation(district, 1)
    first = send(grid1, [op]).json["results"][0]

    for seq in (1, 2, 77):
        answer = send(grid1, [op | {"seq": seq}])
        assert answer.json["results"] == [first | {"again": True}]


def test_known_ids_are_answered_on_another_device_of_the_user(phone: MakePhone, district: World) -> None:
    one, other = phone("grid1"), phone("grid1")
    op = creation(district, 1)
    first = send(one, [op]).json["results"][0]
    fresh = creation(district, 2)

    answer = send(other, [op, fresh]).json

    assert [each.get("again", False) for each in answer["results"]] == [True, False]
    assert answer["results"][0] == first | {"again": True}
    assert answer["last_seq"] == 2


def test_rejected_parked_and_conflict_are_answered_the_same_again(grid1: Phone, district: World) -> None:
    bad = creation(district, 1, severity="dreadful")
    first = send(grid1, [bad]).json["results"][0]

    assert send(grid1, [bad]).json["results"] == [first | {"again": True}]


def test_a_gap_refuses_everything_even_what_could_be_taken(grid1: Phone, district: World) -> None:
    ops = [creation(district, 1), creation(district, 3)]
    answer = send(grid1, ops)

    assert (answer.status_code, answer.json["code"], answer.json["expected"]) == (409, "gap", 1)
    assert codes(send(grid1, [ops[0]])) == ["applied"]
    assert "again" not in send(grid1, [creation(district, 2)]).json["results"][0]


def test_an_unknown_id_below_last_seq_means_reset_and_applies_nothing(grid1: Phone, district: World) -> None:
    send(grid1, [creation(district, 1), creation(district, 2)])
    strange, next_one = creation(district, 2), creation(district, 3)

    answer = send(grid1, [next_one, strange])

    assert (answer.status_code, answer.json["code"]) == (409, "device_reset")
    assert "again" not in send(grid1, [next_one]).json["results"][0], "nothing of the refused request was applied"


def test_other_content_under_a_known_id_refuses_the_request_and_a_void_takes_its_place(
    grid1: Phone, district: World
) -> None:
    first = creation(district, 1)
    send(grid1, [first])
    changed = first | {"seq": 2, "data": first["data"] | {"description": "别的"}}

    refused = send(grid1, [changed, creation(district, 3)])
    void = {"id": new_id(), "seq": 2, "op": "void", "of": changed["id"]}
    after = send(grid1, [void, creation(district, 3)])

    assert (refused.status_code, refused.json["op"]) == (422, first["id"])
    assert codes(after) == ["applied", "applied"]
    assert after.json["last_seq"] == 3


@pytest.mark.parametrize("written", ["plain", "escaped"])
def test_one_op_that_is_too_large_is_named(grid1: Phone, written: str) -> None:
    comment = {"owner_type": "hazard", "owner_id": new_id(), "text": "隐患" * 200_000}
    op = {"id": new_id(), "seq": 1, "type": "comment", "record": new_id(), "op": "create", "at": "x", "data": comment}
    batch = {"device": grid1.device, "schema": 1, "sent_at": grid1.now(), "ops": [op]}
    body = json.dumps(batch, ensure_ascii=written == "escaped")

    answer = grid1.call("POST", "/sync/push", data=body.encode(), content_type="application/json")

    assert (answer.status_code, answer.json["op"]) == (413, op["id"])
    assert (answer.json["max_ops"], answer.json["max_bytes"]) == (200, 1024 * 1024)


def test_one_op_just_over_the_limit_is_named_when_it_comes_alone(grid1: Phone) -> None:
    comment = {"owner_type": "hazard", "owner_id": new_id(), "text": "x" * (1024 * 1024 - 200)}
    op = {"id": new_id(), "seq": 1, "type": "comment", "record": new_id(), "op": "create", "at": "x", "data": comment}

    assert send(grid1, [op]).json["op"] == op["id"]


def test_a_batch_that_is_too_large_together_names_no_op(grid1: Phone, district: World) -> None:
    ops = [creation(district, n + 1, description="灯" * 4000) for n in range(60)]
    batch = {"device": grid1.device, "schema": 1, "sent_at": grid1.now(), "ops": ops}
    body = json.dumps(batch, ensure_ascii=True)
    assert len(body) > 1024 * 1024

    answer = grid1.call("POST", "/sync/push", data=body, content_type="application/json")

    assert answer.status_code == 413
    assert answer.json.get("op") is None
    assert codes(send(grid1, ops[:30])) == ["applied"] * 30, "the phone halves its batch"


def test_426_leaves_everything_to_come_again(grid1: Phone, district: World) -> None:
    op = creation(district, 1)

    old = send(grid1, [op], schema=0)

    assert (old.status_code, old.json["min_schema"]) == (426, 1)
    assert "again" not in send(grid1, [op]).json["results"][0]


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"ops": []}', b"\xff\xfe", b'{"device": NaN}', b"[" * 5000])
def test_what_cannot_be_read_is_400(grid1: Phone, body: bytes) -> None:
    answer = grid1.call("POST", "/sync/push", data=body, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")


def test_a_device_id_is_one_however_it_is_written(grid1: Phone, district: World) -> None:
    assert codes(send(grid1, [creation(district, 1)], device=grid1.device.upper())) == ["applied"]
    pulled = grid1.call("GET", "/sync/pull", headers={"X-Xunan-Device": grid1.device.upper()})
    assert pulled.status_code == 200


def test_a_pull_for_another_device_is_refused(phone: MakePhone) -> None:
    grid1, town1 = phone("grid1"), phone("town1")

    answer = grid1.call("GET", "/sync/pull", headers={"X-Xunan-Device": town1.device})

    assert (answer.status_code, answer.json["code"]) == (403, "device_mismatch")


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": [value]}
    return value


@pytest.mark.parametrize(
    "odd",
    [
        {"was": 10**30, "now": "x"}, {"was": -(2**70), "now": "x"}, {"was": nested(40), "now": "x"},
        {"was": nested(120), "now": "x"}, {"was": nested(380), "now": "x"},
    ],
    ids=["huge", "low", "deep", "deeper", "deepest"],
)  # fmt: skip
def test_no_op_can_make_a_record_unreadable(cast: Cast, odd: dict[str, Any]) -> None:
    """What is kept of an op in a conflict or a contribution travels to others: they must be able to read it."""
    hazard = cast.hazard()
    cast.town1.pull(), cast.town1b.pull()
    cast.town1.set(hazard, description="甲")
    push(cast.town1)
    op = {
        "id": new_id(), "seq": cast.town1b.last_seq + 1, "type": "hazard", "record": hazard, "op": "set", "at": "x",
        "seen": 1, "fields": {"description": odd},
    }  # fmt: skip

    answer = send(cast.town1b, [op])

    if answer.status_code == 200:
        (result,) = answer.json["results"]
        assert result.get("problem", {}).get("code") != "internal", result
    else:
        assert answer.status_code == 400
    cast.town1.pull(), cast.manager1.pull()
    assert cast.town1.sees(hazard)["description"] == "甲"


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" + "0" * 40])
def test_numbers_nobody_can_write_down_are_refused_for_this_op_alone(
    grid1: Phone, cast: Cast, district: World, number: str
) -> None:
    hazard = cast.hazard()
    body = json.dumps({
        "device": grid1.device, "schema": 1, "sent_at": grid1.now(),
        "ops": [
            {
                "id": new_id(), "seq": 1, "type": "hazard", "record": hazard, "op": "set", "at": "x", "seen": 0,
                "fields": {"description": {"was": "NUMBER", "now": "x"}, "lat": {"was": None, "now": "NUMBER"}},
            },
            creation(district, 2),
        ],
    }).replace('"NUMBER"', number)  # fmt: skip

    answer = grid1.call("POST", "/sync/push", data=body, content_type="application/json")

    assert codes(answer) == ["invalid", "applied"]


@pytest.mark.parametrize("text", ["nul\x00", "\ud800", "\udfff tail"])
@pytest.mark.parametrize("where", ["value", "name", "was", "args"])
def test_text_no_database_can_keep_is_invalid_text(cast: Cast, text: str, where: str) -> None:
    hazard = cast.hazard()
    town1 = cast.town1
    said: dict[str, Any] = {
        "value": {"op": "set", "fields": {"description": {"was": None, "now": text}}},
        "name": {"op": "set", "fields": {text: {"was": None, "now": "x"}}},
        "was": {"op": "set", "fields": {"description": {"was": text, "now": "x"}}},
        "args": {"op": "act", "action": "confirm", "args": {"note": text}},
    }[where]
    op = {"id": new_id(), "seq": 1, "type": "hazard", "record": hazard, "at": town1.now(), "seen": 1, **said}

    assert codes(send(town1, [op])) == ["invalid_text"]
    assert codes(send(town1, [op])) == ["invalid_text"], "and the same again"


ODD = ["nul\x00", "\ud800", "x" * 5000, 7, [], {"id": "x"}, True]


@pytest.mark.parametrize("member", ["enterprise_id", "owner_id", "into", "at", "seen", "type", "action", "record"])
def test_an_odd_member_stops_nobody(cast: Cast, district: World, member: str) -> None:
    """Whatever stands where an id or a time should: the op gets its result, and the next one is taken."""
    hazard, town1, seq = cast.hazard(), cast.town1, 0
    for odd in ODD:
        op: dict[str, Any] = {"id": new_id(), "seq": seq + 1, "type": "hazard", "record": hazard, "op": "act"}
        op |= {"at": "x", "seen": 1, "action": "merge", "args": {"into": odd if member == "into" else new_id()}}
        if member == "owner_id":
            data = {"owner_type": "hazard", "owner_id": odd, "role": "site", "sha256": "0" * 64}
            op |= {"type": "photo", "record": new_id(), "op": "create", "data": data}
        elif member == "enterprise_id":
            op |= {"record": new_id(), "op": "create", "data": {"enterprise_id": odd, "severity": "general"}}
        elif member != "into":
            op[member] = odd
        seq += 2

        first, second = codes(send(town1, [op, creation(district, seq)]))
        assert first not in {"applied", "internal"}, odd
        assert second == "applied", odd


def test_text_is_kept_code_point_for_code_point(cast: Cast) -> None:
    words = "e\u0301 é 隐\u200b患 ﹏ 👷🏽\u200d♂️ \t\r\n  "
    hazard = cast.hazard(description=words)

    assert cast.looks("town1", hazard)["description"] == words


def test_a_long_place_in_a_notice_is_no_reason_to_refuse(cast: Cast, district: World) -> None:
    hazard = cast.hazard(enterprise_id=None, area=district.areas["第一网格"], place="地" * 200)

    assert cast.act("town1", hazard, "reject", reason="由" * 4000) == "applied"


def test_rejected_stops_nobody_but_what_hangs_on_a_refused_create(cast: Cast, district: World) -> None:
    grid1 = cast.grid1
    refused = creation(district, 1, severity="dreadful")
    lost = refused["record"]
    good = creation(district, 2)
    photo = {"owner_type": "hazard", "owner_id": lost, "role": "before", "sha256": "0" * 64}
    ops = [
        refused,
        good,
        {"id": new_id(), "seq": 3, "type": "photo", "record": new_id(), "op": "create", "at": "x", "data": photo},
        {"id": new_id(), "seq": 4, "type": "hazard", "record": lost, "op": "act", "at": "x", "action": "confirm"},
        {"id": new_id(), "seq": 5, "type": "hazard", "record": lost, "op": "delete", "at": "x"},
    ]
    assert codes(send(grid1, ops)) == ["invalid", "applied", "blocked", "blocked", "blocked"]

    # in later batches too, and what hangs on what was blocked
    hung = {"owner_type": "hazard", "owner_id": lost, "text": "x"}
    caption, blocked = {"caption": {"was": None, "now": "x"}}, ops[2]["record"]
    later = [
        {"id": new_id(), "seq": 6, "type": "comment", "record": new_id(), "op": "create", "at": "x", "data": hung},
        {"id": new_id(), "seq": 7, "type": "photo", "record": blocked, "op": "set", "at": "x", "fields": caption},
    ]
    assert codes(send(grid1, later)) == ["blocked", "blocked"]
    # on another device of the same person as well
    other = cast._make("grid1")
    assert codes(send(other, [later[0] | {"id": new_id(), "seq": 1}])) == ["blocked"]

    # until a create of that id is applied; only new op ids count
    mended = refused | {"id": new_id(), "seq": 8, "data": refused["data"] | {"severity": "general"}}
    again = ops[2] | {"id": new_id(), "seq": 9}
    assert codes(send(grid1, [mended, again])) == ["applied", "applied"]
    assert codes(send(grid1, [later[0] | {"id": new_id(), "seq": 10}])) == ["applied"]


def test_merging_into_a_refused_record_is_blocked(cast: Cast, district: World) -> None:
    hazard = cast.hazard()
    town1 = cast.town1
    refused = creation(district, 1, severity="dreadful")
    merge = {
        "id": new_id(), "seq": 2, "type": "hazard", "record": hazard, "op": "act", "at": "x", "seen": 1,
        "action": "merge", "args": {"into": refused["record"]},
    }  # fmt: skip

    assert codes(send(town1, [refused, merge])) == ["invalid", "blocked"]


# --- create and delete ---------------------------------------------------------------------------


def test_the_same_data_for_an_existing_record_is_applied_with_nothing_done(cast: Cast, district: World) -> None:
    grid1, op = cast.grid1, creation(district, 1, place="二车间", area=district.areas["第一网格"])
    assert codes(send(grid1, [op])) == ["applied"]

    assert codes(send(grid1, [op | {"id": new_id(), "seq": 2}])) == ["applied"]
    other = op | {"id": new_id(), "seq": 3, "data": op["data"] | {"description": "别的"}}
    assert codes(send(grid1, [other])) == ["exists"]
    grid1.pull()
    assert grid1.records[op["record"]]["version"] == 1

    # the record went on meanwhile; what its author said at first is still what he said
    grid1.last_seq = 3
    grid1.set(op["record"], description="改过")
    assert push(grid1) == ["applied"]
    assert codes(send(grid1, [op | {"id": new_id(), "seq": 5}])) == ["applied"]
    assert cast.looks("grid1", op["record"])["description"] == "改过"


def test_what_a_create_could_not_use_is_named(grid1: Phone, district: World) -> None:
    answer = send(grid1, [creation(district, 1, due_date=day(3), responsible="黄志强", colour="red")])

    assert codes(answer) == ["applied"]
    assert set(answer.json["results"][0]["ignored"]) == {"due_date", "responsible", "colour"}


@pytest.mark.parametrize("login", ["grid1", "town1", "district", "manager1"])
def test_a_hazard_is_never_deleted(cast: Cast, login: str) -> None:
    hazard = cast.hazard()
    person = getattr(cast, login)
    person.pull()
    late = person.delete(hazard, "hazard", seen=1)
    assert cast.act("town1b", hazard, "confirm") == "applied"
    now = person.delete(hazard, "hazard", seen=99)

    push(person)

    assert {person.outcome(late), person.outcome(now)} == {"not_permitted"}
    assert cast.looks("town1b", hazard)["conflicts"] == []


def test_nobody_sets_or_deletes_the_photo_or_comment_of_another(cast: Cast) -> None:
    hazard = cast.hazard()
    photo = cast.grid1.photo(hazard, caption="旧")
    comment = new_id()
    cast.grid1.write("comment", comment, "create", data={"owner_type": "hazard", "owner_id": hazard, "text": "看"})
    push(cast.grid1)
    town1 = cast.town1
    town1.pull()
    ops = [
        town1.set(photo, type_="photo", caption="x"),
        town1.delete(photo, "photo"), town1.delete(photo, "photo", seen=0),
        town1.delete(comment, "comment"), town1.delete(comment, "comment", seen=0),
        town1.set(comment, type_="comment", text="x"),
    ]  # fmt: skip
    assert push(town1, *ops) == ["not_permitted"] * 6

    # once it is deleted, others still have nothing to say about it
    cast.grid1.pull()
    cast.grid1.delete(photo, "photo")
    push(cast.grid1)
    late = town1.set(photo, type_="photo", caption="x", seen=1)
    assert push(town1, late) == ["not_permitted"]
    assert not town1.of("conflict")


def test_a_photo_is_deleted_until_an_act_has_used_it(cast: Cast) -> None:
    hazard = cast.hazard("rectifying")
    spare, used = cast.manager1.photo(hazard, "after"), cast.manager1.photo(hazard, "after")
    push(cast.manager1)
    cast.manager1.pull()
    cast.manager1.delete(spare, "photo")
    assert push(cast.manager1) == ["applied"]
    assert cast.act("manager1", hazard, "submit_rectification", note="已改") == "applied"

    cast.manager1.pull()
    op = cast.manager1.delete(used, "photo")
    push(cast.manager1)
    assert cast.manager1.results[op]["status"] == "rejected"
    told = cast.town1.pull()
    assert used in cast.town1.records
    assert spare not in cast.town1.records
    assert {"type": "photo", "id": spare} not in told["changes"]


def test_a_comment_is_taken_back_until_somebody_decided_on_it(cast: Cast) -> None:
    hazard = cast.hazard("submitted")
    first, second = new_id(), new_id()
    for comment in (first, second):
        said = {"owner_type": "hazard", "owner_id": hazard, "text": "看这里"}
        cast.grid1.write("comment", comment, "create", data=said)
    cast.grid1.sync()
    cast.grid1.delete(first, "comment")
    assert push(cast.grid1) == ["applied"]
    assert cast.act("town1", hazard, "accept") == "applied"
    op = cast.grid1.delete(second, "comment")
    push(cast.grid1)
    assert cast.grid1.results[op]["status"] == "rejected"


@pytest.mark.parametrize("type_", ["area", "enterprise", "checklist", "conflict", "contribution", "notice", "moon"])
@pytest.mark.parametrize("kind", ["create", "set", "delete", "act"])
def test_what_phones_do_not_write_is_rejected_with_words(cast: Cast, district: World, type_: str, kind: str) -> None:
    record = {"area": district.areas["第一网格"], "enterprise": district.enterprises["宏岭鞋材"]}.get(type_, new_id())
    said: dict[str, Any] = {
        "create": {"data": {"name": "x"}}, "set": {"fields": {"name": {"was": None, "now": "x"}}}, "delete": {},
        "act": {"action": "explode", "args": {}},
    }[kind]  # fmt: skip
    op = {"id": new_id(), "seq": 1, "type": type_, "record": record, "op": kind, "at": "x", "seen": 0, **said}

    answer = send(cast.town1, [op])

    assert codes(answer)[0] in {
        "not_permitted", "not_found", "invalid", "unknown_type", "unknown_action", "exists",
    }  # fmt: skip
    assert answer.json["results"][0]["problem"]["detail"]


def test_problems_speak_the_users_language(cast: Cast) -> None:
    hazard = cast.hazard("closed")
    cast.town1.call("PATCH", "/me", json={"locale": "en"})
    cast.town1.pull()
    op = cast.town1.act(hazard, "confirm")
    push(cast.town1)

    told = problem(cast.town1, op)
    assert told["code"] == "transition_not_allowed"
    assert told["detail"].isascii() or "town1" in told["detail"]
    assert (told["state"], told["by"]["name"]) == ("closed", "town1")
    assert told["at"]
