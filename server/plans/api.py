"""The doors to planning for whoever is online: how often, what is due, and whom one may send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ..db import db
from ..sync.work import working
from ..web import Blueprint, caller
from . import look_back, look_back_setting, making, operations, ruling, schemas, sending

plans = Blueprint("plans", "plans", url_prefix="", description="Who walks where, by when, in which way")


@plans.get("/plan-rules")
@plans.response(200, schemas.Rules)
def list_rules() -> dict[str, Any]:
    """How often places of a grade are walked, in every area, now, before and later."""
    return {"items": ruling.rules(db.session.connection(), caller())}


@plans.post("/plan-rules")
@plans.arguments(schemas.RuleNew)
@plans.response(201, schemas.RuleOut)
def set_rule(values: dict[str, Any]) -> Any:
    """Say how often from a day on; the rule that said otherwise about the same ends the day before."""
    with working() as work:
        return ruling.set_rule(work, values, by=caller())


@plans.post("/plan-rules/<uuid:rule_id>/end")
@plans.arguments(schemas.RuleEnd)
@plans.response(200, schemas.RuleOut)
def end_rule(values: dict[str, Any], rule_id: object) -> Any:
    """Let a rule count up to a day and no longer."""
    with working() as work:
        return ruling.end_rule(work, str(rule_id), values["valid_until"], by=caller())


@plans.delete("/plan-rules/<uuid:rule_id>")
@plans.response(200, schemas.RuleOut)
def take_back_rule(rule_id: UUID) -> Any:
    """Take a rule back that has not begun; the one that it would have ended goes on."""
    with working() as work:
        return ruling.take_back(work, str(rule_id), by=caller())


@plans.post("/plans/due")
@plans.arguments(schemas.DueAsked)
@plans.response(200, schemas.DueMade)
def make_due(values: dict[str, Any]) -> dict[str, int]:
    """Make the plans that are due by grade in the caller's areas; a second time makes nothing twice."""
    by = caller()
    return making.make_due(values["until"], areas=ruling.own_areas(by, operations.PLANNING), by=by)


@plans.get("/plans/inspectors")
@plans.response(200, schemas.Inspectors)
def list_inspectors() -> dict[str, Any]:
    """Who may be sent to walk: those who check in the caller's county, and who answer for his own enterprise."""
    return {"items": sending.who_may_be_sent(db.session.connection(), caller())}


@plans.get("/look-back-settings")
@plans.response(200, schemas.LookBacks)
def list_look_backs() -> dict[str, Any]:
    """After how many days closed hazards are looked at again, in every area, now, before and later."""
    items = look_back_setting.settings(db.session.connection(), caller())
    return {"items": items, "default": look_back.DEFAULT}


@plans.put("/look-back-settings/<uuid:area_id>")
@plans.arguments(schemas.LookBackNew)
@plans.response(200, schemas.LookBackOut)
def put_look_back(values: dict[str, Any], area_id: object) -> Any:
    """Say after how many days, for what closes in this area from a day on; for an administrator of the area."""
    with working() as work:
        return look_back_setting.put(work, str(area_id), values, by=caller())
