"""A checklist as a file, with its pictures: out, and in again as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..db import one_snapshot
from ..permissions import Caller
from ..photos.intake import Intake
from ..photos.refusals import ImageTooLarge, ImageTruncated, NotAnImage
from ..places import checklist_drafts as drafts
from ..places import checklist_pictures as pictures
from ..places import rules
from ..places.checklist_faults import MOST_PICTURES
from ..places.checklist_files import picture_faults, read_file
from ..settings import Settings
from ..sync.collections import Row
from ..sync.work import working
from .operations import Example, take


def carried(settings: Settings, sections: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """The pictures of these sections by their hash, as far as they are here and go into a file."""
    wanted = pictures.hashes(sections)[:MOST_PICTURES]
    with one_snapshot() as connection:
        there = pictures.there(connection, wanted)
    store = Intake(settings).store
    return {sha256: store.locate(sha256).read_bytes() for sha256 in wanted if sha256 in there and store.has(sha256)}


def take_in(settings: Settings, content: bytes, name: str, *, by: Caller) -> Row:
    """A file becomes a draft, with the pictures it brings.

    Raises NotPermitted, ChecklistFaulty, SheetUnreadable, SheetTooLarge, HeadingMissing, DiskFull.
    """
    with working() as work:
        rules.require_whole_site(work, by)
    told = read_file(content, name)
    brought: Mapping[str, bytes] = told.pop("pictures", {})
    named = pictures.hashes(told.get("sections") or [])
    kept, damaged = dict[str, Example](), set[str]()
    for sha256 in named:
        if sha256 in brought:
            try:
                kept[sha256] = take(settings, brought[sha256])
            except (NotAnImage, ImageTruncated, ImageTooLarge):
                damaged.add(sha256)
    if found := picture_faults(told, damaged):
        raise rules.ChecklistFaulty(faults=[fault.told() for fault in found], count=len(found))
    _rename(told, {sha256: each.sha256 for sha256, each in kept.items()})
    with working() as work:
        for each in kept.values():
            pictures.add(work, vars(each), by=by)
        return drafts.take_in(work, told, by=by)


def _rename(content: Mapping[str, Any], names: Mapping[str, str]) -> None:
    for section in content.get("sections") or []:
        for item in section.get("items") or []:
            for picture in item.get("pictures") or []:
                picture["sha256"] = names.get(picture["sha256"], picture["sha256"])
