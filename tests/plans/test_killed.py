"""The jobs that make plans are killed in the middle, for real, and two of each run beside each other afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from server import clock
from server.db import one_snapshot
from server.people.queries import caller_of
from server.permissions import machine
from server.places import operations as places
from server.plans import look_back, ruling
from server.plans.models import LookBack, Plan
from server.sync import history
from server.sync.work import working
from tests import makers
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
FIRMS, CLOSED = 50, 25
#: The worker's own job, in portions of ten, so many days from now; at the plan that its argument names it stands
#: still, its work not on disk.
JOB = """
import sys, time
from datetime import timedelta
from server import clock
from server.app import create_app
from server.plans import looking_back, making, operations
from server.worker import JOBS
name, stop, days, made, make = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), 0, operations.make

def counted(*given):
    global made
    made += 1
    if made == stop:
        print("in the middle", flush=True)
        time.sleep(600)
    return make(*given)

making._AT_ONCE, looking_back._AT_ONCE, operations.make = 10, 10, counted
app = create_app()
with app.app_context(), clock.moved(timedelta(days=days)):
    next(job for job in JOBS if job.name == name).run(app.config["SETTINGS"])
"""


def job(app: Flask, name: str, stop: int = 0, days: int = 0) -> subprocess.Popen[str]:
    settings = app.config["SETTINGS"]
    said = {"DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url, "SECRET_KEY": "only tests know"}
    return subprocess.Popen(
        [sys.executable, "-c", JOB, name, str(stop), str(days)],
        cwd=ROOT, env={**os.environ, **said}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def kill(running: subprocess.Popen[str]) -> None:
    """In the middle of a portion, as a power cut does."""
    with running:
        assert running.stdout is not None and running.stdout.readline() == "in the middle\n"
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL


def let_run(beside: list[subprocess.Popen[str]]) -> None:
    assert [each.wait(timeout=120) for each in beside] == [0] * len(beside)
    for each in beside:
        each.communicate()


def planned() -> Counter[str]:
    """How many plans each enterprise has; each told by a line of history of its own."""
    with one_snapshot() as connection:
        rows = connection.execute(select(Plan.id, Plan.enterprise_id, Plan.recent)).all()
        assert history.verify(connection)[2] == []
    assert all(row.recent.count('"kind":"create"') == 1 for row in rows)
    return Counter(row.enterprise_id for row in rows)


def test_what_is_due_is_made_exactly_once_though_the_job_is_killed(app: Flask, district: World) -> None:
    with working() as work:
        said = {"area_id": district.areas["北高镇"], "risk_grade": "orange"}
        firms = {
            places.add_enterprise(work, {"name": f"第{number}厂", **said}, by=machine())["id"]
            for number in range(FIRMS)
        }  # fmt: skip
    with working() as work:
        rule = {"grade": "orange", "way": "planned", "every": 1, "unit": "months", "certainty": "local"}
        rule |= {"area_id": district.areas["荔城区"], "valid_from": clock.today().isoformat()}
        ruling.set_rule(work, rule, by=machine())

    # Portions of ten enterprises; the four of the district come first and have no grade.
    for stop, on_disk in ((25, 16), (17, 26)):
        kill(job(app, "plans_by_grade", stop))
        assert sum(planned().values()) == on_disk, "whole portions, and nothing of the last one"

    let_run([job(app, "plans_by_grade"), job(app, "plans_by_grade")])
    assert planned() == Counter(firms)


def test_each_closing_is_looked_at_again_exactly_once_though_the_job_is_killed(app: Flask, district: World) -> None:
    grid = district.areas["第一网格"]
    with working() as work:
        firms = [
            places.add_enterprise(work, {"name": f"第{number}厂", "area_id": grid}, by=machine())["id"]
            for number in range(CLOSED)
        ]
    closed = [*(_closed(enterprise_id=firm) for firm in firms), _closed(area=grid)]
    days = look_back.DEFAULT["major_suspected"]

    # Portions of ten places; the enterprises come first, then the areas.
    for stop, on_disk in ((15, 10), (3, 10)):
        kill(job(app, "look_backs", stop, days))
        assert sum(planned().values()) == on_disk, "whole portions, and nothing of the last one"
    let_run([job(app, "look_backs", days=days), job(app, "look_backs", days=days)])
    with one_snapshot() as connection:
        backs = connection.execute(select(LookBack.hazard_id, LookBack.plan_id)).all()
        plans = {row.id: row.hazards for row in connection.execute(select(Plan.id, Plan.hazards))}
    assert sorted(each for hazards in plans.values() for each in hazards) == sorted(closed)
    assert {row.plan_id: [row.hazard_id] for row in backs} == plans
    assert planned() == Counter({**dict.fromkeys(firms, 1), None: 1})


def _closed(**where: str) -> str:
    by = caller_of("grid1")
    assert by is not None
    said = {"category": "fire_exit", "severity": "major_suspected", "criterion": "MEM10-03-01"}
    found = makers.report(by, description="安全出口被堵", **said, **where)
    with working() as work:
        row = work.get("hazard", found)
        assert row is not None
        work.change("hazard", row, {"state": "closed", "closed_at": clock.now(), "state_at": clock.stamp()})
    return found
