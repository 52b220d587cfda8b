"""A server killed in the middle, again and again, behind a network that breaks: nothing is lost, nothing doubled."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from sqlalchemy import Engine, create_engine, text

from server.db import engine_options
from tests.operating.conftest import xunan
from tests.phone import Phone

from .installation import Installation
from .line import Line
from .network import BadNetwork
from .people import FieldPhone

#: Whose phones; a login twice is one person with two.
CAST = ("grid1", "town1", "town1b", "manager1", "grid1", "district")


def _killed(installation: Installation, phones: list[FieldPhone], kills: int, chance: random.Random) -> Counter[str]:
    """Kill something so often, each time in the middle of work; what was killed."""
    ways: dict[str, Callable[[], None]] = {
        "one worker": installation.kill_one,
        "all": installation.kill_and_start,
        "all workers": installation.kill_workers,
    }
    done: Counter[str] = Counter()
    for number in range(kills):
        _wait_until_heard(phones, 6)
        time.sleep(chance.uniform(0, 0.3))
        way = list(ways)[number] if number < 3 else chance.choices(list(ways), (6, 1, 1))[0]
        ways[way]()
        done[way] += 1
    _wait_until_heard(phones, 6)
    return done


def _wait_until_heard(phones: list[FieldPhone], more: int) -> None:
    """Until so many more pushes were answered."""
    wanted = sum(phone.counted["pushes heard"] for phone in phones) + more
    until = time.monotonic() + 60
    while sum(phone.counted["pushes heard"] for phone in phones) < wanted:
        assert time.monotonic() < until, "the server answers nobody"
        time.sleep(0.01)


def _live(
    installation: Installation, network: BadNetwork, kills: int, seed: int
) -> tuple[list[FieldPhone], Counter[str]]:
    """Everyone works while the server is killed; returns when every phone has got rid of what it had."""
    stop = threading.Event()
    phones = [FieldPhone(network.port, login, seed + number) for number, login in enumerate(CAST)]
    enterprise = _begin(phones)
    with ThreadPoolExecutor(len(phones)) as pool:
        days = [pool.submit(each.work, enterprise, stop) for each in phones]
        try:
            killed = _killed(installation, phones, kills, random.Random(seed))
        finally:
            stop.set()
        for day in days:
            day.result()
        for settled in [pool.submit(each.settle) for each in phones]:
            settled.result()
    return phones, killed


def _begin(phones: list[FieldPhone]) -> str:
    """A few hazards that everyone knows; returns the enterprise they are at."""
    first = phones[0]
    _until(first.try_pull)
    enterprise = next(each for each, data in first.of("enterprise").items() if data["name"] == "宏岭鞋材")
    for _ in range(6):
        first.report(enterprise_id=enterprise)
    _until(first.try_push)
    for phone in phones:
        _until(phone.try_pull)
    return enterprise


def _until(worked: Callable[[], bool]) -> None:
    while not worked():
        pass


def _require_every_op_once(phones: list[FieldPhone], engine: Engine) -> Counter[str]:
    """Each op that was ever saved has one answer, the phone's and the server's agree, and no effect came twice."""
    outcomes: Counter[str] = Counter()
    saved = {op for phone in phones for op in phone.saved}
    with engine.connect() as connection:
        answered = {op: status for op, status in connection.execute(text("SELECT id, status FROM sync_answered"))}
        lines = connection.execute(text("SELECT record, body FROM history")).all()
    assert set(answered) == saved
    for phone in phones:
        assert set(phone.results) == set(phone.saved)
        for op, result in phone.results.items():
            assert answered[op] == result["status"]
            outcomes[result["status"]] += 1
    assert outcomes.total() == len(saved)
    effects = Counter(
        (body["op"], record, body["kind"], body.get("action"))
        for record, body in ((record, orjson.loads(body)) for record, body in lines)
        if body.get("op") in saved
    )
    assert [effect for effect, times in effects.items() if times > 1] == []
    untold = {op for op, status in answered.items() if status == "applied"} - {op for op, *_ in effects}
    assert not [op for phone in phones for op in untold & set(phone.saved) if phone.saved[op]["op"] == "create"]
    return outcomes


def _require_equal_phones(phones: list[FieldPhone], port: int) -> Phone:
    """Every phone shows what a new one of the same person shows; returns the district's, who sees everything."""
    for phone in phones:
        phone.client = Line(port)  # type: ignore[assignment]
        phone.pull()
        fresh = Phone(Line(port), phone.login)  # type: ignore[arg-type]
        fresh.pull()
        assert phone.records == fresh.records, phone.login
    return next(phone for phone in phones if phone.login == "district")


def _require_every_op_shown(phones: list[FieldPhone], district: Phone) -> None:
    """What was made is there or was refused, what lost lies in a conflict, what was parked in its contribution."""
    for phone in phones:
        for op, result in phone.results.items():
            record, creates = phone.saved[op]["record"], phone.saved[op]["op"] == "create"
            if result["status"] == "applied" and creates:
                assert record in district.records
            elif result["status"] == "rejected" and creates:
                assert record not in district.records
            elif result["status"] == "conflict":
                assert set(result["conflicts"]) <= district.records.keys()
            elif result["status"] == "parked":
                assert op in [each["id"] for each in district.sees(result["contribution"])["ops"]]


def _require_photos(phones: list[FieldPhone], district: Phone, installation: Installation) -> int:
    """Every photo's bytes are kept, hash for hash, and the district's phone knows that they are."""
    for digest in (digest for phone in phones for digest in phone.sent_photos):
        (kept,) = installation.settings.photos_dir.glob(f"??/??/{digest}")
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest
    there = ("applied", "parked")
    recorded = [
        op["data"]["sha256"]
        for phone in phones
        for op in phone.saved.values()
        if op["type"] == "photo" and phone.results[op["id"]]["status"] in there and op["record"] in district.records
    ]
    shown = district.of("photo").values()
    assert sorted(photo["sha256"] for photo in shown) == sorted(recorded)
    assert all(photo["stored"] for photo in shown)
    return len(recorded)


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.proof)])
def test_everything_saved_is_accounted_for(
    installation: Installation, network: Callable[..., BadNetwork], kills: int, database_kind: str,
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Applied, in conflict, parked or refused: each op once, whatever was killed and whatever the network did."""
    seed = random.SystemRandom().randrange(1_000_000)
    between = network(installation.port, seed)
    phones, killed = _live(installation, between, kills, seed)

    url = installation.settings.database_url
    engine = create_engine(url, **engine_options(url))
    outcomes = _require_every_op_once(phones, engine)
    engine.dispose()
    if kills > 50:  # a short run may happen to see no quarrel
        assert min(outcomes[each] for each in ("applied", "conflict", "parked", "rejected")) > 0, outcomes
    district = _require_equal_phones(phones, installation.port)
    _require_every_op_shown(phones, district)
    photos = _require_photos(phones, district, installation)
    verified = xunan(installation.settings, "audit", "verify")
    assert verified.returncode == 0, verified.stdout

    refused = Counter(
        (op["type"], op["op"], phone.outcome(op["id"]))
        for phone in phones
        for op in phone.saved.values()
        if phone.results[op["id"]]["status"] == "rejected"
    )
    counted = sum((phone.counted for phone in phones), Counter[str]())
    with capsys.disabled():
        print(
            f"\n{database_kind}, seed {seed}: {outcomes.total()} ops saved, {dict(outcomes)}; {photos} photos; "
            f"refused {dict(refused)}; "
            f"killed {dict(killed)}; phones {dict(counted)}; network {dict(between.totals())}; "
            f"{verified.stdout.strip()}"
        )
    record_property("ops accounted for after kills", outcomes.total())
    record_property("kills of a server", killed.total())
