"""The order in which parts may know each other is checked, and the check itself is alive."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _lint() -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)


def test_parts_know_only_what_lies_below_them() -> None:
    done = _lint()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_order_leaves_nothing_out() -> None:
    """A new folder or root module must be given its place: the tool refuses one that is not in the list."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    order = contracts[0]
    assert order["exhaustive"] is True
    named = {name.strip(" ()") for layer in order["layers"] for name in re.split(r"[|:]", layer)}
    there = {path.stem for path in (ROOT / "server").glob("*.py")} - {"__init__"}
    there |= {path.parent.name for path in (ROOT / "server").glob("*/__init__.py")}
    assert there == named


def test_no_module_grows_over_four_hundred_lines() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "server").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert too_long == {}
