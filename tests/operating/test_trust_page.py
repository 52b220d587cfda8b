"""The page that shows how to trust this machine: it sends a phone only where the server listens."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server import tls

NEARBY = "192.168.31.7"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "trust" * 12)
    monkeypatch.setenv("XUNAN_TRUST_PORT", "8443")
    tls.prepare(tmp_path / "tls", ["127.0.0.1", "localhost"])
    from server import trust

    return importlib.reload(trust).app.test_client()


def test_a_server_for_this_machine_alone_offers_phones_no_address(
    page: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XUNAN_TRUST_HOST", "127.0.0.1")
    shown = page.get("/", base_url="http://127.0.0.1:8000")
    assert shown.status_code == 200
    assert "here.svg" not in shown.text
    assert page.get("/here.svg", base_url="http://127.0.0.1:8000").status_code == 404


def test_a_server_for_the_network_shows_its_address_there(page: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNAN_TRUST_HOST", NEARBY)
    assert f"http://{NEARBY}:8000/" in page.get("/", base_url="http://127.0.0.1:8000").text
    assert page.get("/here.svg", base_url="http://127.0.0.1:8000").mimetype == "image/svg+xml"
