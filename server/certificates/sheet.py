"""A ledger as a workbook: the empty one to fill in, and the one that goes out. What goes out comes in the same."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ..sync.collections import Row
from .columns import Kinds, headings, written

_MAIN, _EXPLAIN, _WORDS = "特种作业人员台账", "填写说明 How to fill", "可选的词 Words"
#: Lines that carry the lists to choose from.
_LINES = 2000
_WIDE = {"kind": 26, "number": 24, "issuer": 24, "note": 30, "withdrawn_because": 20, "id": 38}
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


def workbook(rows: Iterable[Row], kinds: Kinds) -> bytes:
    """The ledger as .xlsx; without rows it is the template. Text stays text, even after a =."""
    kept = io.BytesIO()
    kinds = list(kinds)
    with xlsxwriter.Workbook(
        kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        plain, must = (book.add_format(head | {"bg_color": colour}) for colour in ("#E8F0F8", "#FBE9D7"))
        text, wrap = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
        main, explain, words = (book.add_worksheet(name) for name in (_MAIN, _EXPLAIN, _WORDS))
        lists = _write_words(words, kinds, plain)
        main.freeze_panes(1, 1)
        main.set_row(0, 34)
        columns = headings(kinds)
        for at, column in enumerate(columns):
            main.set_column(at, at, _WIDE.get(column.name, 15), text)
            main.write_string(0, at, f"{column.zh}\n{column.en}", must if column.required else plain)
            if column.name in lists:
                main.data_validation(1, at, _LINES, at, {
                    "validate": "list", "source": lists[column.name], "error_type": "warning",
                    "error_title": "请从列表选", "error_message": "不在列表里的词，导入时会报错。",
                })  # fmt: skip
        for line, row in enumerate(rows, start=1):
            _write_line(main, line, written(row, kinds), [column.name for column in columns], text)
        for at, told in enumerate((("填写说明", "How to fill in this table"), *_EXPLAINED)):
            explain.write_row(at, 0, told, plain if at == 0 else wrap)
        for at, column in enumerate((each for each in columns if each.hint[0]), start=len(_EXPLAINED) + 2):
            explain.write_row(at, 0, [f"{column.zh}：{column.hint[0]}", f"{column.en}: {column.hint[1]}"], wrap)
        explain.set_column(0, 1, 70)
    return kept.getvalue()


def _write_line(page: Any, at: int, cells: Mapping[str, str], names: Iterable[str], form: Any) -> None:
    for place, name in enumerate(names):
        if cells[name]:
            page.write_string(at, place, cells[name], form)


def _write_words(page: Any, kinds: Kinds, head: Any) -> dict[str, str]:
    """Every list of words in a column of its own; returns where each stands."""
    found: dict[str, str] = {}
    for at, column in enumerate(each for each in headings(kinds) if each.options):
        page.set_column(at, at, 34)
        page.write(0, at, f"{column.zh} {column.en}", head)
        for line, option in enumerate(column.options, start=1):
            page.write_string(line, at, option.zh)
        letter = xl_col_to_name(at)
        found[column.name] = f"='{_WORDS}'!${letter}$2:${letter}${len(column.options) + 1}"
    return found
