"""What becomes of one field that two people may have changed: a pure three-way merge, by value.

`was` is what the phone showed, `now` what its user chose, `cur` what the server holds. A field with a safety
order never becomes less strict behind somebody's back: *the stricter value stands until a person decides*.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .collections import Field

#: The rules a conflict may name.
FIRST, STRICTER, DELETED = "first", "stricter", "deleted"


@dataclass(frozen=True)
class Merged:
    """What stands after the merge, and whether a person should look."""

    value: Any
    #: `now` came to stand (or was joined into what stands).
    taken: bool
    #: Name of the rule by which somebody's value did not stand; None when all is well.
    rule: str | None = None


def same(one: Any, other: Any) -> bool:
    """Equal by value as JSON sees it: null and absent are the same, true is not 1, 1 is 1.0."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        names = one.keys() | other.keys()
        return all(same(one.get(name), other.get(name)) for name in names)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return (type(one) is type(other) and one == other) or _numbers(one, other)


def _numbers(one: Any, other: Any) -> bool:
    return isinstance(one, (int, float)) and isinstance(other, (int, float)) and one == other


def stricter(rule: Field, one: Any, other: Any) -> bool:
    """Is `one` stricter than `other` in the field's safety order? No value is the least strict."""
    if rule.order == "earlier":
        return one is not None and (other is None or one < other)
    return _rank(rule, one) < _rank(rule, other)


def _rank(rule: Field, value: Any) -> int:
    return rule.order.index(value) if value in rule.order else len(rule.order)


def merge(rule: Field, was: Any, now: Any, cur: Any, own_since: Callable[[], bool]) -> Merged:
    """Merge one field. `own_since()` tells whether every change of the field since the user looked was his own
    device's and filed no conflict; it is asked only when a less strict value comes.
    """
    if same(cur, now):
        return Merged(cur, taken=False)
    if rule.order:
        if stricter(rule, now, cur):
            return Merged(now, taken=True, rule=None if same(cur, was) else STRICTER)
        if stricter(rule, cur, now):
            return Merged(now, taken=True) if own_since() else Merged(cur, taken=False, rule=STRICTER)
    if same(cur, was):
        return Merged(now, taken=True)
    if rule.joined and now and cur:
        return Merged(cur if now in cur else f"{cur}\n{now}", taken=now not in cur)
    return Merged(cur, taken=False, rule=FIRST)


def merge_unit(
    rules: dict[str, Field],
    was: dict[str, Any],
    now: dict[str, Any],
    cur: dict[str, Any],
    own_since: Callable[[], bool],
) -> Merged:
    """Merge several fields as one value, named by the first; if that one has a safety order, it decides."""
    first = next(iter(rules))
    if same(cur, now):
        return Merged(cur, taken=False)
    order = rules[first]
    if order.order and (stricter(order, now[first], cur[first]) or stricter(order, cur[first], now[first])):
        leader = merge(order, was[first], now[first], cur[first], own_since)
        rule = leader.rule or (None if not leader.taken or same(cur, was) else STRICTER)
        return Merged(now if leader.taken else cur, leader.taken, rule)
    if same(cur, was):
        return Merged(now, taken=True)
    return Merged(cur, taken=False, rule=FIRST)
