"""The table of certificates: one card of one person at one enterprise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class Certificate(Synced, db.Model):
    """A line of the enterprise's ledger (特种作业人员台账)."""

    __tablename__ = "certificates"
    __table_args__ = (Index("ix_certificates_enterprise_id", "enterprise_id"),)

    enterprise_id: Mapped[str] = mapped_column(Id)
    holder: Mapped[str] = mapped_column(String(80))
    #: Code of the dictionary of kinds of work (taxonomy.CERTIFICATE_KINDS, and what the installation added).
    kind: Mapped[str] = mapped_column(String(40))
    #: Often the holder's identity number: for those who keep the ledger, and nowhere else.
    number: Mapped[str | None] = mapped_column(String(60))
    issuer: Mapped[str | None] = mapped_column(String(120))
    #: `YYYY-MM-DD`, as on the card: the last day is still a good one.
    issued_on: Mapped[str | None] = mapped_column(String(10))
    valid_until: Mapped[str] = mapped_column(String(10))
    review_due: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)

    #: `registered`, `withdrawn`.
    state: Mapped[str] = mapped_column(String(20))
    state_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    state_at: Mapped[str | None] = mapped_column(String(40))
    withdrawn_because: Mapped[str | None] = mapped_column(Text)
    #: The last events as they travel, a JSON list kept by `Work.note`.
    recent: Mapped[str] = mapped_column(Text)
    #: Ids of conflicts that a person should look at, kept by the engine.
    open_conflicts: Mapped[list[str]] = mapped_column(Json)
