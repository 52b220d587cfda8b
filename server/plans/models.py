"""The tables of planning: walkthroughs that were assigned, and the rules by which they become due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class Plan(Synced, db.Model):
    """One walkthrough assigned to somebody."""

    __tablename__ = "plans"
    __table_args__ = (
        Index("ix_plans_enterprise_id", "enterprise_id"),
        Index("ix_plans_state_due_date", "state", "due_date"),
        Index("ix_plans_draw_id", "draw_id"),
    )

    enterprise_id: Mapped[str] = mapped_column(Id)
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
    #: The hazard that is looked at again (回头看).
    hazard_id: Mapped[str | None] = mapped_column(Id)
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
    #: Where it is written, in words.
    source: Mapped[str | None] = mapped_column(Text)
    #: How sure that is: one of frequency.CERTAINTIES.
    certainty: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    ended_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    ended_at: Mapped[datetime | None]
