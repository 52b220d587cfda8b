"""The bank as a workbook: the empty one to fill in, and the one that goes out. What goes out comes in the same."""

from __future__ import annotations

from collections.abc import Iterable

from ..places import workbooks
from ..sync.collections import Row
from .columns import HEADINGS, flat, written

_EXPLAINED = (
    ("一行一道单选题，三个或四个选项，只有一个是对的。", "A question a line, single choice, of three or four choices."),
    ("有编号的按编号认，没有的按题目的文字认，都没有就是新题。同一张表导两次，什么都不会变。",
     "A question is known by its code, else by its words, else it is new; the same table taken twice changes nothing."),
    ("空着的格子表示“不改”，不会清掉已有的内容；表里没有的题也不会动。",
     "An empty cell leaves what is known; questions that are not in the table stay as they are."),
    ("题不删：不用的把状态写成“已停用”。已经问过的记录，题目和答案都不变。",
     "Nothing is deleted: retire what is not wanted. What was asked keeps its words and its answers."),
    ("有一处错，整张表都不导入；每处错都会说明哪一行、哪一列、为什么。",
     "One fault and nothing is taken; each fault is told with its line, its column and why."),
)  # fmt: skip
_WIDE = {
    "code": 12, "question": 44, "explanation": 44, "right": 10, "source": 30, "verified": 24, "sectors": 20,
    "traits": 20, "state": 10, "question_en": 36, "explanation_en": 36,
    **dict.fromkeys(("a", "b", "c", "d", "a_en", "b_en", "c_en", "d_en"), 20),
}  # fmt: skip
_FORM = workbooks.Form("逢查必考题库", _EXPLAINED, _WIDE, wraps=True)


def workbook(questions: Iterable[Row]) -> bytes:
    """The questions as .xlsx; without any it is the template."""
    return workbooks.workbook(_FORM, HEADINGS, (written(flat(each)) for each in questions))
