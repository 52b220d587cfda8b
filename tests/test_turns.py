"""Writers of one SQLite database wait in line, and nobody waits behind somebody who is gone."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url

from server import turns

HOLDER = """
import sys, time
from sqlalchemy import make_url
from server import turns
with turns.turn(make_url(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'xunan.db'}"


def test_one_at_a_time_within_a_process(url: str) -> None:
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        with turns.turn(make_url(url)):
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1

    threads = [threading.Thread(target=write) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == 1


def test_another_process_is_waited_for_until_it_is_gone(url: str) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"mine\n"
    threading.Timer(0.3, holder.kill).start()

    began = time.monotonic()
    with turns.turn(make_url(url)):
        waited = time.monotonic() - began
    holder.wait()
    holder.stdout.close()
    assert 0.2 < waited < 10


def test_who_waited_too_long_goes_on_as_sqlite_lets_him(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    with subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        began = time.monotonic()
        with turns.turn(make_url(url)):
            assert 0.1 < time.monotonic() - began < 10
        holder.kill()
