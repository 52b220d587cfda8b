"""The operator asks whether the past is whole; the worker does what nobody asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from server import clock, worker
from server.db import db, writing
from server.permissions import machine
from server.places.operations import add_area, add_enterprise, change_enterprise
from server.settings import Settings
from server.sync.models import Feed
from server.sync.work import working

from .conftest import xunan

Enter = Callable[[Settings], Flask]


def _district() -> str:
    with working() as work:
        return add_area(work, {"code": "350304", "name": "荔城区", "level": "county"}, by=machine())["id"]


def test_a_whole_history_is_said_to_be_whole(migrated: Settings, inside: Enter) -> None:
    inside(migrated)
    _district()
    done = xunan(migrated, "audit", "verify")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 lines, head ")
    assert done.stdout.rstrip().endswith(": whole")


def test_a_changed_past_is_found_where_it_was_changed(migrated: Settings, inside: Enter) -> None:
    """Somebody with the database in his hands takes the guard away and changes who did it."""
    inside(migrated)
    for number in range(3):
        with working() as work:
            add_area(work, {"code": f"35030{number}", "name": "区", "level": "county"}, by=machine())
    with writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER history_no_update"))
        else:
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER history_grows"))
        connection.execute(text("UPDATE history SET actor = 'somebody else' WHERE n = 2"))
    done = xunan(migrated, "audit", "verify")
    assert done.returncode == 1
    assert "line 2" in done.stdout
    assert "NOT WHOLE" in done.stdout


def test_one_job_that_fails_does_not_keep_the_others(
    migrated: Settings, inside: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = inside(migrated)
    done: list[str] = []

    def fail(_: Settings) -> None:
        raise RuntimeError("the disk is gone")

    jobs = [replace(job, run=lambda _, name=job.name: done.append(name)) for job in worker.JOBS]
    jobs[0] = replace(jobs[0], run=fail)
    monkeypatch.setattr(worker, "JOBS", tuple(jobs))
    assert worker.run_once(app) == [worker.JOBS[0].name]
    assert done == [job.name for job in worker.JOBS[1:]]


def test_every_job_runs_on_an_empty_installation(migrated: Settings) -> None:
    done = xunan(migrated, "worker", "--once")
    assert done.returncode == 0, done.stderr
    assert "Every job is done" in done.stdout


def test_a_tombstone_is_forgotten_after_a_year_and_not_before(migrated: Settings, inside: Enter) -> None:
    app = inside(migrated)
    district = _district()
    with working() as work:
        other = add_area(work, {"code": "350302", "name": "城厢区", "level": "county"}, by=machine())["id"]
        enterprise = add_enterprise(work, {"name": "云杉木业", "area_id": district}, by=machine())["id"]
    with working() as work:
        change_enterprise(work, enterprise, {"area_id": other}, seen=None, by=machine())

    def tombstones() -> int:
        with db.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(Feed).where(Feed.gone)).scalar_one()

    assert tombstones() == 1
    with clock.moved(timedelta(days=364)):
        assert worker.run_once(app) == []
    assert tombstones() == 1
    with clock.moved(timedelta(days=366)):
        assert worker.run_once(app) == []
    assert tombstones() == 0
