"""What may be done with a certificate: it is written into the ledger, corrected, and withdrawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .. import clock
from ..permissions import KEEPING, Caller, Role
from ..problems import NotFound, NotPermitted
from ..sync.collections import MayNoLonger, Row
from ..sync.readings import was_delivered
from ..sync.work import Work
from . import queries

#: Who brings a whole ledger in or out at the desk: an administrator too, who fills a new installation.
DESK = KEEPING | {Role.ADMIN}


def may_bring(enterprise: str, keys: Iterable[str], by: Caller) -> bool:
    """May `by` bring this enterprise's ledger in or out as a sheet? `keys` are the enterprise's circles."""
    return by.holds(DESK, {key for key in keys if key.startswith("a:") or key == f"e:{enterprise}"})


def register(work: Work, record_id: str, data: Mapping[str, Any], by: Caller, *, as_one_of_many: bool = False) -> Row:
    """Write a certificate into the ledger of an enterprise.

    `as_one_of_many`: as a line of a list whose sender was asked for his permission already.
    Raises NotFound for an enterprise he cannot know, MayNoLonger if it left his sight, NotPermitted.
    """
    enterprise = work.get("enterprise", data["enterprise_id"])
    if enterprise is None or enterprise["deleted"]:
        raise NotFound(errors={"enterprise_id": ["not_found"]})
    if not as_one_of_many and not by.holds(KEEPING, queries.circles(work, dict(data))):
        if by.sees(work.keys("enterprise", enterprise)):
            raise NotPermitted
        if was_delivered(work.connection, enterprise["id"], by.user_id, work.now):
            raise MayNoLonger
        raise NotFound(errors={"enterprise_id": ["not_found"]})
    values = {
        **data, "id": record_id, "state": "registered", "state_by": work.author(by),
        "state_at": clock.stamp(work.now), "recent": "[]", "open_conflicts": [],
    }  # fmt: skip
    row = work.add("certificate", values, by)
    said = {name: {"was": None, "now": value} for name, value in data.items() if value is not None}
    work.note("certificate", row, by, "create", to_state="registered", changes=said)
    return row


def may_keep(work: Work, row: Row, by: Caller) -> None:
    """May `by` write in this ledger now? Raises MayNoLonger."""
    if not by.holds(KEEPING, queries.circles(work, row)):
        raise MayNoLonger


def correct(work: Work, row: Row, values: Mapping[str, Any], by: Caller) -> None:
    """What a line of a list says otherwise, by somebody who may bring it in."""
    work.change("certificate", row, values)
    work.note("certificate", row, by, "set")


def withdraw(
    work: Work, row: Row, said: Mapping[str, Any], by: Caller, *, as_one_of_many: bool = False
) -> None:
    """It counts no more: the holder left the enterprise, or it was entered by mistake. Raises MayNoLonger.

    Whoever withdraws what somebody else has withdrawn already meant the same; the first reason stays.
    """
    if not as_one_of_many:
        may_keep(work, row, by)
    if row["state"] == "withdrawn":
        return
    moved = {"state": "withdrawn", "state_by": work.author(by), "state_at": clock.stamp(work.now)}
    work.change("certificate", row, {**moved, "withdrawn_because": said["reason"]})
    work.note(
        "certificate", row, by, "act", action="withdraw", from_state="registered", to_state="withdrawn", args=dict(said)
    )


def taken_out(work: Work, enterprise: str, count: int, by: Caller) -> None:
    """Somebody took the whole ledger out of the system: the enterprise's history says who, when, and how much."""
    place = work.get("enterprise", enterprise)
    if place is not None:
        work.note("enterprise", place, by, "ledger_exported", count=count)


def show_to_invited(work: Work, enterprise: Row) -> None:
    """Who is sent there became another: the ledger comes to the phones of experts who are, and leaves the others'."""
    queries.forget(work, enterprise)
    ledger = work.find("certificate", enterprise_id=enterprise["id"])
    if ledger and work.keys("certificate", ledger[0]) != queries.fed_to(work, ledger[0]):
        for row in ledger:
            work.rekey("certificate", row)
