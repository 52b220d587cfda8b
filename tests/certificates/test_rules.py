"""How a certificate stands on a day: the same table of cases as the phone's (pwa/src/certificates)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from server.certificates import rules

CASES = json.loads((Path(__file__).parent / "standing.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["standing"], ids=lambda case: case["say"])
def test_it_stands_as_the_table_says(case: dict[str, Any]) -> None:
    assert rules.standing(case, case["day"]) == case["is"]


@pytest.mark.parametrize("case", CASES["asked"], ids=lambda case: case["say"])
def test_an_item_asks_about_those_the_table_names(case: dict[str, Any]) -> None:
    ledger = [{"n": n, "kind": kind, "state": state} for n, (kind, state) in enumerate(case["certificates"])]
    assert [each["n"] for each in rules.asked(ledger, case["kinds"])] == case["are"]


def test_the_phone_calls_it_due_from_the_same_day_on() -> None:
    assert rules.DUE_WITHIN.days == CASES["due_within_days"]
