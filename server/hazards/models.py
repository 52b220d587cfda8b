"""The tables of hazards and of what people say about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class Hazard(Synced, db.Model):
    """Something at a place that could hurt someone, and what is being done about it."""

    __tablename__ = "hazards"
    __table_args__ = (
        Index("ix_hazards_enterprise_id", "enterprise_id"),
        Index("ix_hazards_area", "area"),
        Index("ix_hazards_created_at_id", "created_at", "id"),
        Index("ix_hazards_state_due_date", "state", "due_date"),
        Index("ix_hazards_closed_at", "closed_at"),
    )

    #: Where it is: at an enterprise, or (when that is null) somewhere in an area.
    enterprise_id: Mapped[str | None] = mapped_column(Id)
    area: Mapped[str | None] = mapped_column(Id)
    place: Mapped[str | None] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(String(40))
    severity: Mapped[str] = mapped_column(String(20))
    #: Code of the checklist item that a suspicion points at.
    criterion: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    #: RFC 3339, as the phone sent it.
    found_at: Mapped[str | None] = mapped_column(String(40))
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    disposal: Mapped[str | None] = mapped_column(String(20))
    #: The walkthrough on which it was found; `criterion` then is the item.
    walkthrough_id: Mapped[str | None] = mapped_column(Id)
    #: The closed hazard that came back, where this is one.
    recurs_of: Mapped[str | None] = mapped_column(Id)

    #: The plan, changed by acts only; YYYY-MM-DD.
    due_date: Mapped[str | None] = mapped_column(String(10))
    #: Who puts it right, in words: often somebody without an account.
    responsible: Mapped[str | None] = mapped_column(String(200))
    measures: Mapped[str | None] = mapped_column(Text)
    funds_fen: Mapped[int | None] = mapped_column(BigInteger)
    contingency_plan: Mapped[str | None] = mapped_column(Text)
    interim_controls: Mapped[str | None] = mapped_column(Text)
    #: Raised to major after assigning: no acceptance until `assign` completes the plan.
    plan_incomplete: Mapped[bool] = mapped_column(default=False)
    #: {"by", "at", "photo"}: the principal signed this very plan.
    plan_signed: Mapped[dict[str, Any] | None] = mapped_column(Json)

    state: Mapped[str] = mapped_column(String(20))
    #: {"id", "name"} of who brought it to its state, and when (RFC 3339 of the server).
    state_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    state_at: Mapped[str | None] = mapped_column(String(40))
    #: As people read it: 新度〔2026〕0318.
    number: Mapped[str | None] = mapped_column(String(80))
    #: Which try at putting it right, from 1.
    round: Mapped[int] = mapped_column(Integer, default=1)
    submitted_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    accepted_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    closed_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: Why it came about, said by who closes a major one.
    cause: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]
    #: The open request for more time: {"due_date", "reason", "interim_controls", "by", "at"}.
    extension: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: {"level", "by", "at"}: under listed supervision.
    listed: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: {"what", "by", "at"}: not to be used until examined.
    stopped: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: [{"kind", "number", "issued_on", "by", "at"}]: enforcement documents, made elsewhere.
    documents: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    merged_into: Mapped[str | None] = mapped_column(Id)
    #: Experts who were asked, and what they said: {"expert", "question", "by", "at"} and, once he has answered,
    #: {"text", "photo", "severity", "given_at"}; one who took part in finding it is not asked first.
    opinions: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    transferred_to: Mapped[str | None] = mapped_column(String(200))

    #: Who sees it as its reporter until 30 days after it closed.
    reporter_id: Mapped[str] = mapped_column(Id)
    #: After photos that were there when it last became rectifying; they prove nothing about this round.
    old_after: Mapped[list[str]] = mapped_column(Json)
    #: Who took the after photos that were submitted.
    after_by: Mapped[list[str]] = mapped_column(Json)
    #: The last events as they travel, a JSON list kept by `Work.note`.
    recent: Mapped[str] = mapped_column(Text)
    #: Ids of conflicts that a person should look at, kept by the engine.
    open_conflicts: Mapped[list[str]] = mapped_column(Json)


class Comment(Synced, db.Model):
    """A sentence about a record, by someone who may see it."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_owner_id", "owner_id"),)

    owner_type: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[str] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text)
    #: The owner's version when this was said: an act that judged the owner after it has used it.
    owner_version: Mapped[int] = mapped_column(Integer)
