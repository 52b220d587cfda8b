"""The table of what people were told."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Synced


class Notice(Synced, db.Model):
    """One sentence for one person about one record, written in the transaction of the change it tells of."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_user_id_id", "user_id", "id"),
        Index("ix_notices_about_id", "about_id"),
    )

    user_id: Mapped[str] = mapped_column(Id)
    #: What happened, for the app: `assigned`, `sent_back`, `closed` …
    kind: Mapped[str] = mapped_column(String(40))
    #: In the person's language when it was written.
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(Text)
    about_type: Mapped[str | None] = mapped_column(String(20))
    about_id: Mapped[str | None] = mapped_column(Id)
    #: RFC 3339; null until read.
    read_at: Mapped[str | None] = mapped_column(String(40))
