"""Every door is locked, answers in one shape, refuses what comes from foreign pages, and tells no log who came."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import orjson
import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from server import logs
from tests.contract.conftest import document, operations
from tests.phone import Phone
from tests.world import PASSWORD

#: Whoever is not signed in may: ask what this server is, sign in, follow a link that was handed over, speak tus.
OPEN = {
    ("GET", "/api/v1/about"),
    ("POST", "/api/v1/session"),
    ("GET", "/api/v1/draws/{draw_id}"),
    ("GET", "/api/v1/invitations/{token}"),
    ("POST", "/api/v1/invitations/accept"),
    ("GET", "/api/v1/resets/{token}"),
    ("POST", "/api/v1/resets/{token}"),
    ("OPTIONS", "/api/v1/uploads"),
    ("OPTIONS", "/api/v1/uploads/{upload_id}"),
}
#: Beside the API, for machines and browsers before anybody signs in.
PAGES = {
    "/", "/healthz", "/readyz", "/site/<path:name>", "/problems/<code>", "/draws/<uuid:draw_id>", "/api/v1/docs",
    "/api/v1/openapi.json", "/papers/<any(walkthroughs, hazards):kind>/<uuid:record>",
}  # fmt: skip
TUS = {"Tus-Resumable": "1.0.0"}
#: An id that names nothing; the same in every process, since tests are named after it.
NOBODYS = "01920000-0000-4000-8000-00000000dead"


def address(path: str) -> str:
    return re.sub(r"\{\w+\}", lambda _: str(uuid.uuid4()), path)


@pytest.mark.parametrize(("method", "path"), operations(), ids=" ".join)
def test_a_door_opens_only_to_who_is_signed_in(method: str, path: str, anybody: FlaskClient) -> None:
    answer = anybody.open(address(path), method=method, headers=TUS, json={} if method != "GET" else None)
    documented_open = document()["paths"][path][method.lower()]["security"] == []
    assert documented_open == ((method, path) in OPEN)
    if documented_open:
        assert answer.status_code != 401
    else:
        assert answer.status_code == 401
        assert method == "HEAD" or answer.json["code"] == "session_ended"


def test_every_route_is_in_the_document_or_named_here(app: Flask) -> None:
    documented = {re.sub(r"\{(\w+)\}", r"<\1>", path) for path in document()["paths"]}
    served = {re.sub(r"<\w+:(\w+)>", r"<\1>", rule.rule): rule.rule for rule in app.url_map.iter_rules()}
    assert {rule for plain, rule in served.items() if plain not in documented} == PAGES


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\u00e9", "0" * 5000, NOBODYS])
def test_a_made_up_token_opens_nothing(token: str, anybody: FlaskClient) -> None:
    answer = anybody.get("/api/v1/me", headers={"Authorization": f"Bearer {token}".encode().decode("latin-1")})
    assert answer.status_code == 401
    assert answer.json["code"] == "session_ended"


def test_a_session_that_ended_opens_nothing(phone: Callable[..., Phone]) -> None:
    grid = phone("grid1")
    assert grid.call("DELETE", "/session").status_code == 204
    for path in ("/me", "/hazards", "/sync/pull", "/people"):
        assert grid.call("GET", path).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("PUT", "/api/v1/me", 405, "method_not_allowed"),
        ("GET", "/api/v1/hazards/not-an-id", 404, "not_found"),
        ("GET", f"/api/v1/hazards/{NOBODYS}", 404, "not_found"),
        ("GET", "/api/v1/hazards?cursor=%00", 422, None),
        ("GET", "/api/v1/people?limit=99999999999999999999", 422, "invalid"),
        ("POST", "/api/v1/sync/push", 400, "bad_request"),
        ("GET", "/api/v1/sync/pull?limit=0", 422, "invalid"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_refusal_has_one_shape_in_the_persons_language(
    method: str, path: str, status: int, code: str | None, language: str, phone: Callable[..., Phone]
) -> None:
    admin = phone("admin")
    admin.call("PATCH", "/me", json={"locale": "en"})  # the screen in hand says otherwise or agrees
    headers = {"Authorization": f"Bearer {admin.token}", "Accept-Language": language}
    answer = admin.client.open(path, method=method, headers=headers, buffered=True)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    told = answer.json
    assert told["status"] == status
    assert code is None or told["code"] == code
    assert told["type"] == f"/problems/{told['code']}"
    assert bool(re.search("[\u4e00-\u9fff]", told["title"] + told["detail"])) == (language == "zh-CN")
    if status == 405:
        assert {"GET", "PATCH"} <= set(answer.headers["Allow"].split(", "))


# --- foreign pages ------------------------------------------------------------------------------


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser in which grid1 is signed in by cookie."""
    client = app.test_client()
    said = {"login": "grid1", "password": PASSWORD, "device": {"id": str(uuid.uuid4()), "name": "浏览器"}}
    assert client.post("/api/v1/session", json=said, headers={"X-Xunan": "1"}).status_code == 200
    return client


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://elsewhere.example"},
        {"X-Xunan": "1", "Sec-Fetch-Site": "cross-site"},
        {"X-Xunan": "0"},
    ],
)
def test_a_foreign_page_changes_nothing(headers: dict[str, str], browser: FlaskClient) -> None:
    answer = browser.patch("/api/v1/me", data=b'{"name": "changed"}', headers=headers)
    assert answer.status_code == 403
    assert answer.json["code"] == "cross_site"
    assert browser.get("/api/v1/me").json["user"]["name"] == "grid1"


def test_the_apps_own_request_does(browser: FlaskClient) -> None:
    for site in ("same-origin", "same-site", "none"):
        headers = {"X-Xunan": "1", "Sec-Fetch-Site": site}
        assert browser.patch("/api/v1/me", json={"name": site}, headers=headers).status_code == 200
    assert browser.get("/api/v1/me").json["user"]["name"] == "none"


def test_no_other_site_may_read_an_answer(browser: FlaskClient) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "PATCH"}
    for answer in (browser.get("/api/v1/me", headers=asked), browser.options("/api/v1/me", headers=asked)):
        assert not [name for name, _ in answer.headers.items() if name.lower().startswith("access-control-")]


def test_scripts_cannot_read_the_cookie(app: Flask) -> None:
    said = {"login": "grid1", "password": PASSWORD, "device": {"id": str(uuid.uuid4()), "name": ""}}
    cookie = app.test_client().post("/api/v1/session", json=said).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/hazards/1", "/healthz", "/problems/invalid", "/api/v1/docs", "/api/v1/me", "/api/v1/openapi.json",
             "/api/v1/about", "/gone.js"],
)  # fmt: skip
def test_every_answer_is_closed_to_other_sites(path: str, anybody: FlaskClient) -> None:
    headers = anybody.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not any("http" in value or "*" in value or "eval" in value for value in policy.values())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]
    if path.startswith("/api/v1/") and path not in {"/api/v1/docs", "/api/v1/openapi.json"}:
        assert headers["Cache-Control"] == "no-store"


# --- logs ---------------------------------------------------------------------------------------


def test_no_log_tells_who_came_or_what_they_wrote(
    app: Flask, phone: Callable[..., Phone], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    own = io.StringIO()
    monkeypatch.setattr("server.web.log", structlog.wrap_logger(structlog.WriteLogger(own), processors=logs.PROCESSORS))
    caplog.set_level("DEBUG")
    private = "陈阿强 13800138000 不能外传"
    grid = phone("grid1")
    grid.report(description=private)
    grid.write("hazard", "not-an-id", "create", data={"description": private})
    grid.sync()
    address = {"REMOTE_ADDR": "203.0.113.77"}
    said: dict[str, Any] = {"login": "陈阿强", "password": private, "device": {"id": grid.device, "name": private}}
    grid.client.post("/api/v1/session", json=said, environ_overrides=address)
    grid.call("GET", f"/people?q={private}")

    def breaks(connection: Connection, *_: Any) -> None:
        """As a mistake of ours would: the database's own words quote what was written."""
        try:
            connection.execute(text("SELECT * FROM no_such_table WHERE name = :name"), {"name": private})
        except DBAPIError as error:
            raise KeyError(private) from error

    monkeypatch.setattr("server.hazards.api.reading.figures", breaks)
    assert grid.call("GET", "/hazards/figures", environ_overrides=address).status_code == 500
    line = orjson.loads(own.getvalue())
    assert line["event"] == "internal" and line["exception"][0]["kind"] == "builtins.KeyError"
    assert any("breaks" in place for place in line["exception"][1]["at"]), "where it broke is told"
    written = own.getvalue() + "".join(capfd.readouterr()) + caplog.text
    for secret in ("陈阿强", "13800138000", "203.0.113.77", grid.token, PASSWORD):
        assert secret not in written
