"""The dictionary of kinds of special operations: what the program brings, and what an installation makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from server.places.kinds import FILE
from tests.phone import Phone


def told(phone: Phone) -> dict[str, str]:
    answer = phone.call("GET", "/taxonomy")
    assert answer.status_code == 200
    return {each["code"]: each["zh"] for each in answer.json["certificate_kinds"]}


def test_an_installation_renames_kinds_and_adds_its_own(
    app: Flask, district: object, phone: Callable[..., Phone]
) -> None:
    manager = phone("manager1")
    before = told(manager)
    own = [{"code": "welding", "zh": "焊工", "en": "Welders"}, {"code": "crane", "zh": "起重", "en": "Cranes"}]
    (app.config["SETTINGS"].data_dir / FILE).write_text(json.dumps(own), encoding="utf-8")

    assert told(manager) == before | {"welding": "焊工", "crane": "起重"}


@pytest.mark.parametrize("wrong", ["{", "[1]", [{"code": "no zh"}], [{"code": "x", "zh": "", "en": ""}], {"a": 1}])
def test_a_broken_file_takes_nothing_away(app: Flask, phone: Callable[..., Phone], wrong: Any) -> None:
    manager = phone("manager1")
    before = told(manager)
    text = wrong if isinstance(wrong, str) else json.dumps(wrong)
    (app.config["SETTINGS"].data_dir / FILE).write_text(text, encoding="utf-8")

    assert told(manager) == before
