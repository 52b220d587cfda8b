"""What whoever looks after a place decides about a hazard: is it one, whose is it, who puts it right by when."""

from __future__ import annotations

from ..sync.collections import ActOutcome
from ..sync.work import Work
from . import plan, problems, telling
from .plan import PLAN_FIELDS
from .problems import CannotMergeInto
from .queries import area_of, photos_of
from .step import Step


def confirm(step: Step) -> ActOutcome:
    """It is really there."""
    return step.write()


def reject(step: Step) -> ActOutcome:
    """Looked at, and found to be no hazard; the reporter is told why."""
    done = step.write()
    telling.reporter(step, "rejected", reason=step.said["reason"])
    return done


def merge(step: Step) -> ActOutcome:
    """The same hazard was reported twice: this one ends, and what it holds shows at the other."""
    into = step.work.get("hazard", step.said["into"])
    if (
        into is None
        or into["id"] == step.row["id"]
        or into["state"] in ("merged", "rejected")
        or not step.by.sees(step.work.keys("hazard", into))
        or not _same_place(step.work, step.row, into)
    ):
        raise CannotMergeInto(into=step.said["into"])
    done = step.write({"merged_into": into["id"]})
    step.work.touch("hazard", into)
    step.work.note("hazard", into, step.by, "merged_in", merged=step.row["id"], number=step.row["number"])
    telling.reporter(step, "merged", into=into["number"])
    return done


def _same_place(work: Work, one: dict, other: dict) -> bool:
    """Of the same enterprise; or, where one of them names none, in the same area."""
    if one["enterprise_id"] is not None and other["enterprise_id"] is not None:
        return one["enterprise_id"] == other["enterprise_id"]
    return area_of(work, one) == area_of(work, other)


def transfer(step: Step) -> ActOutcome:
    """It is for another authority (移送, 抄告); it stays on the list, marked."""
    return step.write({"transferred_to": step.said["to"], "extension": None})


def give_back(step: Step) -> ActOutcome:
    """The other authority gave it back."""
    return step.write({"transferred_to": None})


def assign(step: Step) -> ActOutcome:
    """Settle who puts it right by when, and how; from rectifying it changes or completes the plan.

    Raises PlanIncomplete naming what lacks, Invalid for a date that had passed.
    """
    row = step.row
    said = {name: value for name, value in step.said.items() if name in PLAN_FIELDS}
    if "due_date" not in said and row["due_date"] is None and row["severity"] != "major":
        proposed = plan.default_due(row["disposal"], step.day)
        said |= {"due_date": proposed} if proposed else {}
    step.require_not_past()
    missing = plan.lacks(row["severity"], {**{name: row[name] for name in PLAN_FIELDS}, **said})
    if missing:
        raise problems.PlanIncomplete(missing=missing, errors={name: ["required"] for name in missing})
    taken = step.planned(said)
    changed = any(row[name] != value for name, value in taken.items())
    changes = {**taken, "plan_incomplete": False}
    if changed:
        changes["plan_signed"] = None
    if row["state"] != "rectifying":
        changes |= fresh_round(step.work, row)
    done = step.write(changes)
    telling.enterprise(step, "assigned")
    return done


def fresh_round(work: Work, row: dict) -> dict:
    """A hazard that becomes rectifying: proof of an earlier time proves nothing now."""
    return {
        "old_after": [photo["id"] for photo in photos_of(work, row, "after")],
        "after_by": [],
        "submitted_by": None,
        "accepted_by": None,
        "extension": None,
    }


def decide_extension(step: Step) -> ActOutcome:
    """Grant more time or not. Raises Invalid for a date that had passed."""
    asked = step.row["extension"]
    changes: dict = {"extension": None}
    if step.said["granted"]:
        step.said.setdefault("due_date", asked["due_date"])
        step.require_not_past()
        changes |= step.planned({"due_date": step.said["due_date"]})
    done = step.write(changes, asked=asked)
    telling.people(step, [asked["by"]["id"]], "extension_granted" if step.said["granted"] else "extension_refused")
    return done
