"""One figure, one line of JSON, so that two runs can be laid beside each other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import median


def tell(figure: str, values: Sequence[float], unit: str, target: float | None = None, **more: object) -> None:
    """Print the median of `values`; `target` is the most it may be (the least, where the unit is a rate)."""
    middle = round(median(values), 3 if unit in ("s", "times") else 1)
    met = None if target is None else (middle >= target if unit.endswith("/s") else middle <= target)
    line = {
        "figure": figure, "value": middle, "unit": unit, "target": target, "met": met, "runs": len(values),
        "least": round(min(values), 3), "most": round(max(values), 3), **more,
    }  # fmt: skip
    print(json.dumps(line, ensure_ascii=False), flush=True)


def at(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie (0.99: the p99)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
