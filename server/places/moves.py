"""What follows when an enterprise comes into other hands, for parts of the domain that stand above places."""

from __future__ import annotations

from collections.abc import Callable

from ..sync.collections import Row
from ..sync.work import Work

Follower = Callable[[Work, Row], object]

_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Call it, in the same transaction, with every enterprise that others look after or answer for from now on."""
    if follower not in _followers:
        _followers.append(follower)


def moved(work: Work, enterprise: Row) -> None:
    """This one came into other hands."""
    for follower in _followers:
        follower(work, enterprise)
