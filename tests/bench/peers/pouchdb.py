"""PouchDB Server on LevelDB, which answers before anything is synced to the disk."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.bench.ground import free_port
from tests.bench.peers.wire import HERE, Plain, running, written
from tests.bench.records import named

NAME = "pouchdb_server"
PROGRAM = HERE / "node_modules" / ".bin" / "pouchdb-server"
_NODE = HERE.parents[2] / ".venv" / "node" / "node"
_PAGE = 1000


def missing() -> str | None:
    return None if PROGRAM.exists() else "PouchDB Server (make bench installs it from npm)"


class PouchDB:
    """One running PouchDB Server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def client(self) -> Plain:
        return Plain(self.port)

    def prepare(self, store: str, records: int) -> None:
        client, chance = self.client(), random.Random(1)
        client.ask("PUT", f"/{store}")
        for start in range(0, records, 500):
            client.send("POST", *self.batch(store, named(chance, "0" * 36, min(500, records - start))))

    def batch(self, store: str, records: list[tuple[str, dict[str, Any]]]) -> tuple[str, bytes]:
        return f"/{store}/_bulk_docs", written({"docs": [{"_id": record, **data} for record, data in records]})

    def check(self, answer: bytes) -> None:
        if bad := [each for each in json.loads(answer) if not each.get("ok")]:
            raise RuntimeError(str(bad[0])[:300])

    def whole(self, client: Plain, store: str) -> tuple[float, int, str]:
        """Milliseconds, records, and where to go on from: with the documents, in pages as large as ours.

        Its own client asks in pages of 100 and for the documents by themselves, which takes twice as long.
        """
        spent, got, cursor = 0.0, 0, "0"
        while True:
            took, count, cursor = self.since(client, store, cursor)
            spent, got = spent + took, got + count
            if count < _PAGE:
                return spent, got, cursor

    def since(self, client: Plain, store: str, cursor: str) -> tuple[float, int, str]:
        path = f"/{store}/_changes?include_docs=true&limit={_PAGE}&since={quote(cursor)}"
        spent, page = client.timed(path)
        return spent, len(page["results"]), str(page["last_seq"])


@contextmanager
def started(workers: int) -> Iterator[PouchDB]:
    """One process, since it has no other way; `workers` is for the others."""
    with tempfile.TemporaryDirectory(prefix="xunan-pouchdb-", dir="/tmp") as made:
        port = free_port()
        words = [str(_NODE), str(PROGRAM), "--host", "127.0.0.1", "--port", str(port), "--dir", ".", "--no-stdout-logs"]
        with running(words, Path(made), Plain(port), "/"):
            yield PouchDB(port)
