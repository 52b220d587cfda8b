"""The settings of look-backs: seen by whoever looks after an area, set by its administrators, never dated back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from .. import clock
from ..db import new_id
from ..people.rules import is_machine
from ..permissions import AREA_ROLES, Caller, Role
from ..places.queries import ancestors
from ..problems import Invalid, NotFound, NotPermitted
from ..sync.work import Work
from . import look_back
from .models import LookBackSetting

_SETTING = LookBackSetting.__table__


def settings(connection: Connection, by: Caller) -> list[dict[str, Any]]:
    """Every setting, earlier ones too, the latest first. Raises NotPermitted for whoever looks after no area."""
    if not is_machine(by) and not any(held.role in AREA_ROLES for held in by.holdings):
        raise NotPermitted
    return every(connection)


def every(connection: Connection) -> list[dict[str, Any]]:
    """Every setting, the latest first."""
    query = select(_SETTING).order_by(_SETTING.c.valid_from.desc(), _SETTING.c.id.desc())
    return [dict(row) for row in connection.execute(query).mappings()]


def put(work: Work, area_id: str, values: Mapping[str, Any], *, by: Caller) -> dict[str, Any]:
    """From a day on, this counts in the area; said again for the same day, the last word stands.

    Raises NotFound for no such area, NotPermitted for whoever does not administer it, Invalid (in_the_past).
    """
    area = work.get("area", area_id)
    if area is None or area["deleted"]:
        raise NotFound
    if not is_machine(by) and not by.holds({Role.ADMIN}, {f"a:{each}" for each in ancestors(work, area_id)}):
        raise NotPermitted
    starts = values["valid_from"]
    if starts < clock.today().isoformat() and not is_machine(by):
        raise Invalid(errors={"valid_from": ["in_the_past"]})
    days = dict.fromkeys(look_back.SEVERITIES) if values["above"] else {}
    row = {
        "source": None, **values, **days, "id": new_id(), "area_id": area_id,
        "created_by": work.author(by), "created_at": work.now,
    }  # fmt: skip
    same_day = (_SETTING.c.area_id == area_id) & (_SETTING.c.valid_from == starts)
    work.connection.execute(delete(_SETTING).where(same_day))
    work.connection.execute(insert(_SETTING).values(row))
    return row
