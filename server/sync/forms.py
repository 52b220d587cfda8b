"""The form of one op, before anything is asked about what it means: what can be kept, and read again by others."""

from __future__ import annotations

from typing import Any

from ..problems import Invalid, InvalidText
from .envelope import Op, is_id

KINDS = ("create", "set", "act", "delete")
#: Objects within objects, and numbers, that every reader of JSON can take; what is kept of an op travels to others.
_DEEPEST, _LARGEST = 60, 2**63 - 1


def check_form(op: Op) -> None:
    """Raises Invalid or InvalidText for an op whose own shape cannot be read."""
    if not _is_shallow(op.raw):
        raise Invalid(errors={"op": ["too_deep"]})
    if not is_storable(op.raw):
        raise InvalidText
    if not _fits(op.raw):
        raise Invalid(errors={"op": ["number_out_of_range"]})
    if op.kind not in KINDS:
        raise Invalid(errors={"op": ["create, set, act, delete or void"]})
    if not is_id(op.record):
        raise Invalid(errors={"record": ["uuid"]})
    if op.seen is not None and (type(op.seen) is not int or op.seen < 0):
        raise Invalid(errors={"seen": ["integer, 0 or more"]})
    needs = {"create": ("data", dict), "set": ("fields", dict), "act": ("action", str)}
    if op.kind in needs:
        name, form = needs[op.kind]
        if not isinstance(op.raw.get(name), form) or not op.raw[name]:
            raise Invalid(errors={name: ["required"]})
    if op.kind == "act" and not isinstance(op.raw.get("args") or {}, dict):
        raise Invalid(errors={"args": ["object"]})


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


def names(op: Op) -> list[str]:
    """Records that an op names beside its own: it makes no sense without them."""
    found = [
        op.raw[part].get(name)
        for part in ("data", "args")
        if isinstance(op.raw.get(part), dict)
        for name in ("owner_id", "walkthrough_id", "into")
    ]
    return [each for each in found if is_id(each)]
