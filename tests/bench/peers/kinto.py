"""Kinto on PostgreSQL, served by gunicorn with as many processes as ours, without its history plugin."""

from __future__ import annotations

import base64
import json
import random
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from tests.bench.ground import free_port
from tests.bench.peers.wire import HERE, Plain, running, written
from tests.bench.records import named
from tests.postgres import Cluster

NAME = "kinto"
PROGRAMS = HERE / ".venv" / "bin"
_HEADERS = {"Authorization": "Basic " + base64.b64encode(b"bench:bench").decode()}
_SETTINGS = """
[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {url}
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {url}
kinto.cache_backend = kinto.core.cache.memory
kinto.userid_hmac_secret = for measuring only
kinto.bucket_create_principals = system.Authenticated
kinto.batch_max_requests = 200
multiauth.policies = basicauth
multiauth.policy.basicauth.use = kinto.core.authentication.BasicAuthAuthenticationPolicy
"""


def missing() -> str | None:
    return None if (PROGRAMS / "kinto").exists() else "Kinto (make bench installs it from PyPI)"


class Kinto:
    """One running Kinto."""

    def __init__(self, port: int, database: str) -> None:
        self.port, self.database = port, database

    def client(self) -> Plain:
        return Plain(self.port, _HEADERS)

    def prepare(self, store: str, records: int) -> None:
        """A collection with so many records: the first by its own door, the rest straight into its table."""
        client = self.client()
        client.ask("PUT", "/v1/buckets/bench")
        client.ask("PUT", f"/v1/buckets/bench/collections/{store}")
        if not records:
            return
        rows = [
            (record, f"/buckets/bench/collections/{store}", json.dumps(data), moment)
            for moment, (record, data) in enumerate(named(random.Random(1), "0" * 36, records), start=1)
        ]
        with psycopg.connect(self.database) as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO objects (id, parent_id, resource_name, data, last_modified, deleted)"
                " VALUES (%s, %s, 'record', %s, from_epoch(%s), FALSE)",
                rows,
            )

    def batch(self, store: str, records: list[tuple[str, dict[str, Any]]]) -> tuple[str, bytes]:
        path = f"/buckets/bench/collections/{store}/records/"
        requests = [{"method": "PUT", "path": path + record, "body": {"data": data}} for record, data in records]
        return "/v1/batch", written({"requests": requests})

    def check(self, answer: bytes) -> None:
        if bad := [each for each in json.loads(answer)["responses"] if each["status"] != 201]:
            raise RuntimeError(str(bad[0])[:300])

    def whole(self, client: Plain, store: str) -> tuple[float, int, str]:
        """Milliseconds, records, and where to go on from: one request, as Kinto is set up by default."""
        spent, page = client.timed(f"/v1/buckets/bench/collections/{store}/records?_sort=last_modified")
        return spent, len(page["data"]), str(page["data"][-1]["last_modified"])

    def whole_in_pages(self, client: Plain, store: str, page: int) -> tuple[float, int]:
        """Milliseconds and records, as many a request as a phone of ours asks for."""
        spent, got, after = 0.0, 0, "0"
        while True:
            path = f"/v1/buckets/bench/collections/{store}/records?_sort=last_modified&_limit={page}&_since={after}"
            took, told = client.timed(path)
            spent, got = spent + took, got + len(told["data"])
            if len(told["data"]) < page:
                return spent, got
            after = quote(str(told["data"][-1]["last_modified"]))

    def since(self, client: Plain, store: str, cursor: str) -> tuple[float, int, str]:
        path = f"/v1/buckets/bench/collections/{store}/records?_sort=last_modified&_since={quote(cursor)}"
        spent, page = client.timed(path)
        data = page["data"]
        return spent, len(data), str(data[-1]["last_modified"]) if data else cursor


@contextmanager
def started(workers: int) -> Iterator[Kinto]:
    with (
        Cluster.started(durable=True) as cluster,
        tempfile.TemporaryDirectory(prefix="xunan-kinto-", dir="/tmp") as made,
    ):
        cluster.create("kinto")
        folder, port = Path(made), free_port()
        url = f"postgresql+psycopg2://postgres@/kinto?host={cluster.folder}"
        (folder / "kinto.ini").write_text(_SETTINGS.format(url=url))
        subprocess.run([PROGRAMS / "kinto", "migrate", "--ini", "kinto.ini"], cwd=folder, check=True)
        words = [
            str(PROGRAMS / "gunicorn"), "--paste", "kinto.ini", "--bind", f"127.0.0.1:{port}",
            "--workers", str(workers),
            "--worker-class", "gthread", "--threads", "8", "--keep-alive", "30",
            "--timeout", "300",
        ]  # fmt: skip
        with running(words, folder, Plain(port, _HEADERS), "/v1/"):
            yield Kinto(port, f"host={cluster.folder} user=postgres dbname=kinto")
