"""What people say about a record: anyone who sees it may; its author may take it back until an act relied on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..permissions import Caller
from ..problems import NotFound, NotPermitted
from ..sync.collections import MayNoLonger, Row
from ..sync.readings import was_delivered
from ..sync.work import Work
from .problems import CommentInUse

#: Acts by which somebody decides, having read what was said.
_RELYING = frozenset(
    {"reject", "merge", "transfer", "assign", "accept", "send_back", "decide_extension", "reopen", "resume"}
)


def say(work: Work, comment_id: str, data: Mapping[str, Any], by: Caller) -> Row:
    """Say something about a record, whatever state that one is in.

    Raises NotFound (no such owner, or he never had it) or MayNoLonger (it has left his sight).
    """
    owner = work.get(data["owner_type"], data["owner_id"])
    if owner is None or owner["deleted"]:
        raise NotFound
    if not by.sees(work.keys(data["owner_type"], owner)):
        if not was_delivered(work.connection, owner["id"], by.user_id, work.now):
            raise NotFound
        raise MayNoLonger
    work.touch(data["owner_type"], owner)
    comment = work.add("comment", {**data, "id": comment_id, "owner_version": owner["version"]}, by)
    said = {name: {"was": None, "now": data[name]} for name in ("owner_type", "owner_id", "text")}
    work.note("comment", comment, by, "create", changes=said)
    work.note(data["owner_type"], owner, by, "comment_added", comment=comment_id, text=data["text"])
    return comment


def may_take_back(work: Work, comment: Row, by: Caller) -> None:
    """Only its author may. Raises NotPermitted for anybody else, CommentInUse once somebody decided after it."""
    if comment["created_by"]["id"] != work.author(by)["id"]:
        raise NotPermitted
    if comment["deleted"]:
        return
    later = work.events_since(comment["owner_id"], comment["owner_version"])
    if any(line["body"]["kind"] == "act" and line["body"].get("action") in _RELYING for line in later):
        raise CommentInUse


def take_back(work: Work, comment: Row, by: Caller) -> None:
    """Its author takes it back. Raises what `may_take_back` raises."""
    may_take_back(work, comment, by)
    if not comment["deleted"]:
        _switch(work, comment, by, deleted=True)


def bring_back(work: Work, comment: Row, by: Caller) -> None:
    """A deleted comment is back, because a person decided so."""
    if comment["deleted"]:
        _switch(work, comment, by, deleted=False)


def _switch(work: Work, comment: Row, by: Caller, *, deleted: bool) -> None:
    work.change("comment", comment, {"deleted": deleted})
    work.note("comment", comment, by, "delete" if deleted else "restore")
    owner = work.get(comment["owner_type"], comment["owner_id"])
    if owner is not None:
        work.touch(comment["owner_type"], owner)
        kind = "comment_deleted" if deleted else "comment_added"
        work.note(comment["owner_type"], owner, by, kind, comment=comment["id"])
