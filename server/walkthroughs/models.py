"""The tables of walkthroughs: somebody goes through an enterprise with a checklist, item by item."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class Walkthrough(Synced, db.Model):
    """One visit with one checklist; who walked, what came of it, and who signed for it."""

    __tablename__ = "walkthroughs"
    __table_args__ = (
        Index("ix_walkthroughs_enterprise_id", "enterprise_id"),
        Index("ix_walkthroughs_checklist_id", "checklist_id"),
        Index("ix_walkthroughs_visit_id", "visit_id"),
    )

    enterprise_id: Mapped[str] = mapped_column(Id)
    checklist_id: Mapped[str] = mapped_column(Id)
    #: The checklist's version when this began: it goes on with those questions, whatever becomes of the checklist.
    checklist_version: Mapped[int] = mapped_column(Integer)
    plan_id: Mapped[str | None] = mapped_column(Id)
    #: Walkthroughs of one visit to several enterprises on the same premises (厂中厂) share it.
    visit_id: Mapped[str | None] = mapped_column(Id)
    #: `inspection` by those who look after the place, `self_check` by the enterprise's own.
    kind: Mapped[str] = mapped_column(String(20))
    #: [{"id", "name"}]; whoever answers an item joins them.
    inspectors: Mapped[list[Any]] = mapped_column(Json)
    #: RFC 3339, as the phone said: on arrival, and when they left. The place is a fact of the record, not a mark.
    started_at: Mapped[str | None] = mapped_column(String(40))
    finished_at: Mapped[str | None] = mapped_column(String(40))
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    #: {"lat", "lon", "accuracy_m"} where `finish` was said.
    left_at: Mapped[dict[str, Any] | None] = mapped_column(Json)

    state: Mapped[str] = mapped_column(String(20))
    state_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    state_at: Mapped[str | None] = mapped_column(String(40))
    #: Weighted share of passed among passed and failed, 0 to 100; null where nothing was either.
    score: Mapped[int | None] = mapped_column(Integer)
    #: Ids of the hazards found on it, sorted.
    hazards: Mapped[list[str]] = mapped_column(Json)
    #: What a signature binds, as it stands now.
    digest: Mapped[str] = mapped_column(String(64))
    #: [{"role", "name", "photo", "digest", "by", "at"}]
    signatures: Mapped[list[Any]] = mapped_column(Json)
    #: {"reason", "witness", "by", "at"}: the enterprise would not sign.
    refusal: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: [{"kind", "number", "issued_on", "by", "at"}]: enforcement documents, made elsewhere; no part of the digest.
    documents: Mapped[list[Any] | None] = mapped_column(Json)
    withdrawn_because: Mapped[str | None] = mapped_column(Text)
    #: The last events as they travel, a JSON list kept by `Work.note`.
    recent: Mapped[str] = mapped_column(Text)
    #: Ids of conflicts that a person should look at, kept by the engine.
    open_conflicts: Mapped[list[str]] = mapped_column(Json)


class Answer(Synced, db.Model):
    """What was found at one item; its id follows from the walkthrough's and the item's code."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_walkthrough_id", "walkthrough_id"),)

    walkthrough_id: Mapped[str] = mapped_column(Id)
    #: The item's code.
    item: Mapped[str] = mapped_column(String(40))
    #: `pass`, `fail`, `na`.
    result: Mapped[str | None] = mapped_column(String(10))
    number: Mapped[float | None] = mapped_column(Float)
    choice: Mapped[str | None] = mapped_column(String(80))
    text: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    #: {"id", "name"} of who last set the result, and when (RFC 3339).
    answered_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    answered_at: Mapped[str | None] = mapped_column(String(40))
    #: Ids of conflicts that a person should look at, kept by the engine.
    open_conflicts: Mapped[list[str]] = mapped_column(Json)
