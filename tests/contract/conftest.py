"""What the server promises to whoever writes a client: asked of the whole application in the small district."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.cli import _openapi
from tests.phone import Phone
from tests.sync.conftest import district, phone, template

__all__ = ["district", "phone", "template"]

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI document of this version."""
    return orjson.loads(_openapi())


def operations() -> list[tuple[str, str]]:
    """Every documented (METHOD, path)."""
    return [(m.upper(), path) for path, each in sorted(document()["paths"].items()) for m in METHODS if m in each]


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    """A browser without cookies that reads every answer to its end."""
    client = app.test_client(use_cookies=False)
    plain = client.open

    def open_(*words: Any, **more: Any) -> Any:
        return plain(*words, **{"buffered": True, **more})

    client.open = open_  # type: ignore[method-assign]
    return client


@pytest.fixture
def lived_in(phone: Callable[..., Phone]) -> dict[str, str]:
    """The district after a morning's work: ids by the names that addresses give their parameters."""
    grid = phone("grid1")
    grid.pull()
    firm = next(each for each, data in grid.of("enterprise").items() if data["name"] == "宏岭鞋材")
    hazard = grid.report(enterprise_id=firm)
    photo = grid.photo(hazard)
    grid.sync()
    admin = phone("admin")
    people = admin.call("GET", "/people").json["items"]
    manager = next(each for each in people if each["login"] == "manager1")
    return {
        "hazard_id": hazard,
        "photo_id": photo,
        "area_id": next(iter(grid.of("area"))),
        "enterprise_id": firm,
        "checklist_id": next(iter(grid.of("checklist")), hazard),
        "person_id": manager["id"],
        "post_id": manager["posts"][0]["id"],
        "device_id": grid.device,
        "session_id": admin.call("GET", "/me/sessions").json["items"][0]["id"],
    }
