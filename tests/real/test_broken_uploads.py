"""Photos on a line that breaks at any byte: all arrive, hash for hash, and hardly a byte travels twice."""

from __future__ import annotations

import hashlib
import http.client
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.phone import Phone
from tests.photos.pictures import noise
from tests.photos.tus import Tus, cut

from .installation import Installation
from .line import Line
from .network import BadNetwork

#: Besides what breaks on the phone's side, the network cuts requests and loses answers (in a thousand).
WEATHER: Mapping[str, int] = {"request cut": 30, "answer lost": 20}
_AT_ONCE = 14
#: Seconds a phone lets pass after a connection broke (the app: one at least), and until it gives up one on which
#: nothing moves.
_PAUSE, _PATIENCE = 0.5, 1.8
_SEGMENT = b"\xff\xfe"  # a JPEG's comment


class OneEach(Tus):
    """A connection a request, as the bad network asks."""

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return super()._headers({**more, "Connection": "close"})


class Sender:
    """One person's phone, which sends photos as the app does: asks how far it is, then sends what is missing."""

    def __init__(self, network: BadNetwork, token: str, seed: int) -> None:
        self.tus, self.chance = OneEach("127.0.0.1", network.port, token), random.Random(seed)
        self.broken: Counter[str] = Counter()

    def send(self, content: bytes) -> None:
        """Until the server says stored; the connection breaks one to five times, each at a random byte."""
        path = self._begin(content)
        for _ in range(self.chance.randint(1, 5)):
            at = self._offset(path)
            if at < len(content):
                self._break(path, content, at)
        while not self._sent(path, content):
            time.sleep(_PAUSE)

    def _begin(self, content: bytes) -> str:
        while True:
            try:
                answer = self.tus.create_answer(content)
            except (OSError, http.client.HTTPException):
                self.broken["beginnings unheard"] += 1
                time.sleep(_PAUSE)
                continue
            assert answer.status == 201, answer
            return answer.headers["location"]

    def _offset(self, path: str) -> int:
        while True:
            try:
                answer = self.tus.head(path)
            except (OSError, http.client.HTTPException):
                self.broken["questions unheard"] += 1
                time.sleep(_PAUSE)
                continue
            assert answer.status == 200, answer
            return answer.offset

    def _break(self, path: str, content: bytes, at: int) -> None:
        """Send a part of what is missing; then the connection is gone, or nothing moves on it any more."""
        way = self.chance.choice(("reset", "silent"))
        self.broken[way] += 1
        upto = self.chance.randrange(at, len(content))
        with ExitStack() as later:
            try:
                line = self.tus.begin_patch(path, at, len(content) - at, content[at:upto])
            except OSError:  # the network was quicker
                return
            later.callback(cut, line)
            time.sleep(_PATIENCE if way == "silent" else self.chance.uniform(0, 0.1))
            if way == "silent":
                self._offset(path)  # the old connection still stands while the new one asks
        time.sleep(_PAUSE)

    def _sent(self, path: str, content: bytes) -> bool:
        at = self._offset(path)
        if at == len(content):
            return True
        try:
            answer = self.tus.patch(path, at, content[at:])
        except (OSError, http.client.HTTPException):
            self.broken["by the network"] += 1
            return False
        if answer.status == 409:  # a part sent before the break came after the question: ask again, never begin anew
            self.broken["late parts"] += 1
            return False
        assert answer.status == 204, answer
        return True


def _photos(many: int, seed: int) -> list[bytes]:
    """So many JPEGs of a photo's size, each with other bytes."""
    bases = [noise(720, 540, seed=number) for number in range(6)]
    assert all(250_000 < len(base) < 450_000 for base in bases), [len(base) for base in bases]
    made = []
    for number in range(many):
        base, words = bases[number % len(bases)], f"{seed} {number}".encode()
        made.append(base[:2] + _SEGMENT + (len(words) + 2).to_bytes(2, "big") + words + base[2:])
    return made


def _recorded(phone: Phone, photos: list[bytes]) -> list[str]:
    """Every photo belongs to a hazard that was reported; returns their hashes."""
    phone.pull()
    enterprise = min(phone.of("enterprise"))
    hashes = [hashlib.sha256(content).hexdigest() for content in photos]
    for start in range(0, len(hashes), 5):
        hazard = phone.report(enterprise_id=enterprise)
        for digest in hashes[start : start + 5]:
            phone.photo(hazard, sha256=digest)
    while phone.outbox:
        assert "results" in phone.push()
    assert {result["status"] for result in phone.results.values()} == {"applied"}
    return hashes


def _send_all(
    installation: Installation, network: BadNetwork, phone: Phone, photos: list[bytes], kills: int, seed: int
) -> Counter[str]:
    """Send them, several at once, while a worker of the server is killed now and then; what broke."""
    senders = [Sender(network, phone.token, seed + number) for number in range(len(photos))]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        going: list[Future[None]] = [
            pool.submit(sender.send, photo) for sender, photo in zip(senders, photos, strict=True)
        ]
        for number in range(kills):
            while sum(each.done() for each in going) < (number + 1) * len(going) // (kills + 1):
                time.sleep(0.05)
            installation.kill_one()
        for each in going:
            each.result()
    return sum((sender.broken for sender in senders), Counter({"killed": kills}))


def _told_twice(network: BadNetwork) -> list[str]:
    """A line for each photo of which much came twice: how much, and (fate, announced, given to the server) a go."""
    goes: dict[str, list[tuple[str, int, int]]] = {}
    for each in network.log:
        if each.method == "PATCH":
            goes.setdefault(each.path, []).append((each.fate, each.length, each.body_sent))
    extra = {path: sum(go[2] for go in of) - max(go[1] for go in of) for path, of in goes.items()}
    return [f"{path[-12:]} {n} bytes twice: {goes[path]}" for path, n in extra.items() if n > 8192]


# What is in the air when a server dies is lost, so that a kill would count for much among a few photos.
@pytest.mark.parametrize(("many", "kills"), [(30, 0), pytest.param(1000, 5, marks=pytest.mark.proof)])
def test_broken_uploads_all_arrive_and_little_travels_twice(
    installation: Installation, network: Callable[..., BadNetwork], many: int, kills: int, database_kind: str,
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """What the server's sockets were given stays within 1.05 of what the photos weigh."""
    seed = random.SystemRandom().randrange(1_000_000)
    phone = Phone(Line(installation.port), "grid1")  # type: ignore[arg-type]
    photos = _photos(many, seed)
    hashes = _recorded(phone, photos)
    between = network(installation.port, seed, weather=WEATHER)
    began = time.monotonic()
    broken = _send_all(installation, between, phone, photos, kills, seed)
    seconds = time.monotonic() - began

    for digest in hashes:
        (kept,) = installation.settings.photos_dir.glob(f"??/??/{digest}")
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest
    phone.pull()
    shown = phone.of("photo").values()
    assert sorted(photo["sha256"] for photo in shown) == sorted(hashes)
    assert all(photo["stored"] for photo in shown)

    needed = sum(map(len, photos))
    came = sum(passage.body_sent for passage in between.log if passage.method == "PATCH")
    with capsys.disabled():
        print(
            f"\n{database_kind}, seed {seed}: {many} photos of {needed // many} bytes in {seconds:.0f} s; "
            f"broken {dict(broken)}; network {dict(between.totals())}; "
            f"bytes received / needed {came / needed:.4f}"
        )
    record_property("broken uploads arrived", many)
    record_property("breaks of an upload", broken.total() - broken["killed"])
    assert needed <= came <= 1.05 * needed, "\n" + "\n".join(_told_twice(between))
