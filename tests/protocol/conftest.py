"""Clients written from the protocol page alone: they speak HTTP and know nothing of the server's inside."""
# ruff: noqa: F811 - fixtures are taken over by their names

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.phone import Phone
from tests.photos.pictures import encoded, scene
from tests.sync.conftest import district, phone, template  # noqa: F401 - fixtures of this folder too
from tests.world import World

MakePhone = Callable[..., Phone]
TUS = {"Tus-Resumable": "1.0.0"}
CRITERION = "MEM10-03-01"
#: The five settled things and an interim control.
PLAN = {
    "responsible": "黄志强", "measures": "更换防爆灯", "funds_fen": 120_000, "contingency_plan": "断电，撤人",
    "interim_controls": "停用该工位",
}  # fmt: skip


def day(days: int) -> str:
    """A date that many days from now, in the district's time."""
    return (datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=days)).isoformat()


def send(phone: Phone, ops: Any, **said: Any) -> Any:
    """A push as it is written here; returns the whole answer."""
    batch = {"device": phone.device, "schema": 1, "sent_at": phone.now(), "ops": ops} | said
    return phone.call("POST", "/sync/push", data=json.dumps(batch), content_type="application/json")


def push(phone: Phone, *ops: str) -> list[str]:
    """Send what waits; the outcomes of these ops (of everything, when none is named)."""
    waiting = list(ops) or [op["id"] for op in phone.outbox]
    while phone.outbox:
        answer = phone.push()
        assert "results" in answer, answer
    return [phone.outcome(op) for op in waiting]


def problem(phone: Phone, op: str) -> dict[str, Any]:
    """With what this op was rejected."""
    return phone.results[op]["problem"]


_pictures = iter(range(1, 1_000_000))


def picture() -> bytes:
    """Another small JPEG each time."""
    number = next(_pictures)
    return encoded(scene(32 + number % 97, 24 + number // 97), comment=str(number).encode())


def upload(phone: Phone, content: bytes) -> Any:
    """Send a photo's bytes over tus; returns the last answer."""
    digest = hashlib.sha256(content).hexdigest()
    metadata = ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}"
        for name, value in (("sha256", digest), ("filename", "a.jpg"), ("filetype", "image/jpeg"))
    )
    made = phone.call(
        "POST", "/uploads", headers={**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
    )
    assert made.status_code == 201, made.json
    path = made.headers["Location"].split("/api/v1", 1)[1]
    at = phone.call("HEAD", path, headers=TUS)
    if int(at.headers["Upload-Offset"]) == len(content):
        return made
    return phone.call(
        "PATCH",
        path,
        headers={**TUS, "Upload-Offset": at.headers["Upload-Offset"]},
        data=content,
        content_type="application/offset+octet-stream",
    )


def proof(phone: Phone, hazard: str, role: str = "after", *, stored: bool = True) -> str:
    """A photo of this hazard, and (unless its bytes still travel) its bytes; returns its id."""
    content = picture()
    photo = phone.photo(hazard, role, sha256=hashlib.sha256(content).hexdigest())
    assert push(phone) == ["applied"]
    if stored:
        assert upload(phone, content).status_code in (201, 204)
    return photo


class Cast:
    """Everyone of the district with a phone, and hazards brought to where a story begins."""

    def __init__(self, phone: MakePhone, district: World) -> None:
        self._make, self.world, self._phones = phone, district, dict[str, Phone]()

    def __getattr__(self, login: str) -> Phone:
        if login not in self._phones:
            self._phones[login] = self._make(login)
        return self._phones[login]

    def act(self, login: str, hazard: str, action: str, *, seen: int | None = None, **args: Any) -> str:
        """Somebody takes a step, having looked at the newest; returns the outcome."""
        person = getattr(self, login)
        person.pull()
        op = person.act(hazard, action, seen=seen, **args)
        return push(person, op)[0]

    def looks(self, login: str, hazard: str) -> dict[str, Any]:
        """What somebody sees of it now."""
        person = getattr(self, login)
        person.pull()
        return person.sees(hazard)

    def actions(self, login: str, hazard: str) -> set[str]:
        person = getattr(self, login)
        person.pull()
        return set(person.sees(hazard)["actions"]) if hazard in person.records else set()

    def hazard(self, state: str = "reported", *, severity: str = "general", by: str | None = None, **data: Any) -> str:
        """A hazard at 宏岭鞋材 in this state: found by grid1, verified by town1, put right by manager1."""
        given: dict[str, Any] = {"enterprise_id": self.world.enterprises["宏岭鞋材"], "severity": severity} | data
        if severity == "major_suspected":
            given.setdefault("criterion", CRITERION)
        reporter = getattr(self, by or ("town1" if severity == "major" else "grid1"))
        hazard = reporter.report(**given)
        assert push(reporter) == ["applied"], reporter.results
        for step in ("confirmed", "rectifying", "submitted", "closed")[: _STRAIGHT.index(state)]:
            self._bring(hazard, step, severity)
        return hazard

    def _bring(self, hazard: str, step: str, severity: str) -> None:
        if step == "confirmed":
            assert self.act("town1", hazard, "confirm") == "applied"
        elif step == "rectifying":
            assert self.act("town1", hazard, "assign", due_date=day(7), **PLAN) == "applied"
        elif step == "submitted":
            if severity == "major":
                self.sign(hazard)
            proof(self.manager1, hazard)
            assert self.act("manager1", hazard, "submit_rectification", note="已更换") == "applied"
        else:
            assert self.act("town1", hazard, "accept", cause="管理松懈") == "applied"
            if severity == "major":
                assert self.act("town1b", hazard, "accept") == "applied"

    def sign(self, hazard: str) -> None:
        proof(self.principal1, hazard, "signature")
        assert self.act("principal1", hazard, "sign_plan") == "applied"


_STRAIGHT = ("reported", "confirmed", "rectifying", "submitted", "closed")


@pytest.fixture
def cast(phone: MakePhone, district: World) -> Cast:
    """Everyone, each with a phone of his own."""
    return Cast(phone, district)
