"""Telling people, and their having read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .. import clock
from ..db import new_id
from ..permissions import Caller
from ..problems import NotPermitted
from ..sync.collections import Row
from ..sync.work import Work
from .queries import Person

#: (title, body) in a language.
Words = Callable[[str], tuple[str, str | None]]


def tell(
    work: Work, whom: Iterable[Person], kind: str, words: Words, *, about: tuple[str, str], by: Caller
) -> list[Row]:
    """Write a notice for each of these people, except for whoever did it himself."""
    told = []
    for person in whom:
        if person.id == by.user_id:
            continue
        title, body = words(person.locale)
        notice = {"id": new_id(), "user_id": person.id, "kind": kind, "title": title[:200], "body": body}
        told.append(work.add("notice", {**notice, "about_type": about[0], "about_id": about[1]}, by))
    return told


def read(work: Work, notice: Row, *, by: Caller) -> None:
    """He has read it; a second time changes nothing. Raises NotPermitted for anybody else."""
    if notice["user_id"] != by.user_id:
        raise NotPermitted
    if notice["read_at"] is None:
        work.change("notice", notice, {"read_at": clock.stamp(work.now)})
