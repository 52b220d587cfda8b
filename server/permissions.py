"""Who is asking, and what his posts let him see.

A *key* names a circle of people: `all`, `u:<user>`, `a:<area>` (those who look after an area or one above it),
`e:<enterprise>` (those who answer for it), `m:<enterprise>` (those who work there), `k:<area or enterprise>` (of the
former two, those who keep what is personal about an enterprise's people). Every record carries the keys
of those who may see it; a person holds the keys of his posts. Sync, REST and jobs all compare these two sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What somebody is, at an area or an enterprise."""

    ADMIN = "admin"
    DISTRICT = "district"
    TOWNSHIP = "township"
    GRID = "grid"
    PRINCIPAL = "principal"
    MANAGER = "manager"
    EMPLOYEE = "employee"
    EXPERT = "expert"


#: Roles that hold an area; the others hold an enterprise (an expert may hold either).
AREA_ROLES = frozenset({Role.ADMIN, Role.DISTRICT, Role.TOWNSHIP, Role.GRID, Role.EXPERT})
ENTERPRISE_ROLES = frozenset({Role.PRINCIPAL, Role.MANAGER, Role.EMPLOYEE, Role.EXPERT})

#: Who keeps what is personal about the people of an enterprise: whoever answers for it or checks there by his post.
#: An expert sees it while he is sent there, and an administrator, who keeps accounts, has no need of it.
KEEPING = frozenset({Role.GRID, Role.TOWNSHIP, Role.DISTRICT, Role.PRINCIPAL, Role.MANAGER})

EVERYONE = "all"
#: Held by an administrator of the whole installation, who also holds every topmost area; no record carries it.
EVERYWHERE = "site"


@dataclass(frozen=True)
class Holding:
    """One post as permissions see it: a role and where."""

    role: Role
    area_id: str | None = None
    enterprise_id: str | None = None

    @property
    def key(self) -> str:
        if self.area_id is not None:
            return f"a:{self.area_id}"
        if self.enterprise_id is None:
            return EVERYWHERE
        return f"{'m' if self.role is Role.EMPLOYEE else 'e'}:{self.enterprise_id}"

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every circle this post belongs to."""
        place = self.area_id or self.enterprise_id
        return frozenset({self.key, f"k:{place}"} if place is not None and self.role in KEEPING else {self.key})


@dataclass(frozen=True)
class Caller:
    """The person behind a request, an op or a job; frozen, so that a verb may trust it."""

    user_id: str
    name: str
    holdings: tuple[Holding, ...] = ()
    #: Posts that ended within the last 90 days: what was saved under them in good faith is parked, not refused.
    former: tuple[Holding, ...] = ()
    device_id: str | None = None
    locale: str = "zh"
    #: A revoked device may still deliver; everything it brings is parked.
    parked_only: bool = False
    session_id: str | None = field(default=None, compare=False)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every circle this person belongs to now."""
        return frozenset({EVERYONE, f"u:{self.user_id}"}).union(*(held.keys for held in self.holdings))

    @cached_property
    def me(self) -> dict[str, str]:
        """How this person appears in a record; shared by all of them, so never changed in place."""
        return {"id": self.user_id, "name": self.name}

    def sees(self, keys: Iterable[str]) -> bool:
        return not self.keys.isdisjoint(keys)

    def holds(self, roles: Iterable[Role], keys: Iterable[str]) -> bool:
        """Has he one of these roles at a place that is among the record's keys?"""
        wanted, there = frozenset(roles), frozenset(keys)
        return any(held.role in wanted and not there.isdisjoint(held.keys) for held in self.holdings)

    def roles_at(self, keys: Iterable[str]) -> frozenset[Role]:
        there = frozenset(keys)
        known = self._roles_at.get(there)
        if known is None:
            known = self._roles_at[there] = frozenset(
                held.role for held in self.holdings if not there.isdisjoint(held.keys)
            )
        return known

    @cached_property
    def _roles_at(self) -> dict[frozenset[str], frozenset[Role]]:
        """What was asked before: a page of a thousand records lies in a handful of circles."""
        return {}

    def as_formerly(self) -> Caller:
        """The same person with the posts he held lately added."""
        if not self.former:
            return self
        return Caller(self.user_id, self.name, self.holdings + self.former, (), self.device_id, self.locale)


def machine(name: str = "巡安") -> Caller:
    """The caller of a job or an operator's command; it has no posts, and what it does is named in history."""
    return Caller(user_id="00000000-0000-0000-0000-000000000000", name=name)
