"""Who may manage whom: one table, asked by every verb that touches another person.

A row says: somebody with this role may give, change and end posts of those roles, within the place his own post
is at. Within an area means: in it or in an area below it, and at enterprises that lie there.
Somebody may manage a *person* only if he may manage every post that person still holds; else the one who may
invite a shop's manager could set a new password for the district's administrator who also sits on its board.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..permissions import AREA_ROLES, ENTERPRISE_ROLES, Caller, Holding, Role, machine
from ..problems import NotPermitted, problem

_OF_ENTERPRISES = frozenset({Role.PRINCIPAL, Role.MANAGER, Role.EMPLOYEE})

#: role of whoever manages → roles he may give, change and end within his own place
MANAGES: dict[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(Role),
    Role.DISTRICT: _OF_ENTERPRISES,
    Role.TOWNSHIP: _OF_ENTERPRISES,
    Role.PRINCIPAL: frozenset({Role.MANAGER, Role.EMPLOYEE}),
}

PostUnfit = problem(
    "post_unfit",
    422,
    ("岗位和地方对不上", "这个岗位要么在区域，要么在企业，请选一个合适的地方。什么都没有改。"),
    (
        "The post does not fit the place",
        "This post is held either at an area or at an enterprise; choose a fitting place. Nothing was changed.",
    ),
)


@dataclass(frozen=True)
class Place:
    """Where a post is: its own area or enterprise, and every area around it (its own included)."""

    area_id: str | None = None
    enterprise_id: str | None = None
    within: frozenset[str] = frozenset()


def check_fit(role: Role, place: Place) -> None:
    """Raises PostUnfit when nobody can hold such a post there."""
    if place.area_id is not None:
        fits = role in AREA_ROLES
    elif place.enterprise_id is not None:
        fits = role in ENTERPRISE_ROLES
    else:
        fits = role is Role.ADMIN
    if not fits:
        raise PostUnfit(errors={"role": ["unfit"]})


def is_machine(by: Caller) -> bool:
    """A job or the operator's command, which no rule about people binds."""
    return by.user_id == machine().user_id


def may_manage(by: Caller, role: Role, place: Place) -> bool:
    """May `by` give, change and end this post?"""
    return is_machine(by) or any(
        role in MANAGES.get(held.role, frozenset()) and _covers(held, place) for held in by.holdings
    )


def may_manage_person(by: Caller, posts: Iterable[tuple[Role, Place]]) -> bool:
    """May `by` change this person, who holds these posts?"""
    posts = list(posts)
    return bool(posts) and all(may_manage(by, role, place) for role, place in posts)


def may_manage_anybody(by: Caller) -> bool:
    return is_machine(by) or any(held.role in MANAGES for held in by.holdings)


def require(allowed: bool) -> None:
    """Raises NotPermitted."""
    if not allowed:
        raise NotPermitted


def _covers(held: Holding, place: Place) -> bool:
    if held.area_id is not None:
        return held.area_id in place.within
    if held.enterprise_id is not None:
        return held.enterprise_id == place.enterprise_id
    return True
