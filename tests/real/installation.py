"""An installation in earnest (`xunan serve`), whose processes a test may kill and start again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from server.settings import Settings
from tests.operating.conftest import ROOT, answers, environment, free_port


class Installation:
    """gunicorn with several workers on one database; `port` stays the same through all kills."""

    def __init__(self, settings: Settings, log: Path, workers: int = 2) -> None:
        self.settings, self.log, self.workers, self.port = settings, log, workers, free_port()
        self._master: subprocess.Popen[bytes] | None = None

    def start(self, within: float = 90) -> None:
        words = [
            sys.executable, "-m", "server.cli", "serve", "--port", str(self.port), "--workers", str(self.workers),
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self._master = subprocess.Popen(
                words, cwd=ROOT, env=environment(self.settings), stdout=log, stderr=log, start_new_session=True
            )
        assert answers(f"http://127.0.0.1:{self.port}/healthz", within), self.log.read_text()[-3000:]

    @property
    def processes(self) -> list[int]:
        """The workers, oldest first."""
        assert self._master, "it was not started"
        told = Path(f"/proc/{self._master.pid}/task/{self._master.pid}/children").read_text()
        return [int(each) for each in told.split()]

    # --- kills ----------------------------------------------------------------------------------

    def kill_one(self) -> None:
        """One worker, in the middle of whatever it does; its master starts another."""
        for pid in self.processes[:1]:
            _kill(pid)

    def kill_workers(self) -> None:
        """All workers at once; their master starts others."""
        for pid in self.processes:
            _kill(pid)

    def kill_all(self) -> None:
        """Master and workers, as a power cut does; returns when the port is free. `start` brings it back."""
        if self._master is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._master.pid, signal.SIGKILL)
        self._master.wait()
        self._master = None
        while _listens(self.port):  # the workers die a moment after their master
            time.sleep(0.02)

    def kill_and_start(self) -> None:
        self.kill_all()
        self.start()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
