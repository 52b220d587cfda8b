"""What gunicorn loads: `gunicorn server.wsgi:app`. An installation that is not safe to serve does not start."""

from __future__ import annotations

from . import logs
from .app import create_app
from .readiness import require_fit
from .settings import read_settings

logs.configure()
settings = read_settings()
require_fit(settings)
app = create_app(settings)
