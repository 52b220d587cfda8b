"""The stories of walkthroughs begin in the same small district, with a checklist of four items."""

from __future__ import annotations

import pytest
from flask import Flask

from server.permissions import machine
from server.places import checklists
from server.sync.work import working
from tests.sync.conftest import district, phone, template
from tests.world import World

__all__ = ["district", "phone", "template"]

SECTIONS = [
    {
        "title": "现场",
        "items": [
            {"code": "S1", "question": "安全出口是否畅通？", "kind": "yes_no", "severity": "general"},
            {"code": "S2", "question": "配电箱是否关好？", "kind": "yes_no", "severity": "general", "weight": 2},
            {"code": "S3", "question": "灭火器压力", "kind": "number", "severity": "general"},
        ],
    },
    {
        "title": "粉尘", "shown_if": {"traits": {"dust_explosion": True}},
        "items": [{"code": "D1", "question": "是否按制度清扫？", "kind": "yes_no", "severity": "major_suspected"}],
    },
]  # fmt: skip


@pytest.fixture
def checklist(app: Flask, district: World) -> str:
    """Three items asked everywhere, and one where there is dust."""
    with working() as work:
        values = {"code": "spot", "title": "现场检查", "sections": SECTIONS, "sectors": [], "traits": None}
        return checklists.add_checklist(work, values, by=machine())["id"]
