"""The table of reports by which somebody asks his administrator why his phone does not send."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json


class PhoneReport(db.Model):
    """A phone's diary of sending at one moment: counts, codes and times, and nothing anybody wrote."""

    __tablename__ = "phone_reports"
    __table_args__ = (Index("ix_phone_reports_device_id_received_at", "device_id", "received_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, index=True)
    device_id: Mapped[str] = mapped_column(Id)
    received_at: Mapped[datetime] = mapped_column(index=True)
    #: As `schemas.ReportSaid` let it through.
    report: Mapped[dict[str, Any]] = mapped_column(Json)
