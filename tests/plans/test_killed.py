"""The job that makes what is due is killed in the middle, for real, and two of it run beside each other afterwards."""

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
from server.permissions import machine
from server.places import operations as places
from server.plans import ruling
from server.plans.models import Plan
from server.sync import history
from server.sync.work import working
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
FIRMS = 50
#: The worker's own job, in portions of ten; at the plan that its argument names it stands still, its work not on disk.
JOB = """
import sys, time
from server.app import create_app
from server.plans import making, operations
from server.worker import JOBS
stop, made, make = int(sys.argv[1]), 0, operations.make

def counted(*given):
    global made
    made += 1
    if made == stop:
        print("in the middle", flush=True)
        time.sleep(600)
    return make(*given)

making._AT_ONCE, operations.make = 10, counted
app = create_app()
with app.app_context():
    next(job for job in JOBS if job.name == "plans_by_grade").run(app.config["SETTINGS"])
"""


def job(app: Flask, stop: int = 0) -> subprocess.Popen[str]:
    settings = app.config["SETTINGS"]
    said = {"DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url, "SECRET_KEY": "only tests know"}
    return subprocess.Popen(
        [sys.executable, "-c", JOB, str(stop)], cwd=ROOT, env={**os.environ, **said}, stdout=subprocess.PIPE, text=True
    )


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
        with job(app, stop) as running:
            assert running.stdout is not None and running.stdout.readline() == "in the middle\n"
            running.send_signal(signal.SIGKILL)
        assert running.returncode == -signal.SIGKILL
        assert sum(planned().values()) == on_disk, "whole portions, and nothing of the last one"

    beside = [job(app), job(app)]
    assert [each.wait(timeout=120) for each in beside] == [0, 0]
    for each in beside:
        each.communicate()
    assert planned() == Counter(firms)
