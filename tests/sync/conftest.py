"""Every story here begins in the same small district; it is built once and copied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.phone import Phone


@pytest.fixture(scope="session")
def template(settled: str) -> str:
    """A database with the district in it."""
    return settled


@pytest.fixture
def district(app: Flask) -> world.World:
    """Ids of the district by name."""
    return world.find()


@pytest.fixture
def phone(app: Flask) -> Callable[..., Phone]:
    """`phone("grid1")`: somebody's phone, signed in; each call is another device."""

    def of(login: str, **kwargs: object) -> Phone:
        client: FlaskClient = app.test_client(use_cookies=False)
        return Phone(client, login, **kwargs)  # type: ignore[arg-type]

    return of
