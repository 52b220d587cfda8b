"""The same figures of every peer: push with eight clients, the first pull, twenty changes, none."""

from __future__ import annotations

import random
import sys
import time
from types import ModuleType
from typing import Any

from tests.bench.figures import at, tell
from tests.bench.peers import kinto, pouchdb
from tests.bench.race import Go, race
from tests.bench.records import named
from tests.bench.server import BATCH, CLIENTS, PAGE
from tests.postgres import programs


def measure(records: int, runs: int, rounds: int, workers: int) -> None:
    for peer in (pouchdb, kinto):
        lacks = peer.missing() or ("PostgreSQL for Kinto" if peer is kinto and programs() is None else None)
        if lacks:
            print(f"Not installed, so its figures are left out: {lacks}", file=sys.stderr)
            continue
        with peer.started(workers) as server:
            _push(peer, server, runs, rounds)
            _pull(peer, server, records, runs)


def _push(peer: ModuleType, server: Any, runs: int, rounds: int) -> None:
    """A store for each client, which is the kindest case: in one store Kinto's clients collide."""
    rates: list[float] = []
    times: list[float] = []
    for run in range(runs):
        stores = [f"push{run}x{n}" for n in range(CLIENTS)]
        for store in stores:
            server.prepare(store, 0)
        seconds, spent = race([lambda store=store, run=run: _client(server, store, rounds, run) for store in stores])
        rates.append(CLIENTS * rounds * BATCH / seconds)
        times += spent
    tell(f"{peer.NAME}_push", rates, "records/s", clients=CLIENTS, batch=BATCH)
    tell(f"{peer.NAME}_push_p50", [at(times, 0.5)], "ms", requests=len(times), runs=runs)
    tell(f"{peer.NAME}_push_p99", [at(times, 0.99)], "ms", requests=len(times), runs=runs)


def _client(server: Any, store: str, rounds: int, run: int) -> Go:
    client, chance = server.client(), random.Random(f"{store} {run}")
    batches = [server.batch(store, named(chance, "0" * 36, BATCH)) for _ in range(rounds)]

    def go() -> list[float]:
        spent, answers = [], []
        for path, body in batches:
            began = time.perf_counter()
            answers.append(client.send("POST", path, body))
            spent.append((time.perf_counter() - began) * 1000)
        for answer in answers:
            server.check(answer)
        return spent

    return go


def _pull(peer: ModuleType, server: Any, records: int, runs: int) -> None:
    server.prepare("pull", records)
    client, chance = server.client(), random.Random(2)
    seconds, cursor = [], ""
    for _ in range(runs):
        spent, got, cursor = server.whole(client, "pull")
        if got != records:
            raise RuntimeError(f"{got} of {records} came")
        seconds.append(spent / 1000)
    tell(f"{peer.NAME}_first_pull", seconds, "s", records=records)
    if hasattr(server, "whole_in_pages"):
        paged = []
        for _ in range(runs):
            spent, got = server.whole_in_pages(client, "pull", PAGE)
            if got != records:
                raise RuntimeError(f"{got} of {records} came in pages")
            paged.append(spent / 1000)
        tell(f"{peer.NAME}_first_pull_in_pages", paged, "s", records=records, page=PAGE)
    twenty = []
    for _ in range(max(10, runs * 10)):
        path, body = server.batch("pull", named(chance, "0" * 36, 20))
        server.check(client.send("POST", path, body))
        spent, got, cursor = server.since(client, "pull", cursor)
        if got != 20:
            raise RuntimeError(f"{got} of 20 came")
        twenty.append(spent)
    idle = [server.since(client, "pull", cursor)[0] for _ in range(max(50, runs * 40))]
    tell(f"{peer.NAME}_pull_of_20_p50", [at(twenty, 0.5)], "ms", among=records, requests=len(twenty))
    tell(f"{peer.NAME}_pull_idle_p50", [at(idle, 0.5)], "ms", among=records, requests=len(idle))
