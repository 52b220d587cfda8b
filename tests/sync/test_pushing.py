"""Ops are taken once, in order, without gaps; one that fails holds up no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from server.db import db
from server.sync.models import Answered, Event
from tests.phone import Phone, new_id
from tests.world import World

MakePhone = Callable[..., Phone]


@pytest.fixture
def grid1(phone: MakePhone) -> Phone:
    return phone("grid1")


def send(phone: Phone, **said: Any) -> Any:
    """A push as somebody else might write it; returns the whole answer."""
    batch = {"device": phone.device, "schema": 1, "sent_at": phone.now(), "ops": []} | said
    return phone.call("POST", "/sync/push", data=json.dumps(batch), content_type="application/json")


def test_a_lost_answer_changes_nothing(grid1: Phone, district: World) -> None:
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    first = grid1.push(hear=False)

    second = grid1.push()
    grid1.pull()

    assert [result["status"] for result in first["results"]] == ["applied"]
    assert second["results"] == [first["results"][0] | {"again": True}]
    assert list(grid1.of("hazard")) == [hazard]
    assert grid1.records[hazard]["version"] == 1


def test_the_same_op_twice_in_one_batch_is_one_op(grid1: Phone, district: World) -> None:
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    op = grid1.batch()["ops"][0]

    answer = send(grid1, ops=[op, op]).json

    assert [result.get("again", False) for result in answer["results"]] == [False, True]
    assert answer["last_seq"] == 1


def test_a_gap_applies_nothing_and_says_what_is_expected(grid1: Phone, district: World) -> None:
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    ops = grid1.batch()["ops"]
    ops[1]["seq"] = 3

    answer = send(grid1, ops=ops)

    assert (answer.status_code, answer.json["code"], answer.json["expected"]) == (409, "gap", 1)
    grid1.pull()
    assert not grid1.of("hazard")


def test_a_device_that_lost_count_starts_anew_and_doubles_nothing(grid1: Phone, district: World) -> None:
    """A phone restored from a backup numbers from 1 again; a new device id and the old op ids mend it."""
    known = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    op = dict(grid1.batch()["ops"][0])
    grid1.push()
    fresh = grid1.report(enterprise_id=district.enterprises["顺昌五金"])
    grid1.last_seq = 0
    refused = send(grid1, ops=grid1.batch()["ops"])
    assert (refused.status_code, refused.json["code"]) == (409, "device_reset")

    grid1.outbox.insert(0, op)
    grid1.register()
    answer = grid1.push()
    grid1.pull()

    assert [result.get("again", False) for result in answer["results"]] == [True, False]
    assert set(grid1.of("hazard")) == {known, fresh}


def test_a_known_id_with_other_content_is_refused_by_name(grid1: Phone, district: World) -> None:
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    op = grid1.batch()["ops"][0]
    grid1.push()
    op["data"]["description"] = "别的内容"

    answer = send(grid1, ops=[op])

    assert (answer.status_code, answer.json["code"], answer.json["op"]) == (422, "op_changed", op["id"])


def test_a_void_takes_the_place_of_an_op_that_cannot_be_sent(grid1: Phone, district: World) -> None:
    answer = send(grid1, ops=[{"id": new_id(), "seq": 1, "op": "void", "of": new_id()}])

    assert answer.json["results"][0]["status"] == "applied"
    assert answer.json["last_seq"] == 1


def test_one_bad_op_among_many_stops_nobody(grid1: Phone, district: World) -> None:
    for number in range(20):
        grid1.report(enterprise_id=district.enterprises["宏岭鞋材"], description=f"第 {number} 处")
    bad = grid1.outbox[7]
    bad["data"]["severity"] = "terrible"

    answer = grid1.push()
    grid1.pull()

    assert [result["status"] for result in answer["results"]].count("applied") == 19
    assert grid1.outcome(bad["id"]) == "invalid"
    assert "severity" in grid1.results[bad["id"]]["problem"]["errors"]
    assert answer["last_seq"] == 20
    assert len(grid1.of("hazard")) == 19
    kept = db.session.get(Answered, bad["id"])
    assert kept is not None and json.loads(kept.payload or b"")["data"]["severity"] == "terrible"


@pytest.mark.parametrize(
    "odd",
    [
        {"op": "create", "record": "x", "data": {"a": 1}},
        {"op": "create", "type": 5, "record": new_id(), "data": {"a": 1}},
        {"op": "create", "type": "spaceship", "record": new_id(), "data": {"a": 1}},
        {"op": "create", "type": "hazard", "record": new_id(), "data": []},
        {"op": "create", "type": "hazard", "record": new_id(), "data": {"description": "a\x00b"}},
        {"op": "create", "type": "hazard", "record": new_id(), "data": {"description": "a\ud800"}},
        {"op": "create", "type": "hazard", "record": new_id(), "data": {"lat": 1e308, "lon": "east"}},
        {"op": "create", "type": "hazard", "record": new_id(), "data": {"funds_fen": 10**30, "found_at": 5}},
        {"op": "create", "type": "hazard", "record": new_id(), "data": {"enterprise_id": new_id(), "channel": "x"}},
        {"op": "set", "type": "hazard", "record": new_id(), "fields": {"description": {"was": None, "now": "x"}}},
        {"op": "set", "type": "hazard", "record": new_id(), "fields": {"description": "x"}},
        {"op": "set", "type": "hazard", "record": new_id(), "fields": []},
        {"op": "act", "type": "hazard", "record": new_id(), "action": 7},
        {"op": "act", "type": "hazard", "record": new_id(), "action": "explode", "args": []},
        {"op": "delete", "type": "hazard", "record": new_id(), "seen": -1},
        {"op": "fly", "type": "hazard", "record": new_id()},
        {"op": None, "type": None, "record": None},
        {"op": "create", "type": "area", "record": new_id(), "data": {"name": "x", "code": "1"}},
        {"op": "create", "type": "conflict", "record": new_id(), "data": {"field": "x"}},
    ],
    ids=lambda odd: f"{odd.get('op')}-{odd.get('type')}",
)  # fmt: skip
def test_an_op_with_id_and_seq_always_gets_a_result(grid1: Phone, odd: dict[str, Any]) -> None:
    answer = send(grid1, ops=[{"id": new_id(), "seq": 1, **odd}])

    assert answer.status_code == 200, answer.json
    result = answer.json["results"][0]
    assert result["status"] == "rejected"
    assert result["problem"]["code"] not in {"internal", ""}
    assert result["problem"]["detail"]
    assert answer.json["last_seq"] == 1


def test_what_belongs_to_a_refused_record_waits_for_it(grid1: Phone, district: World) -> None:
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"], severity="terrible")
    photo = grid1.photo(hazard)
    change = grid1.set(hazard, description=(None, "x"))
    grid1.push()
    later = grid1.photo(hazard)
    grid1.push()

    results = list(grid1.results.values())
    assert [result["problem"]["code"] for result in results] == ["invalid", "blocked", "blocked", "blocked"]
    assert grid1.outcome(change) == "blocked"
    assert later != photo

    grid1.write("hazard", hazard, "create", data={
        "enterprise_id": district.enterprises["宏岭鞋材"], "description": "改好了", "severity": "general",
        "channel": "grid_report", "found_at": grid1.now(),
    })  # fmt: skip
    again = grid1.photo(hazard)
    grid1.sync()
    assert again in grid1.records


def test_the_whole_request_is_refused_only_when_it_cannot_be_read(grid1: Phone) -> None:
    assert send(grid1, ops=[{"id": "x", "seq": 1}]).status_code == 400
    assert send(grid1, ops=[{"id": new_id()}]).status_code == 400
    assert send(grid1, ops="many").status_code == 400
    assert send(grid1, schema=0).status_code == 426
    assert grid1.call("POST", "/sync/push", data=b"{", content_type="application/json").status_code == 400

    many = send(grid1, ops=[{"id": new_id(), "seq": n + 1, "op": "void"} for n in range(201)])
    assert (many.status_code, many.json["max_ops"], many.json["max_bytes"]) == (413, 200, 1024 * 1024)

    large = {
        "id": new_id(),
        "seq": 1,
        "type": "comment",
        "record": new_id(),
        "op": "create",
        "data": {"text": "大" * 400_000},
    }
    answer = send(grid1, ops=[large])
    assert (answer.status_code, answer.json["op"]) == (413, large["id"])


def test_a_push_for_another_device_is_not_taken(grid1: Phone, phone: MakePhone) -> None:
    other = phone("grid1")

    answer = send(grid1, device=other.device)

    assert (answer.status_code, answer.json["code"]) == (403, "device_mismatch")


def test_somebody_elses_op_id_says_nothing_about_his_op(grid1: Phone, phone: MakePhone, district: World) -> None:
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    op = grid1.batch()["ops"][0]
    grid1.push()

    answer = send(phone("grid2"), ops=[op])

    assert (answer.status_code, answer.json["code"]) == (422, "op_changed")


def test_the_phones_clock_is_corrected_and_decides_nothing(phone: MakePhone, district: World) -> None:
    from datetime import datetime, timedelta

    ahead = phone("grid1", clock_off=timedelta(days=730))
    hazard = ahead.report(enterprise_id=district.enterprises["宏岭鞋材"])
    ahead.sync()

    event = ahead.sees(hazard)["history"][0]
    assert datetime.fromisoformat(event["claimed_at"]).year >= 2028
    assert abs(datetime.fromisoformat(event["at"]) - datetime.fromisoformat(event["received_at"])) < timedelta(
        seconds=5
    )


def test_what_is_answered_is_in_history_chained(grid1: Phone, district: World) -> None:
    from server.sync.history import verify

    for _ in range(3):
        grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.push()

    lines, head, broken = verify(db.session.connection())

    assert not broken
    assert lines == db.session.query(Event).count() >= 3
    assert head == db.session.get(Event, lines).hash  # type: ignore[union-attr]
