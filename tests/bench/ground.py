"""A whole installation for measuring: the demo district, as many hazards as wanted, and gunicorn in front."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import select

from server import clock
from server.app import create_app
from server.db import db, new_id
from server.demo.people import FIRST, GRID_ONE
from server.hazards import operations as hazards
from server.people.models import Account
from server.people.queries import holdings_of
from server.permissions import Caller
from server.places.models import Area, Enterprise
from server.serving import gunicorn_words
from server.settings import read_settings
from server.sync.work import OpContext, Work, working

WORDS = (
    "配电箱敞开",
    "安全出口被堵",
    "除尘管道积尘",
    "皮带机无护罩",
    "气瓶未固定",
    "液压机光栅失效",
    "动火无审批",
    "通道堆料",
)
WHERE = ("一车间东侧", "二车间砂光线", "原料仓北门", "配电房", "喷漆房", "成品库三层", "锅炉房", "宿舍楼梯间")
#: What a grid worker's list looks like after a few years: most is closed, some is on its way.
STATES = ("closed",) * 12 + ("rectifying",) * 4 + ("reported",) * 2 + ("confirmed", "submitted")


@dataclass(frozen=True)
class Installation:
    """Where it listens, and what a process needs to belong to it."""

    address: str
    environ: Mapping[str, str]
    data_dir: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def installed(records: int, *, database_url: str | None = None, workers: int = 2) -> Iterator[Installation]:
    """The demo district with `records` hazards more in grid1's grid, served by gunicorn as production is."""
    folder = Path(tempfile.mkdtemp(prefix="xunan-bench-", dir="/tmp"))
    environ = {
        **os.environ, "DATA_DIR": str(folder), "XUNAN_DEMO": "1", "SECRET_KEY": "for measuring only", "HTTPS": "",
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'xunan.db'}",
    }  # fmt: skip
    port = free_port()
    try:
        for words in (["migrate", "upgrade"], ["demo", "load"]):
            subprocess.run([sys.executable, "-m", "server.cli", *words], env=environ, check=True, capture_output=True)
        fill(environ, records)
        with (folder / "log").open("wb") as log:
            served = subprocess.Popen(gunicorn_words("127.0.0.1", port, workers=workers), env=environ, stderr=log)
            try:
                _wait(f"http://127.0.0.1:{port}/healthz")
                yield Installation(f"http://127.0.0.1:{port}", environ, folder)
            except BaseException:
                print((folder / "log").read_text()[-3000:], file=sys.stderr)
                raise
            finally:
                served.terminate()
                served.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def fill(environ: Mapping[str, str], records: int) -> None:
    """Hazards through the very verb the doors use, then moved to where they would be by now."""
    app = create_app(read_settings(environ))
    chance = random.Random(350304)
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.login == "grid1")).one()
        by = Caller(account.id, account.name, holdings_of(account.id)[0], device_id=new_id())
        grid = db.session.scalars(select(Area.id).where(Area.code == GRID_ONE)).one()
        firms = list(db.session.scalars(select(Enterprise.id).where(Enterprise.area_id == grid)))
        assert firms, f"{FIRST} is in grid1's grid"
        db.session.remove()
        for start in range(0, records, 200):
            with working() as work:
                for number in range(start, min(start + 200, records)):
                    _report(work, by, chance, number, chance.choice(firms))
        db.session.remove()
        db.engine.dispose()


def _report(work: Work, by: Caller, chance: random.Random, number: int, firm: str) -> None:
    found = clock.now() - timedelta(hours=number)
    data = {
        "enterprise_id": firm, "severity": "general", "channel": "grid_report", "found_at": clock.stamp(found),
        "description": f"{chance.choice(WHERE)}{chance.choice(WORDS)}（{number:05d}）",
        "lat": 25.43 + number % 97 / 9700, "lon": 119.01 + number % 89 / 8900,
    }  # fmt: skip
    with work.attempt(OpContext(id=new_id(), at=clock.stamp(found), device=by.device_id)):
        row = hazards.report(work, new_id(), data, by)
        state = chance.choice(STATES)
        if state != "reported":
            due = (found + timedelta(days=15)).date().isoformat()
            closed = {"closed_at": found + timedelta(days=9)} if state == "closed" else {}
            work.change("hazard", row, {"state": state, "due_date": due, **closed})
