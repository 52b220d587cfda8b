"""Whose phones somebody answers for, and what of them he may read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, not_, or_, select, true
from sqlalchemy import exists as sql_exists

from ..db import db
from ..people.models import Account, Post
from ..people.queries import ENTERPRISES, below, unended
from ..permissions import EVERYWHERE, Caller, Role
from ..sync.models import Answered, Device
from .models import PhoneReport

_ANSWERED, _ACCOUNTS, _REPORTS, _DEVICES = (
    Answered.__table__, Account.__table__, PhoneReport.__table__, Device.__table__,
)  # fmt: skip

#: A moment and an id: where a page ended.
After = tuple[datetime, str]


def in_charge_of(by: Caller, day: date) -> ColumnElement[bool]:
    """A condition on accounts: every post of theirs lies where `by` is administrator (the ended ones once all have).

    Who also works elsewhere sends work from there too, which is not this administrator's to read.
    """
    if EVERYWHERE in by.keys and _administers(by):
        return true()
    areas = below([held.area_id for held in by.holdings if held.role is Role.ADMIN and held.area_id])
    firms = select(ENTERPRISES.c.id).where(ENTERPRISES.c.area_id.in_(areas))
    # a post has one place, and the other one is null, which is neither in nor out
    inside = func.coalesce(or_(Post.area_id.in_(areas), Post.enterprise_id.in_(firms)), false())
    own = Post.account_id == _ACCOUNTS.c.id
    counts = or_(unended(day), ~sql_exists().where(own, unended(day)).correlate(_ACCOUNTS))
    return and_(sql_exists().where(own, counts, inside), ~sql_exists().where(own, counts, not_(inside)))


def _administers(by: Caller) -> bool:
    return any(held.role is Role.ADMIN for held in by.holdings)


def refused(whose: ColumnElement[bool], after: After | None, limit: int) -> list[Row[Any]]:
    """Ops that were rejected, the latest first, each as it came."""
    query = (
        select(_ANSWERED, _ACCOUNTS.c.name)
        .join(_ACCOUNTS, _ACCOUNTS.c.id == _ANSWERED.c.user_id)
        .where(_ANSWERED.c.status == "rejected", whose)
    )
    return _page(query, _ANSWERED.c.received_at, _ANSWERED.c.id, after, limit)


def reports(whose: ColumnElement[bool], after: After | None, limit: int) -> list[Row[Any]]:
    """Reports of phones, the latest first."""
    query = (
        select(_REPORTS, _ACCOUNTS.c.name, _DEVICES.c.name.label("device_name"))
        .join(_ACCOUNTS, _ACCOUNTS.c.id == _REPORTS.c.user_id)
        .join(_DEVICES, _DEVICES.c.id == _REPORTS.c.device_id)
        .where(whose)
    )
    return _page(query, _REPORTS.c.received_at, _REPORTS.c.id, after, limit)


def his_own(by: Caller) -> ColumnElement[bool]:
    return _ACCOUNTS.c.id == by.user_id


def _page(
    query: Select[Any], at: ColumnElement[datetime], id_: ColumnElement[str], after: After | None, limit: int
) -> list[Row[Any]]:
    if after is not None:
        query = query.where(or_(at < after[0], and_(at == after[0], id_ < after[1])))
    return list(db.session.execute(query.order_by(at.desc(), id_.desc()).limit(limit)))
