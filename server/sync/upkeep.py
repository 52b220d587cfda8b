"""How long the feed remembers what is gone: a year, after which a phone that was away reads everything again.

`deliver` answers `reset: "expired"` to a cursor older than that, so a forgotten tombstone can never leave a record
standing on a phone.
"""

from __future__ import annotations

from sqlalchemy import delete, select

from .. import clock
from ..db import writing
from .collections import collections
from .deliver import KEPT
from .models import Feed

_FEED = Feed.__table__


def forget_tombstones() -> int:
    """Remove feed rows of what left a circle, or was deleted, more than a year ago; returns how many."""
    before = clock.now() - KEPT
    with writing() as connection:
        gone = connection.execute(delete(_FEED).where(_FEED.c.gone, _FEED.c.gone_at < before)).rowcount
        for type_ in collections().values():
            table = type_.table
            deleted = select(table.c.id).where(table.c.deleted, table.c.updated_at < before)
            gone += connection.execute(delete(_FEED).where(_FEED.c.record.in_(deleted))).rowcount
    return gone
