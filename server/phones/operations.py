"""What is done with work that phones could not hand over: read by its owner, and by who answers for him.

Nothing here changes a record. A phone's report holds counts and codes alone, so that asking for help gives away
nothing of what was written, seen or photographed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row, delete, or_, select

from .. import clock
from ..db import db, new_id
from ..permissions import Caller, Role
from ..problems import NotPermitted
from . import queries
from .models import PhoneReport

log = structlog.get_logger()
_REPORTS = PhoneReport.__table__

#: How many reports of one phone are kept, and for how long.
KEPT_OF_A_PHONE, KEPT_FOR = 10, timedelta(days=90)

OWN, CIRCLE = "own", "circle"


def refused(by: Caller, *, whose: str, after: queries.After | None, limit: int) -> list[Row[Any]]:
    """Ops the server did not take, each as it came: one's own, or those of everybody one is administrator for.

    Raises NotPermitted when somebody who is no administrator asks for more than his own.
    """
    if whose == OWN:
        return queries.refused(queries.his_own(by), after, limit)
    _require_administrator(by)
    return queries.refused(queries.in_charge_of(by, clock.today()), after, limit)


def report(said: dict[str, Any], *, by: Caller) -> PhoneReport:
    """Keep what a phone tells of its sending, for its owner's administrator; older ones make room."""
    made = PhoneReport(
        id=new_id(), user_id=by.user_id, device_id=str(by.device_id), received_at=clock.now(), report=said
    )
    db.session.add(made)
    db.session.flush()
    newest = (
        select(_REPORTS.c.id)
        .where(_REPORTS.c.device_id == made.device_id)
        .order_by(_REPORTS.c.received_at.desc(), _REPORTS.c.id.desc())
        .limit(KEPT_OF_A_PHONE)
    )
    of_phone = _REPORTS.c.device_id == made.device_id
    db.session.execute(delete(_REPORTS).where(of_phone, _REPORTS.c.id.not_in(newest)))
    log.info("phone_reported", report=made.id, account=by.user_id, device=made.device_id)
    return made


def reports(by: Caller, *, after: queries.After | None, limit: int) -> list[Row[Any]]:
    """Reports from the phones of everybody one is administrator for, and one's own. Raises NotPermitted."""
    _require_administrator(by)
    return queries.reports(or_(queries.his_own(by), queries.in_charge_of(by, clock.today())), after, limit)


def forget_old_reports() -> None:
    """For the worker: a report is of use for a while."""
    db.session.execute(delete(_REPORTS).where(_REPORTS.c.received_at < clock.now() - KEPT_FOR))


def _require_administrator(by: Caller) -> None:
    if not any(held.role is Role.ADMIN for held in by.holdings):
        raise NotPermitted
