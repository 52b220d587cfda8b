"""What gunicorn loads: `gunicorn server.wsgi:app`. An installation that is not safe to serve does not start."""

from __future__ import annotations

from .app import create_app
from .readiness import require_fit
from .settings import read_settings

settings = read_settings()
require_fit(settings)
app = create_app(settings)
