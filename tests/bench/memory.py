"""Whether a worker's memory grows: one worker answers pushes, pulls and hints for long, and is looked at four times."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from tests.bench.figures import tell
from tests.bench.ground import Installation
from tests.bench.server import Wire, everything

QUARTERS, ROUNDS, SIZE = 4, 250, 50
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure(installation: Installation, kind: str) -> None:
    """Fifty thousand hazards are pushed and pulled again, twenty-five thousand hints asked for."""
    pusher, reader = Wire(installation, "grid1"), Wire(installation, "grid1")
    cursor, _, firm = everything(reader)
    held: list[float] = []
    for quarter in range(QUARTERS):
        for _ in range(ROUNDS):
            pusher.ask("POST", "/sync/push", pusher.batch(firm, SIZE))
            cursor = reader.pull(cursor)["cursor"]
            for _ in range(10):
                reader.send("GET", f"/sync/events?cursor={quote(cursor)}")
        held.append(largest(installation))
        ops = (quarter + 1) * ROUNDS * SIZE
        tell("worker_memory", [held[-1]], "MB", database=kind, quarter=quarter + 1, ops=ops)
    tell("worker_memory_last_over_second_quarter", [held[-1] / held[1]], "times", 1.05, database=kind)


def largest(installation: Installation, *, peak: bool = False) -> float:
    """Megabytes of the largest of the server's processes, which is the worker: now, or at the most it ever held."""
    mark, pages = f"DATA_DIR={installation.data_dir}".encode(), [0]
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mark in (process / "environ").read_bytes().split(b"\0"):
                now = int((process / "statm").read_text().split()[1])
                pages.append(_at_most(process) // _PAGE if peak else now)
        except (OSError, PermissionError):
            continue
    return max(pages) * _PAGE / 1e6


def _at_most(process: Path) -> int:
    """Bytes it held at the most (VmHWM)."""
    words = (process / "status").read_text().split()
    return int(words[words.index("VmHWM:") + 1]) * 1024
