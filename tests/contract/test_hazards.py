"""What is told of a hazard that went through much is what the document says, for everybody who sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.specs.openapi.checks import response_schema_conformance

from server import clock
from tests.phone import Phone, new_id
from tests.world import World

PLAN = {
    "measures": "更换线路", "funds_fen": 1_200_000, "contingency_plan": "断电", "interim_controls": "专人看守",
    "responsible": "黄志强",
}  # fmt: skip


def _in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


@pytest.fixture
def much_happened(district: World, phone: Callable[..., Phone]) -> str:
    """A major hazard with photos and a word on it, signed for, listed, stopped, and with more time asked for."""
    grid, town, upper, boss = (phone(login) for login in ("grid1", "town1", "district", "principal1"))
    found = grid.report(enterprise_id=district.enterprises["宏岭鞋材"], lat=25.43, lon=119.01, place="二楼")
    grid.photo(found)
    grid.sync()

    def by(one: Phone, action: str, **said: Any) -> None:
        one.pull()
        op = one.act(found, action, **said)
        one.sync()
        assert one.outcome(op) == "applied", action

    by(town, "confirm")
    town.set(found, severity="major", category="electrical")
    town.sync()
    by(town, "assign", due_date=_in_days(20), **PLAN)
    boss.pull()
    boss.photo(found, "signature")
    boss.write("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": found, "text": "已断电"})
    boss.sync()
    by(boss, "sign_plan")
    by(upper, "list", level="区级")
    by(upper, "stop_use", what="二楼配电箱")
    by(boss, "request_extension", due_date=_in_days(30), reason="等配件")
    return found


@pytest.mark.parametrize("login", ["admin", "district", "town1", "grid1", "principal1"])
def test_a_hazard_is_told_as_documented(
    login: str, much_happened: str, app: Flask, phone: Callable[..., Phone]
) -> None:
    one = phone(login)
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    told: dict[str, Any] = {}
    for path in ("/api/v1/hazards", "/api/v1/hazards/{hazard_id}", "/api/v1/hazards/{hazard_id}/history"):
        case = api[path]["GET"].Case(path_parameters={"hazard_id": much_happened} if "{" in path else {})
        answer = case.call(headers={"Authorization": f"Bearer {one.token}", "Accept-Encoding": "identity"})
        assert answer.status_code == 200, path
        case.validate_response(answer, checks=[response_schema_conformance])
        told[path.rsplit("/", 1)[-1]] = answer.json()
    whole = told["{hazard_id}"]
    assert all(whole[flag]["by"]["name"] for flag in ("extension", "listed", "stopped", "plan_signed"))
    assert {photo["role"] for photo in whole["photos"]} >= {"before", "signature"}
    assert [comment["text"] for comment in whole["comments"]] == ["已断电"]
    assert {"create", "act"} <= {event["kind"] for event in told["history"]["items"]}
    assert whole["history"][-1]["action"] == "request_extension"
