"""Checklists that are being written: begun, saved as often as one likes, faults and all, and published without any.

A draft is no synced record: no phone hears of it, and over REST only those who keep checklists see it. A checklist
that was never in use is a record that nobody is fed, with its questions in the draft alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from .. import clock
from ..db import new_id
from ..permissions import Caller
from ..problems import NotFound
from ..sync.collections import Row
from ..sync.work import Work
from . import checklist_pictures as pictures
from . import rules
from .checklist_faults import faults
from .checklists import OFFICIAL, drafts_of, keep_edition, kept, require_free, require_sound
from .models import ChecklistDraft

_DRAFTS = ChecklistDraft.__table__
CONTENT = ("title", "title_en", "sections", "sectors", "traits")


def begin(work: Work, values: Mapping[str, Any], *, by: Caller) -> Row:
    """A new checklist that is not in use yet. Raises NotPermitted, Invalid (code_taken)."""
    rules.require_whole_site(work, by)
    require_free(work, values["code"])
    row = work.add(
        "checklist",
        {"id": new_id(), "code": values["code"], "title": values.get("title") or values["code"], "sections": [],
         "note": values.get("note"), "state": "draft"},
        by,
    )  # fmt: skip
    work.note("checklist", row, by, "create", to_state="draft")
    _write(work, row, values, None, by)
    return row


def save(work: Work, checklist_id: str, values: Mapping[str, Any], *, seen: int, by: Caller) -> Row:
    """Save the draft as a whole, or begin one beside a checklist in use (`seen` 0).

    Raises NotFound, NotPermitted, OfficialChecklist, ChangedMeanwhile when somebody saved it since `seen`.
    """
    row = _own(work, checklist_id, by)
    draft = drafts_of(work.connection, [row["id"]]).get(row["id"])
    rules.require_seen(draft["version"] if draft else 0, seen)
    if draft is None:
        work.note("checklist", row, by, "draft_begun")
    if row["state"] == "draft" and values.get("title") and values["title"] != row["title"]:
        work.change("checklist", row, {"title": values["title"]})
        work.note("checklist", row, by, "set")
    _write(work, row, values, draft, by)
    return row


def publish(work: Work, checklist_id: str, *, seen: int, by: Caller) -> Row:
    """Bring the draft into use; whoever walks with the edition before goes on with that.

    Raises NotFound without a draft, NotPermitted, ChangedMeanwhile, ChecklistFaulty.
    """
    row = _own(work, checklist_id, by)
    draft = _there(work, row, seen)
    require_sound(work, draft["content"])
    before = row["state"]
    work.change("checklist", row, {**_whole(draft["content"]), "state": "in_use"})
    work.note("checklist", row, by, "published", from_state=before, to_state="in_use", draft=draft["version"])
    keep_edition(work, row)
    _drop(work, row)
    return row


def discard(work: Work, checklist_id: str, *, seen: int, by: Caller) -> None:
    """Give the draft up; with it a checklist that was never in use. Raises NotFound, NotPermitted, ChangedMeanwhile."""
    row = _own(work, checklist_id, by)
    _there(work, row, seen)
    if row["state"] == "draft":
        # Its code may be used again.
        work.change("checklist", row, {"deleted": True, "code": f"~{row['id']}"})
    work.note("checklist", row, by, "draft_discarded")
    _drop(work, row)


def copy(work: Work, checklist_id: str, values: Mapping[str, Any], *, by: Caller) -> Row:
    """A new checklist, as a draft, with the questions of this one: an official one too.

    Raises NotFound, NotPermitted, Invalid (code_taken).
    """
    row = kept(work, checklist_id, by)
    draft = drafts_of(work.connection, [row["id"]]).get(row["id"]) if row["state"] == "draft" else None
    content = {**(draft["content"] if draft else row)}
    title = values.get("title") or content["title"]
    made = begin(work, {**content, "code": values["code"], "title": title, "note": row["note"]}, by=by)
    work.note("checklist", made, by, "copied", of=row["id"])
    return made


def take_in(work: Work, content: Mapping[str, Any], *, by: Caller) -> Row:
    """What a file holds, as a draft: beside the checklist in use that has its code, else of a new one.

    Nothing that somebody is writing is overwritten: then, and for the code of an official list, it gets a code of its
    own. Raises NotPermitted.
    """
    rules.require_whole_site(work, by)
    code = content.get("code") or "list"
    known = next(iter(work.find("checklist", code=code)), None)
    free = known is not None and known["state"] != "draft" and not drafts_of(work.connection, [known["id"]])
    if known is not None and free and code not in OFFICIAL:
        return save(work, known["id"], content, seen=0, by=by)
    if known is None and code not in OFFICIAL:
        return begin(work, {**content, "code": code}, by=by)
    n = 2
    while work.find("checklist", code=f"{code[:36]}-{n}"):
        n += 1
    return begin(work, {**content, "code": f"{code[:36]}-{n}"}, by=by)


def edition(connection: Connection, row: Mapping[str, Any], *, draft: bool, by: Caller) -> dict[str, Any]:
    """What is in use, or what is being written. Raises NotFound."""
    if not draft and row["state"] != "draft":
        return {name: row[name] for name in CONTENT}
    written = drafts_of(connection, [row["id"]]) if rules.keeps_whole_site(connection, by) else {}
    if row["id"] not in written:
        raise NotFound
    return _whole(written[row["id"]]["content"])


def shown(connection: Connection, draft: Row) -> dict[str, Any]:
    """A draft as it is told, with what is wrong with it."""
    content = _whole(draft["content"])
    there = pictures.there(connection, pictures.hashes(content["sections"]))
    return {
        **content, "sectors": content["sectors"] or [], "version": draft["version"], "saved_by": draft["saved_by"],
        "saved_at": clock.stamp(draft["saved_at"]), "faults": [fault.told() for fault in faults(content, there)],
    }  # fmt: skip


def _own(work: Work, checklist_id: str, by: Caller) -> Row:
    row = kept(work, checklist_id, by)
    if row["code"] in OFFICIAL:
        raise rules.OfficialChecklist
    return row


def _there(work: Work, row: Row, seen: int) -> Row:
    draft = drafts_of(work.connection, [row["id"]]).get(row["id"])
    if draft is None:
        raise NotFound
    rules.require_seen(draft["version"], seen)
    return draft


def _whole(content: Mapping[str, Any]) -> dict[str, Any]:
    empty = {"sections": [], "sectors": []}
    return {name: content.get(name) or empty.get(name) for name in CONTENT}


def _write(work: Work, row: Row, values: Mapping[str, Any], draft: Row | None, by: Caller) -> None:
    saved = {
        "version": draft["version"] + 1 if draft else 1, "content": _whole(values), "saved_by": work.author(by),
        "saved_at": work.now,
    }  # fmt: skip
    if draft:
        work.connection.execute(update(_DRAFTS).where(_DRAFTS.c.checklist_id == row["id"]).values(saved))
    else:
        work.connection.execute(insert(_DRAFTS).values(checklist_id=row["id"], **saved))


def _drop(work: Work, row: Row) -> None:
    work.connection.execute(delete(_DRAFTS).where(_DRAFTS.c.checklist_id == row["id"]))
