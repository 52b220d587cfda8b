"""The tables of planning: walkthroughs that were assigned, and the rules by which they become due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class Plan(Synced, db.Model):
    """One walkthrough assigned to somebody."""

    __tablename__ = "plans"
    __table_args__ = (
        Index("ix_plans_enterprise_id", "enterprise_id"),
        Index("ix_plans_area_id", "area_id"),
        Index("ix_plans_state_due_date", "state", "due_date"),
        Index("ix_plans_draw_id", "draw_id"),
    )

    #: Null: a look-back at what lies at no enterprise, in `area_id`.
    enterprise_id: Mapped[str | None] = mapped_column(Id)
    area_id: Mapped[str | None] = mapped_column(Id)
    #: Null: whatever is proposed for the enterprise.
    checklist_id: Mapped[str | None] = mapped_column(Id)
    #: [{"id", "name"}]; empty while nobody was named.
    inspectors: Mapped[list[Any]] = mapped_column(Json)
    #: `YYYY-MM-DD`, the last day on which it may be walked.
    due_date: Mapped[str] = mapped_column(String(10))
    #: `YYYY-MM-DD`, not before; null for any day.
    starts_on: Mapped[str | None] = mapped_column(String(10))
    #: One of ways.WAYS.
    way: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    #: The hazard that is looked at again (回头看), the first of them.
    hazard_id: Mapped[str | None] = mapped_column(Id)
    #: Ids of all that one visit looks at again.
    hazards: Mapped[list[str] | None] = mapped_column(Json)
    #: [{"hazard", "outcome", "note", "found", "by", "at"}]: what was seen, in the order in which it came.
    looked: Mapped[list[Any] | None] = mapped_column(Json)
    #: The draw it came from (双随机).
    draw_id: Mapped[str | None] = mapped_column(Id)
    #: The rule by which it became due.
    rule_id: Mapped[str | None] = mapped_column(Id)

    #: `open`, `done`, `cancelled`.
    state: Mapped[str] = mapped_column(String(20))
    state_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    state_at: Mapped[str | None] = mapped_column(String(40))
    #: The walkthrough that was begun for it, as long as that is not withdrawn.
    walkthrough_id: Mapped[str | None] = mapped_column(Id)
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    #: Why others go, or on other days, said with the last such change.
    changed_because: Mapped[str | None] = mapped_column(Text)
    #: The last events as they travel, a JSON list kept by `Work.note`.
    recent: Mapped[str] = mapped_column(Text)
    #: Ids of conflicts that a person should look at, kept by the engine.
    open_conflicts: Mapped[list[str]] = mapped_column(Json)


class PlanRule(db.Model):
    """How often enterprises of a grade are walked in an area, from one day to another; read by day, never rewritten.

    A new rule for the same ends the old one the day before; what was planned by either can still be explained.
    """

    __tablename__ = "plan_rules"
    __table_args__ = (Index("ix_plan_rules_area_id", "area_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_id: Mapped[str] = mapped_column(Id)
    #: `red`, `orange`, `yellow`, `blue`.
    grade: Mapped[str] = mapped_column(String(10))
    #: Null: every sector.
    sector: Mapped[str | None] = mapped_column(String(20))
    #: Null: whatever is proposed for the enterprise.
    checklist_id: Mapped[str | None] = mapped_column(Id)
    #: One of ways.WAYS; `self_check` is for the enterprise's principal.
    way: Mapped[str] = mapped_column(String(20))
    #: Once in so many `unit`s (`months`, `days`).
    every: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(10))
    #: `YYYY-MM-DD`; both days count, null is without end.
    valid_from: Mapped[str] = mapped_column(String(10))
    valid_until: Mapped[str | None] = mapped_column(String(10))
    #: The rule that ended it by coming after it, and until when it would have counted without that one.
    ended_for: Mapped[str | None] = mapped_column(Id)
    until_before: Mapped[str | None] = mapped_column(String(10))
    #: Where it is written, in words.
    source: Mapped[str | None] = mapped_column(Text)
    #: How sure that is: one of frequency.CERTAINTIES.
    certainty: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    ended_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    ended_at: Mapped[datetime | None]


class LookBackSetting(db.Model):
    """After how many days closed hazards are looked at again in an area, from a day on until the next one.

    What closed before that day goes by what was set then.
    """

    __tablename__ = "look_back_settings"
    __table_args__ = (UniqueConstraint("area_id", "valid_from"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_id: Mapped[str] = mapped_column(Id)
    #: True: the area above says it, and the numbers here say nothing.
    above: Mapped[bool] = mapped_column(default=False)
    #: Days after closing, by severity; null: such hazards are not looked at again.
    major: Mapped[int | None] = mapped_column(Integer)
    major_suspected: Mapped[int | None] = mapped_column(Integer)
    general: Mapped[int | None] = mapped_column(Integer)
    #: Then it is looked at within so many days.
    within_days: Mapped[int] = mapped_column(Integer)
    #: `YYYY-MM-DD`
    valid_from: Mapped[str] = mapped_column(String(10))
    #: Where it is written, in words.
    source: Mapped[str | None] = mapped_column(Text)
    #: How sure that is: one of frequency.CERTAINTIES.
    certainty: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]


class LookBack(db.Model):
    """That one closing of a hazard has its plan: its key lets no second one in, whoever works it out."""

    __tablename__ = "look_backs"

    hazard_id: Mapped[str] = mapped_column(Id, primary_key=True)
    closed_at: Mapped[datetime] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(Id)
