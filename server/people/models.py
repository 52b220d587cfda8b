"""The tables of people: who may sign in, what each is and where, and on which devices he is signed in.

Nothing here can be turned back into a secret: passwords are argon2id hashes, tokens and links SHA-256 of what
only their holder has.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Id, db
from ..permissions import Role
from ..sync.models import Json


class Account(db.Model):
    """A person who may sign in, or who was invited to."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: What he types to sign in, folded (see passwords.fold); null until he accepted his invitation.
    login: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100), index=True)
    phone: Mapped[str | None] = mapped_column(String(30))
    #: `zh` or `en`.
    locale: Mapped[str] = mapped_column(String(5), default="zh")
    #: argon2id in its own notation; null until a password was chosen.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    #: A person who left keeps his name in history and cannot sign in.
    active: Mapped[bool] = mapped_column(default=True)
    #: Belongs to the demo district; an installation in earnest refuses it.
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Id)

    posts: Mapped[list[Post]] = relationship(
        back_populates="account", order_by="Post.starts_on, Post.id", lazy="selectin"
    )


class Post(db.Model):
    """What somebody is, where, and from which day to which; both days count."""

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("area_id IS NULL OR enterprise_id IS NULL", name="one_place"),
        CheckConstraint(
            "role = 'admin' OR area_id IS NOT NULL OR enterprise_id IS NOT NULL",
            name="only_an_admin_without_place",
        ),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="days_in_order"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    #: Id of an area or of an enterprise; neither means the whole installation (an administrator only).
    area_id: Mapped[str | None] = mapped_column(Id, index=True)
    enterprise_id: Mapped[str | None] = mapped_column(Id, index=True)
    #: What it says on the door: 安全总监, 信息员.
    title: Mapped[str | None] = mapped_column(String(100))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    #: Taken away at this moment, before the day was over.
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Id)
    ended_by: Mapped[str | None] = mapped_column(Id)

    account: Mapped[Account] = relationship(back_populates="posts")

    def holds(self, day: date) -> bool:
        """Does the post count on this day?"""
        begun = self.starts_on <= day
        return begun and self.ended_at is None and (self.ends_on is None or day <= self.ends_on)

    def is_over(self, day: date) -> bool:
        """Will it never count again?"""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < day)

    @property
    def known_role(self) -> Role:
        return Role(self.role)


class Session(db.Model):
    """Somebody signed in on one device until he signs out, is signed out, or stays away for 90 days."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id"), index=True)
    #: SHA-256 of the token in hex.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]


class Link(db.Model):
    """An address that lets somebody in once: an invitation, or a new password."""

    __tablename__ = "links"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: `invitation` or `reset`.
    kind: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Id)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class FailedTry(db.Model):
    """A password that was wrong; counted over all workers, since they share the database."""

    __tablename__ = "failed_tries"
    __table_args__ = (Index("ix_failed_tries_subject_at", "subject", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: Keyed hash of the login or of the address it came from: neither can be read back.
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)


class PeopleImport(db.Model):
    """A list of people that was shown and waits to be taken."""

    __tablename__ = "people_imports"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_by: Mapped[str] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(index=True)
    #: The lines as they were understood, one object each (see imports.py).
    rows: Mapped[list[dict[str, object]]] = mapped_column(Json)
    taken_at: Mapped[datetime | None]
