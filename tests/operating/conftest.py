"""What an operator's tests stand on: a migrated installation, and the command line as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask

from server import revisions
from server.app import create_app
from server.db import db
from server.settings import Settings
from tests.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def another_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A second database, empty."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'other' / 'xunan.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create_from("template1")
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def another(settings: Settings, another_url: str, tmp_path: Path) -> Settings:
    """A second, empty installation."""
    return replace(settings, data_dir=tmp_path / "other", database_url=another_url)


@pytest.fixture
def fresh(migrated: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """A third place, empty, to restore into."""
    place = tmp_path / "fresh"
    if migrated.database_url.startswith("sqlite"):
        yield replace(migrated, data_dir=place, database_url=f"sqlite:///{place / 'xunan.db'}")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create_from("template1")
    yield replace(migrated, data_dir=place, database_url=cluster.url(name))
    cluster.drop(name)


@pytest.fixture
def migrated(another: Settings) -> Settings:
    """An installation with the newest schema and nothing in it."""
    another.data_dir.mkdir()
    revisions.upgrade(another.database_url)
    return another


@pytest.fixture
def inside() -> Iterator[Callable[[Settings], Flask]]:
    """`inside(settings)` enters that installation's app for the rest of the test."""
    entered = []

    def enter(settings: Settings) -> Flask:
        app = create_app(settings)
        context = app.app_context()
        context.push()
        entered.append(context)
        return app

    yield enter
    for context in reversed(entered):
        db.session.remove()
        db.engine.dispose()
        context.pop()


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a process that works on this installation."""
    kept = {name: value for name, value in os.environ.items() if name not in {"XUNAN_DEMO", "HTTPS", "HOST", "PORT"}}
    return {
        **kept,
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        **more,
    }


def xunan(settings: Settings, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the operator's command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *words],
        cwd=ROOT, env=environment(settings, **more), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str, within: float = 60) -> bool:
    """Does this address answer 200 within so many seconds?"""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=2) as answer:
                return answer.status == 200
        except (URLError, OSError):
            time.sleep(0.2)
    return False
