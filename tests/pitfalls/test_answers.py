"""Rows 4, 8, 9, 17, 21, 25 and 26: what is answered is so, for every op, whatever is in it and however it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from server import clock
from server.db import db
from server.hazards.models import Hazard
from server.sync import receive
from server.sync.models import Answered
from tests.phone import Phone, new_id
from tests.pitfalls.conftest import Cast, MakePhone
from tests.protocol.conftest import push, send
from tests.sync.walk.wire import PowerCut
from tests.world import World


def count(model: Any) -> int:
    found = db.session.execute(select(func.count()).select_from(model)).scalar_one()
    db.session.rollback()
    return found


@pytest.mark.parametrize("at", [1, 2, 5, "before the commit", "after the commit"])
def test_pitfall_04_an_answer_is_what_was_committed(
    phone: MakePhone, district: World, monkeypatch: pytest.MonkeyPatch, at: int | str
) -> None:
    """The server dies at the k-th op, at the commit, or between commit and answer; the phone sends again."""
    grid1 = phone("grid1")
    for _ in range(5):
        grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    session, carry_out, ops = db.session, receive.carry_out, iter(range(1, 100))

    def commit() -> None:
        if at == "before the commit":
            raise PowerCut
        session().commit()
        raise PowerCut

    def dies(*said: Any) -> Any:
        if next(ops) == at:
            raise PowerCut
        return carry_out(*said)

    with monkeypatch.context() as blow:
        if isinstance(at, int):
            blow.setattr(receive, "carry_out", dies)
        else:
            blow.setattr(session, "commit", commit, raising=False)
        with pytest.raises(PowerCut):
            grid1.push()
        session.remove()
    there = count(Hazard)
    assert there == count(Answered) == (5 if at == "after the commit" else 0)

    results = grid1.push()["results"]
    assert [result["status"] for result in results] == ["applied"] * 5
    assert {result.get("again", False) for result in results} == {there == 5}
    assert count(Hazard) == count(Answered) == 5


def test_pitfall_08_what_was_refused_is_kept_whole(cast: Cast, district: World) -> None:
    """For each code with which an op may be refused here: its payload is with the server, word for word."""
    hazard = cast.hazard("closed")
    grid1, seq = cast.grid1, cast.grid1.last_seq
    refused: list[dict[str, Any]] = [
        {"op": "create", "type": "hazard", "record": new_id(), "data": {"severity": "terrible"}},
        {"op": "set", "type": "hazard", "record": new_id(), "seen": 0, "fields": {"place": {"now": "仓库"}}},
        {"op": "set", "type": "hazard", "record": hazard, "seen": 9, "fields": {"due_date": {"now": "2026-01-01"}}},
        {"op": "act", "type": "hazard", "record": hazard, "seen": 9, "action": "accept", "args": {"note": "好"}},
        {"op": "act", "type": "hazard", "record": hazard, "seen": 9, "action": "fly", "args": {}},
        {"op": "create", "type": "moon", "record": new_id(), "data": {"面": "满月"}},
        {"op": "delete", "type": "hazard", "record": hazard, "seen": 9},
    ]
    ops = [{"id": new_id(), "seq": seq + n, "at": "x", **op} for n, op in enumerate(refused, start=1)]

    results = send(grid1, ops).json["results"]

    assert [result["status"] for result in results] == ["rejected"] * len(ops)
    assert len({result["problem"]["code"] for result in results}) >= 5
    told = grid1.call("GET", "/sync/refused").json["items"]
    kept = {each["id"]: json.loads(each["payload"]) for each in told}
    assert [kept[op["id"]] for op in ops] == ops


def chain(phone: Phone, district: World, length: int) -> tuple[str, set[str]]:
    """A hazard and what hangs on it, each op leaning on one before; returns all ids that must be there in the end."""
    hazard = phone.report(enterprise_id=district.enterprises["宏岭鞋材"], description="0")
    made, photo = {hazard}, ""
    for number in range(1, length):
        if number % 3 == 1:
            photo = phone.photo(hazard, caption="旧")
            made.add(photo)
        elif number % 3 == 2:
            phone.set(photo, type_="photo", caption=("旧", "新"), seen=1)
        else:
            was = "0" if number == 3 else str(number - 3)
            phone.set(hazard, description=(was, str(number)), seen=1)
    return hazard, made


@pytest.mark.parametrize("boundary", [1, 2, 52, 103, 104])
def test_pitfall_09_a_chain_may_be_cut_between_any_two_batches(
    phone: MakePhone, district: World, boundary: int
) -> None:
    cut_at(phone("grid1"), district, boundary)


@pytest.mark.proof
def test_pitfall_09_a_chain_may_be_cut_everywhere(phone: MakePhone, district: World) -> None:
    grid1 = phone("grid1")
    for boundary in range(1, 105):
        cut_at(grid1, district, boundary)


def cut_at(grid1: Phone, district: World, boundary: int) -> None:
    hazard, made = chain(grid1, district, 105)
    rest, grid1.outbox = grid1.outbox[boundary:], grid1.outbox[:boundary]
    outcomes = push(grid1)
    grid1.outbox = rest
    outcomes += push(grid1)
    grid1.pull()

    assert outcomes == ["applied"] * 105
    assert made <= grid1.records.keys()
    assert grid1.sees(hazard)["description"] == "102"


def test_pitfall_17_an_old_phone_leaves_alone_what_it_does_not_know(cast: Cast) -> None:
    """It sends what its user changed and nothing else, so that newer fields stay as they are."""
    hazard = cast.hazard(place="二车间", lat=25.1, lon=119.1, disposal="by_deadline")
    before = cast.looks("grid1", hazard)
    cast.grid1.set(hazard, description="改过")
    push(cast.grid1)
    after = cast.looks("grid1", hazard)

    assert after["description"] == "改过"
    told = {"description", "history", "updated_at"}
    assert {name: after.get(name) for name in before if name not in told} == {
        name: before[name] for name in before if name not in told
    }


@pytest.mark.parametrize("server_hours", [0, -1])
@pytest.mark.parametrize("phone_hours", [0, -48, 48, 5 * 8766, -5 * 8766])
def test_pitfall_21_no_clock_decides_anything(
    phone: MakePhone, district: World, phone_hours: int, server_hours: int
) -> None:
    """The same day with any clock on the second phone, and a server whose clock is set back at noon: the same end."""
    first = phone("town1")
    second = phone("town1b", clock_off=timedelta(hours=phone_hours))
    hazard = first.report(enterprise_id=district.enterprises["宏岭鞋材"], description="旧", channel="supervision_check")
    first.sync(), second.pull()
    with clock.moved(timedelta(hours=server_hours)):
        second.set(hazard, description="乙", place="二车间")
        first.set(hazard, description="甲", severity="major_suspected", criterion="MEM10-03-01")
        first.sync(), second.sync()
        second.act(hazard, "confirm")
        second.sync(), first.sync()

    seen = first.sees(hazard)
    assert [seen[name] for name in ("description", "place", "severity", "state")] == [
        "甲", "二车间", "major_suspected", "confirmed",
    ]  # fmt: skip
    (card,) = first.of("conflict").values()
    assert (card["current"], card["incoming"], card["was"]) == ("甲", "乙", "旧")


@pytest.fixture
def speakers(cast: Cast) -> Iterator[tuple[Phone, Phone, str]]:
    hazard = cast.hazard()
    cast.grid1.pull(), cast.town1.pull()
    yield cast.grid1, cast.town1, hazard


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60).filter(
    lambda text: text.strip() != ""
)
odd = st.sampled_from(
    ["__proto__", "constructor", "'; DROP TABLE hazards;--", '"', "\\", "𠮷", "e\u0301é", "\u202e", "-0"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=words | odd)
def test_pitfall_25_words_come_back_code_point_for_code_point(speakers: tuple[Phone, Phone, str], text: str) -> None:
    says, hears, hazard = speakers
    comment = new_id()
    data = {"owner_type": "hazard", "owner_id": hazard, "text": text}
    says.write("comment", comment, "create", data=data)
    assert push(says) == ["applied"]
    hears.pull()

    assert hears.sees(comment)["text"] == text


@pytest.mark.parametrize("many", [1_000, pytest.param(10_000, marks=pytest.mark.proof)])
def test_pitfall_26_a_phone_that_was_away_for_long_gets_everything_through(
    phone: MakePhone, district: World, app: Flask, many: int
) -> None:
    """Thousands of unsent ops, one of them of 900 KB: batches are halved until they fit, and it ends."""
    grid1 = phone("grid1")
    hazard = grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    for number in range(many - 2):
        data = {"owner_type": "hazard", "owner_id": hazard, "text": str(number)}
        grid1.write("comment", new_id(), "create", data=data)
    huge = {"owner_type": "hazard", "owner_id": hazard, "text": "大" * 300_000}
    grid1.outbox.insert(many // 2, {"id": new_id(), "type": "comment", "record": new_id(), "op": "create", "at": "x"})
    grid1.outbox[many // 2]["data"] = huge
    most, requests = 200, 0
    while grid1.outbox:
        waiting, grid1.outbox = grid1.outbox[most:], grid1.outbox[:most]
        answer = grid1.push()
        most = max(1, len(grid1.outbox) // 2) if answer.get("code") == "too_large" else 200
        grid1.outbox += waiting
        requests += 1
        assert requests < many / 50

    statuses = [result["status"] for result in grid1.results.values()]
    assert (statuses.count("applied"), statuses.count("rejected")) == (many - 1, 1), (
        "too long for a comment, and said so"
    )
