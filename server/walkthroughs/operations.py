"""What may be done with a walkthrough: it is begun, its items are answered, and it is brought to its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import clock
from ..permissions import Caller, Role
from ..plans import operations as plans
from ..problems import Invalid, NotFound
from ..sync.collections import DONE, ActOutcome, MayNoLonger, Row, UnknownAction
from ..sync.readings import was_delivered
from ..sync.work import Work
from . import checks, ending, problems, queries, rules

#: Who checks where he looks after the place.
INSPECTING = frozenset({Role.GRID, Role.TOWNSHIP, Role.DISTRICT, Role.EXPERT})
#: Who checks his own enterprise, or (as its landlord) a tenant's.
ANSWERING = frozenset({Role.PRINCIPAL, Role.MANAGER})


def start(work: Work, walkthrough_id: str, data: Mapping[str, Any], by: Caller) -> Row:
    """Begin to go through an enterprise with a checklist, which stays as it is now.

    Raises NotFound for an enterprise he cannot know or may not check, MayNoLonger if it left his sight, Invalid for a
    checklist there is none of.
    """
    enterprise = work.get("enterprise", data["enterprise_id"])
    if enterprise is None or enterprise["deleted"]:
        raise NotFound(errors={"enterprise_id": ["not_found"]})
    keys = work.keys("enterprise", enterprise)
    if not by.holds(INSPECTING | ANSWERING, keys) and f"u:{by.user_id}" not in keys:
        if was_delivered(work.connection, enterprise["id"], by.user_id, work.now):
            raise MayNoLonger
        raise NotFound(errors={"enterprise_id": ["not_found"]})
    checklist = work.get("checklist", data["checklist_id"])
    if checklist is None or checklist["deleted"] or checklist["state"] == "draft":
        raise Invalid(errors={"checklist_id": ["not_found"]})
    author = work.author(by)
    inspectors = queries.named(work, data.get("inspectors") or [], author)
    own = any(held.role in ANSWERING and held.enterprise_id == enterprise["id"] for held in by.holdings)
    values = {
        **data, "id": walkthrough_id, "inspectors": inspectors, "checklist_version": checklist["version"],
        "kind": "self_check" if own else "inspection",
        "started_at": data.get("started_at") or work.context.claimed_at or work.context.at,
        "state": "walking", "state_by": author, "state_at": clock.stamp(work.now), "hazards": [], "signatures": [],
        "digest": rules.digest(walkthrough_id, checklist["id"], [], []), "recent": "[]", "open_conflicts": [],
    }  # fmt: skip
    row = work.add("walkthrough", values, by)
    said = {name: {"was": None, "now": value} for name, value in data.items() if value is not None}
    work.note("walkthrough", row, by, "create", to_state="walking", changes=said)
    plans.followed(work, row, by)
    ending.show_ledger(work, row)
    return row


def may_answer(work: Work, walkthrough: Row, by: Caller) -> None:
    """May `by` answer items of it now? Raises MayNoLonger, or Withdrawn.

    After it was finished or signed too: what comes late is taken, and signatures then show that the content changed.
    """
    if walkthrough["state"] == "withdrawn":
        raise problems.Withdrawn(by=walkthrough["state_by"])
    if any(one.get("id") == by.user_id for one in walkthrough["inspectors"]):
        return
    wanted = ANSWERING if walkthrough["kind"] == "self_check" else INSPECTING | ANSWERING
    circles = queries.circles(work, walkthrough)
    sent = walkthrough["kind"] == "inspection" and f"u:{by.user_id}" in circles
    if not by.holds(wanted, circles) and not sent:
        raise MayNoLonger
    if walkthrough["kind"] == "inspection" and _is_the_checked(walkthrough, by):
        raise MayNoLonger


def _is_the_checked(walkthrough: Row, by: Caller) -> bool:
    """Has he no post that checks, but only one at the very enterprise that is being checked?"""
    checks_it = any(held.role in INSPECTING for held in by.holdings)
    return not checks_it and any(held.enterprise_id == walkthrough["enterprise_id"] for held in by.holdings)


def answer(work: Work, record_id: str, data: Mapping[str, Any], by: Caller) -> Row:
    """Answer one item, whether or not it is asked there and whatever proof it wants: `finish` looks at that.

    Raises NotFound, MayNoLonger, Withdrawn, NoSuchItem, Invalid for an id that is not the item's.
    """
    walkthrough = seen(work, data["walkthrough_id"], by)
    may_answer(work, walkthrough, by)
    if record_id != rules.answer_id(walkthrough["id"], data["item"]):
        raise Invalid(errors={"id": ["not_the_items"]})
    if _item(work, walkthrough, data["item"]) is None:
        raise problems.NoSuchItem(item=data["item"])
    row = work.add("answer", {**data, "id": record_id, "open_conflicts": [], **_by(work, by)}, by)
    said = {name: {"was": None, "now": value} for name, value in data.items() if value is not None}
    work.note("answer", row, by, "create", changes=said)
    _judge(work, walkthrough, row, by)
    join(work, walkthrough, by)
    ending.renew(work, walkthrough)
    return row


def answered_anew(work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
    """An answer came to be another: who said so, and what the walkthrough now comes to."""
    if not changed.keys().isdisjoint(("result", "number", "choice", "text")):
        work.change("answer", row, _by(work, by))
    walkthrough = work.get("walkthrough", row["walkthrough_id"])
    if walkthrough is not None:
        _judge(work, walkthrough, row, by)
        join(work, walkthrough, by)
        ending.renew(work, walkthrough)


def _judge(work: Work, walkthrough: Row, row: Row, by: Caller) -> None:
    """What fails by itself fails, whatever the phone said; an older one says nothing."""
    item = _item(work, walkthrough, row["item"])
    result = rules.settled(item, row) if item is not None else row["result"]
    if result != row["result"]:
        said = {"result": {"was": row["result"], "now": result}}
        work.change("answer", row, {"result": result})
        work.note("answer", row, by, "judged", changes=said)


def _item(work: Work, walkthrough: Row, code: str) -> Mapping[str, Any] | None:
    every = rules.items(queries.sections_of(work, walkthrough))
    return next((item for item in every if item["code"] == code), None)


def _by(work: Work, by: Caller) -> dict[str, Any]:
    return {"answered_by": work.author(by), "answered_at": work.context.at}


def join(work: Work, walkthrough: Row, by: Caller) -> None:
    """Whoever answers an item is one of those who walk."""
    author = work.author(by)
    if all(one.get("id") != author["id"] for one in walkthrough["inspectors"]):
        work.change("walkthrough", walkthrough, {"inspectors": [*walkthrough["inspectors"], author]})
        work.note("walkthrough", walkthrough, by, "joined")
        ending.show_ledger(work, walkthrough)


def found(work: Work, walkthrough_id: str, hazard_id: str, by: Caller) -> None:
    """A hazard was found on it. Taking the hazard never hangs on this: one that is withdrawn, that he may not see
    (any more), or that he does not walk keeps its list, and so its signatures, as they are.
    """
    walkthrough = work.get("walkthrough", walkthrough_id)
    if walkthrough is None or not by.sees(work.keys("walkthrough", walkthrough)):
        return
    if hazard_id in walkthrough["hazards"]:
        return
    try:
        may_answer(work, walkthrough, by)
    except (MayNoLonger, problems.Withdrawn):
        return
    work.change("walkthrough", walkthrough, {"hazards": sorted([*walkthrough["hazards"], hazard_id])})
    ending.renew(work, walkthrough)
    work.note("walkthrough", walkthrough, by, "hazard_found", hazard=hazard_id)


def seen(work: Work, walkthrough_id: str, by: Caller) -> Row:
    """The walkthrough, for somebody who sees it. Raises NotFound, or MayNoLonger if it left his sight."""
    row = work.get("walkthrough", walkthrough_id)
    if row is None or row["deleted"]:
        raise NotFound
    if not by.sees(work.keys("walkthrough", row)):
        if was_delivered(work.connection, row["id"], by.user_id, work.now):
            raise MayNoLonger
        raise NotFound
    return row


def act(work: Work, row: Row, action: str, args: Mapping[str, Any], *, by: Caller) -> ActOutcome:
    """Take one step with a walkthrough. Raises UnknownAction, Invalid, and what the step raises."""
    if action not in ending.VERBS:
        raise UnknownAction(action=action)
    ending.VERBS[action](work, row, checks.arguments(action, args), by)
    return DONE
