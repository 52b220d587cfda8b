"""One batch in: each op once, in order, without gaps; effects, history, results and `last_seq` in one transaction.

The answer is built from what was committed, after the commit. Known ops are answered from what is remembered.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError

from .. import afterwards, clock
from ..db import db, writing
from ..permissions import Caller
from ..problems import Internal, problem
from . import rows
from .apply import carry_out
from .collections import collections
from .envelope import Envelope, Op, corrected
from .forms import is_id, is_storable
from .models import Answered, Clock, Device
from .upcast import MIN_SCHEMA, check_schema
from .work import OpContext, Work

log = structlog.get_logger()
_ANSWERED, _DEVICES, _CLOCK = Answered.__table__, Device.__table__, Clock.__table__

DeviceMismatch = problem(
    "device_mismatch",
    403,
    ("这台手机上换了人", "这些内容是另一位用户存在本机的，没有发送；请那位用户登录后再发。"),
    (
        "Another person is signed in",
        "This was saved by another person on this phone and was not sent; it waits for that person to sign in.",
    ),
)
Gap = problem(
    "gap",
    409,
    ("中间缺了几条", "服务器等的是第 {expected} 条，这一批先不收；什么都没有丢。"),
    ("Some are missing in between", "The server expects number {expected}; this batch was not taken. Nothing is lost."),
)
DeviceReset = problem(
    "device_reset",
    409,
    ("这台设备要重新登记", "这台设备的编号和服务器记的不一样，请重新登录；没发的都会再发。"),
    (
        "This device must register anew",
        "This device's numbering differs from the server's; sign in again and all unsent work is sent.",
    ),
)
OpChanged = problem(
    "op_changed",
    422,
    ("同一编号的内容变了", "编号 {op} 以前收到过，内容不一样；这一批先不收，什么都没有丢。"),
    (
        "Same id, other content",
        "The op {op} came before with other content; this batch was not taken. Nothing is lost.",
    ),
)


@dataclass(frozen=True)
class Received:
    """What a push comes to; `results` are in the order of the ops."""

    results: list[dict[str, Any]]
    last_seq: int
    epoch: str


def receive(envelope: Envelope, by: Caller, received: datetime) -> Received:
    """Take a batch from `by`'s device. O(ops), a few queries a batch.

    Raises DeviceMismatch, SchemaTooOld, SchemaTooNew, Gap, DeviceReset or OpChanged: then nothing was applied.
    """
    if envelope.device != by.device_id:
        raise DeviceMismatch
    check_schema(envelope.schema)
    try:
        return _take(envelope, envelope.ops, by, received)
    except _DatabaseRefused as refused:
        if not envelope.ops:
            raise refused.cause from refused
        log.warning("batch_taken_singly", ops=len(envelope.ops), cause=type(refused.cause).__name__)
    # one row that the database itself refuses must not hold up the others
    results: list[dict[str, Any]] = []
    taken = Received([], 0, "")
    for op in envelope.ops:
        try:
            taken = _take(envelope, (op,), by, received)
        except _DatabaseRefused as refused:
            log.error("op_refused_by_database", op=op.id, cause=type(refused.cause).__name__)
            taken = _refuse(envelope, op, by, received)
        results += taken.results
    return Received(results, taken.last_seq, taken.epoch)


class _DatabaseRefused(Exception):
    """Writing down a batch failed as a whole, for a reason no op was judged by."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(type(cause).__name__)
        self.cause = cause


def _take(envelope: Envelope, ops: tuple[Op, ...], by: Caller, received: datetime) -> Received:
    contexts = _prepared(envelope, ops, received)
    with writing() as connection:
        work = Work(connection, received)
        batch = _Batch(work, envelope, ops, by, contexts)
        batch.answer_all()
        try:
            work.flush()
            batch.remember()
        except (DataError, IntegrityError, InterfaceError, OverflowError) as error:
            raise _DatabaseRefused(error) from error
    afterwards.tell(work.facts)
    return _committed(batch)


def _refuse(envelope: Envelope, op: Op, by: Caller, received: datetime) -> Received:
    """Answer an op that the database would not store: it is kept whole and told to its author."""
    contexts = _prepared(envelope, (op,), received)
    with writing() as connection:
        batch = _Batch(Work(connection, received), envelope, (op,), by, contexts)
        batch.answer_all(
            lambda _: {"id": op.id, "status": "rejected", "problem": Internal(number=op.id[-8:]).document(by.locale)}
        )
        batch.remember()
    return _committed(batch)


def _prepared(envelope: Envelope, ops: tuple[Op, ...], received: datetime) -> dict[str, OpContext]:
    """What can be known of the ops before the lock is taken, since everybody else waits for that."""
    contexts = {}
    for op in ops:
        _ = op.trouble, op.names  # kept by the op
        said = op.raw.get("data") if isinstance(op.raw.get("data"), dict) else op.raw.get("args")
        place = said if isinstance(said, dict) else {}
        contexts[op.id] = OpContext(
            id=op.id,
            at=corrected(op.at, envelope.skew, received),
            claimed_at=op.at if isinstance(op.at, str) and is_storable(op.at) and len(op.at) <= 40 else None,
            device=envelope.device,
            lat=_degrees(place.get("lat"), 90),
            lon=_degrees(place.get("lon"), 180),
        )
    return contexts


def _committed(batch: _Batch) -> Received:
    """The answer, from what is now on disk."""
    last_seq, epoch = db.session.execute(_COMMITTED, {"device": batch.envelope.device}).one()
    db.session.rollback()
    return Received(batch.results, last_seq, epoch)


_LAST_SEQ = select(_DEVICES.c.last_seq).where(_DEVICES.c.id == bindparam("device"))
_GONE_ON = (
    update(_DEVICES)
    .where(_DEVICES.c.id == bindparam("device"))
    .values(last_seq=bindparam("new_last"), seen_at=bindparam("new_seen", type_=_DEVICES.c.seen_at.type))
)
_EPOCH = select(_CLOCK.c.epoch).scalar_subquery()
_COMMITTED = select(_DEVICES.c.last_seq, _EPOCH).where(_DEVICES.c.id == bindparam("device"))


class _Batch:
    """The ops of one transaction: which are known, which come next, and what became of them."""

    def __init__(
        self, work: Work, envelope: Envelope, ops: tuple[Op, ...], by: Caller, contexts: Mapping[str, OpContext]
    ) -> None:
        self.work, self.envelope, self.ops, self.by, self.contexts = work, envelope, ops, by, contexts
        self.results: list[dict[str, Any]] = []
        self.new: list[tuple[Op, dict[str, Any]]] = []
        self.last_seq: int = work.connection.execute(_LAST_SEQ, {"device": envelope.device}).scalar_one()
        self.known = _known(work.connection, [op.id for op in ops])
        self._check_numbers()

    def _check_numbers(self) -> None:
        """Refuse the batch before anything is applied: other content, a gap, or a device that lost count."""
        expected, seen = self.last_seq + 1, dict[str, str]()
        for op in self.ops:
            known = self.known.get(op.id)
            content = known["content"] if known else seen.get(op.id)
            if content is not None:
                if content != op.content or (known and known["user_id"] != self.by.user_id):
                    raise OpChanged(op=op.id)
                expected += op.seq == expected
                continue
            if op.seq > expected:
                raise Gap(expected=self.last_seq + 1)
            if op.seq < expected:
                raise DeviceReset(expected=self.last_seq + 1)
            seen[op.id] = op.content
            expected += 1

    def answer_all(self, judge: Any = None) -> None:
        self._fetch()
        blocked = self._blocked()
        answered: dict[str, dict[str, Any]] = {}
        for op in self.ops:
            known = self.known.get(op.id)
            before = known["result"] if known else answered.get(op.id)
            if before is not None:
                self.results.append(before | {"again": True})
            else:
                result = judge(op) if judge else carry_out(self.work, op, self.by, self.contexts[op.id], blocked)
                answered[op.id] = result
                self.new.append((op, result))
                self.results.append(result)
            self.last_seq += op.seq == self.last_seq + 1

    def _fetch(self) -> None:
        """Read in bulk what the ops are about and what they name."""
        wanted: dict[str, set[str]] = defaultdict(set)
        types = collections()
        for op in self.ops:
            if op.id in self.known or not isinstance(op.type, str) or op.type not in types or not is_id(op.record):
                continue
            wanted[op.type].add(op.record)
            data = op.raw.get("data")
            if isinstance(data, dict):
                for type_, record in types[op.type].refers_to(data):
                    if is_id(record):
                        wanted[type_].add(record)
        for type_, records in wanted.items():
            self.work.fetch(type_, sorted(records))

    def _blocked(self) -> set[str]:
        """Records named in this batch whose `create` was rejected and which still do not exist."""
        wanted = {each for op in self.ops for each in (op.record, *op.names) if is_id(each)}
        if not wanted:
            return set()
        found = rows.among(
            self.work.connection, _ANSWERED, "record", list(wanted), "record", "type",
            status="rejected", op="create", user_id=self.by.user_id,
        )  # fmt: skip
        types = collections()
        return {
            row["record"]
            for row in found
            if row["type"] not in types or self.work.get(row["type"], row["record"]) is None
        }

    def remember(self) -> None:
        """Keep every new answer, and how far the device is; in the transaction of the effects."""
        rows.insert(self.work.connection, _ANSWERED, [self._row(op, result) for op, result in self.new])
        told = {"device": self.envelope.device, "new_last": self.last_seq, "new_seen": self.work.now}
        self.work.connection.execute(_GONE_ON, told)

    def _row(self, op: Op, result: dict[str, Any]) -> dict[str, Any]:
        payload = None if result["status"] == "applied" else json.dumps(op.sent or op.raw).encode()
        return {
            "id": op.id,
            "device_id": self.envelope.device,
            "user_id": self.by.user_id,
            "seq": op.seq,
            "received_at": self.work.now,
            "content": op.content,
            "type": op.type if isinstance(op.type, str) and len(op.type) <= 40 and is_storable(op.type) else None,
            "record": op.record if is_id(op.record) else None,
            "op": op.kind if op.kind in ("create", "set", "act", "delete", "void") else None,
            "status": result["status"],
            "result": result,
            "payload": payload,
        }


def _degrees(value: Any, most: float) -> float | None:
    """A latitude or longitude that history may keep; anything else is left to the op's own checks."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        return None
    return float(value)


def _known(connection: Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    found = rows.among(connection, _ANSWERED, "id", ids, "id", "content", "user_id", "result")
    return {row["id"]: row for row in found}


def server_words(received: Received) -> dict[str, Any]:
    """The members that every sync answer carries."""
    return {
        "last_seq": received.last_seq,
        "min_schema": MIN_SCHEMA,
        "epoch": received.epoch,
        "server_time": clock.stamp(),
    }
