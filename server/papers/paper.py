"""A paper before it is set: what it says, in blocks that each printer of papers knows how to show.

Words only, never markup: no sentence of a person can set type. What the system does not know is an empty value and
becomes room to write by hand.

| block | members |
| --- | --- |
| `fields` | `rows`: lists of one or two `[label, value]` |
| `heading` | `text` |
| `text` | `text`, `strong` (said before it) |
| `finding` | `title`, `rows` as of `fields`, `photos`: `[{"file", "words"}]` |
| `table` | `widths` (mm, null for what is left), `head`, `rows`, `strong` (cells that stand out) |
| `signatures` | `rows`: `[{"role", "name", "file", "words", "time"}]`; without a file there is room to sign |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import clock
from ..places import documents

Block = dict[str, Any]
Rows = list[list[list[str]]]


@dataclass
class Paper:
    """One paper, the same for every printer."""

    #: `record`, `notice`, `review`.
    kind: str
    title: str
    number: str
    #: Whose paper it is, under every page.
    about: str
    draft: bool
    by: str
    #: What its code opens.
    link: str
    #: Small print at its end.
    small: list[str]
    blocks: list[Block] = field(default_factory=list)
    #: Name in the blocks → how its picture is made, when the paper is really set.
    files: dict[str, Callable[[], bytes]] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """What a template is told."""
        return {
            "title": self.title, "number": self.number, "about": self.about, "draft": self.draft, "by": self.by,
            "link": self.link, "small": self.small, "blocks": self.blocks,
        }  # fmt: skip

    def heading(self, text: str) -> None:
        self.blocks.append({"kind": "heading", "text": text})

    def text(self, text: str, strong: str = "") -> None:
        self.blocks.append({"kind": "text", "text": text, "strong": strong})

    def fields(self, *rows: tuple[str, ...]) -> None:
        """`(label, value)` is a row of its own, `(label, value, label, value)` shares one."""
        self.blocks.append({"kind": "fields", "rows": pairs(*rows)})

    def signatures(self, rows: list[dict[str, Any]]) -> None:
        self.blocks.append({"kind": "signatures", "rows": rows})


def side_by_side(photos: int) -> int:
    """How many photos stand beside each other: two before and two after in one row, else three."""
    return 4 if photos == 4 else 3


def pairs(*rows: tuple[str, ...]) -> Rows:
    return [[[row[at], row[at + 1]] for at in range(0, len(row), 2)] for row in rows]


def numbers_of(record: Mapping[str, Any]) -> str:
    """Enforcement documents that were written down, each with its number and day."""
    told: list[str] = []
    for each in record["documents"] or ():
        name, number = documents.in_words(each)
        issued = f"（{day(each['issued_on'])}）" if each.get("issued_on") else ""
        told.append(f"{name} {number}{issued}")
    return "；".join(told)


def to_sign(role: str, name: str = "") -> dict[str, Any]:
    """Room for a hand."""
    return {"role": role, "name": name, "file": None, "words": "", "time": ""}


def moment(text: str | None) -> str:
    """`2026年11月28日 09:10`, where the site is."""
    if not text:
        return ""
    try:
        told = clock.stamp(clock.parse(text))
    except OverflowError:  # a phone's clock at the end of time
        return text
    return f"{day(told[:10])} {told[11:16]}"


def day(text: str | None) -> str:
    """2026-11-28 → `2026年11月28日`."""
    return f"{int(text[:4])}年{int(text[5:7])}月{int(text[8:10])}日" if text else ""


def name_of(person: Mapping[str, Any] | None) -> str:
    return (person or {}).get("name") or ""
