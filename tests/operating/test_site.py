"""What the server hands out beside the API: the app's files, health, and pages for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import site, web
from server.settings import Settings

PAGE = "<!doctype html><title>巡安</title>" + " " * 600
SCRIPT = "console.log('snap')" * 60


class Browser(FlaskClient):
    """Reads every answer to its end, as a browser does, so that files are closed."""

    def open(self, *words: Any, **more: Any) -> Any:
        return super().open(*words, **{"buffered": True, **more})


@pytest.fixture
def built(settings: Settings, tmp_path: Path) -> FlaskClient:
    """A server with a small built app."""
    folder = tmp_path / "static" / "app"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "service-worker.js").write_text("self.skip = 1")
    (folder / "assets" / "main-4f2a.js").write_text(SCRIPT)
    (folder / "assets" / "main-4f2a.js.br").write_bytes(brotli.compress(SCRIPT.encode()))
    (tmp_path / "secret.txt").write_text("not for the web")
    app = Flask("server", static_folder=None)
    app.config["SETTINGS"] = settings
    web.install(app)
    site.install(app, tmp_path / "static")
    app.test_client_class = Browser
    return app.test_client()


@pytest.mark.parametrize("path", ["/", "/hazards", "/hazards/01a2", "/admin/people?q=x"])
def test_every_address_of_the_app_is_its_page_and_is_asked_for_again(built: FlaskClient, path: str) -> None:
    answer = built.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    again = built.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_file_with_a_hash_is_kept_for_ever_and_comes_small(built: FlaskClient) -> None:
    answer = built.get("/assets/main-4f2a.js", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.mimetype == "text/javascript"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert brotli.decompress(answer.data).decode() == SCRIPT


def test_whoever_takes_no_brotli_gets_the_file_itself(built: FlaskClient) -> None:
    answer = built.get("/assets/main-4f2a.js", headers={"Accept-Encoding": "br;q=0"})
    assert "Content-Encoding" not in answer.headers
    assert answer.text == SCRIPT


def test_the_service_worker_is_always_asked_for_again(built: FlaskClient) -> None:
    assert built.get("/service-worker.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/assets/gone-1.js", "/favicon.ico", "/api/v1/nothing", "/assets/..%2f..%2f..%2fsecret.txt", "/site/../x"]
)
def test_what_is_not_there_is_not_the_page(built: FlaskClient, path: str) -> None:
    answer = built.get(path)
    assert answer.status_code == 404
    assert answer.get_json(force=True)["code"] == "not_found"


def test_an_app_that_is_not_built_yet_says_how(settings: Settings, tmp_path: Path) -> None:
    app = Flask("server", static_folder=None)
    app.config["SETTINGS"] = settings
    web.install(app)
    site.install(app, tmp_path)
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "make app" in answer.text


def test_health_needs_nobody(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    about = client.get("/api/v1/about").get_json()
    assert about["demo"] is False


def test_a_server_whose_database_is_not_migrated_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert answer.get_json()["code"] == "not_ready"
    assert "xunan migrate upgrade" in answer.get_json()["detail"]


def test_the_address_in_every_problem_leads_to_words(client: FlaskClient) -> None:
    refused = client.get("/api/v1/me").get_json()
    page = client.get(refused["type"])
    assert page.status_code == 200
    assert refused["title"] in page.text
    assert "Please sign in again" in page.text
    assert client.get("/problems/no_such_kind").status_code == 404
    # what each answer fills in is left open, not shown as a program would write it
    assert "After you looked, … brought it to “…”" in client.get("/problems/state_moved").text


def test_the_page_of_the_api_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs", buffered=True)
    assert page.status_code == 200
    assert "http://" not in page.text and "https://" not in page.text
    assert client.get("/site/docs.js", buffered=True).mimetype == "text/javascript"


def test_a_wrong_method_is_not_mistaken_for_a_page(client: FlaskClient) -> None:
    answer = client.put("/api/v1/about")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
