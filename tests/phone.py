"""A phone as the protocol sees it: records, outbox and cursor of one person on one device, over real HTTP.

It is written from `docs/protocol.md` and knows nothing of the server's inside.
"""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from flask.testing import FlaskClient

from tests.world import PASSWORD

_ZONE = ZoneInfo("Asia/Shanghai")


def new_id() -> str:
    """A UUIDv7, as a phone makes it."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + uuid.uuid4().bytes[:10])
    raw[6], raw[8] = (raw[6] & 0x0F) | 0x70, (raw[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))


class Phone:
    """One person's phone. `hear=False` loses the answers: the server has them, the phone does not."""

    def __init__(self, client: FlaskClient, login: str, clock_off: timedelta = timedelta(0)) -> None:
        self.client, self.login, self.clock_off = client, login, clock_off
        self.records: dict[str, dict[str, Any]] = {}
        self.cursor: str | None = None
        self.outbox: list[dict[str, Any]] = []
        self.results: dict[str, dict[str, Any]] = {}
        self.last_seq = 0
        self.register()

    # --- getting in ----------------------------------------------------------------------------

    def register(self) -> None:
        """Sign in with a new device id; what waits is numbered from 1 and keeps its ids."""
        self.device = new_id()
        answer = self.client.post(
            "/api/v1/session",
            json={"login": self.login, "password": PASSWORD, "device": {"id": self.device, "name": "测试手机"}},
        )
        assert answer.status_code == 200, answer.json
        self.token, self.user = answer.json["token"], answer.json["user"]
        self.last_seq = 0
        for op in self.outbox:
            op.pop("seq", None)

    def call(self, method: str, path: str, **kwargs: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **kwargs.pop("headers", {})}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **kwargs)

    # --- writing -------------------------------------------------------------------------------

    def now(self) -> str:
        return (datetime.now(_ZONE) + self.clock_off).isoformat()

    def write(self, type_: str, record: str, op: str, **said: Any) -> str:
        """Put an op into the outbox; returns its id."""
        made = {"id": new_id(), "type": type_, "record": record, "op": op, "at": self.now(), **said}
        self.outbox.append(made)
        return made["id"]

    def report(self, **data: Any) -> str:
        """A hazard, with what a snap gives; returns its id."""
        record = new_id()
        data = {
            "description": "配电箱敞开",
            "severity": "general",
            "channel": "grid_report",
            "found_at": self.now(),
        } | data
        self.write("hazard", record, "create", data=data)
        return record

    def photo(self, hazard: str, role: str = "before", **data: Any) -> str:
        record = new_id()
        data = {
            "owner_type": "hazard", "owner_id": hazard, "role": role, "sha256": uuid.uuid4().hex * 2,
            "taken_at": self.now(),
        } | data  # fmt: skip
        self.write("photo", record, "create", data=data)
        return record

    def set(self, record: str, type_: str = "hazard", seen: int | None = None, **fields: Any) -> str:
        """Change fields of a record as this phone shows it; `field=value` or `field=(was, now)`."""
        shown = self.records.get(record, {"version": 0, "data": {}})
        changes = {
            name: {"was": value[0], "now": value[1]}
            if isinstance(value, tuple)
            else {"was": shown["data"].get(name), "now": value}
            for name, value in fields.items()
        }
        return self.write(type_, record, "set", seen=shown["version"] if seen is None else seen, fields=changes)

    def act(self, record: str, action: str, type_: str = "hazard", seen: int | None = None, **args: Any) -> str:
        seen = self.records.get(record, {"version": 0})["version"] if seen is None else seen
        return self.write(type_, record, "act", seen=seen, action=action, args=args)

    def delete(self, record: str, type_: str, seen: int | None = None) -> str:
        seen = self.records.get(record, {"version": 0})["version"] if seen is None else seen
        return self.write(type_, record, "delete", seen=seen)

    # --- talking -------------------------------------------------------------------------------

    def batch(self) -> dict[str, Any]:
        seq = self.last_seq
        for op in self.outbox:
            if "seq" in op:
                seq = max(seq, op["seq"])
        for op in self.outbox:
            if "seq" not in op:
                seq += 1
                op["seq"] = seq
        return {"device": self.device, "schema": 1, "sent_at": self.now(), "ops": self.outbox[:200]}

    def push(self, hear: bool = True) -> Any:
        """Send what waits; returns the answer's body. Answered ops leave the outbox, if the answer is heard."""
        batch = self.batch()
        answer = self.call("POST", "/sync/push", data=orjson.dumps(batch), content_type="application/json")
        if answer.status_code == 200 and hear:
            self.results |= {result["id"]: result for result in answer.json["results"]}
            self.outbox = self.outbox[len(batch["ops"]) :]
            self.last_seq = answer.json["last_seq"]
        return answer.json

    def pull(self, limit: int = 500, pages: int = 1000) -> dict[str, Any]:
        """Read until nothing more comes (or `pages` are read)."""
        told: dict[str, Any] = {}
        for _ in range(pages):
            query = {"limit": limit} | ({"cursor": self.cursor} if self.cursor else {})
            answer = self.call("GET", "/sync/pull", query_string=query, headers={"X-Xunan-Device": self.device})
            assert answer.status_code == 200, answer.json
            told = answer.json
            if told["reset"] or self.cursor is None:
                self._unseen = set(self.records)
            for change in told["changes"]:
                getattr(self, "_unseen", set()).discard(change["id"])
                if "gone" in change:
                    self.records.pop(change["id"], None)
                else:
                    self.records[change["id"]] = change
            self.cursor = told["cursor"]
            if not told["more"]:
                for record in getattr(self, "_unseen", set()):
                    self.records.pop(record, None)
                self._unseen = set()
                break
        return told

    def sync(self) -> None:
        while self.outbox:
            self.push()
        self.pull()

    def sees(self, record: str) -> dict[str, Any]:
        """The record's data as this phone shows it."""
        return self.records[record]["data"]

    def of(self, type_: str) -> dict[str, dict[str, Any]]:
        return {record: each["data"] for record, each in self.records.items() if each["type"] == type_}

    def outcome(self, op: str) -> str:
        """`applied`, `conflict`, `parked`, or the code with which it was rejected."""
        result = self.results[op]
        return result["problem"]["code"] if result["status"] == "rejected" else result["status"]
