"""A server in earnest does not start unless it is safe to serve, and says in a sentence what to do."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from server.db import writing
from server.people.operations import NewPost, create_account, create_first_admin
from server.permissions import Role, machine
from server.settings import Settings

from .conftest import ROOT, answers, environment, free_port, xunan

Enter = Callable[[Settings], Flask]


@pytest.fixture
def running() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """`running(words, environment)` starts a process group that is killed at the end of the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(words: list[str], environ: dict[str, str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            words, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _serve(port: int) -> list[str]:
    return [sys.executable, "-m", "server.cli", "serve", "--port", str(port), "--workers", "1"]


def _let_a_demo_account_in() -> None:
    with writing():
        post = NewPost(Role.ADMIN)
        create_account(name="演示", login="demo", password="xunan-demo", demo=True, posts=[post], by=machine())


def test_without_a_secret_key(migrated: Settings) -> None:
    done = xunan(replace(migrated, secret_key=""), "serve")
    assert done.returncode == 1
    assert "SECRET_KEY is not set" in done.stderr
    assert "secrets.token_urlsafe" in done.stderr


def test_with_an_unmigrated_database(another: Settings) -> None:
    another.data_dir.mkdir()
    done = xunan(another, "serve")
    assert done.returncode == 1
    assert "xunan migrate upgrade" in done.stderr


def test_with_demo_accounts(migrated: Settings, inside: Enter) -> None:
    inside(migrated)
    with writing():
        create_account(
            name="演示", login="demo", password="xunan-demo", demo=True, posts=[NewPost(Role.ADMIN)], by=machine()
        )
    done = xunan(migrated, "serve")
    assert done.returncode == 1
    assert "1 demo accounts" in done.stderr
    assert "xunan admin create" in done.stderr


def test_as_a_demo(migrated: Settings) -> None:
    done = xunan(migrated, "serve", XUNAN_DEMO="1")
    assert done.returncode == 1
    assert "XUNAN_DEMO=1" in done.stderr


def test_gunicorn_alone_refuses_the_same(
    migrated: Settings, inside: Enter, running: Callable[..., subprocess.Popen[bytes]]
) -> None:
    inside(migrated)
    with writing():
        create_account(
            name="演示", login="demo", password="xunan-demo", demo=True, posts=[NewPost(Role.ADMIN)], by=machine()
        )
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "server.wsgi:app",
        "--bind",
        f"127.0.0.1:{free_port()}",
        "--no-control-socket",
    ]
    process = running(words, environment(migrated))
    _, told = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"demo accounts" in told


def test_a_fit_installation_serves_and_stops_when_told(
    migrated: Settings, inside: Enter, running: Callable[..., subprocess.Popen[bytes]]
) -> None:
    inside(migrated)
    with writing():
        create_first_admin("boss", "魏安平", "a good long password")
    port = free_port()
    process = running(_serve(port), environment(migrated))
    assert answers(f"http://127.0.0.1:{port}/readyz")
    with urlopen(f"http://127.0.0.1:{port}/api/v1/about") as answer:
        assert b'"demo":false' in answer.read()
    second = xunan(migrated, "serve", "--port", str(port))
    assert second.returncode == 1
    assert second.stderr.strip().endswith(f"Choose another port: xunan serve --port {port + 1}")
    process.terminate()
    assert process.wait(timeout=40) == 0


def test_the_demo_starts_again_after_a_kill(
    tmp_path: Path, settings: Settings, running: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """What `make start` runs: killed at any moment, the same command works, and nothing is loaded twice."""
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("the laptop's installation has SQLite")
    place = tmp_path / "laptop"
    environ = {**environment(settings), "DATA_DIR": str(place), "XUNAN_DEMO": ""}
    del environ["DATABASE_URL"], environ["SECRET_KEY"]
    port = free_port()
    words = [sys.executable, "-m", "server.cli", "start", "--port", str(port)]

    first = running(words, environ)
    assert answers(f"http://127.0.0.1:{port}/readyz", within=90)
    key = (place / "secret_key").read_text()
    assert (place / "secret_key").stat().st_mode & 0o777 == 0o600
    os.kill(first.pid, signal.SIGKILL)
    first.wait()

    running(words, environ)
    assert answers(f"http://127.0.0.1:{port}/readyz", within=90)
    assert (place / "secret_key").read_text() == key
