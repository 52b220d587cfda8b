"""What an older app said is carried out as today's app would have said it, and stays the op it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from server.db import db
from server.sync import contributions, upcast
from server.sync.envelope import fingerprint
from server.sync.models import Answered
from tests.phone import Phone, new_id
from tests.sync.test_scopes import move
from tests.world import World

MakePhone = Callable[..., Phone]


def _renamed(op: Mapping[str, Any]) -> Mapping[str, Any]:
    """From schema 1 to 2: what was called `spot` is `place` now."""
    names = {"spot": "place"}

    def _in_new_words(said: Mapping[str, Any]) -> Mapping[str, Any]:
        return {names.get(field, field): value for field, value in said.items()}

    return {name: _in_new_words(value) if name in ("data", "fields") else value for name, value in op.items()}


def _server_of(monkeypatch: pytest.MonkeyPatch, schema: int) -> None:
    monkeypatch.setattr(upcast, "SCHEMA", schema)
    monkeypatch.setattr(contributions, "SCHEMA", schema)
    monkeypatch.setattr(upcast, "STEPS", {1: _renamed})


@pytest.fixture(autouse=True)
def schema_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server one schema further than the phones that come to it."""
    _server_of(monkeypatch, schema=2)


def _send(phone: Phone, schema: int, ops: list[dict[str, Any]]) -> Any:
    said = {"device": phone.device, "schema": schema, "sent_at": phone.now(), "ops": ops}
    return phone.call("POST", "/sync/push", data=json.dumps(said), content_type="application/json")


def test_an_op_of_an_older_schema_is_carried_out_like_one_of_today(phone: MakePhone, district: World) -> None:
    mine = phone("grid1")
    old = mine.report(enterprise_id=district.enterprises["宏岭鞋材"], spot="二车间")
    new = mine.report(enterprise_id=district.enterprises["宏岭鞋材"], place="二车间")
    ops = mine.batch()["ops"]
    mine.set(old, spot=("二车间", "三车间"))
    mine.set(new, place=("二车间", "三车间"))
    changes = mine.batch()["ops"][2:]

    results = [
        _send(mine, 1, [ops[0]]).json["results"][0],
        _send(mine, 2, [ops[1]]).json["results"][0],
        _send(mine, 1, [changes[0]]).json["results"][0],
        _send(mine, 2, [changes[1]]).json["results"][0],
    ]

    assert [(one["status"], one.get("ignored")) for one in results] == [("applied", None)] * 4
    mine.pull()
    assert [mine.sees(one)["place"] for one in (old, new)] == ["三车间", "三车间"]


def test_its_identity_is_what_was_sent(phone: MakePhone, district: World) -> None:
    mine = phone("grid1")
    mine.report(enterprise_id=district.enterprises["宏岭鞋材"], spot="二车间")
    op = mine.batch()["ops"][0]
    first = _send(mine, 1, [op]).json["results"][0]

    again = _send(mine, 1, [op]).json["results"][0]
    rewritten = _send(mine, 2, [dict(_renamed(op))])

    assert again == first | {"again": True}
    assert (rewritten.status_code, rewritten.json["code"]) == (422, "op_changed")
    kept = db.session.get(Answered, op["id"])
    assert kept is not None and kept.content == fingerprint(op) != fingerprint(_renamed(op))


def test_one_that_no_step_can_read_is_refused_alone_and_kept_as_it_came(phone: MakePhone, district: World) -> None:
    mine = phone("grid1")
    mine.report(enterprise_id=district.enterprises["宏岭鞋材"], spot="二车间")
    odd, good = {"id": new_id(), "seq": 1, "type": "hazard", "record": new_id(), "op": "create", "data": "x"}, (
        mine.batch()["ops"][0] | {"seq": 2}
    )
    void = {"id": new_id(), "seq": 3, "op": "void", "of": new_id(), "data": "x"}

    answer = _send(mine, 1, [odd, good, void]).json

    assert [one["status"] for one in answer["results"]] == ["rejected", "applied", "applied"]
    kept = db.session.get(Answered, odd["id"])
    assert kept is not None and json.loads(kept.payload or b"") == odd


def test_what_was_parked_before_the_schema_rose_is_adopted_after_it(
    phone: MakePhone, district: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _server_of(monkeypatch, schema=1)
    author, holder = phone("grid1"), phone("town1b")
    hazard = holder.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    holder.sync(), author.pull()
    move(district, "宏岭鞋材", "第二网格")
    op = author.write("hazard", hazard, "set", seen=1, fields={"spot": {"was": None, "now": "二车间"}})
    author.sync()
    parked = author.results[op]["contribution"]

    _server_of(monkeypatch, schema=2)
    holder.pull()
    adopted = holder.act(parked, "adopt", type_="contribution")
    holder.sync()

    assert (holder.outcome(adopted), holder.sees(hazard)["place"]) == ("applied", "二车间")


@pytest.mark.parametrize(("schema", "code"), [(0, "schema_too_old"), (3, "schema_too_new")])
def test_what_would_be_misread_is_not_taken(phone: MakePhone, district: World, schema: int, code: str) -> None:
    mine = phone("grid1")
    mine.report(enterprise_id=district.enterprises["宏岭鞋材"])

    answer = _send(mine, schema, mine.batch()["ops"])

    assert (answer.status_code, answer.json["code"]) == (426, code)
    mine.pull()
    assert not mine.of("hazard")
