"""Writers of one SQLite database take turns, instead of all trying again and again.

SQLite lets one write at a time and makes the others sleep and try anew, longer each time: the database stands idle
while everybody sleeps, and somebody may be unlucky for seconds. Here they queue at a lock of the system, which wakes
the next at once. It is a courtesy only: who waited too long, and programs that know nothing of it, try as SQLite
does, and SQLite alone decides who may write.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL

#: After so long somebody tries without his turn, and SQLite's own patience begins.
PATIENCE = 20.0
#: How often the other processes are asked; within a process the next is woken.
_PAUSE = 0.0005

_here = threading.Lock()


@contextmanager
def turn(url: URL) -> Iterator[None]:
    """Wait until nobody else of those who take turns writes to the database at `url`."""
    if not url.drivername.startswith("sqlite") or not url.database or url.database == ":memory:":
        yield
        return
    until = time.monotonic() + PATIENCE
    mine = _here.acquire(timeout=PATIENCE)
    try:
        number = _queue(f"{url.database}-turn", until) if mine else None
        try:
            yield
        finally:
            if number is not None:
                os.close(number)
    finally:
        if mine:
            _here.release()


def _queue(path: str, until: float) -> int | None:
    """The lock that processes share, or None when it cannot be had; a process that dies lets it go."""
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                os.close(number)
                return None
            time.sleep(_PAUSE)
        else:
            return number
