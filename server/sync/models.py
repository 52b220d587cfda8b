"""The engine's tables: the clock that numbers changes, the feed phones read, answered ops, and history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db

#: A JSON value; JSONB on PostgreSQL.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
_REFUSED = text("status = 'rejected'")


class Synced:
    """What every record that a phone can hold has, beside its own fields."""

    #: UUIDv7 made by the phone that created it (or by the server).
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: Count of accepted changes, from 1.
    version: Mapped[int] = mapped_column(Integer)
    #: Number of the last change, from the clock; a trigger refuses a write that was not numbered.
    seq: Mapped[int] = mapped_column(BigInteger)
    #: Soft deletion: the row stays, phones are told `gone: deleted`.
    deleted: Mapped[bool] = mapped_column(default=False)
    #: {"id", "name"} of whoever made it.
    created_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    created_at: Mapped[datetime]
    #: RFC 3339 text of the server's last change; for people, never for order.
    updated_at: Mapped[datetime]


class Clock(db.Model):
    """One row: the number of the last change, and the head of the history's chain.

    Whoever writes synced rows holds this row's lock until the commit, so numbers come in commit order.
    `base` < number <= `seq` are the numbers of the transaction now writing; outside one they are equal.
    """

    __tablename__ = "sync_clock"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    base: Mapped[int] = mapped_column(BigInteger)
    #: Changes when the database is restored from a backup.
    epoch: Mapped[str] = mapped_column(Id)
    events: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[str] = mapped_column(String(64))


class Feed(db.Model):
    """Which record concerns which circle of people, and the number of its last change there."""

    __tablename__ = "sync_feed"
    __table_args__ = (Index("ix_sync_feed_key_seq", "key", "seq"), Index("ix_sync_feed_record", "record"))

    #: A circle: `all`, `u:…`, `a:…`, `e:…`, `m:…` (see permissions).
    key: Mapped[str] = mapped_column(String(48), primary_key=True)
    record: Mapped[str] = mapped_column(Id, primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    seq: Mapped[int] = mapped_column(BigInteger)
    #: Number at which it entered this circle, to know later whether somebody had it.
    since: Mapped[int] = mapped_column(BigInteger)
    #: It left the circle: sent once as `gone: scope`.
    gone: Mapped[bool] = mapped_column(default=False)
    #: When it left, for the tombstones' 365 days.
    gone_at: Mapped[datetime | None]


class Reading(db.Model):
    """How far somebody has read a circle; answers "did this server ever give him that record?"."""

    __tablename__ = "sync_readings"

    user_id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(48), primary_key=True)
    first_seq: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class Device(db.Model):
    """One user in one browser profile; its outbox is numbered, and answered in order without gaps."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, index=True)
    name: Mapped[str] = mapped_column(String(200))
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    #: Revoked as stolen: nothing more is taken from it.
    stolen: Mapped[bool] = mapped_column(default=False)


class Answered(db.Model):
    """An op that has its answer: whatever comes again with this id is answered the same way."""

    __tablename__ = "sync_answered"
    __table_args__ = (
        Index("ix_sync_answered_blocking", "record", "status"),
        # few among many: nothing else is written for the others
        Index("ix_sync_answered_refused", "received_at", "id", sqlite_where=_REFUSED, postgresql_where=_REFUSED),
    )

    #: The op's own id.
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    device_id: Mapped[str] = mapped_column(Id)
    user_id: Mapped[str] = mapped_column(Id, index=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    #: SHA-256 of the op's canonical content, without `seq`.
    content: Mapped[str] = mapped_column(String(64))
    type: Mapped[str | None] = mapped_column(String(40))
    record: Mapped[str | None] = mapped_column(Id)
    op: Mapped[str | None] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10))
    #: The answer without `again`.
    result: Mapped[dict[str, Any]] = mapped_column(Json)
    #: The op as it came, kept whole for its author and the auditor unless history already says it all.
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)


class Event(db.Model):
    """One line of history; it can only be added, and is chained by hash so that a change of the past shows."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_record_version", "record", "version"),)

    #: Place in the one chain, from 1 without gaps.
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(20))
    record: Mapped[str] = mapped_column(Id)
    #: Version the record had after this.
    version: Mapped[int] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(Id)
    device: Mapped[str | None] = mapped_column(Id)
    #: Somebody's values did not stand here (a conflict was filed).
    conflicted: Mapped[bool] = mapped_column(default=False)
    from_state: Mapped[str | None] = mapped_column(String(20))
    to_state: Mapped[str | None] = mapped_column(String(20))
    #: The event as it travels, as the very text that was hashed: id, at, received_at, by, kind, action, changes …
    body: Mapped[str] = mapped_column(Text)
    #: SHA-256 over the hash before it and the canonical text of this line.
    hash: Mapped[str] = mapped_column(String(64))


class Counter(db.Model):
    """Numbers that people read, such as the running number of a town's hazards in a year."""

    __tablename__ = "sync_counters"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class Conflict(Synced, db.Model):
    """Two people set the same field to different values, and a person should look."""

    __tablename__ = "conflicts"
    __table_args__ = (Index("ix_conflicts_open", "record_id", "state"),)

    record_type: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[str] = mapped_column(Id)
    #: Null: a delete against a change.
    field: Mapped[str | None] = mapped_column(String(40))
    was: Mapped[Any | None] = mapped_column(Json)
    current: Mapped[Any | None] = mapped_column(Json)
    incoming: Mapped[Any | None] = mapped_column(Json)
    current_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    incoming_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    current_at: Mapped[str | None] = mapped_column(String(40))
    incoming_at: Mapped[str | None] = mapped_column(String(40))
    #: Which rule let the other value stand: `first`, `stricter`, `deleted`.
    rule: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    resolved_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    value: Mapped[Any | None] = mapped_column(Json)


class Contribution(Synced, db.Model):
    """Work by somebody who may no longer change the record; whoever holds it now decides."""

    __tablename__ = "contributions"
    __table_args__ = (Index("ix_contributions_open", "record_id", "device_id", "state"),)

    record_type: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[str] = mapped_column(Id)
    #: The parked ops as they came, in order.
    ops: Mapped[list[Any]] = mapped_column(Json)
    by: Mapped[dict[str, Any]] = mapped_column(Json)
    device_id: Mapped[str | None] = mapped_column(Id)
    to_area: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: For a record that does not exist yet (a revoked device's): the circles it would have had.
    circles: Mapped[list[Any] | None] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[dict[str, Any] | None] = mapped_column(Json)
    reason: Mapped[str | None] = mapped_column(Text)
    #: What became of each op when it was adopted.
    results: Mapped[list[Any] | None] = mapped_column(Json)


EMPTY_CHAIN = "0" * 64
