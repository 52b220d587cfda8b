"""What twenty changes cost a phone among ten thousand records, and among a million.

Two installations side by side are asked in turn, so that whatever else the machine does meets both alike.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from statistics import median

from server.sync.deliver import read_cursor
from tests.bench.figures import at, tell
from tests.bench.ground import Installation, installed
from tests.bench.grow import grow_installation
from tests.bench.server import Wire, everything, pull_of_twenty

_FEW = 2_000
AMONG, PULLS = (10_000, 100_000, 1_000_000), 200


class Reader:
    """A phone that has read everything, and one that sends what is new."""

    def __init__(self, installation: Installation, many: int) -> None:
        self.installation, wire = installation, Wire(installation, "grid1", "identity")
        cursor, held, self.firm = everything(wire)
        (made,) = wire.ask("POST", "/sync/push", wire.batch(self.firm, 1))["results"]
        hazard = next(each["id"] for each in wire.pull(cursor)["changes"] if each["type"] == "hazard")
        if made["status"] != "applied":
            raise RuntimeError(str(made))
        last = grow_installation(installation.environ, hazard, many - held)
        known = read_cursor(cursor)
        assert known
        # As if it had read them all, page by page; a phone with an older cursor would read them now.
        self.cursor = replace(known, seq=last).written()

    def open(self) -> None:
        """Connections that were not left waiting while the others' records were made."""
        self.pusher, self.wire = Wire(self.installation, "grid1"), Wire(self.installation, "grid1", "identity")

    def pull(self) -> float:
        self.cursor, spent = pull_of_twenty(self.pusher, self.wire, self.firm, self.cursor)
        return spent


def measure(kind: str, url: Callable[[str], str | None]) -> None:
    """`url(name)` makes a database of that name and says where it is; None: a file of its own."""
    times: dict[int, list[float]] = {many: [] for many in AMONG}
    with ExitStack() as running:
        readers = {}
        for many in AMONG:
            there = running.enter_context(installed(_FEW, database_url=url(f"among{many}"), workers=1))
            readers[many] = Reader(there, many)
        for reader in readers.values():
            reader.open()
        for _ in range(PULLS):
            for many, reader in readers.items():
                times[many].append(reader.pull())
    for many, spent in times.items():
        more = {"database": kind, "among": many, "requests": len(spent)}
        tell("million_pull_of_20_p50", [at(spent, 0.5)], "ms", **more)
        tell("million_pull_of_20_p99", [at(spent, 0.99)], "ms", **more)
    ratio = median(times[AMONG[-1]]) / median(times[AMONG[0]])
    tell("million_over_ten_thousand", [ratio], "times", 1.5, database=kind, requests=PULLS)
