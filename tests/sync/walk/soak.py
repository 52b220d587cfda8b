"""`make soak`: the walk of `test_walk.py` over many thousand ops, in one process, by one seed that is printed.

The walk comes to rest and is counted every few thousand ops, and goes on in a new morning; the process stays the
same, so that its memory at the end can be compared with that at the start. Variables: OPS (100,000), SEED (by
chance), DATABASE (sqlite | postgresql).
"""

from __future__ import annotations

import logging
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from argon2 import PasswordHasher
from flask import Flask

from server.app import create_app
from server.db import db
from server.people import passwords
from server.schema import create_schema
from server.settings import Settings
from tests import world
from tests.postgres import Cluster

from .count import OUTCOMES, check
from .ground import Ground
from .town import Morning, Town, wake

#: Ops between two rests: enough for a grown database, few enough to say early what went wrong.
A_DAY = 1_000


def memory_mb() -> float:
    """What the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


@contextmanager
def server(kind: str) -> Iterator[Flask]:
    """A server with the small district, on a database of its own."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    passwords._hasher, passwords._NOBODY = hasher, hasher.hash("nobody")
    with (
        tempfile.TemporaryDirectory(prefix="xunan-soak-") as folder,
        Cluster.started(durable=True) if kind == "postgresql" else nullcontext() as cluster,
    ):
        url = f"sqlite:///{folder}/xunan.db"
        if cluster is not None:
            cluster.create("soak")
            url = cluster.url("soak")
        app = create_app(
            Settings(Path(folder), url, "a key only tests know", False, ZoneInfo("Asia/Shanghai"), 0, False, "")
        )
        with app.app_context():
            create_schema(db.engine)
            db.engine.dispose()
            world.build(app)
            yield app
            db.session.remove()
            db.engine.dispose()


def day(app: Flask, morning: Morning, luck: random.Random, ops: int) -> tuple[Town, Counter[str]]:
    """A walk until so many ops were saved; then everything is counted."""
    town = Town(app, morning, luck, calm=0.7)
    while sum(len(phone.saved) for phone in town.phones) < ops:
        town.somebody_works(luck, most=8)
        for _ in range(luck.randint(0, 2)):
            town.somebody_talks(luck, most=8)
        for share, happens in (
            (0.10, town.two_correct_the_same),
            (0.10, town.a_phone_dies),
            (0.05, town.something_arrives_late),
            (0.03, town.the_district_changes),
            (0.01, town.the_server_is_restored),
        ):
            if luck.random() < share:
                happens(luck)
    town.come_to_rest()
    return town, check(town)


def soak(ops: int, seed: int, kind: str) -> None:
    """Walk on for so many ops and print what became of them; raises AssertionError when something is missing."""
    luck, totals, faults, happened = random.Random(seed), Counter[str](), Counter[str](), Counter[str]()
    print(f"seed {seed}, {ops:,} ops on {kind}", flush=True)
    began, memory = time.monotonic(), list[float]()
    with server(kind) as app:
        morning = wake(app, Ground())
        while (done := sum(totals.values())) < ops:
            town, came_to = day(app, morning, luck, min(A_DAY, ops - done))
            totals += came_to
            faults += Counter(town.wire.faults)
            happened += Counter(town.happened)
            memory.append(memory_mb())
            print(f"{sum(totals.values()):>9,} ops {time.monotonic() - began:7.0f} s {memory[-1]:6.0f} MB", flush=True)
    print(
        "ops", {name: totals[name] for name in OUTCOMES}, "of", sum(totals.values()), "saved; none missing, none twice"
    )
    print("blows", dict(faults))
    print("happened", dict(happened))
    start, middle, end = memory[0], memory[len(memory) // 2], memory[-1]
    print(f"memory of the process: {start:.0f} MB after a day, {middle:.0f} MB half-way, {end:.0f} MB at the end")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = os.environ.get("SEED") or str(random.SystemRandom().randrange(1_000_000))
    soak(int((os.environ.get("OPS") or "100000").replace(",", "")), int(chosen), os.environ.get("DATABASE") or "sqlite")
    sys.exit(0)
