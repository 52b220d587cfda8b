"""Whom somebody may send: those who check places in his county, and at his own enterprise those who answer for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from ..permissions import Caller
from . import queries, ruling


def who_may_be_sent(connection: Connection, by: Caller) -> list[dict[str, Any]]:
    """By name, each once for each post. Raises NotPermitted for whoever plans nothing."""
    firms = {held.enterprise_id for held in by.holdings if held.role in queries.ANSWERING and held.enterprise_id}
    colleagues = queries.colleagues(connection, firms) if firms else []
    if firms and not any(held.role in ruling.SETTING for held in by.holdings):
        return colleagues
    return [*colleagues, *queries.inspectors(connection, ruling.own_areas(by))]
