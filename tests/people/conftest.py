"""People in the small district of `tests/world.py`, each as somebody who speaks to the server over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.db import db
from server.settings import Settings
from tests.sync.conftest import district, template  # noqa: F401 - the same ground
from tests.world import PASSWORD


class Somebody:
    """A person signed in on a device of his own, by the token that other clients use."""

    def __init__(self, app: Flask, login: str, password: str = PASSWORD, device: str | None = None) -> None:
        self.client = app.test_client(use_cookies=False)
        self.login, self.device = login, device or str(uuid.uuid4())
        self.answer = self.client.post("/api/v1/session", json=signing_in(login, password, self.device))
        assert self.answer.status_code == 200, self.answer.json
        self.token = self.answer.json["token"]

    def call(self, method: str, path: str, **said: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **said.pop("headers", {})}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **said)

    def get(self, path: str, **said: Any) -> TestResponse:
        return self.call("GET", path, **said)

    def post(self, path: str, said: Any = None) -> TestResponse:
        return self.call("POST", path, json=said if said is not None else {})

    def patch(self, path: str, said: Any) -> TestResponse:
        return self.call("PATCH", path, json=said)

    def delete(self, path: str) -> TestResponse:
        return self.call("DELETE", path)


def signing_in(login: str, password: str = PASSWORD, device: str | None = None) -> dict[str, Any]:
    """What a phone sends to sign in."""
    return {"login": login, "password": password, "device": {"id": device or str(uuid.uuid4()), "name": "手机"}}


@pytest.fixture
def somebody(app: Flask) -> Callable[..., Somebody]:
    """`somebody("grid1")`: signed in; each call is another device."""

    def of(login: str, **rest: Any) -> Somebody:
        return Somebody(app, login, **rest)

    return of


@pytest.fixture
def stranger(app: Flask) -> Any:
    """A client that is nobody yet and keeps no cookies."""
    return app.test_client(use_cookies=False)


@pytest.fixture
def another_worker(settings: Settings) -> Iterator[Callable[..., FlaskClient]]:
    """Clients of further apps on the same database, as further processes would be: own connections, nothing shared."""
    made: list[Flask] = []

    def of(*, cookies: bool = False, **changes: Any) -> FlaskClient:
        made.append(create_app(replace(settings, **changes)))
        return made[-1].test_client(use_cookies=cookies)

    yield of
    for app in made:
        with app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
