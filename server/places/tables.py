"""A list that an office keeps in Excel, as it was understood: line by line against what is known, with each fault at
its row and column. It is taken as a whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ..sheets import clean_text
from ..sync.collections import Row
from .columns import Heading, Unreadable
from .reasons import reason

#: What no sheet can hold.
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_cell(text: str) -> str:
    """A text as it comes back from a sheet: one kind of line end, no mark that a sheet cannot hold."""
    return clean_text(_UNHELD.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


@dataclass
class Planned:
    """What taking a line would do."""

    line: int
    #: What it says, understood; and its cells as they stand.
    said: dict[str, Any]
    cells: Mapping[str, str]
    row: Row | None = None
    #: What of the record would become another.
    changes: dict[str, Any] = field(default_factory=dict)
    #: (column, code, what about it)
    troubles: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def status(self) -> str:
        if self.row is None:
            return "new"
        return "changed" if self.changed() else "same"

    @property
    def name(self) -> str:
        """What people call the record this line is about."""
        raise NotImplementedError

    def changed(self) -> dict[str, dict[str, Any]]:
        """What would become another: `{field: {was, now}}`."""
        row = self.row or {}
        return {name: {"was": row.get(name), "now": value} for name, value in self.changes.items()}

    def shown(self) -> dict[str, Any]:
        known = (self.row or {}).get("id")
        return {"line": self.line, "name": self.name, "status": self.status, "id": known, "changes": self.changed()}


LineOf = TypeVar("LineOf", bound=Planned)


@dataclass(frozen=True)
class Plan(Generic[LineOf]):
    """A list as it was understood, against what is known."""

    lines: list[LineOf]
    headings: tuple[Heading, ...]
    passed_over: tuple[str, ...]
    #: Words for faults of this list alone, (Chinese, English); the others stand in places.reasons.
    reasons: Mapping[str, tuple[str, str]]

    def told(self, locale: str) -> dict[str, Any]:
        good = [each for each in self.lines if not each.troubles]
        counts = {name: sum(each.status == name for each in good) for name in ("new", "changed", "same")}
        return {
            "counts": counts | {"bad": len(self.lines) - len(good)},
            "lines": [each.shown() for each in good],
            "errors": self.faults(locale),
            "passed_over": list(self.passed_over),
        }

    def faults(self, locale: str) -> list[dict[str, Any]]:
        english = locale.startswith("en")
        heading = {each.name: each.en if english else each.zh for each in self.headings}
        return [
            {"line": each.line, "column": heading.get(column, column), "code": code, "value": value[:80] or None,
             "reason": self._in_words(code, value[:80], locale)}
            for each in self.lines for column, code, value in each.troubles
        ]  # fmt: skip

    def _in_words(self, code: str, value: str, locale: str) -> str:
        if code in self.reasons:
            return self.reasons[code][1 if locale.startswith("en") else 0].format(value=value)
        return reason(code, value, locale)


def understand(each: Planned, columns: Iterable[Heading], but: Sequence[str] = ()) -> None:
    """Read the cells of a line into what it says; what cannot be read is a fault of its column."""
    for column in columns:
        cell = each.cells.get(column.name, "")
        if not cell or column.name in but:
            continue
        try:
            each.said[column.name] = column.read(cell)
        except Unreadable as error:
            each.troubles.append((column.name, error.code, cell))
