"""What the database alone can do: the same records into a bare table, as many a transaction, each on the disk.

No permissions, no history, no feeds, no HTTP: what a push costs more than this is the price of what it promises.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from statistics import median

from sqlalchemy import create_engine

from server.db import engine_options
from tests.bench.figures import tell
from tests.bench.ground import Installation
from tests.bench.race import Go, race
from tests.bench.records import named

_TABLE = "CREATE TABLE plain (id VARCHAR(36) PRIMARY KEY, data TEXT NOT NULL)"


def measure(installation: Installation, kind: str, runs: int, rounds: int, clients: int, batch: int) -> float:
    """Records a second into a bare table of the installation's own database; the median of the runs.

    SQLite lets one write at a time, so one writes all; at PostgreSQL as many write at once as phones push.
    """
    url = installation.environ["DATABASE_URL"]
    engine = create_engine(url, **engine_options(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(_TABLE)
    engine.dispose()
    at_once, each = (1, rounds * clients) if kind == "sqlite" else (clients, rounds)
    rates: list[float] = []
    for run in range(runs):
        writers = [_writer(url, kind, f"{run} {number}", each, batch) for number in range(at_once)]
        seconds, _ = race(writers)
        rates.append(at_once * each * batch / seconds)
    tell("plain_inserts", rates, "records/s", database=kind, clients=at_once, batch=batch)
    return median(rates)


def _writer(url: str, kind: str, seed: str, rounds: int, batch: int) -> Callable[[], Go]:
    place = "?, ?" if kind == "sqlite" else "%s, %s"

    def ready() -> Go:
        chance = random.Random(seed)
        batches = [
            [(record, json.dumps(data, ensure_ascii=False)) for record, data in named(chance, "0" * 36, batch)]
            for _ in range(rounds)
        ]
        engine = create_engine(url, **engine_options(url)).execution_options(writes=True)
        connection = engine.connect()

        def go() -> list[float]:
            spent = []
            for rows in batches:
                began = time.perf_counter()
                with connection.begin():
                    connection.exec_driver_sql(f"INSERT INTO plain (id, data) VALUES ({place})", rows)
                spent.append((time.perf_counter() - began) * 1000)
            return spent

        return go

    return ready
