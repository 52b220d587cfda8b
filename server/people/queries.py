"""Reads about people that have a name.

Places lie above people, so their tables are named by text here and nothing of theirs is imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    false,
    or_,
    select,
    table,
    true,
    tuple_,
)
from sqlalchemy import exists as sql_exists

from .. import clock
from ..db import db
from ..permissions import Caller, Holding, Role
from .models import Account, Post
from .passwords import fold
from .rules import MANAGES, Place, is_machine

_POSTS = Post.__table__
#: Posts that ended so recently still let their work be parked.
FORMERLY = timedelta(days=90)

AREAS = table("areas", column("id"), column("name"), column("code"), column("parent"), column("deleted"))
ENTERPRISES = table("enterprises", column("id"), column("name"), column("uscc"), column("area_id"), column("deleted"))


@dataclass(frozen=True)
class Names:
    """What the areas and enterprises of some posts are called."""

    areas: dict[str, str]
    enterprises: dict[str, str]


def names_of(posts: Iterable[Post | Holding]) -> Names:
    """Names of every place in these posts, in two queries."""
    posts = list(posts)
    areas = {post.area_id for post in posts if post.area_id}
    enterprises = {post.enterprise_id for post in posts if post.enterprise_id}
    return Names(_named(AREAS, areas), _named(ENTERPRISES, enterprises))


def _named(places: object, ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    there = AREAS if places is AREAS else ENTERPRISES
    rows = db.session.execute(select(there.c.id, there.c.name).where(there.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def around(area_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each of these areas: itself and every area it lies in. One query, as deep as the tree."""
    wanted = set(area_ids)
    if not wanted:
        return {}
    up = (
        select(AREAS.c.id.label("start"), AREAS.c.id.label("id"), AREAS.c.parent.label("parent"))
        .where(AREAS.c.id.in_(wanted))
        .cte("up", recursive=True)
    )
    # UNION, not UNION ALL: a circle in the tree ends instead of running for ever
    up = up.union(select(up.c.start, AREAS.c.id, AREAS.c.parent).join(up, AREAS.c.id == up.c.parent))
    found: dict[str, set[str]] = {}
    for row in db.session.execute(select(up.c.start, up.c.id)):
        found.setdefault(row.start, set()).add(row.id)
    return {start: frozenset(ids) for start, ids in found.items()}


def below(area_ids: Iterable[str]) -> Select[tuple[str]]:
    """A query for these areas and every area within them."""
    down = select(AREAS.c.id.label("id")).where(AREAS.c.id.in_(list(area_ids))).cte("down", recursive=True)
    down = down.union(select(AREAS.c.id).join(down, AREAS.c.parent == down.c.id))
    return select(down.c.id)


#: Areas that lie in no other: what an administrator of the whole installation holds.
_TOPMOST_AREAS = select(AREAS.c.id).where(AREAS.c.parent.is_(None), AREAS.c.deleted.is_(False))


def places_of(posts: Iterable[Post | Holding]) -> dict[tuple[str | None, str | None], Place]:
    """Where these posts are, by (area_id, enterprise_id); places that do not exist are left out."""
    posts = list(posts)
    enterprises = {post.enterprise_id for post in posts if post.enterprise_id}
    lies_in: dict[str, str] = {}
    if enterprises:
        rows = db.session.execute(
            select(ENTERPRISES.c.id, ENTERPRISES.c.area_id).where(
                ENTERPRISES.c.id.in_(enterprises), ENTERPRISES.c.deleted.is_(False)
            )
        )
        lies_in = {row.id: row.area_id for row in rows}
    within = around({post.area_id for post in posts if post.area_id} | set(lies_in.values()))
    found: dict[tuple[str | None, str | None], Place] = {}
    for post in posts:
        if post.area_id is not None:
            if post.area_id in within:
                found[post.area_id, None] = Place(area_id=post.area_id, within=within[post.area_id])
        elif post.enterprise_id is not None:
            if post.enterprise_id in lies_in:
                areas = within.get(lies_in[post.enterprise_id], frozenset())
                found[None, post.enterprise_id] = Place(enterprise_id=post.enterprise_id, within=areas)
        else:
            found[None, None] = Place()
    return found


_POSTS_OF = select(_POSTS).where(_POSTS.c.account_id == bindparam("account")).order_by(_POSTS.c.starts_on, _POSTS.c.id)


def holdings_of(
    account_id: str, connection: Connection | None = None
) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
    """The posts that count today, and those that ended lately; read over `connection`, else in the session."""
    read = connection or db.session
    today = clock.today()
    now: list[Holding] = []
    former: list[Holding] = []
    for row in read.execute(_POSTS_OF, {"account": account_id}).mappings().all():
        held = Holding(Role(row["role"]), row["area_id"], row["enterprise_id"])
        over = row["ended_at"] is not None or (row["ends_on"] is not None and row["ends_on"] < today)
        if over:
            if row["ends_on"] is not None and row["ends_on"] >= today - FORMERLY:
                former.append(held)
        elif row["starts_on"] <= today:
            now.append(held)
            if held.area_id is None and held.enterprise_id is None:
                now += [Holding(held.role, area) for area in read.execute(_TOPMOST_AREAS).scalars()]
    return tuple(now), tuple(held for held in former if held not in now)


def caller_of(login: str) -> Caller | None:
    """The person with this login as a caller without a device, for commands given in his name; None if nobody."""
    query = select(Account).where(Account.login == fold(login), Account.active.is_(True))
    account = db.session.scalars(query).one_or_none()
    if account is None:
        return None
    holdings, former = holdings_of(account.id)
    return Caller(account.id, account.name, holdings, former, locale=account.locale)


def posts_that_count(account: Account, day: date) -> list[Post]:
    """The posts by which this person is managed: those not over; if all are over, all he ever had."""
    return [post for post in account.posts if not post.is_over(day)] or list(account.posts)


def unended(day: date) -> ColumnElement[bool]:
    return and_(Post.ended_at.is_(None), or_(Post.ends_on.is_(None), Post.ends_on >= day))


def people_within(by: Caller, day: date) -> ColumnElement[bool]:
    """A condition on Account: has a post that `by` may manage (an ended one only if all have ended)."""
    if is_machine(by):
        return true()
    managed = or_(false(), *(_managed_by(held) for held in by.holdings if held.role in MANAGES))
    own = Post.account_id == Account.id
    has_any = sql_exists().where(own, unended(day))
    return or_(sql_exists().where(own, unended(day), managed), and_(~has_any, sql_exists().where(own, managed)))


def _managed_by(held: Holding) -> ColumnElement[bool]:
    roles = Post.role.in_([role.value for role in MANAGES[held.role]])
    if held.area_id is not None:
        areas = below([held.area_id])
        at_enterprise = Post.enterprise_id.in_(select(ENTERPRISES.c.id).where(ENTERPRISES.c.area_id.in_(areas)))
        return and_(roles, or_(Post.area_id.in_(areas), at_enterprise))
    if held.enterprise_id is not None:
        return and_(roles, Post.enterprise_id == held.enterprise_id)
    return roles


def list_people(by: Caller, day: date, *, q: str | None, after: tuple[str, str] | None, limit: int) -> list[Account]:
    """People whom `by` may manage, by name; `q` is looked for in name, login and phone."""
    query = select(Account).where(people_within(by, day))
    if q:
        query = query.where(
            or_(*(field.icontains(q, autoescape=True) for field in (Account.name, Account.login, Account.phone)))
        )
    if after is not None:
        query = query.where(tuple_(Account.name, Account.id) > tuple_(*after))
    return list(db.session.scalars(query.order_by(Account.name, Account.id).limit(limit)))
