"""The form of one op, before anything is asked about what it means: what can be kept, and read again by others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

import orjson

from ..problems import Invalid, InvalidText, Problem

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
KINDS = ("create", "set", "act", "delete")
#: Objects within objects, and numbers, that every reader of JSON can take; what is kept of an op travels to others.
_DEEPEST, _LARGEST = 60, 2**63 - 1


def is_id(value: Any) -> TypeGuard[str]:
    """A UUID in canonical lower-case text."""
    return isinstance(value, str) and _UUID.match(value) is not None


def trouble_with(op: Mapping[str, Any]) -> Problem | None:
    """Invalid or InvalidText for an op, as it came, whose own shape cannot be read."""
    if not _is_plain(op):
        if not _is_shallow(op):
            return Invalid(errors={"op": ["too_deep"]})
        if not is_storable(op):
            return InvalidText()
        if not _fits(op):
            return Invalid(errors={"op": ["number_out_of_range"]})
    kind, seen = op.get("op"), op.get("seen")
    if kind not in KINDS:
        return Invalid(errors={"op": ["create, set, act, delete or void"]})
    if not is_id(op.get("record")):
        return Invalid(errors={"record": ["uuid"]})
    if seen is not None and (type(seen) is not int or seen < 0):
        return Invalid(errors={"seen": ["integer, 0 or more"]})
    needs = _NEEDS.get(kind)
    if needs and (not isinstance(op.get(needs[0]), needs[1]) or not op[needs[0]]):
        return Invalid(errors={needs[0]: ["required"]})
    if kind == "act" and not isinstance(op.get("args") or {}, dict):
        return Invalid(errors={"args": ["object"]})
    return None


_NEEDS: Mapping[str, tuple[str, type]] = {"create": ("data", dict), "set": ("fields", dict), "act": ("action", str)}


def _is_plain(op: Mapping[str, Any]) -> bool:
    """A quick yes for what nearly every op is; what gets no is looked at closely."""
    try:
        return b"\\u0000" not in orjson.dumps(op) and _is_even(op, _DEEPEST // 2)
    except orjson.JSONEncodeError:
        return False


def _is_even(value: Any, deepest: int) -> bool:
    for each in value.values() if isinstance(value, dict) else value:
        kind = type(each)
        if kind is int or kind is float:
            if not -_LARGEST - 1 <= each <= _LARGEST:
                return False
        elif (kind is dict or kind is list) and not (deepest and _is_even(each, deepest - 1)):
            return False
    return True


def is_storable(value: Any) -> bool:
    """No U+0000 and no lone surrogate anywhere: neither database nor JSON could give them back."""
    if isinstance(value, str):
        return "\x00" not in value and (value.isascii() or _is_unicode(value))
    if isinstance(value, dict):
        return all(is_storable(name) and is_storable(each) for name, each in value.items())
    return all(map(is_storable, value)) if isinstance(value, list) else True


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_shallow(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return True
    return False


def _fits(value: Any) -> bool:
    """No number beyond 64 bits, none that is infinite."""
    if isinstance(value, (dict, list)):
        return all(map(_fits, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, (int, float)) or -_LARGEST - 1 <= value <= _LARGEST


def names(op: Mapping[str, Any]) -> tuple[str, ...]:
    """Records that an op names beside its own: it makes no sense without them."""
    found = [
        part.get(name)
        for part in (op.get("data"), op.get("args"))
        if isinstance(part, dict)
        for name in ("owner_id", "walkthrough_id", "into")
    ]
    return tuple(each for each in found if is_id(each))
