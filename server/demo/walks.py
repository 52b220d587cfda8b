"""Two checks of the first enterprise: one of some weeks ago, signed by all, and one that is going on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import current_app

from .. import clock
from ..db import new_id
from ..permissions import Caller
from ..photos import images
from ..photos import operations as photos
from ..photos.store import FolderStore
from ..sync.apply import carry_out
from ..sync.envelope import Op
from ..sync.work import OpContext, Work
from ..walkthroughs import queries, rules
from . import pictures
from .people import FIRST

if TYPE_CHECKING:
    from .load import District

Event = tuple[datetime, Callable[[], None]]
Moment = Callable[[str], datetime]

#: What does not concern it, by the item's place; everything else passed.
_NOT_APPLICABLE = frozenset({2, 9})
#: How far the one that is going on has come.
_SO_FAR = 6


def events(work: Work, district: District, moment: Moment) -> Iterator[Event]:
    """Every step of both, each with its moment."""
    last, now = _Walk(work, district, "town1"), _Walk(work, district, "town1")
    yield moment("41 09:10"), last.begin
    yield moment("41 09:40"), lambda: last.answer("town1", 0, None)
    yield moment("41 10:05"), last.finish
    for minute, (role, who) in enumerate((("inspector", "town1"), ("inspector", "town1b"), ("enterprise", "manager1"))):
        yield moment(f"41 10:{10 + minute}"), lambda role=role, who=who: last.sign(role, who)
    yield moment("-40"), now.begin
    yield moment("-31"), lambda: now.answer("town1", 0, _SO_FAR)


class _Walk:
    def __init__(self, work: Work, district: District, leader: str) -> None:
        self.work, self.district, self.leader, self.id = work, district, leader, new_id()

    def begin(self) -> None:
        checklist = next(iter(self.work.find("checklist", code="mh10")))
        people = [self.district.people[each] for each in ("town1", "town1b")]
        lat, lon = self.district.positions[FIRST]
        self._take(self.leader, "walkthrough", self.id, "create", data={
            "enterprise_id": self.district.firms[FIRST], "checklist_id": checklist["id"],
            "inspectors": [person.me for person in people], "started_at": clock.stamp(),
            "lat": lat, "lon": lon, "accuracy_m": 12.0,
        })  # fmt: skip

    def answer(self, who: str, first: int, last: int | None) -> None:
        row = self.work.get("walkthrough", self.id)
        if row is None:
            return
        asked = list(enumerate(queries.shown(self.work, row, [])))
        for place, item in asked[first:last]:
            data = {
                "walkthrough_id": self.id, "item": item["code"],
                "result": "na" if place in _NOT_APPLICABLE else "pass",
            }  # fmt: skip
            self._take(who, "answer", rules.answer_id(self.id, item["code"]), "create", data=data)

    def finish(self) -> None:
        self._act(self.leader, "finish", {"finished_at": clock.stamp()})

    def sign(self, role: str, who: str) -> None:
        person = self.district.people[who]
        content = pictures.signature(f"{self.id} {who}")
        name, photo = hashlib.sha256(content).hexdigest(), new_id()
        store = FolderStore(current_app.config["SETTINGS"].photos_dir)
        store.put_bytes(name, content)
        photos.keep_bytes(self.work, name, len(content), images.inspect(store.locate(name)), person)
        owner = {"owner_type": "walkthrough", "owner_id": self.id, "role": "signature"}
        self._take(who, "photo", photo, "create", data={**owner, "sha256": name, "taken_at": clock.stamp()})
        row = self.work.get("walkthrough", self.id)
        digest = row["digest"] if row is not None else ""
        self._act(who, "sign", {"role": role, "name": person.name, "photo": photo, "digest": digest})

    def _act(self, who: str, action: str, args: Mapping[str, Any]) -> None:
        row = self.work.get("walkthrough", self.id)
        self._take(who, "walkthrough", self.id, "act", seen=row["version"] if row else 0, action=action, args=args)

    def _take(self, who: str, type_: str, record: str, kind: str, **said: Any) -> None:
        """Through the same gate as a phone's op."""
        made, moment, by = new_id(), clock.stamp(), self._who(who)
        raw = {"id": made, "type": type_, "record": record, "op": kind, "at": moment, **said}
        op = Op(made, 0, type_, record, kind, moment, said.get("seen"), raw, "")
        result = carry_out(self.work, op, by, OpContext(id=made, at=moment, claimed_at=moment), set())
        if result["status"] != "applied":
            raise RuntimeError(f"{who} {kind} {type_}: {result}")

    def _who(self, who: str) -> Caller:
        return self.district.people[who]
