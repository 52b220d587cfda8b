"""One op, carried out inside a unit of work: found, judged, merged, and given its result.

Whatever goes wrong with the op becomes its result (`rejected`, `parked`); the batch around it goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from ..permissions import Caller
from ..problems import Exists, Internal, Invalid, NotFound, NotPermitted, Problem, problem
from . import conflicts, contributions
from .collections import ActOutcome, Collection, Field, MayNoLonger, Row, UseAct, collection
from .envelope import Op
from .forms import is_id
from .merge import DELETED, Merged, merge, merge_unit, same
from .readings import was_delivered
from .work import OpContext, Work

log = structlog.get_logger()

Blocked = problem(
    "blocked",
    409,
    ("要等前一条办好", "它所属的那一条还没被接收，所以这一条先放着；先改好那一条再重发。"),
    (
        "Waits for another record",
        "The record it belongs to was not accepted, so this waits; mend that one and send both again.",
    ),
)
UnknownType = problem(
    "unknown_type",
    422,
    ("服务器不认识这类记录", "这个版本的服务器还不认识这类记录；您写的还在。"),
    ("Unknown kind of record", "This server does not know this kind of record; what you wrote is kept."),
)

Result = dict[str, Any]


def carry_out(work: Work, op: Op, by: Caller, context: OpContext, blocked: set[str]) -> Result:
    """The result of one op, without `again`. `blocked` are records whose `create` was rejected; it may grow."""
    try:
        with work.attempt(context):
            result = _judge(work, op, by, blocked)
    except Problem as trouble:
        result = {"status": "rejected", "problem": trouble.document(by.locale)}
    except Exception:
        log.exception("op_failed", op=op.id, type=str(op.type), kind=str(op.kind))
        result = {"status": "rejected", "problem": Internal(number=op.id[-8:]).document(by.locale)}
    if op.kind == "create" and is_id(op.record):
        if result["status"] == "rejected" and result["problem"]["code"] != "exists":
            blocked.add(op.record)
        else:
            blocked.discard(op.record)
    return {"id": op.id, **result}


def _judge(work: Work, op: Op, by: Caller, blocked: set[str]) -> Result:
    if op.kind == "void":
        return {"status": "applied"}
    if op.trouble is not None:
        raise op.trouble
    try:
        kind = collection(op.type)
    except (KeyError, TypeError) as error:
        raise UnknownType(type=str(op.type)) from error
    row = work.get(kind.name, op.record)
    if row is None and (pending := contributions.pending(work, [op.record, *op.names])) is not None:
        return {"status": "parked", **contributions.queue(work, pending, op.raw)}
    if op.kind != "create" and row is None and op.record in blocked:
        raise Blocked(record=op.record)
    if named := next((each for each in op.names if each in blocked and each != op.record), None):
        raise Blocked(record=named)
    if op.kind == "create":
        return _create(work, kind, op, row, by)
    if row is None:
        raise NotFound
    if by.parked_only or contributions.waiting(work, row, by) or not by.sees(work.keys(kind.name, row)):
        return _park(work, kind, op, row, by)
    try:
        # an op that may not be carried out must leave nothing behind before it is parked
        with work.attempt(work.context):
            return _VERBS[op.kind](work, kind, op, row, by)
    except MayNoLonger:
        return _park(work, kind, op, row, by)


def _park(work: Work, kind: Collection, op: Op, row: Row, by: Caller) -> Result:
    """Kept for whoever holds the record now, if its author ever had it; else it is as if it did not exist."""
    if not (
        by.sees(work.keys(kind.name, row))
        or (row["created_by"] or {}).get("id") == by.user_id
        or was_delivered(work.connection, row["id"], by.user_id, work.now)
    ):
        raise NotFound
    contribution = contributions.park(work, kind, row, op.raw, by)
    return {"status": "parked", "contribution": contribution, "to": kind.where_to(work, row)}


# --- create ------------------------------------------------------------------------------------


def _create(work: Work, kind: Collection, op: Op, row: Row | None, by: Caller) -> Result:
    if not kind.fields:
        raise NotPermitted(type=kind.name)
    data = op.raw["data"]
    known = {name: value for name, value in data.items() if name in kind.fields and kind.fields[name].only is None}
    if row is not None:
        return _create_again(work, kind, op, row, known, by)
    checked = kind.check(known)
    if by.parked_only:
        contribution, to = contributions.park_creation(work, kind, op.record, op.raw, checked, by)
        return {"status": "parked", "contribution": contribution, "to": to}
    try:
        with work.attempt(work.context):
            new = kind.create(work, op.record, checked, by)
    except MayNoLonger:
        contribution, to = contributions.park_below(work, kind, op.record, op.raw, checked, by)
        return {"status": "parked", "contribution": contribution, "to": to}
    ignored = sorted(name for name, value in data.items() if name not in known and value is not None)
    return {"status": "applied", "version": new["version"], **({"ignored": ignored} if ignored else {})}


def _create_again(work: Work, kind: Collection, op: Op, row: Row, data: dict[str, Any], by: Caller) -> Result:
    mine = (row["created_by"] or {}).get("id") == work.author(by)["id"]
    if not mine and not by.sees(work.keys(kind.name, row)):
        raise Exists
    if kind.derived() and not row["deleted"]:
        fields = {name: {"was": None, "now": value} for name, value in data.items() if name in kind.fields}
        return _merge_fields(work, kind, row, fields, 0, by)
    checked = kind.check(data)
    if any(all(same(held.get(name), value) for name, value in checked.items()) for held in (row, _begun(work, row))):
        return {"status": "applied", "version": row["version"]}
    raise Exists


def _begun(work: Work, row: Row) -> Row:
    """What a record was created with, whatever became of it since."""
    first = next((line["body"] for line in work.events_since(row["id"], 0) if line["body"]["kind"] == "create"), {})
    return {name: change.get("now") for name, change in first.get("changes", {}).items()}


# --- set ---------------------------------------------------------------------------------------


def _set(work: Work, kind: Collection, op: Op, row: Row, by: Caller) -> Result:
    fields: Mapping[str, Any] = op.raw["fields"]
    wrong = {name: ["was and now"] for name, value in fields.items() if not isinstance(value, dict)}
    known = {name: value for name, value in fields.items() if name in kind.fields}
    if acts := [name for name in known if kind.fields[name].only == "act"]:
        raise UseAct(fields=acts)
    unknown = [name for name in fields if name not in known or kind.fields[name].only == "server"]
    wrong |= {name: ["not a field that can be set"] for name in unknown}
    if wrong:
        raise Invalid(errors=wrong)
    if row["deleted"]:
        return _set_on_deleted(work, kind, row, known, by)
    return _merge_fields(work, kind, row, known, op.seen or 0, by)


def _set_on_deleted(work: Work, kind: Collection, row: Row, fields: Mapping[str, Any], by: Caller) -> Result:
    wanted = kind.check({name: change.get("now") for name, change in fields.items()}, partial=True)
    kind.may_set(work, row, wanted, by)
    filed = conflicts.file(
        work, kind.name, row, None, was=None, current={"deleted": True}, incoming=wanted, rule=DELETED, by=by
    )
    work.note(kind.name, row, by, "lost", lost=wanted, conflicted=True)
    work.mark(kind.name, row, {})
    return {"status": "conflict", "version": row["version"], "conflicts": [filed]}


def _merge_fields(work: Work, kind: Collection, row: Row, fields: Mapping[str, Any], seen: int, by: Caller) -> Result:
    """The three-way merge of every field (or unit); what could not merge is filed as a conflict."""
    now = kind.check({name: change.get("now") for name, change in fields.items()}, partial=True)
    now = {name: now.get(name) for name in fields}
    if any(not same(row[name], value) for name, value in now.items()):
        kind.may_set(work, row, now, by)
    past = _Past(work, row, seen)
    taken: dict[str, Any] = {}
    lost: dict[str, tuple[Row, Row, Merged]] = {}
    for unit in _units(kind, fields):
        members = conflicts.unit_of(kind, unit)
        was, wanted, cur = (
            {name: source(name) for name in members}
            for source in (
                lambda name: fields[name].get("was") if name in fields else row[name],
                lambda name: now[name] if name in fields else row[name],
                lambda name: row[name],
            )
        )
        merged = _merge_one(kind, members, was, wanted, cur, past)
        value = merged.value if len(members) > 1 else {unit: merged.value}
        if merged.taken:
            taken |= {name: each for name, each in value.items() if not same(row[name], each)}
        if merged.rule:
            lost[unit] = (was, wanted, merged)
    return _write(work, kind, row, taken, lost, by)


def _merge_one(kind: Collection, members: list[str], was: Row, wanted: Row, cur: Row, past: _Past) -> Merged:
    if len(members) > 1:
        rules = {name: kind.fields[name] for name in members}
        return merge_unit(rules, was, wanted, cur, lambda: past.own(members))
    name = members[0]
    rule: Field = kind.fields[name]
    return merge(rule, was[name], wanted[name], cur[name], lambda: past.own(members))


def _write(
    work: Work, kind: Collection, row: Row, taken: dict[str, Any], lost: dict[str, tuple[Row, Row, Merged]], by: Caller
) -> Result:
    """Put down what stands, file what does not, and tell history both."""
    before = {unit: conflicts.value_of(kind.name, row, unit) for unit in lost}
    authors = {unit: conflicts.last_author(work, row, unit) for unit in lost}
    if taken:
        work.change(kind.name, row, taken)
        kind.after_set(work, row, taken, by)
    filed = []
    for unit, (was, wanted, merged) in lost.items():
        single = len(was) == 1
        show = (lambda value, unit=unit: value[unit]) if single else (lambda value: value)
        if merged.taken:
            # the other one's value gave way to a stricter one: it is he who should look
            filed.append(
                _file_for_other(work, kind, row, unit, show(was), show(wanted), before[unit], authors[unit], by)
            )
        else:
            filed.append(
                conflicts.file(
                    work,
                    kind.name,
                    row,
                    unit,
                    was=show(was),
                    current=before[unit],
                    incoming=show(wanted),
                    rule=merged.rule or "first",
                    by=by,
                )
            )
    if taken or lost:
        said = {
            unit: wanted[unit] if len(wanted) == 1 else wanted
            for unit, (_, wanted, merged) in lost.items()
            if not merged.taken
        }
        work.note(kind.name, row, by, "set", conflicted=bool(filed), lost=said or None)
    status: Result = (
        {"status": "conflict", "version": row["version"], "conflicts": filed}
        if filed
        else {"status": "applied", "version": row["version"]}
    )
    return status


def _file_for_other(
    work: Work,
    kind: Collection,
    row: Row,
    unit: str,
    was: Any,
    now: Any,
    before: Any,
    author: tuple[dict[str, Any] | None, str | None],
    by: Caller,
) -> str:
    """A stricter value came to stand over somebody's: `current` is the new one, `incoming` the one that gave way."""
    return conflicts.file_lost(
        work,
        kind.name,
        row,
        unit,
        was=was,
        current=now,
        incoming=before,
        incoming_by=author[0] or by.me,
        incoming_at=author[1],
        rule="stricter",
        by=by,
    )


def _units(kind: Collection, fields: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(kind.fields[name].unit or name for name in fields))


class _Past:
    """What happened to a record after its user looked at it; read from history only when a rule asks."""

    def __init__(self, work: Work, row: Row, seen: int) -> None:
        self.work, self.row, self.seen = work, row, seen

    def own(self, members: list[str]) -> bool:
        """Was every change of these fields since then this device's own, and without a conflict?"""
        for line in self.work.events_since(self.row["id"], self.seen):
            if set(members) & set(line["body"].get("changes", {})) and (
                line["device"] != self.work.context.device or line["conflicted"] or self.work.context.device is None
            ):
                return False
        return True


# --- act, delete -------------------------------------------------------------------------------


def _act(work: Work, kind: Collection, op: Op, row: Row, by: Caller) -> Result:
    if row["deleted"]:
        raise NotFound
    outcome: ActOutcome = kind.act(work, row, op.raw["action"], op.raw.get("args") or {}, op.seen or 0, by)
    if outcome.conflicts:
        return {"status": "conflict", "version": row["version"], "conflicts": list(outcome.conflicts)}
    return {"status": "applied", "version": row["version"]}


def _delete(work: Work, kind: Collection, op: Op, row: Row, by: Caller) -> Result:
    kind.may_delete(work, row, by)
    if row["deleted"]:
        return {"status": "applied", "version": row["version"]}
    others = [
        line
        for line in work.events_since(row["id"], op.seen or 0)
        if line["actor"] != by.user_id and line["version"] > (op.seen or 0)
    ]
    if others:
        filed = conflicts.file(
            work,
            kind.name,
            row,
            None,
            was=None,
            current={"deleted": False},
            incoming={"deleted": True},
            rule=DELETED,
            by=by,
        )
        work.note(kind.name, row, by, "lost", lost={"deleted": True}, conflicted=True)
        return {"status": "conflict", "version": row["version"], "conflicts": [filed]}
    kind.delete(work, row, op.seen or 0, by)
    return {"status": "applied", "version": row["version"]}


_VERBS = {"set": _set, "act": _act, "delete": _delete}
