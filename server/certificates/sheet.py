"""A ledger as a workbook: the empty one to fill in, and the one that goes out. What goes out comes in the same."""

from __future__ import annotations

from collections.abc import Iterable

from ..places import workbooks
from ..sync.collections import Row
from .columns import Kinds, headings, written

_EXPLAINED = (
    ("一行一张证：一个人有两个工种就写两行。", "One certificate a line: somebody with two kinds takes two lines."),
    ("有记录号的按记录号认；没有的按证号和工种认，再没有按姓名和工种认。同一张表导两次，什么都不会变。",
     "A line is known by its record number, else by number and kind, else by holder and kind; the same table taken "
     "twice changes nothing."),
    ("空着的格子表示“不改”，不会清掉已有的内容；表里没有的证也不会动。",
     "An empty cell leaves what is known; certificates that are not in the table stay as they are."),
    ("有一处错，整张表都不导入；每处错都会说明哪一行、哪一列、为什么。",
     "One fault and nothing is taken; each fault is told with its line, its column and why."),
    ("证的照片不在表里，在手机上拍。证号常常就是身份证号：这张表用完请收好或删掉。",
     "Photos of cards are not in the table; they are taken on the phone. A number is often an identity number: keep "
     "this file safe, or delete it after use."),
)  # fmt: skip
_WIDE = {"kind": 26, "number": 24, "issuer": 24, "note": 30, "withdrawn_because": 20, "id": 38}
_FORM = workbooks.Form("特种作业人员台账", _EXPLAINED, _WIDE)


def workbook(rows: Iterable[Row], kinds: Kinds) -> bytes:
    """The ledger as .xlsx; without rows it is the template."""
    kinds = list(kinds)
    return workbooks.workbook(_FORM, headings(kinds), (written(row, kinds) for row in rows))
