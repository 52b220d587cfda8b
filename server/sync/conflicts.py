"""Conflicts: records of their own, that wait for a person and stop nobody.

One is open for each field and losing author. A further loss updates what came in; a change of the field updates
what stands; when the two meet, nothing is left to decide and it closes as `moot`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from ..db import new_id
from ..permissions import Caller
from ..problems import Invalid, NotFound, NotPermitted, problem
from .collections import DONE, ActOutcome, Collection, MayNoLonger, Row, UnknownAction, collection
from .merge import DELETED, same
from .models import Conflict
from .work import Work

JudgedUnseen = problem(
    "judged_unseen",
    409,
    ("在您看过之后又有变化", "您看过之后，{by} 又改过。请再看一眼现在的样子，然后决定；您写的还在。"),
    (
        "Changed since you looked",
        "{by} changed something after you looked. Look again, then decide; what you wrote is kept.",
    ),
)
AlreadyResolved = problem(
    "already_resolved",
    409,
    ("已经有人定了", "{by} 已经定了这一处；您写的还在。"),
    ("Already decided", "{by} has already decided this; what you wrote is kept."),
)


def file(
    work: Work,
    type_: str,
    row: Row,
    field: str | None,
    *,
    was: Any,
    current: Any,
    incoming: Any,
    rule: str,
    by: Caller,
) -> str:
    """File a conflict about one field of a record (None: a delete against a change); returns its id.

    `by` is the author whose value came in. His open conflict on this field is updated if there is one.
    """
    current_by, current_at = last_author(work, row, field)
    return _open(
        work,
        type_,
        row,
        field,
        was,
        rule,
        by,
        {
            "current": current,
            "current_by": current_by,
            "current_at": current_at,
            "incoming": incoming,
            "incoming_by": work.author(by),
            "incoming_at": work.context.at,
        },
    )


def file_lost(
    work: Work,
    type_: str,
    row: Row,
    field: str,
    *,
    was: Any,
    current: Any,
    incoming: Any,
    incoming_by: dict[str, Any],
    incoming_at: str | None,
    rule: str,
    by: Caller,
) -> str:
    """File a conflict for whoever's value just gave way to `by`'s stricter one, already written; returns its id."""
    return _open(
        work,
        type_,
        row,
        field,
        was,
        rule,
        by,
        {
            "current": current,
            "current_by": work.author(by),
            "current_at": work.context.at,
            "incoming": incoming,
            "incoming_by": incoming_by,
            "incoming_at": incoming_at,
        },
    )


def _open(
    work: Work, type_: str, row: Row, field: str | None, was: Any, rule: str, by: Caller, sides: dict[str, Any]
) -> str:
    """The losing author's open conflict on this field, brought up to date; or a new one."""
    for open_one in work.find("conflict", record_id=row["id"], state="open"):
        if open_one["field"] == field and open_one["incoming_by"]["id"] == sides["incoming_by"]["id"]:
            work.change("conflict", open_one, sides | {"rule": rule})
            return open_one["id"]
    conflict = work.add(
        "conflict",
        sides
        | {
            "id": new_id(),
            "record_type": type_,
            "record_id": row["id"],
            "field": field,
            "was": was,
            "rule": rule,
            "state": "open",
        },
        by,
    )
    _list(work, type_, row, add=conflict["id"])
    return conflict["id"]


def last_author(work: Work, row: Row, field: str | None) -> tuple[dict[str, Any] | None, str | None]:
    """Who brought the field to what it is now, and when; the record's author if nobody touched it since."""
    for line in reversed(work.events_since(row["id"], 0)):
        body = line["body"]
        if field is None or field in body.get("changes", {}) or (body["kind"] == "create" and field is not None):
            return body.get("credit") or body["by"], body["at"]
    return row["created_by"], None


def settle(work: Work, touched: Iterable[tuple[str, str]]) -> None:
    """Bring the open conflicts of changed records up to date with what stands now."""
    for type_, record in touched:
        row = work.get(type_, record)
        if row is None:
            continue
        for conflict in work.find("conflict", record_id=record, state="open"):
            _follow(work, type_, row, conflict)
            # who may decide it may have changed with the record
            work.rekey("conflict", conflict)


def _follow(work: Work, type_: str, row: Row, conflict: Row) -> None:
    if conflict["field"] is None:
        return
    current = value_of(type_, row, conflict["field"])
    if same(current, conflict["current"]):
        return
    current_by, current_at = last_author(work, row, conflict["field"])
    changes: dict[str, Any] = {"current": current, "current_by": current_by, "current_at": current_at}
    if same(current, conflict["incoming"]):
        changes["state"] = "moot"
        _list(work, type_, row, drop=conflict["id"])
    work.change("conflict", conflict, changes)


def value_of(type_: str, row: Row, field: str) -> Any:
    """The field's value as a conflict shows it: an object for a unit."""
    members = unit_of(collection(type_), field)
    return row[field] if len(members) == 1 else {name: row[name] for name in members}


def unit_of(kind: Collection, field: str) -> list[str]:
    """The fields that merge as one with `field`, the first naming them."""
    first = kind.fields[field].unit or field
    return [name for name, rule in kind.fields.items() if (rule.unit or name) == first]


def _list(work: Work, type_: str, row: Row, *, add: str | None = None, drop: str | None = None) -> None:
    """Keep the record's own list of open conflicts, which travels with it, without counting as a change of it."""
    if "open_conflicts" not in row:
        return
    listed = [each for each in row["open_conflicts"] or [] if each != drop]
    work.mark(type_, row, {"open_conflicts": listed + ([add] if add else [])})


class ConflictCollection(Collection):
    """Seen by both authors and whoever may edit the record; resolved once."""

    name = "conflict"
    table = Conflict.__table__

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        about = work.get(row["record_type"], row["record_id"])
        circles = {f"u:{by['id']}" for by in (row["current_by"], row["incoming_by"]) if by}
        if about is not None:
            circles |= {key for key in work.keys(row["record_type"], about) if key[:2] in ("a:", "e:", "k:")}
        return circles

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        names = (
            "record_type",
            "record_id",
            "field",
            "was",
            "current",
            "incoming",
            "current_by",
            "incoming_by",
            "current_at",
            "incoming_at",
            "rule",
            "state",
            "resolved_by",
            "value",
        )
        about = row["about"]
        open_to_him = (
            row["state"] == "open"
            and about is not None
            and collection(row["record_type"]).decides(about, row["field"], caller, keys)
        )
        return {name: row[name] for name in names} | {"actions": ["resolve"] if open_to_him else []}

    def prepare(self, connection: Connection, rows: list[Row]) -> None:
        """Who may decide follows from the record in question."""
        found: dict[str, Row] = {}
        for type_ in {row["record_type"] for row in rows}:
            table = collection(type_).table
            wanted = {row["record_id"] for row in rows if row["record_type"] == type_}
            query = select(table).where(table.c.id.in_(wanted))
            found |= {each["id"]: dict(each) for each in connection.execute(query).mappings()}
        for row in rows:
            row["about"] = found.get(row["record_id"])

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        about = work.get(row["record_type"], row["record_id"])
        return collection(row["record_type"]).where_to(work, about) if about else None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        return []

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        if action != "resolve":
            raise UnknownAction(action=action)
        if "value" not in args:
            raise Invalid(errors={"value": ["required"]})
        resolve(work, row, args["value"], seen, by)
        return DONE


def resolve(work: Work, conflict: Row, value: Any, seen: int, by: Caller) -> None:
    """Decide a conflict: an ordinary change of the field by `by`, who must be allowed to edit it.

    Raises AlreadyResolved, JudgedUnseen (the conflict moved on since `seen`), NotPermitted, Invalid.
    """
    if conflict["state"] != "open":
        if conflict["resolved_by"] and conflict["resolved_by"]["id"] == by.user_id and same(conflict["value"], value):
            return
        raise AlreadyResolved(by=conflict["resolved_by"] or conflict["current_by"], state=conflict["state"])
    if seen < conflict["version"]:
        raise JudgedUnseen(by=conflict["current_by"], version=conflict["version"])
    type_ = conflict["record_type"]
    row = work.get(type_, conflict["record_id"])
    if row is None:
        raise NotFound
    kind, field = collection(type_), conflict["field"]
    if field is None:
        _resolve_deletion(work, type_, row, value, by)
    else:
        _set_field(work, kind, row, field, value, by)
    work.change("conflict", conflict, {"state": "resolved", "resolved_by": work.author(by), "value": value})
    work.note("conflict", conflict, by, "act", action="resolve", from_state="open", to_state="resolved", value=value)
    _list(work, type_, row, drop=conflict["id"])


def _set_field(work: Work, kind: Collection, row: Row, field: str, value: Any, by: Caller) -> None:
    members = unit_of(kind, field)
    if len(members) > 1 and not isinstance(value, dict):
        raise Invalid(errors={"value": ["an object of " + ", ".join(members)]})
    wanted = {name: value.get(name) for name in members} if len(members) > 1 else {field: value}
    wanted = kind.check(wanted, partial=True)
    try:
        kind.may_resolve(work, row, wanted, by)
    except MayNoLonger as error:
        raise NotPermitted from error
    changes = {name: new for name, new in wanted.items() if not same(row[name], new)}
    if changes:
        work.change(kind.name, row, changes)
        kind.after_set(work, row, changes, by)
    work.note(kind.name, row, by, "resolve", field=field, value=value)


def _resolve_deletion(work: Work, type_: str, row: Row, value: Any, by: Caller) -> None:
    """`{"deleted": true}` deletes after all, `{"deleted": false}` keeps (or brings back)."""
    if not isinstance(value, dict) or not isinstance(value.get("deleted"), bool):
        raise Invalid(errors={"value": ['{"deleted": true|false}']})
    kind = collection(type_)
    if value["deleted"] and not row["deleted"]:
        kind.delete(work, row, row["version"], by)
    elif not value["deleted"] and row["deleted"]:
        kind.restore(work, row, by)


__all__ = [
    "DELETED",
    "AlreadyResolved",
    "ConflictCollection",
    "JudgedUnseen",
    "file",
    "last_author",
    "resolve",
    "settle",
    "unit_of",
    "value_of",
]
