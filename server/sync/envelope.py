"""What a push says, read from its bytes: the request as a whole is judged here, single ops later.

Only what makes the whole batch unreadable is refused (400, 413); an op with a readable `id` and `seq` always
reaches `receive` and gets a result, however odd the rest of it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from .. import clock
from ..problems import BadRequest, Problem, problem
from . import forms
from .forms import is_id
from .upcast import upcast

MAX_BYTES, MAX_OPS = 1024 * 1024, 200
_LARGEST = 2**63 - 1

PushTooLarge = problem(
    "too_large",
    413,
    ("一次发得太多", "一次最多发 {max_ops} 条、{max_bytes} 字节，请分开发；什么都没有丢。"),
    ("Too much at once", "At most {max_ops} ops and {max_bytes} bytes at once; send in parts. Nothing is lost."),
)


@dataclass(frozen=True)
class Op:
    """One thing a person did to one record; fields that could not be read are None and judged later."""

    id: str
    seq: int
    type: Any
    record: Any
    kind: Any
    at: Any
    seen: Any
    #: The op in the words of the present schema; every field above is read from it.
    raw: Mapping[str, Any]
    #: SHA-256 over the canonical op as it came, without `seq`: what makes a repeated id "the same op".
    content: str
    #: The op as it came; None where nothing came (it was replayed, or made here).
    sent: Mapping[str, Any] | None = None

    @cached_property
    def trouble(self) -> Problem | None:
        """Why its own shape cannot be read."""
        return forms.trouble_with(self.raw)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Records that it names beside its own."""
        return forms.names(self.raw)


@dataclass(frozen=True)
class Envelope:
    device: str
    schema: int
    #: How far the phone's clock is ahead of the server's.
    skew: timedelta
    ops: tuple[Op, ...]


def read(body: bytes, received: datetime) -> Envelope:
    """Read a push. Raises BadRequest (with what could not be read) or PushTooLarge (with the limits)."""
    if len(body) > MAX_BYTES:
        raise _too_large(body)
    said = _json(body)
    if not isinstance(said, dict) or not isinstance(said.get("ops"), list):
        raise BadRequest(errors={"ops": ["required"]})
    device = said["device"].lower() if isinstance(said.get("device"), str) else None
    if not is_id(device):
        raise BadRequest(errors={"device": ["uuid"]})
    if type(said.get("schema")) is not int:
        raise BadRequest(errors={"schema": ["integer"]})
    if len(said["ops"]) > MAX_OPS:
        raise PushTooLarge(max_ops=MAX_OPS, max_bytes=MAX_BYTES)
    ops = tuple(_op(number, each, said["schema"]) for number, each in enumerate(said["ops"]))
    return Envelope(device, said["schema"], _skew(said.get("sent_at"), received), ops)


def _json(body: bytes) -> Any:
    """The standard reader, since it takes lone surrogates: one odd text must not sink the batch."""

    def refuse(word: str) -> Any:
        raise ValueError(word)

    try:
        return json.loads(body.decode(), parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise BadRequest(errors={"body": ["json"]}) from error


def _too_large(body: bytes) -> Problem:
    """Name the op if it alone is over the limit, so that the phone can set it aside."""
    alone = None
    if len(body) <= 16 * MAX_BYTES:
        try:
            ops = _json(body).get("ops", [])
            # whatever its phone's way of writing it: what came alone and was too large is too large alone
            alone = ops[0]["id"] if len(ops) == 1 else next((op["id"] for op in ops if _size(op) > MAX_BYTES), None)
        except (BadRequest, AttributeError, TypeError, KeyError, RecursionError):
            alone = None
    return PushTooLarge(max_ops=MAX_OPS, max_bytes=MAX_BYTES, op=alone)


def _size(op: Any) -> int:
    return len(json.dumps(op, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _op(number: int, said: Any, schema: int) -> Op:
    if not isinstance(said, dict) or not is_id(said.get("id")):
        raise BadRequest(errors={f"ops.{number}.id": ["uuid"]})
    seq = said.get("seq")
    if type(seq) is not int or not 1 <= seq <= _LARGEST:
        raise BadRequest(errors={f"ops.{number}.seq": ["positive integer"]})
    content, now = fingerprint(said), upcast(said, schema)
    return Op(
        id=said["id"],
        seq=seq,
        type=now.get("type"),
        record=now.get("record"),
        kind=now.get("op"),
        at=now.get("at"),
        seen=now.get("seen", 0),
        raw=now,
        content=content,
        sent=said,
    )


def fingerprint(said: Mapping[str, Any]) -> str:
    """Identity of an op's content; `seq` is left out, since a new device numbers the same op anew.

    Null and absent are the same. Raises BadRequest for objects within objects without end.
    """
    try:
        rest = _without_nulls({name: value for name, value in said.items() if name != "seq"})
        return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    except RecursionError as error:
        raise BadRequest(errors={"body": ["too_deep"]}) from error


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: each if type(each) in _SINGLE else _without_nulls(each)
            for name, each in value.items()
            if each is not None
        }
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


_SINGLE = frozenset({str, int, float, bool})


def _skew(sent_at: Any, received: datetime) -> timedelta:
    try:
        return clock.parse(sent_at) - received
    except (ValueError, TypeError, OverflowError):
        return timedelta(0)


def corrected(at: Any, skew: timedelta, received: datetime) -> str:
    """The claimed time on the server's clock, never later than the arrival; RFC 3339 text.

    A time that cannot be read becomes the time of arrival.
    """
    try:
        return clock.stamp(min(clock.parse(at) - skew, received))
    except (ValueError, TypeError, OverflowError):
        return clock.stamp(received)
