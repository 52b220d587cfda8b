"""What others did before a walk begins: hazards that stand where its story starts, brought there through the API."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from .site import FIRST, PASSWORD, Site

#: What has to be settled besides the date, for a major hazard too.
PLAN = {
    "responsible": "黄志强", "measures": "换成新的", "funds_fen": 120_000, "contingency_plan": "断电，撤人",
    "interim_controls": "停用该工位",
}  # fmt: skip


def day(days: int) -> str:
    """A date that many days from now, in the district's time."""
    return (datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=days)).isoformat()


def days_words(days: int) -> str:
    """The same date as the app's screens say it: 3月2日, with the year when it is another one."""
    when, now = datetime.fromisoformat(day(days)), datetime.fromisoformat(day(0))
    year = f"{when.year}年" if when.year != now.year else ""
    return f"{year}{when.month}月{when.day}日"


class Backstage:
    """People who are online somewhere else, each signed in once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.token = cache(self._sign_in)
        self._written: Counter[str] = Counter()

    @staticmethod
    def _device(login: str) -> str:
        return f"0190a000-0000-7000-8000-{sum(login.encode()):012x}"

    def _sign_in(self, login: str) -> str:
        device = {"id": self._device(login), "name": "办公室"}
        said = {"login": login, "password": PASSWORD, "device": device}
        return self.site.ask("", "POST", "/api/v1/session", said)["token"]

    def report(self, login: str, what: str, at: str = FIRST, **more: Any) -> str:
        """Somebody reports a hazard; returns its id."""
        firm = self.site.row("SELECT id FROM enterprises WHERE name = ?", at)[0]
        said = {"enterprise_id": firm, "description": what, "severity": "general", "channel": "grid_report"} | more
        return self.site.ask(self.token(login), "POST", "/api/v1/hazards", said)["id"]

    def act(self, login: str, hazard: str, action: str, **args: Any) -> None:
        """Somebody takes a step, having seen the hazard as it is."""
        seen = self.read(login, hazard)["version"]
        said = {"action": action, "args": args, "seen": seen}
        self.site.ask(self.token(login), "POST", f"/api/v1/hazards/{hazard}/acts", said)

    def write(self, login: str, hazard: str, field: str, now: str) -> None:
        """Somebody writes another value over what stands there."""
        stands = self.read(login, hazard)
        fields = {field: {"was": stands.get(field), "now": now}}
        what = {"type": "hazard", "record": hazard, "seen": stands["version"]}
        self._push(login, {**what, "op": "set", "fields": fields})

    def create(self, login: str, type_: str, record: str, data: dict[str, Any]) -> None:
        """Somebody makes a record of a type that only phones make."""
        self._push(login, {"type": type_, "record": record, "op": "create", "data": data})

    def take(self, login: str, type_: str, record: str, action: str, **args: Any) -> None:
        """Somebody takes a step with a record that only phones change."""
        self._push(login, {"type": type_, "record": record, "op": "act", "seen": 0, "action": action, "args": args})

    def _push(self, login: str, what: dict[str, Any]) -> None:
        self._written[login] += 1
        seq, at = self._written[login], "2026-01-05T08:00:00+08:00"
        op = {"id": f"0190c000-0000-7000-8000-{sum(login.encode()):06x}{seq:06x}", "seq": seq, "at": at, **what}
        said = {"device": self._device(login), "schema": 1, "sent_at": at, "ops": [op]}
        answer = self.site.ask(self.token(login), "POST", "/api/v1/sync/push", said)
        assert answer["results"][0]["status"] == "applied", answer

    def read(self, login: str, hazard: str) -> dict[str, Any]:
        return self.site.ask(self.token(login), "GET", f"/api/v1/hazards/{hazard}")

    def rectifying(self, what: str, due: int = 7, **more: Any) -> str:
        """A hazard that town1 found, confirmed and assigned; due in so many days."""
        hazard = self.report("town1", what, **more)
        self.act("town1", hazard, "confirm")
        self.act("town1", hazard, "assign", **PLAN, due_date=day(due))
        return hazard
