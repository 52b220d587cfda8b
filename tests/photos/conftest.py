"""An app with photos and nothing above them, in this process and in one of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server.db import db
from server.settings import Settings
from tests.photos import ground
from tests.photos.tus import Tus

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The doors to pictures on a fresh database."""
    made = ground.make_app(settings)
    with made.app_context():
        yield made
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


class Server:
    """A real gunicorn with two workers, that a test may kill and start again."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.environ, self.log = environ, log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = [
            sys.executable, "-m", "gunicorn", "tests.photos.ground:from_environment()", "-k", "gthread",
            "--threads", "8", "-w", "2", "-b", f"127.0.0.1:{self.port}", "--graceful-timeout", "1",
            "--no-control-socket",
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                words, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        limit = time.monotonic() + 20
        while time.monotonic() < limit:
            if self._listens():
                return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """What a power cut does to the processes."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            while self._listens():  # the workers die a moment after their master
                time.sleep(0.02)

    def tus(self, name: str = "lin") -> Tus:
        return Tus("127.0.0.1", self.port, name)


@pytest.fixture
def server(app: Flask, environ: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """A running server on this test's database; `app` looks at the same one from here."""
    running = Server(environ, tmp_path / "gunicorn.log")
    running.start()
    try:
        yield running
    finally:
        running.kill()
