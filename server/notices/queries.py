"""Who is in which post today, and in which language he reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select

from .. import clock
from ..people.models import Account, Post
from ..permissions import Holding, Role
from ..sync.work import Work

_POSTS, _ACCOUNTS = Post.__table__, Account.__table__


@dataclass(frozen=True)
class Person:
    """Somebody to tell."""

    id: str
    locale: str


def in_post(work: Work, keys: Iterable[str], roles: frozenset[Role]) -> list[Person]:
    """Who holds one of these roles today in one of these circles; each circle is asked for once a transaction."""
    known: dict[str, list[tuple[Role, Person]]] = work.cache.setdefault("people in post", {})
    wanted = [key for key in keys if key[:2] in ("a:", "e:", "m:")]
    missing = [key for key in wanted if key not in known]
    if missing:
        known.update(_posted(work, missing))
    found = {person.id: person for key in wanted for role, person in known[key] if role in roles}
    return list(found.values())


def _posted(work: Work, keys: list[str]) -> dict[str, list[tuple[Role, Person]]]:
    places = [key[2:] for key in keys]
    found: dict[str, list[tuple[Role, Person]]] = defaultdict(list, {key: [] for key in keys})
    asked = {"places": places, "today": clock.today()}
    for role, area, enterprise, account, locale in work.connection.execute(_IN_POST, asked):
        held = Holding(Role(role), area, enterprise)
        found[held.key].append((held.role, Person(account, locale)))
    return found


_PLACES, _TODAY = bindparam("places", expanding=True), bindparam("today", type_=_POSTS.c.starts_on.type)
_IN_POST = (
    select(_POSTS.c.role, _POSTS.c.area_id, _POSTS.c.enterprise_id, _ACCOUNTS.c.id, _ACCOUNTS.c.locale)
    .join(_ACCOUNTS, _ACCOUNTS.c.id == _POSTS.c.account_id)
    .where(
        or_(_POSTS.c.area_id.in_(_PLACES), _POSTS.c.enterprise_id.in_(_PLACES)),
        _POSTS.c.starts_on <= _TODAY,
        or_(_POSTS.c.ends_on.is_(None), _POSTS.c.ends_on >= _TODAY),
        _POSTS.c.ended_at.is_(None),
        _ACCOUNTS.c.active,
    )
    .order_by(_ACCOUNTS.c.id)
)


def people(work: Work, ids: Iterable[str]) -> list[Person]:
    """These people, if they may still sign in."""
    query = select(_ACCOUNTS.c.id, _ACCOUNTS.c.locale).where(_ACCOUNTS.c.id.in_(list(ids)), _ACCOUNTS.c.active)
    return [Person(*row) for row in work.connection.execute(query)]
