"""A visit to a host and its tenant whose papers have everything on them: a finding, a quiz, a number, signatures."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID, uuid5

from server.demo import pictures
from tests.browser.backstage import PLAN, Backstage, day
from tests.browser.site import ROOT, SECOND, Site

TENANT = "晨光鞋材（演示）"
_SPACE = UUID("0190b000-0000-7000-8000-000000000000")
_PHOTOS = ROOT / "server" / "demo" / "photos"
_RIGHT = '"right" FROM quiz_questions'
_ORDERED = {
    "responsible": "郑雅芳", "measures": "移走鞋盒；和承租方约定，每月检查一次", "interim_controls": "专人看守出口",
}  # fmt: skip
_INSPECTORS = ("方敏", "游晓东")
_TUS = {"Tus-Resumable": "1.0.0"}


def _ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="seconds")


def check(site: Site, others: Backstage) -> str:
    """Everything that town1 does there; the id of the host's walkthrough."""
    checklist, sections = site.row("SELECT id, sections FROM checklists WHERE code = 'mh10'")
    items = [item["code"] for section in json.loads(sections) for item in section["items"]]
    host, tenant = (_Walk(site, others, name, checklist, items) for name in (SECOND, TENANT))
    host.finds("承租方堆放的鞋盒占了共用的安全出口，出租方没有按期检查", ("exit_before.jpg", "exit_close.jpg"))
    host.asks("王打磨", "打磨工")
    for each in (host, tenant):
        each.leaves()
    order = {"kind": "order_to_rectify", "number": "（示例）2026-12", "issued_on": day(0)}
    others.take("town1", "walkthrough", host.id, "add_document", **order)
    for role, name in (("inspector", "方敏"), ("inspector", "游晓东"), ("enterprise", "郑雅芳")):
        host.signs(role, name)
    return host.id


class _Walk:
    def __init__(self, site: Site, others: Backstage, name: str, checklist: str, items: list[str]) -> None:
        self.site, self.others, self.items = site, others, items
        self.id = str(uuid5(_SPACE, name))
        (self.firm,) = site.row("SELECT id FROM enterprises WHERE name = ?", name)
        people = [{"id": site.row("SELECT id FROM accounts WHERE name = ?", each)[0]} for each in _INSPECTORS]
        self._make("walkthrough", self.id, {
            "enterprise_id": self.firm, "checklist_id": checklist, "visit_id": str(_SPACE), "inspectors": people,
            "started_at": _ago(55),
        })  # fmt: skip
        self.failed: set[str] = set()

    def finds(self, what: str, photos: tuple[str, ...]) -> None:
        """The first item failed: does whoever lets the premises look after what his tenants do there?"""
        asked = self.items[0]
        self._answers(asked, "fail", note="没有检查记录")
        hazard = self._new(what)
        self._make("hazard", hazard, {
            "enterprise_id": self.firm, "description": what, "severity": "general", "channel": "grid_report",
            "walkthrough_id": self.id, "criterion": asked, "place": "厂房二层", "category": "fire_exit",
        })  # fmt: skip
        for name in photos:
            self._shows("hazard", hazard, "before", (_PHOTOS / name).read_bytes())
        self.others.act("town1", hazard, "confirm")
        self.others.act("town1", hazard, "assign", **PLAN | _ORDERED, due_date=day(7))

    def asks(self, person: str, role: str) -> None:
        questions = [
            {"code": code, "question": question, "chosen": json.loads(choices)[right if n else 1 - right]["zh"]}
            for n in range(5)
            for code, question, choices, right in [
                self.site.row(f"SELECT code, question, choices, {_RIGHT} ORDER BY code LIMIT 1 OFFSET ?", n)
            ]
        ]
        said = {"walkthrough_id": self.id, "person": person, "role": role, "asked_at": _ago(20)}
        self._make("quiz", self._new(person), {**said, "questions": questions})

    def leaves(self) -> None:
        for n, item in enumerate(self.items):
            if item not in self.failed:
                self._answers(item, "na" if n in (2, 9) else "pass")
        self.others.take("town1", "walkthrough", self.id, "finish", finished_at=_ago(5))

    def signs(self, role: str, name: str) -> None:
        photo = self._shows("walkthrough", self.id, "signature", pictures.signature(f"{self.id} {name}"))
        (digest,) = self.site.row("SELECT digest FROM walkthroughs WHERE id = ?", self.id)
        self.others.take("town1", "walkthrough", self.id, "sign", role=role, name=name, photo=photo, digest=digest)

    def _answers(self, item: str, result: str, **more: str) -> None:
        self.failed |= {item} if result == "fail" else set()
        said = {"walkthrough_id": self.id, "item": item, "result": result, **more}
        self._make("answer", str(uuid5(UUID(self.id), item)), said)

    def _shows(self, owner_type: str, owner: str, role: str, content: bytes) -> str:
        """A picture with its bytes, as a phone sends both."""
        name = hashlib.sha256(content).hexdigest()
        metadata = f"sha256 {base64.b64encode(name.encode()).decode()}"
        token = self.others.token("town1")
        mine = {**_TUS, "Authorization": f"Bearer {token}"}
        begin = {**mine, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
        with urlopen(Request(f"{self.site.address}/api/v1/uploads", b"", begin, method="POST")) as answer:
            where, at = answer.headers["Location"], int(answer.headers.get("Upload-Offset") or 0)
        if at < len(content):
            more = {**mine, "Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
            address = where if where.startswith("http") else f"{self.site.address}{where}"
            urlopen(Request(address, content[at:], more, method="PATCH")).close()
        photo = self._new(f"{owner} {role} {name}")
        self._make("photo", photo, {
            "owner_type": owner_type, "owner_id": owner, "role": role, "sha256": name,
            "taken_at": _ago(40),
        })  # fmt: skip
        return photo

    def _new(self, what: str) -> str:
        return str(uuid5(UUID(self.id), what))

    def _make(self, type_: str, record: str, data: dict[str, Any]) -> None:
        self.others.create("town1", type_, record, data)
