"""How a checklist is told at its doors: with what is being written of it, for those who may see that."""

from __future__ import annotations

from typing import Any

from ..db import db
from ..sync.collections import Row
from ..web import caller
from . import checklist_drafts as drafts
from . import rules
from .checklists import drafts_of
from .doors import told


def keeps() -> bool:
    """Does the caller keep checklists?"""
    return rules.keeps_whole_site(db.session.connection(), caller())


def with_drafts(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each with what is being written, for those who may see it."""
    if not keeps():
        return items
    connection = db.session.connection()
    written = drafts_of(connection, [item["id"] for item in items])
    return [
        {**item, "draft": drafts.shown(connection, written[item["id"]])} if item["id"] in written else item
        for item in items
    ]


def told_whole(row: Row) -> Any:
    """A checklist just written, with its draft and its version as ETag."""
    shown, headers = told("checklist", row)
    return with_drafts([shown])[0], headers
