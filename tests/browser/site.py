"""The demo district, served as `make start` serves it, for phones of a test to talk to."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "static" / "app" / "index.html"
PASSWORD = "xunan-demo"
#: Where manager1 works, in grid1's grid.
FIRST = "云杉木业（演示）"
#: Where manager2 works, in the same grid.
SECOND = "海岬鞋业（演示）"

#: How long a server may take to come up on a busy machine, in seconds.
_PATIENCE = 90


def _environment(data_dir: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"HTTPS", "HOST", "DATABASE_URL"}}
    return {**kept, "DATA_DIR": str(data_dir), "XUNAN_DEMO": "1", "SECRET_KEY": "a key only tests know", **more}


def make_district(data_dir: Path) -> None:
    """Load the demo district into an empty folder."""
    data_dir.mkdir(parents=True, exist_ok=True)
    for words in (["migrate", "upgrade"], ["demo", "load"]):
        subprocess.run(
            [sys.executable, "-m", "server.cli", *words],
            cwd=ROOT, env=_environment(data_dir), check=True, capture_output=True, timeout=_PATIENCE,
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Site:
    """A running server with a district of its own."""

    address: str
    data_dir: Path

    def row(self, query: str, *values: object) -> tuple[Any, ...]:
        """One row of its database, read without disturbing it."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data_dir / 'xunan.db'}?mode=ro", uri=True)) as database:
            found = database.execute(query, values).fetchone()
        assert found is not None, query
        return found

    def position_of(self, enterprise: str) -> tuple[float, float]:
        """Latitude and longitude of an enterprise."""
        lat, lon = self.row("SELECT lat, lon FROM enterprises WHERE name = ?", enterprise)
        return lat, lon

    def ask(self, token: str, method: str, path: str, body: object = None) -> Any:
        """What a program says to the API; returns the answer's JSON."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.address + path, data, headers, method=method), timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


@contextlib.contextmanager
def serving(district: Path, data_dir: Path, root: Path = ROOT) -> Iterator[Site]:
    """Serve a copy of `district` from `data_dir` until the block ends, with the program that lies in `root`."""
    shutil.copytree(district, data_dir)
    port = _free_port()
    log = (data_dir.parent / f"{data_dir.name}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "server.cli", "start", "--port", str(port)],
        cwd=root, env=_environment(data_dir), stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    site = Site(f"http://127.0.0.1:{port}", data_dir)
    try:
        until = time.monotonic() + _PATIENCE
        while not _answers(f"{site.address}/healthz"):
            assert process.poll() is None, Path(log.name).read_text()
            assert time.monotonic() < until, "the server did not come up: " + Path(log.name).read_text()
            time.sleep(0.2)
        yield site
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()
