"""One step with a hazard: what every act asks before it, and how it is written down.

The order of the questions is the protocol's: may this person see it and take the step at all, is it already done
by the same hand, where does the hazard stand, did it move since he looked, did he see what he judges, and only
then what the step itself needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .. import clock
from ..permissions import Caller
from ..problems import Invalid
from ..sync import conflicts
from ..sync.collections import ActOutcome, MayNoLonger, Row
from ..sync.conflicts import JudgedUnseen
from ..sync.merge import FIRST, STRICTER, same
from ..sync.work import Work
from . import checks, problems, queries, rules
from .events import StepTaken
from .plan import PLAN_FIELDS
from .states import ACTS, SEVERITIES

#: Acts that judge evidence: nobody signs off what he has not seen.
JUDGING = frozenset({"accept", "send_back"})
#: Acts that write down a fact, or what an expert found, whatever became of the hazard since he looked.
FACTS = frozenset({"add_document", "remove_document", "give_opinion"})


@dataclass
class Step:
    """An act that may be taken, with what was said; its verb changes the hazard through it."""

    work: Work
    row: Row
    act: str
    said: dict[str, Any]
    by: Caller
    #: What others did after this person looked.
    others: list[dict[str, Any]]
    #: Fields whose value gives way to a stricter one of this step, to be filed once it is written.
    gave_way: dict[str, Any] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    @property
    def to(self) -> str:
        return ACTS[self.act].leads[self.row["state"]]

    @property
    def day(self) -> date:
        return day_of(self.work)

    @property
    def mark(self) -> dict[str, Any]:
        """Who and when, as flags of a hazard keep it."""
        return {"by": self.by.me, "at": clock.stamp(self.work.now)}

    def write(self, changes: Mapping[str, Any] | None = None, *, stay: bool = False, **told: Any) -> ActOutcome:
        """Change the hazard, note the step in its history with what was said, and say what it came to.

        `stay`: the state stays although the step could lead on (the first of two acceptances).
        """
        before, after = self.row["state"], self.row["state"] if stay else self.to
        values = dict(changes or {})
        if before != after:
            values |= {"state": after, "state_by": self.by.me, "state_at": clock.stamp(self.work.now)}
        lost = {name: value for name, value in self.said.items() if name in self._kept}
        self.work.change("hazard", self.row, values)
        self.work.note(
            "hazard", self.row, self.by, "act", action=self.act,
            from_state=before if before != after else None, to_state=after if before != after else None,
            args=self.said or None, lost=lost or None, conflicted=bool(self.conflicts or self.gave_way), **told,
        )  # fmt: skip
        for name, (was, value, line) in self.gave_way.items():
            self.conflicts.append(
                conflicts.file_lost(
                    self.work, "hazard", self.row, name, was=was, current=self.row[name], incoming=value,
                    incoming_by=line["body"]["by"], incoming_at=line["body"]["at"], rule=STRICTER, by=self.by,
                )
            )  # fmt: skip
        self.work.announce(StepTaken(self.row["id"], self.act, before, after))
        return ActOutcome(tuple(self.conflicts))

    # --- the plan ------------------------------------------------------------------------------

    _kept: set[str] = field(default_factory=set)

    def planned(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The plan's values that come to stand, after what somebody else settled in the meantime.

        A date (or how severe it is) that somebody else changed after this person looked: the stricter stands, and
        a conflict tells both. Anything else of the plan that he could not know of stands until a person decides.
        """
        taken: dict[str, Any] = {}
        for name, value in values.items():
            line = self._changed_by_other(name)
            if line is None or same(self.row[name], value):
                taken[name] = value
                continue
            was = line["body"]["changes"][name]["was"]
            if name in _ORDERED and _is_stricter(name, value, self.row[name]):
                taken[name] = value
                self.gave_way[name] = (was, self.row[name], line)
                continue
            self._kept.add(name)
            self.conflicts.append(
                conflicts.file(
                    self.work, "hazard", self.row, name, was=was, current=self.row[name], incoming=value,
                    rule=STRICTER if name in _ORDERED else FIRST, by=self.by,
                )
            )  # fmt: skip
        return taken

    def _changed_by_other(self, name: str) -> dict[str, Any] | None:
        """The last line in which somebody else changed this field after the person looked."""
        return next((line for line in reversed(self.others) if name in line["body"].get("changes", {})), None)

    def require_not_past(self, name: str = "due_date") -> None:
        """A date somebody sets must not have passed when he set it."""
        if name in self.said and self.said[name] < self.day.isoformat():
            raise Invalid(errors={name: ["in_the_past"]})


#: Values of which the stricter stands, whoever said it.
_ORDERED = frozenset({"due_date", "severity"})


def _is_stricter(name: str, value: Any, other: Any) -> bool:
    if other is None:
        return True
    return SEVERITIES.index(value) < SEVERITIES.index(other) if name == "severity" else value < other


def day_of(work: Work) -> date:
    """The day on which the person did it: a phone that was away for a week still asked before the date."""
    return clock.day_of(min(clock.parse(work.context.at), work.now))


def begin(work: Work, row: Row, act: str, args: Mapping[str, Any], seen: int, by: Caller) -> Step | None:
    """Ask everything that does not depend on what the act itself needs; None when it is already done.

    Raises MayNoLonger (its author may no longer), ForSomebodyElse, Merged, TransitionNotAllowed, StateMoved,
    JudgedUnseen, the problems of the table's conditions, or Invalid for arguments.
    """
    _ask_permission(work, row, act, by)
    leads = ACTS[act].leads
    if row["state"] not in leads:
        if (
            row["state"] in leads.values()
            and (row["state_by"] or {}).get("id") == by.user_id
            and _same_way(row, act, args)
        ):
            return None
        if row["state"] == "merged":
            raise problems.Merged(into=row["merged_into"], state="merged", by=row["state_by"], at=row["state_at"])
        raise problems.TransitionNotAllowed(**rules.describe(row))
    others = queries.by_others_since(work, row, seen, by)
    if act not in FACTS and queries.moved_state(others) is not None:
        raise problems.StateMoved(**rules.describe(row))
    if act in JUDGING and (line := queries.touched_evidence(others, PLAN_FIELDS)) is not None:
        raise JudgedUnseen(by=line["body"]["by"], at=line["body"]["at"], version=row["version"])
    _ask_conditions(work, row, act, by)
    return Step(work, row, act, checks.arguments(act, args), by, others)


def _same_way(row: Row, act: str, args: Mapping[str, Any]) -> bool:
    return act != "merge" or args.get("into") == row["merged_into"]


def _ask_permission(work: Work, row: Row, act: str, by: Caller) -> None:
    keys = work.keys("hazard", row)
    if not by.sees(keys):
        raise MayNoLonger
    if rules.may(act, row, rules.roles_of(row, by, keys)):
        return
    if rules.may(act, row, by.as_formerly().roles_at(keys)):
        raise MayNoLonger
    raise rules.for_somebody_else(act)


def _ask_conditions(work: Work, row: Row, act: str, by: Caller) -> None:
    day = day_of(work)
    people = {by.user_id, work.author(by)["id"]}
    if act == "give_opinion" and row["state"] != "closed":
        row = {**row, "walkers": queries.walkers(work, row)}
    for need in rules.RULES[act].needs:
        if not all(need.holds(row, person, day) for person in people):
            raise need.refuse(row)
