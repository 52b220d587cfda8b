"""Loads the demo district: places, people, and what happened there, in one transaction.

A kill in the middle leaves an empty installation, so that the same command begins again.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from .. import clock
from ..db import db, new_id, writing
from ..people.models import Account
from ..people.operations import NewPost, create_account
from ..people.queries import holdings_of
from ..permissions import Caller, Role, machine
from ..photos import images
from ..photos import operations as photos
from ..photos.store import FolderStore
from ..places import operations as places
from ..places.checklists import load_official_checklists
from ..quizzes.operations import load_shipped_questions
from ..sync.apply import carry_out
from ..sync.collections import collection
from ..sync.envelope import Op
from ..sync.work import OpContext, Work
from . import cards, pictures, rounds, walks
from .people import COLLEAGUES, FIRST, PASSWORD, PEOPLE
from .places import FIRMS, GRIDS, TOWNS, UPPER, details, grid_code
from .stories import BOSS, STORIES, Step, Story

#: The district was set up so long ago; the oldest story is younger.
FOUNDED = timedelta(days=75)
#: Notices older than this were read.
STILL_NEW = timedelta(days=3)


class CannotLoad(Exception):
    """The demo was not loaded; the message says why."""


@dataclass
class District:
    """What is already there: ids by code or name, and people by what the stories call them."""

    areas: dict[str, str] = field(default_factory=dict)
    firms: dict[str, str] = field(default_factory=dict)
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    people: dict[str, Caller] = field(default_factory=dict)
    hazards: dict[str, str] = field(default_factory=dict)


def load() -> str:
    """Fill an empty installation; a second call changes nothing. Returns what to tell. Raises CannotLoad."""
    accounts = list(db.session.scalars(select(Account)))
    if any(account.demo for account in accounts):
        return "The demo district is loaded already."
    if accounts:
        raise CannotLoad("This installation has real accounts; the demo is only loaded into an empty one.")
    district, now = District(), clock.now()
    with writing() as connection:
        with at(now - FOUNDED):
            founding = Work(connection)
            _found_places(founding, district)
            load_official_checklists(founding)
            load_shipped_questions(founding)
            founding.flush()
            _found_people(district)
        happening = Work(connection)
        for moment, event in sorted(_events(happening, district, now), key=lambda each: each[0]):
            with at(moment):
                happening.now = moment
                event()
                happening.say_now()
        with at(now):
            happening.now = now
            _read_notices(happening, district, now - STILL_NEW)
        happening.flush()
    return f"Loaded {len(FIRMS)} enterprises, {len(PEOPLE)} logins and {len(STORIES)} hazards."


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment."""
    with clock.moved(moment - clock.now()):
        yield


# --- places and people ----------------------------------------------------------------------------


def _found_places(work: Work, district: District) -> None:
    by = machine()

    def area(code: str, name: str, level: str, parent: str | None) -> None:
        values = {"code": code, "name": name, "level": level, "parent": district.areas[parent] if parent else None}
        district.areas[code] = places.add_area(work, values, by=by)["id"]

    for code, name, level, parent in UPPER:
        area(code, name, level, parent)
    for town in TOWNS:
        area(town.code, town.name, "town", "350304")
        for number, name in enumerate(GRIDS, 1):
            area(grid_code(town.code, number), f"{town.name}{name}", "grid", town.code)
    for number, firm in enumerate(FIRMS, 1):
        values: dict[str, Any] = details(firm, number)
        if firm.name == FIRST:
            values["principal"] = {**values["principal"], "name": _person("principal1").name}
        values |= {
            "name": firm.name, "sector": firm.sector, "traits": firm.traits, "risk_grade": firm.risk,
            "staff_count": firm.staff, "state": firm.state,
            "area_id": district.areas[grid_code(f"350304{firm.town}", firm.grid)],
            "host_enterprise_id": district.firms[firm.host] if firm.host else None,
        }  # fmt: skip
        district.firms[firm.name] = places.add_enterprise(work, values, by=by)["id"]
        district.positions[firm.name] = values["lat"], values["lon"]


def _person(login: str) -> Any:
    return next(person for person in PEOPLE if person.login == login)


def _found_people(district: District) -> None:
    for person in (*PEOPLE, *COLLEAGUES):
        post = NewPost(
            person.role,
            area_id=district.areas[person.area] if person.area else None,
            enterprise_id=district.firms[person.enterprise] if person.enterprise else None,
            title=person.title,
        )
        signs_in = person in PEOPLE
        _account(district, person.login, person.name, post, login=person.login if signs_in else None)
    for number, firm in enumerate(FIRMS, 1):
        told_of = any(story.where == firm.name for story in STORIES)
        if told_of and firm.name != FIRST:
            post = NewPost(Role.PRINCIPAL, enterprise_id=district.firms[firm.name], title="负责人")
            _account(district, f"{BOSS} {firm.name}", details(firm, number)["principal"]["name"], post)
    district.people[f"{BOSS} {FIRST}"] = district.people["principal1"]


def _account(district: District, known_as: str, name: str, post: NewPost, login: str | None = None) -> None:
    account = create_account(
        name=name, login=login, password=PASSWORD if login else None, demo=True, posts=[post], by=machine()
    )
    district.people[known_as] = Caller(account.id, account.name, holdings_of(account.id)[0])


# --- what happened --------------------------------------------------------------------------------

def _read_notices(work: Work, district: District, before: datetime) -> None:
    """People have read what is old, and what asked for a step that was taken since."""
    people = {caller.user_id: caller for caller in district.people.values()}
    for notice in work.find("notice"):
        hazard = work.get("hazard", notice["about_id"]) if notice["kind"] in {"reported", "submitted"} else None
        if notice["created_at"] < before or (hazard is not None and hazard["state"] != notice["kind"]):
            collection("notice").act(work, notice, "read", {}, notice["version"], people[notice["user_id"]])


Event = tuple[datetime, Callable[[], None]]


def _events(work: Work, district: District, now: datetime) -> Iterator[Event]:
    """Every finding and every step of all stories, each with its moment."""
    for number, story in enumerate(STORIES):
        teller = _Teller(work, district, story, number)
        yield _moment(story.at, now), teller.found
        for step in story.steps:
            yield _moment(step.at, now), lambda teller=teller, step=step: teller.step(step)
    yield from walks.events(work, district, lambda text: _moment(text, now))
    yield from rounds.events(work, district, lambda text: _moment(text, now))
    yield from cards.events(work, district, lambda text: _moment(text, now))


def _moment(text: str, now: datetime) -> datetime:
    """`3 09:20`: three days ago at that time where the site is; `-95`: so many minutes ago."""
    if text.startswith("-"):
        return now + timedelta(minutes=int(text))
    days, _, time = text.partition(" ")
    local = clock.parse(clock.stamp(now)) - timedelta(days=int(days))
    hour, _, minute = time.partition(":")
    return local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


class _Teller:
    """Tells one story: its finding, then each step, as ops like those of a phone."""

    def __init__(self, work: Work, district: District, story: Story, number: int) -> None:
        self.work, self.district, self.story = work, district, story
        self.chance = random.Random(number)  # noqa: S311 - scenery, not secrets
        self.id = new_id()
        self.taken = ""
        if story.name:
            district.hazards[story.name] = self.id

    def found(self) -> None:
        story, district = self.story, self.district
        lat, lon = self._position()
        data: dict[str, Any] = {
            "description": story.words, "category": story.category, "severity": story.severity,
            "criterion": story.criterion, "channel": story.channel, "place": story.place, "disposal": story.disposal,
            "found_at": clock.stamp(), "lat": lat, "lon": lon, "accuracy_m": float(self.chance.randint(4, 19)),
        }  # fmt: skip
        if story.where in district.firms:
            data["enterprise_id"] = district.firms[story.where]
        else:
            data["area"] = district.areas[story.where]
        self._op(story.by, "hazard", self.id, "create", data=data)
        for picture in story.photos:
            self._photo(story.by, "before", picture)

    def step(self, step: Step) -> None:
        for role, picture in step.photos:
            self._photo(step.by, role, picture)
        if step.say:
            words = {"owner_type": "hazard", "owner_id": self.id, "text": step.say}
            self._op(step.by, "comment", new_id(), "create", data=words)
            return
        args = {name: self._meant(name, value) for name, value in step.args.items()}
        if step.due_in is not None:
            args["due_date"] = (clock.today() + timedelta(days=step.due_in)).isoformat()
        row = self.work.get("hazard", self.id)
        seen = row["version"] if row else 0
        if step.act:
            self._op(step.by, "hazard", self.id, "act", seen=seen, action=step.act, args=args)
        else:
            fields = {name: {"was": row[name] if row else None, "now": value} for name, value in args.items()}
            self._op(step.by, "hazard", self.id, "set", seen=seen, fields=fields)

    def _meant(self, name: str, value: Any) -> Any:
        """A story names another story, an expert by his login, and the photo it has just taken as `photo`."""
        if name == "expert":
            return self.district.people[value].user_id
        return self.taken if name == "photo" else self.district.hazards.get(value, value)

    def _op(self, who: str, type_: str, record: str, kind: str, **said: Any) -> None:
        """Through the same gate as a phone's op. Raises CannotLoad when it is not taken."""
        made, moment = new_id(), clock.stamp()
        raw = {"id": made, "type": type_, "record": record, "op": kind, "at": moment, **said}
        op = Op(made, 0, type_, record, kind, moment, said.get("seen"), raw, "")
        lat, lon = self._position()
        context = OpContext(id=made, at=moment, claimed_at=moment, lat=lat, lon=lon)
        result = carry_out(self.work, op, self._who(who), context, set())
        if result["status"] != "applied":
            raise CannotLoad(f"{self.story.words} · {who} {kind} {said.get('action', '')}: {result}")

    def _photo(self, who: str, role: str, picture: str) -> None:
        hand = f"{self.id} {who}" if role == "signature" else self.story.words
        content = pictures.signature(hand) if role == "signature" else pictures.scene(picture, hand)
        name = hashlib.sha256(content).hexdigest()
        store = FolderStore(current_app.config["SETTINGS"].photos_dir)
        store.put_bytes(name, content)
        photos.keep_bytes(self.work, name, len(content), images.inspect(store.locate(name)), self._who(who))
        lat, lon = self._position()
        data = {
            "owner_type": "hazard", "owner_id": self.id, "role": role, "sha256": name, "taken_at": clock.stamp(),
            "lat": lat, "lon": lon, "accuracy_m": float(self.chance.randint(4, 19)),
        }  # fmt: skip
        self.taken = new_id()
        self._op(who, "photo", self.taken, "create", data=data)

    def _who(self, who: str) -> Caller:
        return self.district.people[f"{BOSS} {self.story.where}" if who == BOSS else who]

    def _position(self) -> tuple[float, float]:
        """A few steps from the enterprise's door, or somewhere in the area."""
        at_area = next((town for town in TOWNS if self.story.where.startswith(town.code)), None)
        lat, lon = self.district.positions.get(self.story.where) or (
            (at_area.lat, at_area.lon) if at_area else (25.43, 119.0)
        )
        shake = random.Random(self.story.words)  # noqa: S311
        return round(lat + shake.uniform(-0.0004, 0.0004), 6), round(lon + shake.uniform(-0.0004, 0.0004), 6)
