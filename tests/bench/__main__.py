"""`make bench`: every figure, or those named with --only and --figure; --records and --runs make it shorter."""

from __future__ import annotations

import argparse
import sys

from tests.bench import live, memory, million, papers, phone, server, taps, walk
from tests.bench.ground import installed
from tests.postgres import Cluster, programs

PARTS = ("phone", "live", "sqlite", "postgresql", "peers", "million", "memory", "papers", "walk", "taps")


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    words.add_argument("--figure", nargs="+", choices=phone.FIGURES, default=phone.FIGURES, help="of the phone's")
    words.add_argument("--records", type=int, default=10_000, help="hazards in the grid worker's scope")
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--rounds", type=int, default=10, help="batches of each of the eight phones in a run")
    words.add_argument("--workers", type=int, default=4, help="processes of gunicorn")
    said = words.parse_args()
    if "phone" in said.only:
        with installed(said.records, workers=2) as installation:
            phone.measure(installation, said.records, said.runs, said.figure)
    if "live" in said.only:
        with installed(min(said.records, 2_000), workers=said.workers) as installation:
            live.measure(installation, "sqlite")
    if "memory" in said.only:
        with installed(min(said.records, 2_000), workers=1) as installation:
            memory.measure(installation, "sqlite")
    if "papers" in said.only:
        with installed(200, workers=1) as installation:
            papers.measure(installation, said.runs)
    if "walk" in said.only:
        with installed(min(said.records, 2_000), workers=2) as installation:
            walk.measure(installation, said.runs)
    if "taps" in said.only:
        with installed(200, workers=2) as installation:
            taps.measure(installation)
    if "sqlite" in said.only:
        with installed(said.records, workers=said.workers) as installation:
            server.measure(installation, "sqlite", said.runs, said.rounds)
    if "peers" in said.only:
        from tests.bench.peers import measure

        measure.measure(said.records, said.runs, said.rounds, said.workers)
    if "million" in said.only:
        million.measure("sqlite", lambda _: None)
    if programs() is None:
        print("PostgreSQL is not installed: its figures are left out.", file=sys.stderr)
        return
    if "million" in said.only:
        with Cluster.started(durable=True) as cluster:

            def made(name: str) -> str:
                cluster.create(name)
                return cluster.url(name)

            million.measure("postgresql", made)
    if "postgresql" in said.only:
        with Cluster.started(durable=True) as cluster:
            cluster.create("bench")
            with installed(said.records, database_url=cluster.url("bench"), workers=said.workers) as installation:
                server.measure(installation, "postgresql", said.runs, said.rounds)


main()
