"""Push and pull at the server: eight phones at once, over HTTP, against gunicorn with several workers."""

from __future__ import annotations

import gzip
import http.client
import json
import random
import time
from typing import Any
from urllib.parse import quote, urlsplit

import brotli

from server.demo.people import PASSWORD
from tests.bench import plain
from tests.bench.figures import at, tell
from tests.bench.ground import Installation
from tests.bench.race import Go, race
from tests.bench.records import MOMENT, named
from tests.phone import new_id

CLIENTS, BATCH, PAGE = 8, 50, 1000


class Wire:
    """One phone's connection, kept open as a browser keeps it."""

    def __init__(self, installation: Installation, login: str, encoding: str = "br, gzip") -> None:
        where = urlsplit(installation.address)
        self._connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
        self.device, self.token, self.seq, self.encoding = new_id(), "", 0, encoding
        said = {"login": login, "password": PASSWORD, "device": {"id": self.device, "name": "bench"}}
        self.token = self.ask("POST", "/session", said)["token"]

    def ask(self, method: str, path: str, said: Any = None) -> Any:
        return read(*self.send(method, path, None if said is None else json.dumps(said).encode()))

    def send(self, method: str, path: str, body: bytes | None = None) -> tuple[bytes, str | None]:
        """The answer's bytes and how they are pressed; reading them is not the server's work."""
        headers = {"Content-Type": "application/json", "Accept-Encoding": self.encoding}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        self._connection.request(method, f"/api/v1{path}", body, headers)
        answer = self._connection.getresponse()
        content, encoding = answer.read(), answer.headers.get("Content-Encoding")
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content, encoding

    def batch(self, firm: str, size: int, chance: random.Random | None = None) -> dict[str, Any]:
        """So many hazards, as a phone sends what waited."""
        ops = []
        for record, data in named(chance or random.Random(self.seq), firm, size):
            self.seq += 1
            ops.append({
                "id": new_id(), "seq": self.seq, "type": "hazard", "record": record, "op": "create", "at": MOMENT,
                "data": data,
            })  # fmt: skip
        return {"device": self.device, "schema": 1, "sent_at": MOMENT, "ops": ops}

    def pull(self, cursor: str | None, limit: int = 500) -> Any:
        return read(*self.send("GET", self.pull_path(cursor, limit)))

    def pull_path(self, cursor: str | None, limit: int = 500) -> str:
        return f"/sync/pull?limit={limit}" + (f"&cursor={quote(cursor)}" if cursor else "")


def read(content: bytes, encoding: str | None) -> Any:
    content = brotli.decompress(content) if encoding == "br" else gzip.decompress(content) if encoding else content
    return json.loads(content)


def everything(wire: Wire, times: list[float] | None = None, limit: int = 500) -> tuple[str, int, str]:
    """Pull from the start; returns the cursor, how many records came, and an enterprise among them."""
    cursor, got, firm = None, 0, ""
    while True:
        began = time.perf_counter()
        pressed = wire.send("GET", wire.pull_path(cursor, limit))
        if times is not None:
            times.append((time.perf_counter() - began) * 1000)
        page = read(*pressed)
        cursor, got = page["cursor"], got + len(page["changes"])
        firm = next((each["id"] for each in page["changes"] if each["type"] == "enterprise"), firm)
        if not page["more"]:
            return cursor, got, firm


def measure(installation: Installation, kind: str, runs: int, rounds: int) -> None:
    """Every figure of one database."""
    pull(installation, kind, runs)
    rates = push(installation, kind, runs, rounds)
    bare = plain.measure(installation, kind, runs, rounds, CLIENTS, BATCH)
    tell("server_push_of_plain_inserts", [rate / bare for rate in rates], "times", database=kind)
    incremental(installation, kind, runs)


def push(installation: Installation, kind: str, runs: int, rounds: int) -> list[float]:
    """Eight phones send `rounds` batches of fifty each, all at once; records a second of each run."""
    firm = everything(Wire(installation, "grid1"))[2]
    rates: list[float] = []
    times: list[float] = []

    def phone(number: int) -> Go:
        wire = Wire(installation, "grid1")
        chance = random.Random(number)
        batches = [json.dumps(wire.batch(firm, BATCH, chance), ensure_ascii=False).encode() for _ in range(rounds)]

        def go() -> list[float]:
            spent, answers = [], []
            for batch in batches:
                began = time.perf_counter()
                answers.append(wire.send("POST", "/sync/push", batch))
                spent.append((time.perf_counter() - began) * 1000)
            for answer in answers:
                refused = [each for each in read(*answer)["results"] if each["status"] != "applied"]
                if refused:
                    raise RuntimeError(str(refused[0]))
            return spent

        return go

    for run in range(runs):
        seconds, spent = race([lambda number=run * CLIENTS + n: phone(number) for n in range(CLIENTS)])
        times += spent
        rates.append(CLIENTS * rounds * BATCH / seconds)
    more = {"database": kind, "clients": CLIENTS, "batch": BATCH}
    tell("server_push", rates, "records/s", {"sqlite": 2500, "postgresql": 1200}[kind], **more)
    tell("server_push_p50", [at(times, 0.5)], "ms", requests=len(times), **more, runs=runs)
    tell("server_push_p99", [at(times, 0.99)], "ms", requests=len(times), **more, runs=runs)
    return rates


def pull(installation: Installation, kind: str, runs: int) -> None:
    """The whole scope, from the start: once as a browser reads it, once unpressed as the peers send it."""
    for pressed in ("br, gzip", "identity"):
        reader = Wire(installation, "grid1", pressed)
        seconds, times, got = [], [], 0
        for _ in range(runs):
            spent: list[float] = []
            _, got, _ = everything(reader, spent, PAGE)
            seconds.append(sum(spent) / 1000)
            times += spent
        more = {"database": kind, "records": got, "page": PAGE, "pressed": pressed != "identity"}
        tell("server_first_pull", seconds, "s", **more)
        tell("server_first_pull_page_p99", [at(times, 0.99)], "ms", requests=len(times), **more, runs=runs)


def incremental(installation: Installation, kind: str, runs: int) -> None:
    """What a phone asks all day: twenty changes, or none."""
    pusher, reader = Wire(installation, "grid1"), Wire(installation, "grid1", "identity")
    cursor, held, firm = everything(reader)
    twenty: list[float] = []
    for _ in range(max(10, runs * 10)):
        cursor, spent = pull_of_twenty(pusher, reader, firm, cursor)
        twenty.append(spent)
    idle: list[float] = []
    for _ in range(max(50, runs * 40)):
        began = time.perf_counter()
        pressed = reader.send("GET", reader.pull_path(cursor))
        idle.append((time.perf_counter() - began) * 1000)
        cursor = read(*pressed)["cursor"]
    for name, times in (("server_pull_of_20", twenty), ("server_pull_idle", idle)):
        more = {"database": kind, "among": held, "requests": len(times), "runs": runs}
        tell(f"{name}_p50", [at(times, 0.5)], "ms", **more)
        tell(f"{name}_p99", [at(times, 0.99)], "ms", **more)


def pull_of_twenty(pusher: Wire, reader: Wire, firm: str, cursor: str) -> tuple[str, float]:
    """Twenty new records are pushed, and pulled; the next cursor, and the pull's milliseconds."""
    pusher.ask("POST", "/sync/push", pusher.batch(firm, 20))
    began = time.perf_counter()
    pressed = reader.send("GET", reader.pull_path(cursor))
    spent = (time.perf_counter() - began) * 1000
    page = read(*pressed)
    if len([each for each in page["changes"] if each["type"] == "hazard"]) != 20:
        raise RuntimeError("not the twenty that were pushed")
    return page["cursor"], spent
