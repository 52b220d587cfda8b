"""What must happen without anybody asking, again and again.

Each job is safe to kill at any moment and to run twice: it does its work in one transaction, or finds what is
left at its next turn. The worker is a process of its own beside the server; more than one does no harm.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from types import FrameType

import structlog
from flask import Flask

from . import clock
from .checklists.operations import forget_unused
from .db import db, writing
from .hazards.operations import release_closed
from .people.access import sweep as sweep_sessions
from .phones.operations import forget_old_reports
from .photos.operations import sweep_uploads
from .places.imports import forget_untaken
from .plans.guests import follow_posts
from .plans.looking_back import make_look_backs
from .plans.making import make_due
from .settings import Settings
from .sync.upkeep import forget_tombstones
from .sync.work import working

log = structlog.get_logger()


def _release_closed(_: Settings) -> None:
    """In portions, so that phones are never kept waiting for long."""
    released = 1
    while released:
        with working() as work:
            released = release_closed(work)


def _make_due_plans(_: Settings) -> None:
    """A month ahead, so that a round can be arranged."""
    make_due((clock.today() + timedelta(days=31)).isoformat())


def _follow_posts(_: Settings) -> None:
    follow_posts()


def _make_look_backs(_: Settings) -> None:
    make_look_backs()


def _sweep_sessions(_: Settings) -> None:
    with writing():
        sweep_sessions()


def _forget_untaken_lists(_: Settings) -> None:
    with writing() as connection:
        forget_untaken(connection)


def _forget_old_reports(_: Settings) -> None:
    with writing():
        forget_old_reports()


def _forget_tombstones(_: Settings) -> None:
    forget_tombstones()


@dataclass(frozen=True)
class Job:
    """Something done every so often; `run` is called inside the app's context."""

    name: str
    every: timedelta
    run: Callable[[Settings], object]


JOBS = (
    Job("uploads_that_expired", timedelta(minutes=10), sweep_uploads),
    Job("reporters_of_closed_hazards", timedelta(hours=1), _release_closed),
    Job("plans_by_grade", timedelta(hours=6), _make_due_plans),
    Job("guests_of_enterprises", timedelta(hours=1), _follow_posts),
    Job("look_backs", timedelta(hours=6), _make_look_backs),
    Job("sessions_that_ended", timedelta(hours=1), _sweep_sessions),
    Job("pictures_nobody_used", timedelta(hours=6), forget_unused),
    Job("lists_nobody_took", timedelta(hours=6), _forget_untaken_lists),
    Job("reports_of_phones", timedelta(hours=6), _forget_old_reports),
    Job("tombstones_after_a_year", timedelta(hours=6), _forget_tombstones),
)


def run_once(app: Flask) -> list[str]:
    """Every job one time; returns the names of those that failed (the others are done)."""
    return [job.name for job in JOBS if not _run(app, job)]


def run_forever(app: Flask) -> None:
    """Every job at its time, until SIGTERM or SIGINT; the job at hand is finished first."""
    stop = Event()

    def ask_to_stop(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    due = {job.name: 0.0 for job in JOBS}
    while not stop.is_set():
        for job in JOBS:
            if time.monotonic() >= due[job.name] and not stop.is_set():
                _run(app, job)
                due[job.name] = time.monotonic() + job.every.total_seconds()
        stop.wait(max(1.0, min(due.values()) - time.monotonic()))


def _run(app: Flask, job: Job) -> bool:
    """One job; a failure is told to the log, and the next turn tries again."""
    with app.app_context():
        try:
            job.run(app.config["SETTINGS"])
        except Exception:
            log.exception("job_failed", job=job.name)
            return False
        finally:
            db.session.remove()
    return True
