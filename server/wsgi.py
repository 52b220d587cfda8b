"""What gunicorn loads: `gunicorn server.wsgi:app`. An installation that is not safe to serve does not start."""

from __future__ import annotations

import gc

from . import logs
from .app import create_app
from .readiness import require_fit
from .settings import read_settings

logs.configure()
settings = read_settings()
require_fit(settings)
app = create_app(settings)

# What is loaded by now stays to the end: the collector need not walk it again and again, and a page of a thousand
# records is not looked through thirty times while it is made.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 50)
