"""What must hold when everything has come to rest: everyone sees what he may, and every op is accounted for."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import select

from server import clock
from server.db import db
from server.hazards.models import Hazard
from server.people.models import Post
from server.places.models import Area, Enterprise
from server.sync.history import verify
from server.sync.models import Answered, Conflict, Contribution, Event

from .handset import Handset
from .town import Town
from .wire import Request

OUTCOMES = ("applied", "conflict", "parked", "rejected", "set aside")


def check(town: Town) -> Counter[str]:
    """Raises AssertionError unless all is well; returns how many ops came to what."""
    totals: Counter[str] = Counter()
    answers = _answers()
    lines = _history()
    for phone in town.phones:
        _shows_what_it_may(phone)
        totals += _counted(phone, answers, forgetful="restores" in town.happened)
    _nothing_twice(answers, lines)
    _every_word_is_kept(town.phones, answers, lines)
    _cards_say_what_stands()
    _seen_by_the_right_people(town.phones)
    told, _, broken = verify(db.session.connection())
    assert not broken and told == len(lines)
    db.session.rollback()
    return totals


# --- what is seen ------------------------------------------------------------------------------


def fresh(phone: Handset) -> dict[str, dict[str, Any]]:
    """What a new phone of this person would show."""
    found: dict[str, dict[str, Any]] = {}
    where: dict[str, Any] = {}
    while True:
        request = Request(phone.kept.token, "GET", "/sync/pull", {"limit": 1000, **where}, None)
        page = phone.wire.ask(None, request).json
        found |= {change["id"]: change for change in page["changes"]}
        where = {"cursor": page["cursor"]}
        if not page["more"]:
            return found


def _shows_what_it_may(phone: Handset) -> None:
    there, here = fresh(phone), phone.kept.records
    assert here.keys() == there.keys(), (phone.login, "missing, left over", there.keys() ^ here.keys())
    for record, change in there.items():
        assert here[record] == change, (phone.login, "is out of date", here[record], change)


def _seen_by_the_right_people(phones: Iterable[Handset]) -> None:
    """An opinion of our own about who may see a hazard, from posts and places alone."""
    today = clock.today()
    parents = dict(db.session.execute(select(Area.id, Area.parent)).all())
    where = dict(db.session.execute(select(Enterprise.id, Enterprise.area_id)).all())
    hazards = db.session.execute(select(Hazard.id, Hazard.enterprise_id, Hazard.reporter_id)).all()
    posts: dict[str, set[str]] = defaultdict(set)
    for post in db.session.execute(select(Post)).scalars():
        if post.holds(today):
            posts[post.account_id] |= {post.area_id or post.enterprise_id or ""}
    for phone in phones:
        may = set()
        for hazard, enterprise, reporter in hazards:
            places, area = {enterprise}, where[enterprise]
            while area:
                places.add(area)
                area = parents[area]
            if reporter == phone.user or places & posts[phone.user]:
                may.add(hazard)
        assert may == set(phone.of("hazard")), (phone.login, may ^ set(phone.of("hazard")))


# --- what became of it --------------------------------------------------------------------------


def _answers() -> dict[str, Any]:
    table = Answered.__table__
    return {row["id"]: row for row in db.session.execute(select(table)).mappings()}


def _history() -> list[dict[str, Any]]:
    table = Event.__table__
    rows = db.session.execute(select(table).order_by(table.c.n)).mappings()
    return [{**row, "body": _object(row["body"])} for row in rows]


def _object(body: Any) -> dict[str, Any]:
    return body if isinstance(body, dict) else orjson.loads(body)


def _counted(phone: Handset, answers: Mapping[str, Any], forgetful: bool) -> Counter[str]:
    """Every op this person ever saved is at one place, and phone and server name the same."""
    kept, totals = phone.kept, Counter[str]()
    assert not kept.outbox
    contributions = {row["id"]: row for row in db.session.execute(select(Contribution.__table__)).mappings()}
    for op_id in phone.saved:
        places = [place for place in (kept.answered, kept.tray) if op_id in place]
        assert len(places) == 1, (phone.login, "saved and lost, or there twice", phone.saved[op_id])
        _, result = places[0][op_id]
        answer = answers.get(op_id)
        if result["status"] == "rejected" and (answer is None or answer["status"] != "rejected"):
            # never taken by any server, or by one that was thrown away: it waits on the phone, for a person
            assert forgetful or result["problem"]["code"] == "too_large", result
            totals["set aside"] += 1
            continue
        assert answer is not None and answer["status"] == result["status"], (result, answer)
        totals[result["status"]] += 1
        if result["status"] == "rejected":
            assert json.loads(answer["payload"])["id"] == op_id, "the server keeps what it refused"
        if result["status"] == "parked":
            parked = [op["id"] for op in contributions[result["contribution"]]["ops"]]
            assert parked.count(op_id) == 1, "kept once, for whoever holds the record"
    assert sum(totals.values()) == len(phone.saved)
    return totals


def _nothing_twice(answers: Mapping[str, Any], lines: list[dict[str, Any]]) -> None:
    """An op tells each record's history once; what was refused tells nothing."""
    told = Counter(
        (line["body"]["op"], line["record"], line["body"]["kind"])
        for line in lines
        if line["body"].get("op") in answers
    )
    twice = [each for each, times in told.items() if times > 1]
    assert not twice, ("done twice", twice)
    refused = {op_id for op_id, answer in answers.items() if answer["status"] == "rejected"}
    spoke = {op for op, _, _ in told} & refused
    assert not spoke, ("refused, and yet it did something", spoke)


def _every_word_is_kept(phones: list[Handset], answers: Mapping[str, Any], lines: list[dict[str, Any]]) -> None:
    """No value that anybody typed into a field is absent from the record's past."""
    past: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        past[line["record"]].append(_text(line["body"]))
    for phone in phones:
        for op_id, op in phone.saved.items():
            if op["op"] != "set" or answers.get(op_id, {}).get("status") not in ("applied", "conflict"):
                continue
            words = "\n".join(past[op["record"]])
            for name, change in op["fields"].items():
                assert _text(change["now"]) in words, (op_id, name, change)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _cards_say_what_stands() -> None:
    """Each open conflict shows the field as it is, and its record lists it."""
    hazards = {row["id"]: row for row in db.session.execute(select(Hazard.__table__)).mappings()}
    cards: dict[str, set[str]] = defaultdict(set)
    for card in db.session.execute(select(Conflict.__table__).where(Conflict.state == "open")).mappings():
        if card["record_type"] != "hazard":
            continue
        cards[card["record_id"]].add(card["id"])
        hazard = hazards[card["record_id"]]
        if isinstance(card["current"], dict):
            assert all(hazard[name] == value for name, value in card["current"].items()), card
        elif card["field"] is not None:
            assert hazard[card["field"]] == card["current"], card
        assert card["current"] != card["incoming"], card
    assert {
        record: set(row["open_conflicts"] or []) for record, row in hazards.items() if row["open_conflicts"]
    } == cards
