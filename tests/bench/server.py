"""Push and pull at the server: eight phones at once, over HTTP, against gunicorn with several workers."""

from __future__ import annotations

import gzip
import http.client
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import brotli

from server.demo.people import PASSWORD
from tests.bench.figures import at, tell
from tests.bench.ground import Installation
from tests.phone import new_id

CLIENTS, BATCH = 8, 50


class Wire:
    """One phone's connection, kept open as a browser keeps it."""

    def __init__(self, installation: Installation, login: str) -> None:
        where = urlsplit(installation.address)
        self._connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
        self.device, self.token, self.seq = new_id(), "", 0
        said = {"login": login, "password": PASSWORD, "device": {"id": self.device, "name": "bench"}}
        self.token = self.ask("POST", "/session", said)["token"]

    def ask(self, method: str, path: str, said: Any = None) -> Any:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = None if said is None else json.dumps(said).encode()
        self._connection.request(method, f"/api/v1{path}", body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        encoding = answer.headers.get("Content-Encoding")
        content = brotli.decompress(content) if encoding == "br" else gzip.decompress(content) if encoding else content
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content)

    def batch(self, firm: str, size: int) -> dict[str, Any]:
        """So many hazards, as a phone sends what waited."""
        moment = datetime.now().astimezone().isoformat()
        ops = []
        for _ in range(size):
            self.seq += 1
            data = {
                "enterprise_id": firm, "severity": "general", "channel": "grid_report", "found_at": moment,
                "description": f"配电箱敞开，电线裸露 {uuid.uuid4().hex[:8]}",
                "lat": 25.431, "lon": 119.012, "accuracy_m": 12,
            }  # fmt: skip
            ops.append({
                "id": new_id(), "seq": self.seq, "type": "hazard", "record": new_id(), "op": "create", "at": moment,
                "data": data,
            })  # fmt: skip
        return {"device": self.device, "schema": 1, "sent_at": moment, "ops": ops}

    def pull(self, cursor: str | None, limit: int = 500) -> Any:
        return self.ask("GET", f"/sync/pull?limit={limit}" + (f"&cursor={quote(cursor)}" if cursor else ""))


def everything(wire: Wire, times: list[float] | None = None) -> tuple[str, int, str]:
    """Pull from the start; returns the cursor, how many records came, and an enterprise among them."""
    cursor, got, firm = None, 0, ""
    while True:
        began = time.perf_counter()
        page = wire.pull(cursor)
        if times is not None:
            times.append((time.perf_counter() - began) * 1000)
        cursor, got = page["cursor"], got + len(page["changes"])
        firm = next((each["id"] for each in page["changes"] if each["type"] == "enterprise"), firm)
        if not page["more"]:
            return cursor, got, firm


def measure(installation: Installation, kind: str, runs: int, rounds: int) -> None:
    reader = Wire(installation, "grid1")
    pull(installation, kind, reader, runs)
    push(installation, kind, runs, rounds)


def push(installation: Installation, kind: str, runs: int, rounds: int) -> None:
    """Eight phones send `rounds` batches of fifty each, all at once."""
    phones = [Wire(installation, "grid1") for _ in range(CLIENTS)]
    firm = everything(phones[0])[2]
    rates: list[float] = []
    times: list[float] = []

    def send(phone: Wire) -> list[float]:
        spent = []
        for _ in range(rounds):
            batch = phone.batch(firm, BATCH)
            began = time.perf_counter()
            told = phone.ask("POST", "/sync/push", batch)
            spent.append((time.perf_counter() - began) * 1000)
            refused = [each for each in told["results"] if each["status"] != "applied"]
            if refused:
                raise RuntimeError(str(refused[0]))
        return spent

    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(runs):
            began = time.perf_counter()
            for spent in pool.map(send, phones):
                times += spent
            rates.append(CLIENTS * rounds * BATCH / (time.perf_counter() - began))
    more = {"database": kind, "clients": CLIENTS, "batch": BATCH}
    tell("server_push", rates, "records/s", **more)
    tell("server_push_p50", [at(times, 0.5)], "ms", requests=len(times), **more, runs=runs)
    tell("server_push_p99", [at(times, 0.99)], "ms", requests=len(times), **more, runs=runs)
    pusher, reader = phones[0], Wire(installation, "grid1")
    incremental(kind, pusher, reader, firm, runs)


def pull(installation: Installation, kind: str, reader: Wire, runs: int) -> None:
    """The whole scope, from the start."""
    rates, times, got = [], [], 0
    for _ in range(runs):
        began = time.perf_counter()
        _, got, _ = everything(reader, times)
        rates.append(got / (time.perf_counter() - began))
    more = {"database": kind, "records": got, "page": 500}
    tell("server_first_pull", rates, "records/s", **more)
    tell("server_first_pull_page_p50", [at(times, 0.5)], "ms", requests=len(times), **more, runs=runs)
    tell("server_first_pull_page_p99", [at(times, 0.99)], "ms", requests=len(times), **more, runs=runs)


def incremental(kind: str, pusher: Wire, reader: Wire, firm: str, runs: int) -> None:
    """What a phone asks all day: twenty changes, or none."""
    cursor, _, _ = everything(reader)
    twenty: list[float] = []
    for _ in range(max(10, runs * 4)):
        pusher.ask("POST", "/sync/push", pusher.batch(firm, 20))
        began = time.perf_counter()
        page = reader.pull(cursor)
        twenty.append((time.perf_counter() - began) * 1000)
        if len([each for each in page["changes"] if each["type"] == "hazard"]) != 20:
            raise RuntimeError("not the twenty that were pushed")
        cursor = page["cursor"]
    idle: list[float] = []
    for _ in range(max(50, runs * 40)):
        began = time.perf_counter()
        page = reader.pull(cursor)
        idle.append((time.perf_counter() - began) * 1000)
        cursor = page["cursor"]
    for name, times in (("server_pull_of_20", twenty), ("server_pull_idle", idle)):
        tell(f"{name}_p50", [at(times, 0.5)], "ms", database=kind, requests=len(times), runs=runs)
        tell(f"{name}_p99", [at(times, 0.99)], "ms", database=kind, requests=len(times), runs=runs)
