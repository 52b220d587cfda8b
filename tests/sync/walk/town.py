"""Six phones of five people, their server, and what befalls them: the world of the walk and of the soak."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import insert, update

from server import clock
from server.db import new_id as server_id
from server.db import writing
from server.people.models import Post
from server.permissions import Role, machine
from server.places.operations import change_area, change_enterprise
from server.sync.work import working
from tests import world
from tests.phone import Phone

from . import people
from .ground import Ground
from .handset import Handset, Kept
from .wire import Wire

LOGINS = ("town1", "town1b", "grid1", "grid1", "grid2", "manager1")
#: Phones' clocks are years off, both ways.
CLOCKS = (0, 0, 1, -2 * 24, 2 * 24, 5 * 365 * 24, -3 * 365 * 24)
POSTS = (
    ("grid1", Role.GRID, "第一网格"), ("grid2", Role.GRID, "第二网格"), ("town1b", Role.TOWNSHIP, "北高镇"),
    ("grid1", Role.GRID, "第二网格"), ("grid2", Role.GRID, "第三网格"),
)  # fmt: skip


@dataclass(frozen=True)
class Morning:
    """Where every walk begins: the district, and the phones signed in."""

    ground: Ground
    places: world.World
    phones: tuple[tuple[str, str, Kept], ...]


def wake(app: Flask, ground: Ground) -> Morning:
    """Sign six phones in, let them read what was found yesterday, and remember the server as it then stands."""
    places = world.find()
    phones = [Phone(app.test_client(use_cookies=False), login) for login in LOGINS]
    _yesterday(phones[0], places)
    told = []
    for phone in phones:
        epoch = phone.pull()["epoch"]
        kept = Kept(phone.device, phone.token, epoch, phone.last_seq, phone.last_seq, phone.cursor, phone.records)
        told.append((phone.login, phone.user["id"], kept))
    ground.keep("morning")
    return Morning(ground, places, tuple(told))


def _yesterday(town1: Phone, places: world.World) -> None:
    """Three hazards everyone of the first grid knows, one of them assigned, with a photo."""
    found = [
        town1.report(enterprise_id=places.enterprises[name], channel="supervision_check")
        for name in ("宏岭鞋材", "宏岭鞋材", "顺昌五金")
    ]
    town1.photo(found[0], caption="旧")
    town1.act(found[0], "confirm", seen=1)
    plan = {"responsible": "黄志强", "due_date": (date.today() + timedelta(days=7)).isoformat()}
    town1.act(found[0], "assign", seen=2, **plan)
    town1.sync()
    assert {result["status"] for result in town1.results.values()} == {"applied"}, town1.results


class Town:
    """One walk. Every method is one thing that happens, decided by `luck`."""

    def __init__(self, app: Flask, morning: Morning, luck: random.Random, calm: float = 0.6) -> None:
        self.morning, self.ground = morning, morning.ground
        self.ground.put_back("morning")
        self.wire = Wire(app, calm)
        self.happened: dict[str, int] = {}
        self._backed_up = False
        self.phones = [Handset(login, deepcopy(kept), self.wire) for login, _, kept in morning.phones]
        for phone, (_, user, _) in zip(self.phones, morning.phones, strict=True):
            phone.user = user
            phone.clock_off = timedelta(hours=luck.choice(CLOCKS))

    def _tell(self, what: str) -> None:
        self.happened[what] = self.happened.get(what, 0) + 1

    @property
    def enterprises(self) -> list[str]:
        return [self.morning.places.enterprises[name] for name in ("宏岭鞋材", "顺昌五金")]

    # --- on the phones -------------------------------------------------------------------------

    def somebody_works(self, luck: random.Random, most: int = 3) -> None:
        # two of the office and the first grid's worker, who know the same things, are the busiest
        phone = luck.choice((*self.phones, *self.phones[:3], *self.phones[:2]))
        for _ in range(luck.randint(1, most)):
            people.something(phone, luck, self.enterprises)

    def two_correct_the_same(self, luck: random.Random) -> None:
        """Two of the office, each without knowing of the other, and sometimes a third time on top of it."""
        common = sorted(set(self.phones[0].of("hazard")) & set(self.phones[1].of("hazard")))
        if not common:
            return
        hazard = luck.choice(common[:2])
        for phone in (*self.phones[:2], *luck.sample(self.phones[:2], luck.randint(0, 1))):
            people.correct(phone, luck, hazard)

    def somebody_talks(self, luck: random.Random, most: int = 6) -> None:
        """A phone goes on with what it was doing, a few steps; others may come between."""
        phone = luck.choice(self.phones)
        phone.luck = luck
        with self.wire.live():
            for _ in range(luck.randint(1, most)):
                phone.step(luck)
        phone.luck = None

    def a_phone_dies(self, luck: random.Random) -> None:
        phone = luck.choice(self.phones)
        if phone.talk is not None:
            self._tell("phones that died between two steps")
        phone.crash()
        if luck.random() < 0.3:
            phone.clock_off = timedelta(hours=luck.choice(CLOCKS))

    def something_arrives_late(self, luck: random.Random) -> None:
        self.wire.deliver_late(luck)

    # --- in the district -----------------------------------------------------------------------

    def the_district_changes(self, luck: random.Random) -> None:
        luck.choice((self._move_an_enterprise, self._redraw_a_grid, self._give_or_end_a_post))(luck)

    def _move_an_enterprise(self, luck: random.Random) -> None:
        self._tell("enterprises moved")
        to = self.morning.places.areas[luck.choice(("第一网格", "第二网格", "第三网格"))]
        with working() as work:
            change_enterprise(work, luck.choice(self.enterprises), {"area_id": to}, seen=None, by=machine())

    def _redraw_a_grid(self, luck: random.Random) -> None:
        self._tell("grids redrawn")
        area, parent = luck.choice(("第一网格", "第二网格")), luck.choice(("北高镇", "黄石镇"))
        places = self.morning.places.areas
        with working() as work:
            change_area(work, places[area], {"parent": places[parent]}, seen=None, by=machine())

    def _give_or_end_a_post(self, luck: random.Random) -> None:
        self._tell("posts given or ended")
        login, role, where = luck.choice(POSTS)
        account, area = self.morning.places.people[login], self.morning.places.areas[where]
        today = date.today()
        with writing() as connection:
            ended = connection.execute(
                update(Post)
                .where(Post.account_id == account, Post.area_id == area, Post.ends_on.is_(None))
                .values(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
            )
            if ended.rowcount == 0:
                connection.execute(
                    insert(Post).values(
                        id=server_id(), account_id=account, role=role.value, area_id=area, starts_on=today,
                        created_at=clock.now(),
                    )
                )  # fmt: skip

    def the_server_is_restored(self, luck: random.Random) -> None:
        """Back up, or go back to the last backup: a day's acknowledged work is gone, but for the phones."""
        if self._backed_up and luck.random() < 0.5:
            self._tell("restores")
            self.ground.restore("backup")
        else:
            self.ground.keep("backup")
            self._backed_up = True

    # --- to rest -------------------------------------------------------------------------------

    def come_to_rest(self) -> None:
        """The network is whole again: everyone sends what he has, and reads until nothing is new."""
        for phone in self.phones:
            phone.crash()
            phone.luck = None
        for _ in range(50):
            for phone in self.phones:
                while phone.kept.outbox or phone.kept.behind:
                    for _ in phone.push(50):
                        pass
                for _ in phone.pull(500):
                    pass
            if not any(phone.kept.outbox or phone.kept.behind for phone in self.phones):
                break
        else:
            raise AssertionError("it never came to rest")
        for phone in self.phones:
            for _ in phone.pull(500):
                pass
