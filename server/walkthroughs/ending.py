"""How a walkthrough ends: it is finished, signed or not signed by the enterprise, or taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .. import clock
from ..certificates import operations as certificates
from ..permissions import Caller, Role
from ..places import documents
from ..plans import operations as plans
from ..problems import NotPermitted
from ..sync.collections import MayNoLonger, Row
from ..sync.work import Work
from . import problems, queries, rules, telling

Said = Mapping[str, Any]
_OFFICES = frozenset({Role.TOWNSHIP, Role.DISTRICT})
_INSPECTING = _OFFICES | {Role.GRID, Role.EXPERT}
_ANSWERING = frozenset({Role.PRINCIPAL, Role.MANAGER})


def finish(work: Work, row: Row, said: Said, by: Caller) -> None:
    """Everything that is asked here was answered, and proven where proof is wanted.

    Raises MayNoLonger, NotNow, AnswersMissing, EvidenceMissing.
    """
    _require_walker(work, row, by)
    if row["state"] == "finished" and row["state_by"]["id"] == work.author(by)["id"]:
        return
    _require_state(row, "walking")
    answers = queries.answers_of(work, row)
    wanted = queries.shown(work, row, answers)
    if missing := rules.unanswered(wanted, answers):
        raise problems.AnswersMissing(items=missing, count=len(missing))
    _require_proof(work, row, wanted, answers)
    place = {name: said[name] for name in ("lat", "lon", "accuracy_m") if name in said} or None
    finished_at = said.get("finished_at") or work.context.claimed_at or work.context.at
    _move(work, row, "finished", by, {"finished_at": finished_at, "left_at": place}, "finish", said)


def _require_proof(work: Work, row: Row, wanted: list[Said], answers: list[Row]) -> None:
    proof = {item["code"]: item for item in wanted}
    asks = [each for each in answers if each["item"] in proof and rules.proof_wanted(proof[each["item"]], each)]
    photographed = queries.photographed(work, row, asks) if asks else set()
    if missing := rules.unproven(wanted, asks, photographed):
        raise problems.EvidenceMissing(items=missing, count=len(missing))


def sign(work: Work, row: Row, said: Said, by: Caller) -> None:
    """Sign for what was found, on the glass of a walker's phone, or of one's own.

    What he signed is his `digest`; whether it is still what was found, everybody sees by comparing.
    Raises MayNoLonger, NotNow, SignatureMissing.
    """
    if said["role"] == rules.INSPECTOR or not by.holds(_ANSWERING, {f"e:{row['enterprise_id']}"}):
        _require_walker(work, row, by)
    if any(each["photo"] == said["photo"] for each in row["signatures"]):
        return
    _require_state(row, "finished", "signed")
    photo = work.get("photo", said["photo"])
    if photo is None or photo["deleted"] or photo["owner_id"] != row["id"] or photo["role"] != "signature":
        raise problems.SignatureMissing
    work.change("photo", photo, {"used": True})
    signature = {**said, "by": work.author(by), "at": work.context.at}
    work.change("walkthrough", row, {"signatures": [*row["signatures"], signature]})
    _settle(work, row, by, "sign", said)


def refuse_signature(work: Work, row: Row, said: Said, by: Caller) -> None:
    """The enterprise would not sign: it is recorded, and the district is told (安全生产法 第六十八条).

    The record and every deadline stand all the same. Raises MayNoLonger, NotNow.
    """
    _require_walker(work, row, by)
    known = row["refusal"]
    if known is not None and known["by"]["id"] == work.author(by)["id"] and known["reason"] == said["reason"]:
        return
    _require_state(row, "finished", "signed")
    refusal = {**said, "by": work.author(by), "at": work.context.at}
    work.change("walkthrough", row, {"refusal": refusal})
    _settle(work, row, by, "refuse_signature", said)
    telling.refused(work, row, by)


def withdraw(work: Work, row: Row, said: Said, by: Caller) -> None:
    """It was a mistake; what was found stays on the list. By whoever began it, or the township or district.

    Raises NotPermitted, NotNow once it is signed.
    """
    office = by.holds(_OFFICES, queries.circles(work, row))
    if not office and (row["created_by"] or {}).get("id") != work.author(by)["id"]:
        raise NotPermitted
    if row["state"] == "withdrawn" and row["state_by"]["id"] == work.author(by)["id"]:
        return
    _require_state(row, "walking", "finished")
    _move(work, row, "withdrawn", by, {"withdrawn_because": said["reason"]}, "withdraw", said)


def add_document(work: Work, row: Row, said: Said, by: Caller) -> None:
    """Write down the number of an enforcement document; the papers tell it, and no signature binds it.

    Raises NotPermitted, MayNoLonger, Withdrawn.
    """
    _require_clerk(work, row, by)
    mark = {"by": work.author(by), "at": clock.stamp(work.now)}
    _keep_documents(work, row, documents.added(row["documents"], said, mark), "add_document", said, by)


def remove_document(work: Work, row: Row, said: Said, by: Caller) -> None:
    """It was written down by mistake; history keeps it, with the reason.

    Raises NotPermitted, MayNoLonger, Withdrawn, NoSuchDocument.
    """
    _require_clerk(work, row, by)
    _keep_documents(work, row, documents.without(row["documents"], said), "remove_document", said, by)


def _keep_documents(
    work: Work, row: Row, kept: list[documents.Document] | None, action: str, said: Said, by: Caller
) -> None:
    if kept is not None:
        work.change("walkthrough", row, {"documents": kept})
        work.note("walkthrough", row, by, "act", action=action, args=dict(said))


VERBS: Mapping[str, Callable[[Work, Row, Said, Caller], None]] = {
    "finish": finish,
    "sign": sign,
    "refuse_signature": refuse_signature,
    "withdraw": withdraw,
    "add_document": add_document,
    "remove_document": remove_document,
}


def renew(work: Work, row: Row) -> None:
    """Something of its content changed: once for all ops of a batch, its digest and score follow."""
    work.say_together(_renew, row["id"])


def _renew(work: Work, walkthroughs: list[str]) -> None:
    for each in dict.fromkeys(walkthroughs):
        row = work.get("walkthrough", each)
        if row is None:
            continue
        answers = queries.answers_of(work, row)
        told = {
            "digest": rules.digest(row["id"], row["checklist_id"], answers, row["hazards"]),
            "score": rules.score(queries.shown(work, row, answers), answers),
        }
        if any(row[name] != value for name, value in told.items()):
            work.change("walkthrough", row, told)


def _settle(work: Work, row: Row, by: Caller, action: str, said: Said) -> None:
    if row["state"] == "finished" and rules.is_signed(row):
        _move(work, row, "signed", by, {}, action, said)
    else:
        work.note("walkthrough", row, by, "act", action=action, args=dict(said))


def _move(work: Work, row: Row, to: str, by: Caller, values: Said, action: str, said: Said) -> None:
    before = row["state"]
    moved = {"state": to, "state_by": work.author(by), "state_at": clock.stamp(work.now)}
    work.change("walkthrough", row, {**values, **moved})
    work.note("walkthrough", row, by, "act", action=action, from_state=before, to_state=to, args=dict(said) or None)
    plans.followed(work, row, by)
    show_ledger(work, row)


def show_ledger(work: Work, row: Row) -> None:
    """An expert who walks along sees the enterprise's certificates while it goes on."""
    enterprise = work.get("enterprise", row["enterprise_id"])
    if enterprise is not None:
        certificates.show_to_invited(work, enterprise)


def _require_walker(work: Work, row: Row, by: Caller) -> None:
    """One of those who walk it, or who could. Raises MayNoLonger."""
    if any(one.get("id") == by.user_id for one in row["inspectors"]):
        return
    wanted = _ANSWERING if row["kind"] == "self_check" else _INSPECTING
    if not by.holds(wanted, queries.circles(work, row)):
        raise MayNoLonger


def _require_clerk(work: Work, row: Row, by: Caller) -> None:
    """The offices, and who inspects there. Raises NotPermitted, MayNoLonger, Withdrawn."""
    circles = queries.circles(work, row)
    if not keeps_documents(row, by, circles):
        raise MayNoLonger if keeps_documents(row, by.as_formerly(), circles) else NotPermitted
    if row["state"] == "withdrawn":
        raise problems.Withdrawn(by=row["state_by"])


def keeps_documents(row: Row, by: Caller, keys: Iterable[str]) -> bool:
    """Does he write down numbers: as an office of the place, or as one of those who inspect there?"""
    inspects = row["kind"] == "inspection" and any(held.role in _INSPECTING for held in by.holdings)
    walks = any(one.get("id") == by.user_id for one in row["inspectors"])
    return (inspects and walks) or by.holds(_OFFICES, keys)


def _require_state(row: Row, *states: str) -> None:
    if row["state"] not in states:
        raise problems.NotNow(state=row["state"], by=row["state_by"], at=row["state_at"])
