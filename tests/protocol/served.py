"""The whole app on a test's database in a process of its own; gunicorn loads it."""

from __future__ import annotations

from server.app import create_app
from server.settings import read_settings

app = create_app(read_settings())
