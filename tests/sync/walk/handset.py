"""A phone that can die between any two steps: what it keeps, and how it talks.

Written from `docs/protocol.md`. What is in `Kept` survives a crash; everything else is in the generators that
`push` and `pull` are, and whoever drops one between two steps has crashed the phone there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from tests.phone import new_id
from tests.world import PASSWORD

from .wire import Answer, Request, Wire

Op = dict[str, Any]
_ZONE = ZoneInfo("Asia/Shanghai")
_NOTHING: dict[str, Any] = {"version": 0, "data": {}, "type": None}


@dataclass
class Kept:
    """The phone's own database."""

    device: str
    token: str
    epoch: str
    #: The highest number an op of this device was given, and the highest the server told.
    given: int = 0
    told: int = 0
    cursor: str | None = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: In the order people did things.
    outbox: list[Op] = field(default_factory=list)
    #: What the server took, with its results: sent again if the server forgets.
    answered: dict[str, tuple[Op, dict[str, Any]]] = field(default_factory=dict)
    #: What it refused: for a person to look at.
    tray: dict[str, tuple[Op, dict[str, Any]]] = field(default_factory=dict)
    #: While everything is fetched anew: what has not come again yet.
    unswept: set[str] | None = None
    #: Not seen again, and kept only until the server has answered for the work on it.
    leaving: set[str] = field(default_factory=set)
    #: The server knows less than it told: register anew and send everything again.
    behind: bool = False


class Handset:
    """One person's phone."""

    def __init__(self, login: str, kept: Kept, wire: Wire) -> None:
        self.login, self.kept, self.wire = login, kept, wire
        #: The person's own, and all he ever saved, for counting; the phone itself never reads these.
        self.user = ""
        self.saved: dict[str, Op] = {}
        self.clock_off = timedelta(0)
        #: None: it is calm.
        self.luck: random.Random | None = None
        self.talk: Iterator[str] | None = None
        self._most = 50

    # --- what a person does --------------------------------------------------------------------

    def now(self) -> str:
        return (datetime.now(_ZONE) + self.clock_off).isoformat()

    def save(self, type_: str, record: str, op: str, **said: Any) -> str:
        """What the tap stores, in one transaction; returns the op's id."""
        made = {"id": new_id(), "type": type_, "record": record, "op": op, "at": self.now(), **said}
        self.kept.outbox.append(made)
        self.saved[made["id"]] = deepcopy(made)
        return made["id"]

    def shown(self, record: str) -> dict[str, Any]:
        """The record's fields as the screen has them: the server's, with the outbox replayed over them."""
        data = dict(self.kept.records.get(record, _NOTHING)["data"])
        for op in self.kept.outbox:
            if op.get("record") == record and op["op"] == "create":
                data |= op["data"]
            elif op.get("record") == record and op["op"] == "set":
                data |= {name: change["now"] for name, change in op["fields"].items()}
        return data

    def version(self, record: str) -> int:
        return self.kept.records.get(record, _NOTHING)["version"]

    def of(self, type_: str) -> list[str]:
        """Ids of the records of this type that the screen shows, its own unsent ones too."""
        made = [op["record"] for op in self.kept.outbox if op["op"] == "create" and op["type"] == type_]
        there = [record for record, each in self.kept.records.items() if each["type"] == type_]
        return sorted({*made, *there})

    # --- step by step --------------------------------------------------------------------------

    def step(self, luck: random.Random) -> None:
        """The next step of what it is doing; it begins something when it is doing nothing."""
        if self.talk is None:
            busy = self.kept.outbox or self.kept.behind
            self.talk = (
                self.push(luck.choice((1, 3, 50)))
                if busy and luck.random() < 0.7
                else self.pull(luck.choice((2, 7, 500)))
            )
        if next(self.talk, None) is None:
            self.talk = None

    def crash(self) -> None:
        """Everything that was only in memory is gone."""
        self.talk = None

    def _ask(self, method: str, path: str, body: Any = None, **query: Any) -> Answer | None:
        from .wire import Lost

        data = orjson.dumps(body) if body is not None else None
        request = Request(self.kept.token, method, path, query, data)
        try:
            answer = self.wire.ask(self.luck, request)
        except Lost:
            return None
        if answer.status == 401:
            self._sign_in(self.kept.device)
            return None
        return answer

    def _sign_in(self, device: str) -> None:
        said = {"login": self.login, "password": PASSWORD, "device": {"id": device, "name": "手机"}}
        answer = self.wire.ask(None, Request("", "POST", "/session", {}, orjson.dumps(said)))
        assert answer.status == 200, answer.json
        kept = self.kept
        kept.device, kept.token, self.user = device, answer.json["token"], answer.json["user"]["id"]
        self._notice(answer.json["epoch"])

    def _notice(self, epoch: str) -> None:
        if epoch != self.kept.epoch:
            self.kept.epoch, self.kept.behind = epoch, True

    # --- push ----------------------------------------------------------------------------------

    def push(self, most: int) -> Iterator[str]:
        if self.kept.behind:
            self._begin_anew()
            yield "registered"
        batch = self._take(min(most, self._most))
        if not batch["ops"]:
            return
        yield "numbered"
        answer = self._ask("POST", "/sync/push", batch)
        yield "heard"
        if answer is not None:
            self._hear(batch, answer)
            yield "stored"

    def _take(self, most: int) -> dict[str, Any]:
        """The next batch; what leaves for the first time is numbered in the transaction that marks it sent."""
        ops = self.kept.outbox[:most]
        for op in ops:
            if "seq" not in op:
                self.kept.given += 1
                op["seq"] = self.kept.given
        return {"device": self.kept.device, "schema": 1, "sent_at": self.now(), "ops": deepcopy(ops)}

    def _hear(self, batch: dict[str, Any], answer: Answer) -> None:
        told = answer.json
        if answer.status == 200:
            self._most = 50
            self._store(told["results"])
            self._notice(told["epoch"])
            self.kept.told = max(self.kept.told, told["last_seq"])
            return
        code = told["code"]
        if code in ("gap", "device_reset"):
            self.kept.behind = True
        elif code == "too_large" and told.get("op"):
            self._set_aside(told["op"], told)
        else:
            assert code == "too_large" and len(batch["ops"]) > 1, told
            self._most = len(batch["ops"]) // 2

    def _store(self, results: list[dict[str, Any]]) -> None:
        waiting = {op["id"]: op for op in self.kept.outbox}
        for result in results:
            op = waiting.get(result["id"])
            if op is None:
                continue  # an answer of an earlier life
            self.kept.outbox.remove(op)
            place = self.kept.tray if result["status"] == "rejected" else self.kept.answered
            place[op["id"]] = (op, result)
        self._let_go()

    def _set_aside(self, op_id: str, problem: dict[str, Any]) -> None:
        """An op that no batch can carry makes way with a `void` under its number, and waits in the tray."""
        for place, op in enumerate(self.kept.outbox):
            if op["id"] == op_id:
                void = {"id": new_id(), "seq": op["seq"], "op": "void", "of": op_id}
                self.kept.outbox[place] = void
                self.saved[void["id"]] = dict(void)
                self.kept.tray[op_id] = (op, {"id": op_id, "status": "rejected", "problem": problem})

    def _begin_anew(self) -> None:
        """A new device: all that was answered and all that waits, numbered from 1, under the old op ids."""
        self._sign_in(new_id())
        kept = self.kept
        before = [op for op, _ in kept.answered.values()]
        kept.outbox = [{name: value for name, value in op.items() if name != "seq"} for op in (*before, *kept.outbox)]
        kept.answered = {}
        kept.given = kept.told = 0
        kept.behind = False

    # --- pull ----------------------------------------------------------------------------------

    def pull(self, limit: int) -> Iterator[str]:
        while True:
            where = {"cursor": self.kept.cursor} if self.kept.cursor else {}
            answer = self._ask("GET", "/sync/pull", limit=limit, **where)
            yield "page"
            if answer is None:
                return
            assert answer.status == 200, answer.json
            if where.get("cursor") != self.kept.cursor:
                return
            self._keep_page(answer.json)
            yield "kept"
            if not answer.json["more"]:
                return

    def _keep_page(self, page: dict[str, Any]) -> None:
        """A page and its cursor, in one transaction."""
        kept = self.kept
        if page["reset"] or kept.cursor is None:
            kept.unswept = set(kept.records)
        for change in page["changes"]:
            if kept.unswept is not None:
                kept.unswept.discard(change["id"])
            kept.leaving.discard(change["id"])
            if "gone" in change:
                kept.records.pop(change["id"], None)
            else:
                kept.records[change["id"]] = change
        kept.cursor = page["cursor"]
        self._notice(page["epoch"])
        if page["last_seq"] < kept.told:
            kept.behind = True
        if not page["more"] and kept.unswept is not None:
            kept.leaving |= kept.unswept
            kept.unswept = None
        self._let_go()

    def _let_go(self) -> None:
        """What left the scope leaves the phone, as soon as the server has answered for the work on it."""
        busy = {op.get("record") for op in self.kept.outbox}
        for record in [each for each in self.kept.leaving if each not in busy]:
            self.kept.leaving.discard(record)
            self.kept.records.pop(record, None)
