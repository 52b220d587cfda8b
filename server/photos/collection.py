"""Photos as the sync engine sees them: records of their own that belong to another record."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from .. import clock
from ..permissions import Caller
from ..problems import Invalid
from ..sync.collections import Collection, Field, Row, collection, collections
from ..sync.work import Work
from . import operations
from .models import Photo

ROLES = ("before", "after", "site", "signature", "evidence")
MAX_CAPTION = 500
_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


class PhotoCollection(Collection):
    """What travels of a photo; who may add, caption and delete it stands in `operations`."""

    name: ClassVar[str] = "photo"
    table: ClassVar = Photo.__table__
    fields: ClassVar[Mapping[str, Field]] = {
        "owner_type": Field(),
        "owner_id": Field(),
        "role": Field(),
        "sha256": Field(),
        "taken_at": Field(),
        "lat": Field(unit="lat"),
        "lon": Field(unit="lat"),
        "accuracy_m": Field(unit="lat"),
        "caption": Field(),
    }

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return operations.keys_of(work, row)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        data = {name: row[name] for name in (*self.fields, "stored", "width", "height", "size", "used", "created_by")}
        return {name: value for name, value in data.items() if value is not None} | {
            "created_at": clock.stamp(row["created_at"])
        }

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        errors: dict[str, list[str]] = {}
        checked: dict[str, Any] = {}
        for name, value in data.items():
            if name not in self.fields:
                continue
            try:
                checked[name] = None if value is None else _CHECKS[name](value)
            except (ValueError, TypeError, OverflowError) as error:
                errors[name] = [str(error)]
        if not partial:
            for name in ("owner_type", "owner_id", "role", "sha256"):
                if checked.get(name) is None:
                    errors.setdefault(name, ["required"])
            if (checked.get("lat") is None) != (checked.get("lon") is None):
                errors.setdefault("lat", ["lat and lon go together"])
        if errors:
            raise Invalid(errors=errors)
        return checked

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.add(work, record_id, data, by)

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        operations.may_change(work, row, changes, by)

    def may_delete(self, work: Work, row: Row, by: Caller) -> None:
        operations.may_remove(work, row, by)

    def delete(self, work: Work, row: Row, seen: int, by: Caller) -> None:
        operations.remove(work, row, by)

    def restore(self, work: Work, row: Row, by: Caller) -> None:
        operations.bring_back(work, row, by)

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        owner = work.get(row["owner_type"], row["owner_id"])
        return collection(row["owner_type"]).where_to(work, owner) if owner is not None else None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        owner_type, owner_id = data.get("owner_type"), data.get("owner_id")
        if isinstance(owner_type, str) and owner_type in collections() and isinstance(owner_id, str):
            return [(owner_type, owner_id)]
        return []


def _owner_type(value: Any) -> str:
    if not isinstance(value, str) or value not in operations.owner_types():
        raise ValueError("one of " + ", ".join(sorted(operations.owner_types())))
    return value


def _uuid(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 36:
        raise ValueError("a UUID")
    return str(UUID(value))


def _role(value: Any) -> str:
    if value not in ROLES:
        raise ValueError("one of " + ", ".join(ROLES))
    return value


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise ValueError("SHA-256 as 64 hex digits")
    return value.lower()


def _time(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("an RFC 3339 time with its offset")
    clock.parse(value)
    return value


def _caption(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_CAPTION:
        raise ValueError(f"text of up to {MAX_CAPTION} characters")
    return value


def _number(least: float, most: float) -> Any:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError("a number")
        if not least <= value <= most:
            raise ValueError(f"between {least:g} and {most:g}")
        return float(value)

    return check


_CHECKS: dict[str, Any] = {
    "owner_type": _owner_type, "owner_id": _uuid, "role": _role, "sha256": _hash, "taken_at": _time,
    "lat": _number(-90, 90), "lon": _number(-180, 180), "accuracy_m": _number(0, 1e7), "caption": _caption,
}  # fmt: skip
