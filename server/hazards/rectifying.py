"""Putting a hazard right, and somebody else looking whether it is: the two sides of the after photo."""

from __future__ import annotations

from ..problems import Invalid
from ..sync.collections import ActOutcome
from . import problems, telling
from .deciding import fresh_round
from .queries import new_after_photos, photos_of
from .step import Step


def sign_plan(step: Step) -> ActOutcome:
    """The principal takes the plan of a major hazard upon himself. Raises SignatureNeeded without his signature."""
    mine = [photo for photo in photos_of(step.work, step.row, "signature") if _by(photo) == step.by.user_id]
    fresh = [photo for photo in mine if not photo["used"]]
    if not fresh:
        raise problems.SignatureNeeded(missing=["signature"])
    signature = fresh[-1]
    _use(step, [signature])
    return step.write({"plan_signed": {**step.mark, "photo": signature["id"]}}, photos=[signature["id"]])


def fix_on_site(step: Step) -> ActOutcome:
    """A small thing was put right on the spot; somebody else still looks at it. Raises PhotoNeeded."""
    before, after = photos_of(step.work, step.row, "before"), new_after_photos(step.work, step.row)
    missing = [role for role, photos in (("before", before), ("after", after)) if not photos]
    if missing:
        raise problems.PhotoNeeded(missing=missing)
    return _submit(step, [*before, *after], after)


def submit_rectification(step: Step) -> ActOutcome:
    """Say that it is put right, with a photo that shows it; an open request for more time ends with it.

    Raises PhotoNeeded when no after photo arrived since it last became rectifying.
    """
    after = new_after_photos(step.work, step.row)
    if not after:
        raise problems.PhotoNeeded(missing=["after"])
    return _submit(step, after, after)


def _submit(step: Step, relied_on: list[dict], after: list[dict]) -> ActOutcome:
    _use(step, relied_on)
    done = step.write(
        {
            "submitted_by": step.work.author(step.by),
            "after_by": sorted({_by(photo) for photo in after}),
            "accepted_by": None,
            "extension": None,
        },
        photos=[photo["id"] for photo in relied_on],
    )
    telling.reviewers(step, "submitted")
    return done


def accept(step: Step) -> ActOutcome:
    """It is put right: the hazard closes; a major one only after a second person said so, too.

    Raises EvidenceNotStored while an after photo of this submission is not stored, OwnWork for whoever took one,
    Invalid when a major one has no cause.
    """
    row, me = step.row, step.by.me
    after = _judged(step)
    waiting = [photo["id"] for photo in after if not photo["stored"]]
    if waiting:
        raise problems.EvidenceNotStored(waiting=len(waiting), photos=waiting)
    cause = step.said.get("cause") or row["cause"]
    if row["severity"] == "major" and not (cause or "").strip():
        raise Invalid(errors={"cause": ["required"]})
    photos = [photo["id"] for photo in after]
    _use(step, photos_of(step.work, row))
    if row["severity"] == "major" and row["accepted_by"] is None:
        return step.write({"accepted_by": me, "cause": cause}, stay=True, photos=photos)
    delisted = row["listed"]
    done = step.write(
        {
            "accepted_by": row["accepted_by"] or me,
            "closed_by": me,
            "closed_at": step.work.now,
            "cause": cause,
            "listed": None,
        },
        photos=photos,
        delisted=delisted,
    )
    told = telling.enterprise(step, "accepted")
    telling.reporter(step, "closed", told=told)
    return done


def send_back(step: Step) -> ActOutcome:
    """It is not put right yet: another round, by a date. Raises Invalid without a date or anybody responsible."""
    row = step.row
    _judged(step)
    troubles = {name: ["required"] for name in ("responsible", "due_date") if not (step.said.get(name) or row[name])}
    if troubles:
        raise Invalid(errors=troubles)
    step.require_not_past()
    changes = {name: step.said[name] for name in ("due_date", "responsible") if name in step.said}
    _use(step, photos_of(step.work, row))
    done = step.write({**fresh_round(step.work, row), **changes, "round": row["round"] + 1})
    telling.enterprise(step, "sent_back", note=step.said["note"])
    return done


def request_extension(step: Step) -> ActOutcome:
    """Ask for more time before the time is over. Raises Invalid for a date that is not later."""
    if step.row["due_date"] is not None and step.said["due_date"] <= step.row["due_date"]:
        raise Invalid(errors={"due_date": ["not_later"]})
    step.require_not_past()
    done = step.write({"extension": {**step.said, **step.mark}})
    telling.reviewers(step, "extension_asked", reason=step.said["reason"])
    return done


def reopen(step: Step) -> ActOutcome:
    """It is back, or it was ended wrongly; a closed one is put right again by a date, in a new round."""
    row = step.row
    if row["state"] != "closed":
        return step.write({"merged_into": None})
    if "due_date" not in step.said:
        raise Invalid(errors={"due_date": ["required"]})
    step.require_not_past()
    changes = {name: step.said[name] for name in ("due_date", "responsible") if name in step.said}
    done = step.write(
        {
            **fresh_round(step.work, row),
            **changes,
            "round": row["round"] + 1,
            "closed_by": None,
            "closed_at": None,
        }
    )
    telling.enterprise(step, "reopened", reason=step.said["reason"])
    return done


def _judged(step: Step) -> list[dict]:
    """The after photos of this submission. Raises OwnWork when this person took one of them."""
    after = new_after_photos(step.work, step.row)
    if step.by.user_id in {_by(photo) for photo in after}:
        raise problems.OwnWork(by=step.row["submitted_by"])
    return after


def _use(step: Step, photos: list[dict]) -> None:
    """From now on an act relies on these photos: their author can no longer take them back."""
    for photo in photos:
        if not photo["used"]:
            step.work.mark("photo", photo, {"used": True})


def _by(photo: dict) -> str:
    return (photo["created_by"] or {}).get("id", "")
