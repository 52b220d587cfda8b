"""Somebody's phone does not send, and he asks his administrator: what goes there, who reads it, for how long."""

from datetime import timedelta

import orjson
import pytest

from server import clock
from server.db import writing
from server.phones.operations import KEPT_OF_A_PHONE, forget_old_reports

pytestmark = pytest.mark.usefixtures("district")


def a_report(**said):
    """A diary as a phone tells it."""
    at = clock.stamp()
    return {
        "made_at": at, "app": "1.0.0", "schema": 1, "skew_s": -3, "room": 5_000_000_000,
        "waiting": [
            {"type": "hazard", "op": "create", "state": "waiting", "code": None, "count": 3, "oldest": at},
            {"type": "hazard", "op": "act", "state": "attention", "code": "state_moved", "count": 1, "oldest": at},
        ],
        "photos": [{"state": "uploading", "code": None, "count": 2, "bytes": 812_345}],
        "attempts": [
            {"at": at, "until": at, "times": 4, "outcome": "offline", "code": None, "sent": 0, "got": 0, "refused": 0},
            {"at": at, "until": at, "times": 1, "outcome": "wait", "code": "internal", "status": 500, "sent": 0,
             "got": 0, "refused": 0},
        ],
    } | said  # fmt: skip


def test_the_administrator_reads_what_the_phone_tells(somebody, district):
    grid1, admin = somebody("grid1"), somebody("admin")
    sent = grid1.post("/sync/reports", a_report())
    assert sent.status_code == 201, sent.json

    (told,) = admin.get("/sync/reports").json["items"]
    assert (told["id"], told["by"]["id"]) == (sent.json["id"], district.people["grid1"])
    assert told["device"] == {"id": grid1.device, "name": "手机"}
    assert [each["count"] for each in told["report"]["waiting"]] == [3, 1]
    assert [each["outcome"] for each in told["report"]["attempts"]] == ["offline", "wait"]
    assert (told["report"]["skew_s"], told["report"]["photos"][0]["bytes"]) == (-3, 812_345)


def test_only_who_answers_for_the_phone_reads_it(somebody):
    somebody("grid1").post("/sync/reports", a_report())
    for login in ("grid1", "grid2", "town1", "district", "principal1"):
        answer = somebody(login).get("/sync/reports")
        assert (answer.status_code, answer.json["code"]) == (403, "not_permitted"), login


def test_no_word_that_anybody_wrote_can_travel_in_a_report(somebody):
    """Whatever a phone puts there: what is no code, number or time is refused, what nobody knows is dropped."""
    grid1, admin = somebody("grid1"), somebody("admin")
    row = a_report()["waiting"][0]
    try_ = a_report()["attempts"][0]
    for said in (
        a_report(app="林秀英的手机"),
        a_report(waiting=[row | {"type": "林秀英"}]),
        a_report(waiting=[row | {"code": "called 13900001111"}]),
        a_report(attempts=[try_ | {"outcome": "她没来"}]),
        a_report(waiting=[row | {"oldest": "昨天"}]),
    ):
        refused = grid1.post("/sync/reports", said)
        assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    more = {"description": "配电箱敞开", "name": "林秀英", "lat": 25.43}
    assert grid1.post("/sync/reports", a_report(waiting=[row | more], **more)).status_code == 201
    kept = orjson.dumps(admin.get("/sync/reports").json["items"][0]["report"]).decode()
    assert all(word not in kept for word in ("配电箱", "林秀英", "25.43"))


def test_a_phone_that_reports_again_and_again_fills_nothing(somebody):
    grid1, other, admin = somebody("grid1"), somebody("grid1"), somebody("admin")
    other.post("/sync/reports", a_report())
    sent = [grid1.post("/sync/reports", a_report(schema=at)).json["id"] for at in range(KEPT_OF_A_PHONE + 3)]

    told = admin.get("/sync/reports").json["items"]
    assert [each["id"] for each in told if each["device"]["id"] == grid1.device] == sent[:2:-1]
    assert len(told) == KEPT_OF_A_PHONE + 1


def test_reports_are_forgotten_after_a_season(somebody):
    grid1, admin = somebody("grid1"), somebody("admin")
    grid1.post("/sync/reports", a_report())
    for days, left in ((89, 1), (91, 0)):
        with clock.moved(timedelta(days=days)), writing():
            forget_old_reports()
        assert len(admin.get("/sync/reports").json["items"]) == left


def test_pages_of_reports(somebody):
    admin = somebody("admin")
    sent = [somebody("grid1").post("/sync/reports", a_report()).json["id"] for _ in range(3)]
    first = admin.get("/sync/reports?limit=2").json
    rest = admin.get(f"/sync/reports?limit=2&cursor={first['cursor']}").json
    assert [each["id"] for each in first["items"] + rest["items"]] == sent[::-1]
    assert rest["cursor"] is None
