"""Who was let in, given a post and sent away stands in the same chained history as what was done to a hazard."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from server import clock
from server.db import db, one_snapshot
from server.sync import history
from server.sync.models import Event

from .conftest import Somebody

pytestmark = pytest.mark.usefixtures("district")


def lines() -> list[tuple[str, str, dict[str, Any]]]:
    """Every line of history so far: what it is about, which, and its body."""
    found = db.session.execute(select(Event.type, Event.record, Event.body).order_by(Event.n)).all()
    db.session.rollback()
    return [(type_, record, orjson.loads(body)) for type_, record, body in found]


def test_an_account_from_invitation_to_dismissal_is_told_line_by_line(somebody, stranger, district):
    admin = somebody("admin")
    before = len(lines())
    post = {"role": "grid", "area_id": district.areas["第二网格"], "starts_on": "2026-01-01"}
    made = admin.post("/people", {"name": "林秀英", "phone": "13900001111", "posts": [post]}).json
    person, held = made["person"]["id"], made["person"]["posts"][0]["id"]
    token = made["invitation"]["url"].rsplit("/", 1)[1]
    said = {"token": token, "login": "xiuying", "name": "林秀英", "password": "a good secret"}
    assert stranger.post("/api/v1/invitations/accept", json=said).status_code == 200
    ends = (clock.today() + timedelta(days=3)).isoformat()
    assert admin.patch(f"/posts/{held}", {"ends_on": ends}).status_code == 200
    her = Somebody(admin.client.application, "xiuying", "a good secret")
    assert her.post("/me/password", {"old": "a good secret", "new": "a better secret"}).status_code == 204
    assert admin.post(f"/people/{person}/devices/{her.device}/revoke", {"stolen": True}).status_code == 200
    assert admin.post(f"/people/{person}/reset").status_code == 201
    assert admin.post(f"/people/{person}/sign-out-everywhere").status_code == 204
    assert admin.delete(f"/posts/{held}").status_code == 204
    assert admin.patch(f"/people/{person}", {"active": False, "phone": "13900002222"}).status_code == 200

    told = lines()[before:]
    assert [(type_, body["action"]) for type_, _, body in told] == [
        ("account", "created"), ("post", "given"), ("account", "invitation_sent"), ("account", "invitation_accepted"),
        ("post", "changed"), ("account", "password_changed"), ("device", "revoked"), ("account", "reset_sent"),
        ("account", "signed_out_everywhere"), ("post", "ended"), ("account", "changed"),
    ]  # fmt: skip
    by = [body["by"]["id"] == district.people["admin"] for _, _, body in told]
    assert by == [True, True, True, False, True, False, True, True, True, True, True]
    given, moved, revoked, changed = (told[at][2] for at in (1, 4, 6, 10))
    assert (given["account"], given["role"], given["area"]) == (person, "grid", district.areas["第二网格"])
    assert moved["changes"] == {"ends_on": {"was": None, "now": ends}}
    assert (told[6][1], revoked["account"], revoked["stolen"]) == (her.device, person, True)
    assert (changed["fields"], changed["changes"]) == (["phone"], {"active": {"was": True, "now": False}})
    with one_snapshot() as connection:
        assert history.verify(connection)[2] == []


def test_a_session_ended_elsewhere_is_told_once(somebody, district):
    here, there = somebody("grid1"), somebody("grid1")
    other = next(each["id"] for each in here.get("/me/sessions").json["items"] if not each["current"])
    before = len(lines())

    for _ in range(2):
        assert here.delete(f"/me/sessions/{other}").status_code == 204
    assert there.get("/me").json["code"] == "session_ended"
    assert [(type_, record, body["by"]["id"]) for type_, record, body in lines()[before:]] == [
        ("session", other, district.people["grid1"])
    ]


def test_what_was_refused_leaves_no_line(somebody, district):
    town1 = somebody("town1")
    before = len(lines())

    admins = f"/people/{district.people['admin']}"
    assert town1.patch(admins, {"active": False}).status_code == 404
    grid = {"role": "grid", "area_id": district.areas["第一网格"]}
    assert town1.post("/people", {"name": "某人", "posts": [grid]}).status_code == 403
    assert somebody("grid1").patch("/me", {"locale": "en"}).status_code == 200
    assert lines()[before:] == []


def test_history_keeps_no_name_number_or_secret_of_a_person(somebody, stranger, district):
    """A line can never be taken out again; what a person may ask to be forgotten must not be in one."""
    admin = somebody("admin")
    before = len(lines())
    post = {"role": "grid", "area_id": district.areas["第二网格"], "title": "信息员"}
    made = admin.post("/people", {"name": "林秀英", "phone": "13900001111", "posts": [post]}).json
    token = made["invitation"]["url"].rsplit("/", 1)[1]
    said = {"token": token, "login": "xiuying", "name": "林 秀英", "password": "a good secret"}
    assert stranger.post("/api/v1/invitations/accept", json=said).status_code == 200
    person, held = made["person"]["id"], made["person"]["posts"][0]["id"]
    admin.patch(f"/people/{person}", {"name": "林秀瑛", "phone": "13900002222"})
    admin.patch(f"/posts/{held}", {"title": "网格长"})

    kept = orjson.dumps([body for _, _, body in lines()[before:]]).decode()
    assert '"fields":["name","phone"]' in kept
    for secret in ("秀", "1390000", "xiuying", "secret", token, "网格长", "信息员", "admin", "argon2"):
        assert secret not in kept, secret


def test_a_phone_never_hears_of_accounts(somebody, district):
    """Lines about people are for the audit; nobody pulls them."""
    admin = somebody("admin")
    cursor = admin.get("/sync/pull?limit=1000").json["cursor"]
    post = {"role": "grid", "area_id": district.areas["第二网格"]}
    assert admin.post("/people", {"name": "林秀英", "posts": [post]}).status_code == 201
    assert admin.get(f"/sync/pull?cursor={cursor}").json["changes"] == []
