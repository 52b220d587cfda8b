"""Nothing is lost, doubled, or shown to whom it is not for: two connections, killed servers, lost posts and phones."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server import clock
from tests.phone import new_id
from tests.protocol.conftest import TUS, Cast, MakePhone, day, picture, proof, push, send, upload
from tests.sync.test_scopes import end_posts, move
from tests.world import PASSWORD, World

ROOT = Path(__file__).resolve().parents[2]

# --- exactly once ---------------------------------------------------------------------------------


class Server:
    """A real gunicorn on this test's database, to be killed without warning."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.environ, self.log, self.process = environ, log, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self) -> None:
        words = [
            sys.executable, "-m", "gunicorn", "tests.protocol.served:app", "-k", "gthread", "--threads", "8", "-w", "2",
            "-b", f"127.0.0.1:{self.port}", "--graceful-timeout", "1", "--no-control-socket",
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(words, cwd=ROOT, env=self.environ, stdout=log, stderr=log)
        limit = time.monotonic() + 120
        while time.monotonic() < limit:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def workers(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(each) for each in children.read_text().split()]

    def kill_a_worker(self) -> None:
        for worker in self.workers()[:1]:
            os.kill(worker, signal.SIGKILL)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)

    def call(self, path: str, said: Any = None, token: str | None = None) -> Any:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        body = json.dumps(said).encode() if said is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", body, headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)


@pytest.fixture
def server(app: Flask, environ: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    running = Server(environ, tmp_path / "gunicorn.log")
    running.start()
    yield running
    running.stop()


def batch_of(district: World, device: str, first: int, many: int) -> dict[str, Any]:
    ops = [
        {
            "id": new_id(), "seq": first + number, "type": "hazard", "record": new_id(), "op": "create", "at": "x",
            "data": {"enterprise_id": district.enterprises["宏岭鞋材"], "description": f"第 {first + number} 处"},
        }
        for number in range(many)
    ]  # fmt: skip
    return {"device": device, "schema": 1, "ops": ops}


def sign_in(server: Server, device: str) -> str:
    said = {"login": "grid1", "password": PASSWORD, "device": {"id": device, "name": "测试"}}
    return server.call("/session", said)["token"]


def everything(server: Server, token: str) -> list[dict[str, Any]]:
    found, cursor = [], None
    while True:
        page = server.call("/sync/pull" + (f"?cursor={cursor}" if cursor else ""), None, token)
        found += page["changes"]
        cursor = page["cursor"]
        if not page["more"]:
            return found


def test_two_connections_at_once_and_killed_workers_double_and_lose_nothing(server: Server, district: World) -> None:
    device = new_id()
    token = sign_in(server, device)
    luck, sent, answered = random.Random(7), [], Counter[str]()

    for number in range(6):
        batch = batch_of(district, device, number * 5 + 1, 5)
        sent += [op["record"] for op in batch["ops"]]
        answers: list[Any] = []

        def try_it(batch: dict[str, Any] = batch, answers: list[Any] = answers) -> None:
            try:
                answers.append(server.call("/sync/push", batch, token))
            except (OSError, http.client.HTTPException, ValueError):
                answers.append(None)

        pushing = [threading.Thread(target=try_it) for _ in range(3)]
        for thread in pushing:
            thread.start()
        if number % 2:
            time.sleep(luck.uniform(0, 0.08))
            server.kill_a_worker()
        for thread in pushing:
            thread.join(150)
        # whatever became of the answers, the phone asks until it has one
        for _ in range(20):
            try_it()
            if answers[-1] is not None:
                break
            time.sleep(0.3)
        heard = [each for each in answers if each is not None]
        first = [result for each in heard for result in each["results"] if "again" not in result]
        told = {json.dumps([r | {"again": None} for r in each["results"]], sort_keys=True) for each in heard}
        answered.update(result["id"] for result in first)
        assert len(told) == 1, "everyone is told the same"
        assert all(each["last_seq"] == (number + 1) * 5 for each in heard)

    hazards = [change for change in everything(server, token) if change["type"] == "hazard"]
    assert Counter(each["id"] for each in hazards) == Counter(sent)
    assert {each["version"] for each in hazards} == {1}
    assert len({each["data"]["number"] for each in hazards}) == len(sent)
    assert max(answered.values()) == 1, "an op is new in one answer at most"


def test_one_act_pushed_on_two_connections_happens_once(server: Server, cast: Cast) -> None:
    hazard = cast.hazard()
    town1 = cast.town1
    town1.pull()
    town1.act(hazard, "confirm")
    batch = town1.batch()
    answers: list[Any] = []
    together = threading.Barrier(4)

    def try_it() -> None:
        together.wait(60)
        answers.append(server.call("/sync/push", batch, town1.token))

    pushing = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in pushing:
        thread.start()
    for thread in pushing:
        thread.join(150)

    assert sorted(each["results"][0].get("again", False) for each in answers) == [False, True, True, True]
    history = cast.looks("grid1", hazard)["history"]
    assert len([event for event in history if event.get("action") == "confirm"]) == 1


# --- parked, adopted, declined -------------------------------------------------------------------


def test_a_lost_post_parks_acts_sets_and_what_follows(cast: Cast, district: World) -> None:
    hazard = cast.hazard("submitted")
    cast.town1b.pull()
    act = cast.town1b.set(hazard, place="二车间")
    end_posts(district, "town1b")
    later = cast.town1b.act(hazard, "accept")
    assert push(cast.town1b, act, later) == ["parked", "parked"]
    result = cast.town1b.results[act]
    assert result["to"]["name"] == "第一网格"
    assert result["to"]["area"] == district.areas["第一网格"]
    assert cast.town1b.results[later]["contribution"] == result["contribution"]

    kept = cast.looks("town1", result["contribution"])
    assert (kept["state"], kept["by"]["name"], kept["record_id"]) == ("open", "town1b", hazard)
    assert [op["op"] for op in kept["ops"]] == ["set", "act"]
    assert cast.looks("town1b", result["contribution"])["actions"] == [], "its author follows it, others decide"
    adopt = cast.town1.act(result["contribution"], "adopt", type_="contribution", note="他看过")
    assert push(cast.town1, adopt) == ["applied"]
    seen = cast.looks("town1", hazard)
    assert (seen["state"], seen["place"]) == ("closed", "二车间")
    assert "town1b" in {event["credit"]["name"] for event in seen["history"] if "credit" in event}
    cast.town1b.pull()
    assert cast.town1b.sees(result["contribution"])["state"] == "adopted"


def test_buttons_of_a_contribution_are_for_its_holders(cast: Cast, district: World) -> None:
    hazard = cast.hazard()
    assert cast.act("town1", hazard, "confirm") == "applied"
    cast.grid1.pull()
    op = cast.grid1.set(hazard, description="改")
    assert push(cast.grid1, op) == ["parked"]
    contribution = cast.grid1.results[op]["contribution"]

    for login in ("town1", "district", "expert1", "admin", "grid1"):
        person = getattr(cast, login)
        person.pull()
        if contribution not in person.records:
            continue
        shown = "decline" in person.sees(contribution)["actions"]
        trying = person.act(contribution, "decline", type_="contribution", reason="x")
        push(person)
        assert shown == (person.outcome(trying) == "applied"), login
        if shown:
            break


def test_parked_answers_come_again_as_they_were(cast: Cast, district: World) -> None:
    hazard = cast.hazard()
    cast.town1.pull()
    end_posts(district, "town1")
    cast.town1.set(hazard, place="x")
    batch = cast.town1.batch()
    first = cast.town1.push()["results"][0]
    again = send(cast.town1, batch["ops"]).json["results"][0]
    assert again == first | {"again": True}


def test_what_is_not_his_looks_like_what_does_not_exist(cast: Cast, district: World) -> None:
    hazard = cast.hazard()
    photo = proof(cast.grid1, hazard, "before")
    stranger = cast.town2
    stranger.pull()

    for record, nothing, type_ in ((hazard, new_id(), "hazard"), (photo, new_id(), "photo")):
        for make in (
            lambda each, t=type_: stranger.set(each, type_=t, caption="x", place="x"),
            lambda each, t=type_: stranger.act(each, "confirm", type_=t),
            lambda each, t=type_: stranger.delete(each, t),
        ):
            ops = [make(record), make(nothing)]
            push(stranger)
            told = [{k: v for k, v in stranger.results[op].items() if k != "id"} for op in ops]
            assert told[0] == told[1]
            assert told[0]["problem"]["code"] == "not_found"
    hung = [
        stranger.write("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": each, "text": "x"})
        for each in (hazard, new_id())
    ]
    assert push(stranger, *hung) == ["not_found", "not_found"]
    for path in ("/hazards/{}", "/hazards/{}/history", "/photos/{}"):
        there, nowhere = (stranger.call("GET", path.format(each)) for each in (hazard, new_id()))
        assert (there.status_code, nowhere.status_code) == (404, 404)
    assert stranger.call("GET", f"/photos/{photo}?size=thumb").status_code == 404


def test_what_he_made_himself_he_had_though_he_never_pulled(phone: MakePhone, district: World) -> None:
    town1, grid1 = phone("town1"), phone("grid1")
    hazard = town1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    push(town1)
    photo = grid1.photo(hazard)
    push(grid1)
    move(district, "宏岭鞋材", "第二网格")

    op = grid1.set(photo, type_="photo", caption="改", seen=1)
    assert push(grid1, op) == ["parked"]


def test_a_revoked_phones_day_is_parked_whole_and_can_be_adopted(phone: MakePhone, cast: Cast, district: World) -> None:
    old, new = phone("grid1"), phone("grid1")
    known = cast.hazard()
    old.pull()
    assert new.call("POST", f"/me/devices/{old.device}/revoke").status_code == 200
    hazard = old.report(enterprise_id=district.enterprises["宏岭鞋材"], description="停用后送到")
    content = picture()
    photo = old.photo(hazard, sha256=hashlib.sha256(content).hexdigest())
    caption = old.set(photo, type_="photo", caption=(None, "近照"), seen=0)
    more = old.set(hazard, place=(None, "二车间"), seen=0)
    comment = old.write("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": known, "text": "看"})
    change = old.set(known, place="三车间")
    told = old.push()

    assert {result["status"] for result in told["results"]} == {"parked"}, told["results"]
    assert upload(old, content).status_code == 204
    assert old.call("GET", "/sync/pull").json["code"] == "device_revoked"
    town1 = cast.town1
    town1.pull()
    assert hazard not in town1.records
    assert old.results[caption]["contribution"] == old.results[more]["contribution"]
    for op in (old.results[more], old.results[change], old.results[comment]):
        adopt = town1.act(op["contribution"], "adopt", type_="contribution", note="收下")
        push(town1)
        assert town1.outcome(adopt) == "applied"
    town1.pull()
    seen = town1.sees(hazard)
    assert (seen["place"], seen["description"], seen["created_by"]["name"]) == ("二车间", "停用后送到", "grid1")
    assert (town1.sees(photo)["caption"], town1.sees(photo)["stored"]) == ("近照", True)
    assert town1.sees(known)["place"] == "三车间"

    # a later batch on what is parked waits behind it, and after seven days nothing is taken
    with clock.moved(timedelta(days=7, minutes=5)):
        assert send(old, []).json["code"] == "device_revoked"


def test_what_a_revoked_phone_brings_later_waits_behind_what_it_brought(
    phone: MakePhone, cast: Cast, district: World
) -> None:
    old, new = phone("grid1"), phone("grid1")
    new.call("POST", f"/me/devices/{old.device}/revoke")
    hazard = old.report(enterprise_id=district.enterprises["宏岭鞋材"])
    (first,) = old.push()["results"]
    old.photo(hazard)
    old.set(hazard, place=(None, "x"), seen=0)
    later = old.push()["results"]

    assert [each.get("contribution") for each in later] == [first["contribution"]] * 2, later
    assert [each["to"] for each in later] == [first["to"]] * 2


def test_a_stolen_phone_brings_nothing(phone: MakePhone) -> None:
    old, new = phone("grid1"), phone("grid1")
    new.call("POST", f"/me/devices/{old.device}/revoke", json={"stolen": True})
    assert send(old, []).json["code"] == "device_revoked"
    refused = old.call("POST", "/uploads", headers={**TUS, "Upload-Length": "3"})
    assert (refused.status_code, refused.json["code"]) == (401, "device_revoked")


# --- scope ----------------------------------------------------------------------------------------


def test_another_post_at_the_same_place_resets_the_scope(cast: Cast, district: World) -> None:
    hazard = cast.hazard()
    manager = cast.manager1
    manager.pull()
    person = district.people["manager1"]
    posts = cast.admin.call("GET", f"/people/{person}").json["posts"]
    made = cast.admin.call(
        "POST", f"/people/{person}/posts",
        json={"role": "principal", "enterprise_id": district.enterprises["宏岭鞋材"], "starts_on": day(0)},
    )  # fmt: skip
    assert made.status_code == 201, made.json
    assert posts

    told = manager.pull(pages=1)

    assert told["reset"] == "scope"
    assert hazard in manager.records
    assert manager.pull()["reset"] is None, "once"


def test_gone_comes_once_and_nothing_of_it_any_more(cast: Cast, district: World) -> None:
    hazard = cast.hazard(by="town1")
    photo = proof(cast.town1, hazard, "before")
    grid1 = cast.grid1
    grid1.pull()
    move(district, "宏岭鞋材", "第二网格")
    first = grid1.pull()
    gone = [change for change in first["changes"] if "gone" in change]
    assert {change["id"] for change in gone} >= {hazard, photo}
    assert all(change.keys() == {"type", "id", "gone"} for change in gone)

    cast.act("town1", hazard, "confirm")
    proof(cast.town1, hazard, "site")
    after = grid1.pull()
    assert not {change["id"] for change in after["changes"]} & {hazard, photo}
    assert not grid1.call("GET", f"/sync/events?cursor={grid1.cursor}").json["changed"]
    assert cast.grid1.call("GET", f"/photos/{photo}?size=thumb").status_code == 404
    assert cast.grid1.call("GET", f"/hazards/{hazard}").status_code == 404


def test_who_reported_it_reads_until_thirty_days_after_it_closed(cast: Cast, district: World) -> None:
    from server.hazards.operations import release_closed
    from server.sync.work import working

    hazard = cast.hazard("submitted")
    assert cast.act("town1", hazard, "accept") == "applied"
    move(district, "宏岭鞋材", "第三网格")
    cast.grid1.pull()
    assert hazard in cast.grid1.records
    with clock.moved(timedelta(days=29, hours=20)):
        with working() as work:
            release_closed(work)
        cast.grid1.pull()
        assert hazard in cast.grid1.records
    with clock.moved(timedelta(days=30, hours=1)):
        with working() as work:
            release_closed(work)
        told = cast.grid1.pull()
        assert {"type": "hazard", "id": hazard, "gone": "scope"} in told["changes"]
        assert hazard not in cast.grid1.records


def test_limits_are_clamped_and_pages_whole(cast: Cast) -> None:
    for limit in ("1000", "5000", "999999999"):
        assert cast.grid1.call("GET", f"/sync/pull?limit={limit}").status_code == 200
    for limit in ("0", "-1", "x"):
        assert cast.grid1.call("GET", f"/sync/pull?limit={limit}").status_code in (200, 400, 422)


# --- photos ---------------------------------------------------------------------------------------


def test_stored_raises_the_version_of_what_it_shows(cast: Cast) -> None:
    hazard = cast.hazard("rectifying")
    content = picture()
    photo = cast.manager1.photo(hazard, "after", sha256=hashlib.sha256(content).hexdigest())
    push(cast.manager1)
    cast.town1.pull()
    before = cast.town1.records[hazard]["version"]
    assert cast.town1.sees(photo)["stored"] is False
    assert cast.town1.call("GET", f"/photos/{photo}?size=screen").status_code in (404, 409, 425)
    upload(cast.manager1, content)
    cast.town1.pull()
    assert cast.town1.sees(photo)["stored"] is True
    assert cast.town1.records[hazard]["version"] > before
    with cast.town1.call("GET", f"/photos/{photo}?size=original") as shown:
        assert shown.data == content


def test_knowing_a_hash_grants_nothing(cast: Cast, district: World) -> None:
    hazard = cast.hazard()
    content = picture()
    digest = hashlib.sha256(content).hexdigest()
    cast.grid1.photo(hazard, sha256=digest)
    push(cast.grid1)
    upload(cast.grid1, content)
    theirs = cast.grid2.report(enterprise_id=district.enterprises["北湖冷冻"])
    stolen = cast.grid2.photo(theirs, sha256=digest)
    push(cast.grid2)
    cast.grid2.pull()

    assert cast.grid2.sees(stolen)["stored"] is False
    assert cast.grid2.call("GET", f"/photos/{stolen}?size=original").status_code != 200
    # who may see the bytes may use them again
    again = cast.town1.photo(hazard, "site", sha256=digest)
    push(cast.town1)
    cast.town1.pull()
    assert cast.town1.sees(again)["stored"] is True


# --- history --------------------------------------------------------------------------------------


def test_the_last_twenty_travel_and_all_can_be_read(cast: Cast) -> None:
    hazard = cast.hazard(description="第 0 版")
    for number in range(1, 31):
        cast.grid1.set(hazard, description=(f"第 {number - 1} 版", f"第 {number} 版"), seen=number)
    push(cast.grid1)

    seen = cast.looks("town1", hazard)
    assert len(seen["history"]) == 20
    told, cursor = [], None
    while True:
        path = f"/hazards/{hazard}/history" + (f"?cursor={cursor}" if cursor else "")
        page = cast.town1.call("GET", path).json
        told += page.get("items") or page.get("events")
        cursor = page.get("cursor") or page.get("next")
        if not cursor:
            break
    words = json.dumps(told, ensure_ascii=False)
    assert len(told) == 31
    assert all(f"第 {number} 版" in words for number in range(31))
