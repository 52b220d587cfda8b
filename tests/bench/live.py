"""What five hundred open phones cost the server.

A phone that somebody looks at asks /sync/events every two seconds. Here 500 kept-open connections do, belonging to
50 signed-in devices (signing in 500 times would only measure the hashing of passwords).
"""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.bench.figures import at, tell
from tests.bench.ground import Installation
from tests.bench.server import Wire, everything

PHONES, DEVICES, EVERY, SECONDS = 500, 50, 2.0, 20.0
PEOPLE = ("grid1", "grid2", "town1", "manager1", "district")
_TICK = os.sysconf("SC_CLK_TCK")


def measure(installation: Installation, kind: str) -> None:
    """Five hundred phones ask for twenty seconds while nothing changes."""
    questions = [_question(installation, PEOPLE[n % len(PEOPLE)]) for n in range(DEVICES)]
    before = _spent(installation)
    times = asyncio.run(_ask_all(installation, questions))
    cores = (_spent(installation) - before) / SECONDS
    more = {"database": kind, "phones": PHONES, "devices": DEVICES, "every_s": EVERY}
    tell("live_hint_cores", [cores], "cores", 0.8, **more)
    tell("live_hint_answered", [len(times) / SECONDS], "answers/s", PHONES / EVERY * 0.95, **more)
    tell("live_hint_p50", [at(times, 0.5)], "ms", **more)
    tell("live_hint_p99", [at(times, 0.99)], "ms", 250, **more)


def _question(installation: Installation, login: str) -> bytes:
    """The bytes of one phone's question, as a browser would send them once it has read everything."""
    wire = Wire(installation, login)
    cursor = everything(wire)[0]
    return (
        f"GET /api/v1/sync/events?cursor={quote(cursor)} HTTP/1.1\r\nHost: {urlsplit(installation.address).netloc}\r\n"
        f"Authorization: Bearer {wire.token}\r\nX-Xunan-Device: {wire.device}\r\nAccept-Encoding: br, gzip\r\n\r\n"
    ).encode()


async def _ask_all(installation: Installation, questions: list[bytes]) -> list[float]:
    """Every phone asks at its own moment of the two seconds; milliseconds of each answer."""
    where, times = urlsplit(installation.address), []
    ends = time.perf_counter() + SECONDS

    async def phone(n: int) -> None:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        due = time.perf_counter() + EVERY * n / PHONES
        while due < ends:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            began = time.perf_counter()
            try:
                writer.write(questions[n % len(questions)])
                told = await _answer(reader)
            except (ConnectionError, asyncio.IncompleteReadError):
                # the server may close a connection it kept open long enough: a browser opens another
                reader, writer = await asyncio.open_connection(where.hostname, where.port)
                writer.write(questions[n % len(questions)])
                told = await _answer(reader)
            if b'"changed":false' not in told:
                raise RuntimeError(f"not the answer of a quiet server: {told[:200]!r}")
            times.append((time.perf_counter() - began) * 1000)
            due += EVERY
        writer.close()

    await asyncio.gather(*(phone(n) for n in range(PHONES)))
    return times


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    return await reader.readexactly(length)


def _spent(installation: Installation) -> float:
    """Seconds of processor time that the server's processes (the ones that hold its data folder) have used."""
    mark = f"DATA_DIR={installation.data_dir}".encode()
    ticks = 0
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mark in (process / "environ").read_bytes().split(b"\0"):
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        except (OSError, PermissionError):
            continue
    return ticks / _TICK
