"""The tables of draws: each with the lists it was drawn from, and who may not check whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json

#: A seed is made; the lists are frozen and published with its hash; the lot is drawn and the seed told. Or it is given
#: up.
STATES = ("prepared", "announced", "drawn", "cancelled")


class Draw(db.Model):
    """One draw; what it was drawn from is never changed afterwards."""

    __tablename__ = "draws"
    __table_args__ = (Index("ix_draws_area_id", "area_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: As people read it, in a running series: a draw that was given up leaves its number.
    number: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    area_id: Mapped[str] = mapped_column(Id)
    #: {"grades", "sectors", "traits", "not_checked_since", "roles", "days"}: who comes into the lists.
    conditions: Mapped[dict[str, Any]] = mapped_column(Json)
    #: How many enterprises, and how many inspectors for each.
    count: Mapped[int] = mapped_column(Integer)
    each: Mapped[int] = mapped_column(Integer)
    #: YYYY-MM-DD, the last day of the checks.
    due_date: Mapped[str] = mapped_column(String(10))
    checklist_id: Mapped[str | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(12))

    #: Hex of 32 random bytes, made before anybody knows the lists; told when it is drawn.
    seed: Mapped[str] = mapped_column(String(64))
    #: SHA-256 of the seed's bytes, told from the announcement on.
    seed_hash: Mapped[str] = mapped_column(String(64))
    #: Hex of 32 random bytes that tokens are made with; told when the checks are over.
    salt: Mapped[str] = mapped_column(String(64))
    salt_hash: Mapped[str] = mapped_column(String(64))
    #: The frozen lists: {"enterprises": {token: id}, "inspectors": {token: id},
    #: "excluded": [{"enterprise", "inspector", "because"}]}, in tokens.
    pool: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: [{"enterprise", "inspectors", "plan"}], in tokens and the plan's id (null where the enterprise is gone).
    result: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)

    created_by: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    announced_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    announced_at: Mapped[datetime | None]
    drawn_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    drawn_at: Mapped[datetime | None]
    cancelled_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str | None] = mapped_column(Text)


#: What ties somebody to an enterprise, in the fewest words: nobody needs to know more to leave him out.
INTERESTS = ("relative", "shares", "former", "lives", "other")


class Interest(db.Model):
    """Somebody who may not check an enterprise, because he or his office said so."""

    __tablename__ = "interests"
    __table_args__ = (
        Index("ix_interests_account_id", "account_id"),
        Index("ix_interests_enterprise_id", "enterprise_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(Id)
    enterprise_id: Mapped[str] = mapped_column(Id)
    #: One of INTERESTS.
    kind: Mapped[str] = mapped_column(String(12))
    declared_by: Mapped[dict[str, Any]] = mapped_column(Json)
    declared_at: Mapped[datetime]
    withdrawn_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    withdrawn_at: Mapped[datetime | None]
