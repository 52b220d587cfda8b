"""Work in good faith by somebody who may no longer change the record: kept for whoever holds it now.

A grid was redrawn or a post ended while the phone was away. Its ops are parked in the order they came, the holder
adopts them (they become ordinary changes by him, crediting the author) or declines with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..db import new_id
from ..permissions import Caller
from ..problems import Invalid, NotFound, NotPermitted, problem
from .collections import DONE, HOLDERS, ActOutcome, Collection, Row, UnknownAction, collection
from .models import Contribution
from .upcast import SCHEMA, upcast
from .work import OpContext, Work

AlreadyDecided = problem(
    "already_decided",
    409,
    ("已经有人处理了", "{by} 已经处理了这份转交；没有再改动。"),
    ("Already decided", "{by} has already decided this; nothing more was changed."),
)
NothingTaken = problem(
    "nothing_taken",
    409,
    ("您收不下这份转交", "{why}转交还开着：可以请能办的人来收，或者写明原因退回。"),
    ("Not yours to take", "{why} It is still open: somebody who may can take it, or you decline it with a reason."),
)


def waiting(work: Work, row: Row, by: Caller) -> bool:
    """Is something of this device on this record already parked? Then what comes later queues up behind it."""
    device = work.context.device
    return device is not None and _open_of(work, row["id"], device) is not None


def _open_of(work: Work, record: str, device: str | None) -> Row | None:
    opened = _all_open(work).get((record, device))
    # What was parked while something was tried that then was undone is there no more.
    standing = opened is not None and opened["state"] == "open" and work.get("contribution", opened["id"]) is not None
    return opened if standing else None


def _all_open(work: Work) -> dict[tuple[str, str | None], Row]:
    """Open contributions of the device that is speaking: read once for a batch, usually none."""
    device = work.context.device
    name = ("open contributions", device)
    if name not in work.cache:
        rows = work.find("contribution", device_id=device, state="open")
        work.cache[name] = {(row["record_id"], device): row for row in rows}
    return work.cache[name]


def pending(work: Work, records: Iterable[str]) -> Row | None:
    """The open contribution of this device that is about one of these records, or in which one of them is created."""
    wanted = set(records)
    for row in _all_open(work).values():
        created = {op.get("record") for op in row["ops"] if op.get("op") == "create"}
        if row["state"] == "open" and not wanted.isdisjoint({row["record_id"], *created}):
            return row
    return None


def queue(work: Work, opened: Row, op: Mapping[str, Any]) -> dict[str, Any]:
    """Let an op wait behind what it builds on; returns what its result says."""
    work.change("contribution", opened, {"ops": [*opened["ops"], _kept(work, op)]})
    return {"contribution": opened["id"], "to": opened["to_area"]}


def park(work: Work, kind: Collection, row: Row, op: Mapping[str, Any], by: Caller) -> str:
    """Keep this op for the record's holders; returns the contribution's id."""
    return _park(work, kind.name, row["id"], kind.where_to(work, row), op, by)


def park_creation(
    work: Work, kind: Collection, record: str, op: Mapping[str, Any], data: dict[str, Any], by: Caller
) -> tuple[str, dict[str, str] | None]:
    """Keep a record that a revoked device brings, with where it would have gone. Raises what `create` raises."""
    where: dict[str, str] | None = None
    keys: list[str] = []
    try:
        with work.attempt(work.context):
            row = kind.create(work, record, data, by)
            where = kind.where_to(work, row)
            keys = sorted(key for key in work.keys(kind.name, row) if key[:2] in ("a:", "e:", "k:"))
            raise _Undo
    except _Undo:
        pass
    return _park(work, kind.name, record, where, op, by, keys), where


def park_below(
    work: Work, kind: Collection, record: str, op: Mapping[str, Any], data: dict[str, Any], by: Caller
) -> tuple[str, dict[str, str] | None]:
    """Keep a record that belongs to one its author no longer sees, for whoever holds that one. Raises NotFound."""
    for type_, owner_id in kind.refers_to(data):
        owner = work.get(type_, owner_id)
        if owner is not None:
            where = collection(type_).where_to(work, owner)
            keys = sorted(key for key in work.keys(type_, owner) if key[:2] in ("a:", "e:", "k:"))
            return _park(work, kind.name, record, where, op, by, keys), where
    raise NotFound


class _Undo(Exception):
    """Nothing is to stay of what was tried."""


def _park(
    work: Work,
    type_: str,
    record: str,
    to: dict[str, str] | None,
    op: Mapping[str, Any],
    by: Caller,
    keys: list[str] | None = None,
) -> str:
    opened = _open_of(work, record, work.context.device)
    if opened is not None:
        return queue(work, opened, op)["contribution"]
    row = work.add(
        "contribution",
        {
            "id": new_id(),
            "record_type": type_,
            "record_id": record,
            "ops": [_kept(work, op)],
            "by": work.author(by),
            "device_id": work.context.device,
            "to_area": to,
            "state": "open",
            "circles": keys,
        },
        by,
    )
    work.note("contribution", row, by, "parked")
    _all_open(work)[record, work.context.device] = row
    return row["id"]


def _kept(work: Work, op: Mapping[str, Any]) -> dict[str, Any]:
    """It may wait for a holder longer than the server's schema stands, so it carries its own."""
    return {name: value for name, value in op.items() if name != "seq"} | {"at": work.context.at, "schema": SCHEMA}


class ContributionCollection(Collection):
    """Reaches the record's holders and its author."""

    name = "contribution"
    table = Contribution.__table__

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        about = work.get(row["record_type"], row["record_id"])
        circles = {f"u:{row['by']['id']}", *(row["circles"] or [])}
        if about is not None:
            circles |= {key for key in work.keys(row["record_type"], about) if key[:2] in ("a:", "e:", "k:")}
        return circles

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        names = ("record_type", "record_id", "ops", "by", "to_area", "state", "decided_by", "reason", "results")
        decides = row["state"] == "open" and caller.holds(HOLDERS, keys)
        return {name: row[name] for name in names} | {"actions": ["adopt", "decline"] if decides else []}

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        return row["to_area"]

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        if action not in ("adopt", "decline"):
            raise UnknownAction(action=action)
        decision = {"adopt": "adopted", "decline": "declined"}[action]
        if row["state"] != "open":
            if row["state"] == decision and row["decided_by"]["id"] == by.user_id:
                return DONE
            raise AlreadyDecided(by=row["decided_by"], state=row["state"])
        if not _may_decide(work, row, by):
            raise NotPermitted
        note = args.get("note") if action == "adopt" else args.get("reason")
        if (note is not None and not isinstance(note, str)) or (action == "decline" and not (note or "").strip()):
            raise Invalid(errors={"reason" if action == "decline" else "note": ["required"]})
        results = _taken(_replay(work, row, by)) if action == "adopt" else None
        work.change("contribution", row, {"state": decision, "decided_by": by.me, "reason": note, "results": results})
        work.note("contribution", row, by, "act", action=action, from_state="open", to_state=decision, note=note)
        return DONE


def _taken(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What became of the parked ops, if any of them took effect. Raises NothingTaken, and it stays open."""
    if all(result["status"] in ("rejected", "parked") for result in results):
        refused = next((result["problem"] for result in results if "problem" in result), {})
        raise NothingTaken(why=refused.get("detail", ""), problem=refused or None)
    return results


def _may_decide(work: Work, row: Row, by: Caller) -> bool:
    about = work.get(row["record_type"], row["record_id"])
    if about is None:
        return by.holds(HOLDERS, row["circles"] or [])
    return collection(row["record_type"]).may_decide(work, about, by)


def _replay(work: Work, row: Row, by: Caller) -> list[dict[str, Any]]:
    """The parked ops in order through the ordinary merge, as changes by the holder that credit the author."""
    from .apply import carry_out  # adopting is carrying out: the two need each other
    from .envelope import Op

    results, blocked = [], set[str]()
    for number, kept in enumerate(row["ops"]):
        said = upcast(kept, kept.get("schema", 1))
        op = Op(
            id=said["id"],
            seq=number + 1,
            type=said.get("type"),
            record=said.get("record"),
            kind=said.get("op"),
            at=said.get("at"),
            seen=said.get("seen", 0),
            raw=said,
            content="",
        )
        context = OpContext(id=said["id"], at=said["at"], credit=row["by"])
        results.append(carry_out(work, op, by, context, blocked))
    return results
