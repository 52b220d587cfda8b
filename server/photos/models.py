"""Photos as records, their bytes, whose bytes they are, and bytes on their way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Synced

#: SHA-256 in lower-case hex.
Hash = String(64)


class Photo(Synced, db.Model):
    """A picture that belongs to a record: what was found, what was put right, a signature."""

    __tablename__ = "photos"
    __table_args__ = (Index("ix_photos_owner_id", "owner_id"), Index("ix_photos_sha256", "sha256"))

    owner_type: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[str] = mapped_column(Id)
    #: before, after, site, signature, evidence.
    role: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(Hash)
    #: RFC 3339 text as the phone sent it.
    taken_at: Mapped[str | None] = mapped_column(String(40))
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    caption: Mapped[str | None] = mapped_column(Text)
    #: Its bytes are here, checked, and may serve this record.
    stored: Mapped[bool] = mapped_column(default=False)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    #: Bytes of the original.
    size: Mapped[int | None] = mapped_column(Integer)
    #: An act has relied on it: it can no longer be deleted.
    used: Mapped[bool] = mapped_column(default=False)


class Blob(db.Model):
    """Checked bytes, kept once whoever sent them."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(Hash, primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    #: JPEG, PNG, WEBP, HEIF: what the content is, whatever it was called.
    format: Mapped[str] = mapped_column(String(8))
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    stored_at: Mapped[datetime]
    #: Who sent them first.
    first_by: Mapped[str] = mapped_column(Id)


class BlobOwner(db.Model):
    """Who has sent these bytes in full: knowing their hash proves nothing, having them does."""

    __tablename__ = "blob_owners"

    sha256: Mapped[str] = mapped_column(Hash, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, primary_key=True)


class Upload(db.Model):
    """Bytes on their way: how far they are is what stands here, never how long the file is."""

    __tablename__ = "uploads"
    __table_args__ = (
        Index("ix_uploads_user_id_sha256", "user_id", "sha256"),
        Index("ix_uploads_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id)
    #: What the sender says the hash will be; null when he did not say.
    sha256: Mapped[str | None] = mapped_column(Hash)
    length: Mapped[int] = mapped_column(Integer)
    #: Bytes that are on disk for good.
    offset: Mapped[int] = mapped_column(Integer)
    #: Rises with every request that takes the upload over; an older one writes nothing more.
    generation: Mapped[int] = mapped_column(Integer)
    filename: Mapped[str | None] = mapped_column(String(255))
    filetype: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    #: Checked and in the store; the upload only remembers it for whoever lost the answer.
    stored: Mapped[bool] = mapped_column(default=False)
