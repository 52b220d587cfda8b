"""Brings an installation to what this version of the program needs: the schema, and the official checklists."""

from __future__ import annotations

from . import revisions
from .app import create_app
from .db import db
from .places.checklists import load_official_checklists
from .quizzes.operations import load_shipped_questions
from .readiness import make_data_dir
from .settings import Settings
from .sync.work import working


def bring_up_to_date(settings: Settings) -> None:
    """Safe to run again; nothing is written when all is as it should be. Raises NotFit, CannotMigrate."""
    make_data_dir(settings)
    revisions.upgrade(settings.database_url)
    with create_app(settings).app_context():
        try:
            with working() as work:
                load_official_checklists(work)
                load_shipped_questions(work)
        finally:
            db.session.remove()
