"""The doors of hazards for whoever is online."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from server import web
from server.db import db
from tests import makers
from tests.makers import in_days


class Browser:
    """Somebody at a screen; signing in is tested where people are."""

    def __init__(self, app: Flask, district: makers.District) -> None:
        self.client, self.district, self.who = app.test_client(), district, district.town1
        web.identify_with(lambda: self.who)

    def as_(self, name: str) -> Browser:
        self.who = self.district.people[name]
        return self

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/hazards{path}", query_string=query)

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(f"/api/v1/hazards{path}", json=body)


@pytest.fixture
def browser(app: Flask, district: makers.District) -> Iterator[Browser]:
    from server.people.sessions import identify

    yield Browser(app, district)
    web.identify_with(identify)


def test_a_hazard_is_reported_verified_and_read_online(browser: Browser) -> None:
    shoes = browser.district.enterprises["shoes"]
    made = browser.as_("grid1").post("", {"enterprise_id": shoes, "description": "通道被占", "lat": 25.4, "lon": 119})
    assert made.status_code == 201, made.json
    found = made.json["id"]
    assert made.json["state"] == "reported" and made.json["actions"] == ["fix_on_site"]

    done = browser.as_("town1").post(f"/{found}/acts", {"action": "confirm", "seen": made.json["version"]})
    assert done.status_code == 200, done.json
    assert done.json["hazard"]["state"] == "confirmed" and done.json["filed"] == []

    makers.photo(browser.district.grid1, found, "before")
    one = browser.get(f"/{found}").json
    assert [photo["role"] for photo in one["photos"]] == ["before"]
    assert one["comments"] == []
    assert [event["kind"] for event in one["history"]] == ["create", "act", "photo_added", "photo_stored"]


def test_refusals_are_problems_in_the_readers_language(browser: Browser) -> None:
    found = makers.hazard(browser.district, "closed")
    said = {"action": "confirm", "seen": 99}
    refused = browser.as_("town1").post(f"/{found}/acts", said)
    assert refused.status_code == 409
    assert refused.json["code"] == "transition_not_allowed"
    assert refused.json["state"] == "closed" and refused.json["by"]["name"] == "town1" and refused.json["at"]
    assert "已销号" in refused.json["detail"] and "state_zh" not in refused.json
    assert browser.as_("town2").post(f"/{found}/acts", said).status_code == 404
    assert browser.as_("manager1").post(f"/{found}/acts", said).json["code"] == "not_permitted"
    assert browser.as_("grid1").post("", {"enterprise_id": "x", "lat": "25", "severity": "bad"}).json["errors"] == {
        "enterprise_id": ["not_an_id"], "lat": ["not_a_number"], "severity": ["unknown_code"],
    }  # fmt: skip
    null = browser.post("", {"area": browser.district.areas["grid1"], "place": "路\u0000口"})
    assert (null.status_code, null.json["code"]) == (422, "invalid_text")


def test_the_list_shows_what_the_caller_may_see_page_by_page(browser: Browser) -> None:
    for number in range(5):
        makers.hazard(browser.district, description=f"第 {number} 处")
    elsewhere = makers.report(browser.district.town2, enterprise_id=browser.district.enterprises["wood"])

    got, cursor = [], None
    for _ in range(3):
        page = browser.as_("town1").get("", limit=2, **({"cursor": cursor} if cursor else {})).json
        got += [item["description"] for item in page["items"]]
        cursor = page["cursor"]
    assert cursor is None
    assert got == [f"第 {number} 处" for number in (4, 3, 2, 1, 0)]
    assert [item["id"] for item in browser.as_("town2").get("").json["items"]] == [elsewhere]
    assert browser.as_("town2").get("", cursor="nonsense").json["errors"] == {"cursor": ["unreadable"]}


def test_the_list_is_narrowed(browser: Browser) -> None:
    d = browser.district
    closed = makers.hazard(d, "closed", category="dust", description="一号线积尘")
    again = makers.hazard(d, "rectifying", category="dust")
    worse = makers.hazard(d, severity="major_suspected", area=d.areas["grid1"], place="河边 100%")
    ask = browser.as_("town1").get

    def ids(**query: Any) -> set[str]:
        return {item["id"] for item in ask("", **query).json["items"]}

    assert ids(state="closed,reported") == {closed, worse}
    assert ids(severity="major_suspected") == {worse}
    assert ids(enterprise=d.enterprises["shoes"]) == {closed, again}
    assert ids(area=d.areas["grid1"]) == {closed, again, worse}
    assert ids(area=d.areas["grid2"]) == set()
    assert ids(repeated="true") == {again}
    assert ids(repeated="false") == {closed, worse}
    assert ids(q="积尘") == {closed}
    assert ids(q="100%") == {worse}
    assert ids(q="宏岭") == {closed, again}
    assert ids(due_before=in_days(8), state="rectifying") == {again}
    assert ids(overdue="true") == set()
    assert ids(mine="true") == set()
    browser.as_("grid1")
    assert ids(mine="true") == {closed, again, worse}
    assert ask("/figures").json == {
        "open": 2, "overdue": 0, "repeated": 1, "to_judge": 1,
        "by_state": {"closed": 1, "rectifying": 1, "reported": 1},
    }  # fmt: skip


def test_what_was_merged_shows_at_the_target(browser: Browser) -> None:
    d = browser.district
    one, two = makers.hazard(d), makers.hazard(d)
    photo = makers.photo(d.grid1, one, "before")
    makers.act(d.town1, one, "merge", into=two)
    assert [each["id"] for each in browser.as_("town1").get(f"/{two}").json["photos"]] == [photo]


def test_the_history_tells_whether_it_is_whole(browser: Browser, database_kind: str) -> None:
    found = makers.hazard(browser.district, "closed")
    first = browser.as_("town1").get(f"/{found}/history", limit=3).json
    rest = browser.get(f"/{found}/history", cursor=first["cursor"]).json
    assert first["whole"] and rest["whole"] and rest["cursor"] is None
    told = first["items"] + rest["items"]
    assert [event.get("action") for event in told if event["kind"] == "act"] == [
        "confirm", "assign", "submit_rectification", "accept",
    ]  # fmt: skip
    assert browser.as_("town2").get(f"/{found}/history").status_code == 404

    with db.engine.begin() as connection:
        drop = "DROP TRIGGER IF EXISTS {}" + (" ON history" if database_kind == "postgresql" else "")
        names = text(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'history'::regclass AND NOT tgisinternal"
            if database_kind == "postgresql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"
        )
        for (name,) in connection.execute(names).all():
            connection.execute(text(drop.format(name)))
        connection.execute(
            text("UPDATE history SET body = replace(body, '已清理', '没清理') WHERE record = :it"), {"it": found}
        )
    assert browser.as_("town1").get(f"/{found}/history").json["whole"] is False


def test_a_revoked_device_acts_on_nothing(browser: Browser) -> None:
    from dataclasses import replace

    found = makers.hazard(browser.district)
    browser.who = replace(browser.district.town1, parked_only=True)
    assert browser.post(f"/{found}/acts", {"action": "confirm", "seen": 1}).status_code == 403
    assert makers.read(found)["state"] == "reported"
