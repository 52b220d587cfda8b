"""What the sync engine is told about notices: each is for one person, who may only read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .. import clock
from ..permissions import Caller
from ..sync.collections import DONE, ActOutcome, Collection, Row, UnknownAction
from ..sync.work import Work
from . import operations
from .models import Notice


class NoticeCollection(Collection):
    """Written by the verbs of other domains; `read` is its only act."""

    name = "notice"
    table = Notice.__table__

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return (f"u:{row['user_id']}",)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: row[name] for name in ("kind", "title", "body", "about_type", "about_id", "read_at")}
        return told | {
            "created_at": clock.stamp(row["created_at"]),
            "actions": [] if row["read_at"] else ["read"],
        }

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        if action != "read":
            raise UnknownAction(action=action)
        operations.read(work, row, by=by)
        return DONE
