"""The table of pitfalls names a test that exists for each row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "pitfalls.md").read_text()
NAMED = sorted(set(re.findall(r"`((?:tests|pwa)/[^`:]+)::([^`]+)`", TABLE)))
ROWS = dict(re.findall(r"^\| (\d+(?: ★)?) \| (.+) \|$", TABLE, re.MULTILINE))
ON_BOTH = {1, 3, 4, 5, 13, 18, 19, 22, 28}


def test_every_row_is_there_with_a_test() -> None:
    numbers = {int(row.split()[0]): text for row, text in ROWS.items()}
    assert sorted(numbers) == list(range(1, 29))
    assert {int(row.split()[0]) for row in ROWS if "★" in row} == ON_BOTH
    assert all("::" in text for text in numbers.values())


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda value: value.rsplit("/", 1)[-1])
def test_the_test_that_is_named_exists(path: str, name: str) -> None:
    said = (ROOT / path).read_text()
    assert (f"def {name}(" if path.endswith(".py") else f"('{name}'") in said


@pytest.mark.parametrize("row", sorted(ON_BOTH))
def test_a_starred_row_is_tested_with_a_database(row: int) -> None:
    """A test that asks for the app, or for what stands on it, runs once on each kind of database."""
    for path, name in re.findall(r"`(tests/[^`:]+)::([^`]+)`", ROWS[f"{row} ★"]):
        asked = re.search(rf"def {name}\(([^)]*)\)", (ROOT / path).read_text())
        if asked and re.search(r"\b(app|server|phone|cast|town1|grid1|district)\b", asked[1]):
            return
    raise AssertionError(ROWS[f"{row} ★"])
