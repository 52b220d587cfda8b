"""Rows 13, 22 and 23: what somebody may see changes, the server is restored, or he was away for more than a year."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

from flask import Flask
from sqlalchemy import text

from server import clock
from server.db import db
from server.permissions import machine
from server.places.operations import change_enterprise
from server.sync.upkeep import forget_tombstones
from server.sync.work import working
from tests.phone import Phone
from tests.pitfalls.conftest import Cast, MakePhone
from tests.sync.test_scopes import end_posts, move
from tests.sync.walk.ground import Ground
from tests.world import World


def test_pitfall_13_what_moves_while_a_phone_reads_arrives_or_leaves(phone: MakePhone, district: World) -> None:
    """Moves between every two pages of a long first read, away and back: at its end it shows what it may."""
    town1 = phone("town1")
    hazards = {
        town1.report(enterprise_id=district.enterprises[name], channel="supervision_check")
        for name in ("宏岭鞋材", "顺昌五金") * 6
    }
    town1.sync()
    grid1, grid2 = phone("grid1"), phone("grid2")
    to = iter(("第二网格", "第一网格", "第三网格", "第一网格", "第二网格") * 20)
    for _ in range(12):
        for each in (grid1, grid2):
            each.pull(limit=3, pages=1)
        move(district, "宏岭鞋材", next(to))
    for each in (grid1, grid2):
        each.pull(limit=3)
        fresh = phone(each.login)
        fresh.pull()
        assert each.records == fresh.records

    assert set(town1.of("hazard")) == hazards


def test_pitfall_13_a_post_that_ends_together_with_what_it_saw(phone: MakePhone, district: World, app: Flask) -> None:
    """The membership and the record go in one moment: the record must not stay behind on the phone."""
    town1, grid1 = phone("town1"), phone("grid1")
    hazard = town1.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    town1.sync(), grid1.pull()
    assert hazard in grid1.records
    with working() as work:
        change_enterprise(
            work,
            district.enterprises["宏岭鞋材"],
            {"area_id": district.areas["第二网格"]},
            seen=None,
            by=machine(),
        )
        today = clock.today()
        work.connection.execute(
            text("UPDATE posts SET starts_on = :early, ends_on = :late WHERE account_id = :who"),
            {"early": today - timedelta(days=9), "late": today - timedelta(days=1), "who": district.people["grid1"]},
        )

    assert grid1.pull()["reset"] == "scope"
    assert hazard not in grid1.records
    assert not grid1.of("hazard")


def test_pitfall_14_work_of_who_lost_his_rights_is_kept_and_told(phone: MakePhone, district: World) -> None:
    """Unsent edits are neither refused in silence nor sent back to life when the rights come back."""
    town1, grid1 = phone("town1"), phone("grid1")
    hazard = town1.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    town1.sync(), grid1.pull()
    op = grid1.set(hazard, place="二车间")
    end_posts(district, "grid1")
    grid1.sync()

    assert grid1.outcome(op) == "parked"
    assert grid1.sees(grid1.results[op]["contribution"])["state"] == "open"
    town1.pull()
    assert town1.sees(hazard).get("place") is None, "not before somebody has adopted it"


def test_pitfall_22_acknowledged_work_survives_a_restore(cast: Cast, app: Flask) -> None:
    """An older copy of the database is put back; the phones bring what it lacks, once each."""
    hazard = cast.hazard()
    grid1, town1 = cast.grid1, cast.town1
    grid1.pull(), town1.pull()
    ground = Ground()
    ground.keep("yesterday")
    sent: list[dict] = []
    for phone, words in ((grid1, "甲"), (town1, "乙")):
        phone.set(hazard, place=words)
        phone.photo(hazard)
        sent.append(deepcopy({"login": phone.login, "outbox": phone.outbox}))
        phone.sync()
    before = {record: each["type"] for record, each in town1.records.items()}
    told = {phone.login: dict(phone.results) for phone in (grid1, town1)}

    ground.restore("yesterday")
    assert grid1.pull(pages=1)["reset"] == "epoch"
    for phone, kept in zip((grid1, town1), sent, strict=True):
        # 14 days of answered ops, under a new device and their old ids
        phone.outbox = kept["outbox"] + phone.outbox
        phone.register()
        phone.sync()
    for phone in (grid1, town1, grid1, town1):
        phone.sync()

    assert {record: each["type"] for record, each in town1.records.items()}.keys() >= {
        record for record, type_ in before.items() if type_ != "conflict"
    }
    for phone in (grid1, town1):
        again = {op["id"]: phone.results[op["id"]]["status"] for kept in sent for op in kept["outbox"]
                 if kept["login"] == phone.login}  # fmt: skip
        assert again == {op: told[phone.login][op]["status"] for op in again}
    photos = [photo for photo in town1.of("photo").values() if photo["owner_id"] == hazard]
    assert len(photos) == 2, "each once"
    assert len(town1.of("conflict")) == 1


def test_pitfall_23_a_phone_away_for_over_a_year_starts_again_and_keeps_its_outbox(
    phone: MakePhone, district: World
) -> None:
    town1, away = phone("town1"), phone("town1b")
    hazard = town1.report(enterprise_id=district.enterprises["宏岭鞋材"], channel="supervision_check")
    photo = town1.photo(hazard)
    town1.sync(), away.pull()
    assert photo in away.records
    op = away.set(hazard, place="二车间")
    town1.delete(photo, "photo")
    town1.sync()

    with clock.moved(timedelta(days=366)):
        forget_tombstones()
        _signs_in_again(away)
        told = away.pull()
        assert told["reset"] == "expired"
        assert photo not in away.records
        assert [each["id"] for each in away.outbox] == [op]
        away.sync()

    assert away.outcome(op) in ("applied", "parked")
    db.session.rollback()


def _signs_in_again(phone: Phone) -> None:
    """The same device, a new session."""
    said = {"login": phone.login, "password": "xunan-demo", "device": {"id": phone.device, "name": "测试手机"}}
    phone.token = phone.client.post("/api/v1/session", json=said).json["token"]
