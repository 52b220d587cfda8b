"""An expert is asked about a hazard, and says with his signature what he thinks of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from .. import clock
from ..people.models import Account, Post
from ..permissions import Caller, Role
from ..places.models import Enterprise
from ..places.queries import ancestors, subtree
from ..sync.collections import ActOutcome
from . import editing, problems, telling
from .queries import photos_of
from .reporting import JUDGES
from .step import Step

_POSTS, _ACCOUNTS, _ENTERPRISES = Post.__table__, Account.__table__, Enterprise.__table__
_OFFICES = frozenset({Role.TOWNSHIP, Role.DISTRICT})


def invite_expert(step: Step) -> ActOutcome:
    """Ask an expert; from now on he sees the hazard while it is open. Raises NoSuchExpert, AlreadyAsked."""
    expert = next((one for one in experts(step.work.connection, step.by) if one["id"] == step.said["expert"]), None)
    if expert is None:
        raise problems.NoSuchExpert(errors={"expert": ["unknown_code"]})
    named = {"id": expert["id"], "name": expert["name"]}
    so_far = step.row["opinions"] or []
    if any(one["expert"]["id"] == named["id"] and "given_at" not in one for one in so_far):
        raise problems.AlreadyAsked(expert=named["name"])
    question = step.said["question"].strip()
    done = step.write({"opinions": [*so_far, {"expert": named, "question": question, **step.mark}]}, expert=named)
    telling.people(step, [named["id"]], "expert_invited", question=question)
    return done


def give_opinion(step: Step) -> ActOutcome:
    """Say what he thinks, signed. How severe he finds it counts as any expert's judgement: only where he is one.
    After it closed it is kept as said, marked late, and judges nothing any more.

    Raises SignatureNeeded when the photo is not his own signature, and what judging raises.
    """
    row, me = step.row, step.by.me
    signature = next((one for one in photos_of(step.work, row, "signature") if one["id"] == step.said["photo"]), None)
    if signature is None or signature["created_by"]["id"] != me["id"]:
        raise problems.SignatureNeeded(missing=["signature"])
    said = {name: step.said[name] for name in ("text", "photo", "severity") if name in step.said}
    closed = row["state"] == "closed"
    given = {**said, "given_at": clock.stamp(step.work.now), **({"late": True} if closed else {})}
    so_far = list(row["opinions"] or [])
    open_ = [n for n, one in enumerate(so_far) if one["expert"]["id"] == me["id"] and "given_at" not in one]
    asked = so_far[open_[0]] if open_ else {"expert": me}
    if open_:
        so_far[open_[0]] = {**asked, **given}
    else:
        so_far.append({**asked, **given})
    if not signature["used"]:
        step.work.mark("photo", signature, {"used": True})
    if not closed:
        _judge(step)
    done = step.write({"opinions": so_far}, photos=[signature["id"]])
    also = [asked["by"]["id"]] if "by" in asked else []
    telling.township(step, "opinion_given", also=also, text=step.said["text"])
    return done


def _judge(step: Step) -> None:
    """What he says of the severity goes through the gate by which any expert judges; elsewhere it is only said."""
    wanted, row = step.said.get("severity"), step.row
    if wanted is None or wanted == row["severity"]:
        return
    if JUDGES.isdisjoint(step.by.roles_at(step.work.keys("hazard", row))):
        return
    changes: dict[str, Any] = {"severity": wanted}
    if wanted == "major_suspected" and "criterion" in step.said:
        changes["criterion"] = step.said["criterion"]
    editing.may_set(step.work, row, changes, step.by)
    if not step.planned({"severity": wanted}):
        return
    step.work.change("hazard", row, changes)
    editing.after_set(step.work, row, changes, step.by)


def experts(connection: Connection, by: Caller) -> list[dict[str, Any]]:
    """Whom an office may ask: people with an expert's post in its area, below it or above it, by name."""
    own = [held.area_id for held in by.holdings if held.role in _OFFICES and held.area_id is not None]
    areas = set(subtree(connection, own)).union(*(ancestors(connection, area) for area in own))
    if not areas:
        return []
    today = clock.today()
    there = select(_ENTERPRISES.c.id).where(_ENTERPRISES.c.area_id.in_(areas))
    query = (
        select(_ACCOUNTS.c.id, _ACCOUNTS.c.name, _POSTS.c.title)
        .join(_POSTS, _POSTS.c.account_id == _ACCOUNTS.c.id)
        .where(
            _POSTS.c.role == Role.EXPERT.value,
            or_(_POSTS.c.area_id.in_(areas), _POSTS.c.enterprise_id.in_(there)),
            _POSTS.c.starts_on <= today,
            or_(_POSTS.c.ends_on.is_(None), _POSTS.c.ends_on >= today),
            _POSTS.c.ended_at.is_(None),
            _ACCOUNTS.c.active,
        )
        .order_by(_ACCOUNTS.c.name, _ACCOUNTS.c.id)
    )
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute(query):
        one = found.setdefault(row.id, {"id": row.id, "name": row.name})
        if row.title:
            one.setdefault("title", row.title)
    return list(found.values())
