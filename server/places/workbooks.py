"""A list as a workbook: the empty one to fill in, and the one that goes out, with what explains it and the words to
choose from on sheets of their own. What goes out comes in the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from .columns import Heading

_EXPLAIN, _WORDS = "填写说明 How to fill", "可选的词 Words"
#: Lines that carry the lists to choose from.
_LINES = 2000
_WIDTH = 15


@dataclass(frozen=True)
class Form:
    """What a kind of list is called, what explains it (Chinese, English), and how wide its columns are."""

    title: str
    explained: Sequence[tuple[str, str]]
    wide: Mapping[str, int] = field(default_factory=dict)
    #: Texts of several lines are shown whole.
    wraps: bool = False


def workbook(form: Form, columns: Sequence[Heading], lines: Iterable[Mapping[str, str]]) -> bytes:
    """The list as .xlsx; without lines it is the template. Text stays text, even after a =."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(
        kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        plain, must = (book.add_format(head | {"bg_color": colour}) for colour in ("#E8F0F8", "#FBE9D7"))
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"} | ({"text_wrap": True, "valign": "top"} if form.wraps else {}))
        main, explain, words = (book.add_worksheet(name) for name in (form.title, _EXPLAIN, _WORDS))
        lists = _write_words(words, columns, plain)
        main.freeze_panes(1, 1)
        main.set_row(0, 34)
        for at, column in enumerate(columns):
            main.set_column(at, at, form.wide.get(column.name, _WIDTH), text)
            main.write_string(0, at, f"{column.zh}\n{column.en}", must if column.required else plain)
            if column.name in lists:
                main.data_validation(1, at, _LINES, at, {
                    "validate": "list", "source": lists[column.name], "error_type": "warning",
                    "error_title": "请从列表选", "error_message": "不在列表里的词，导入时会报错。",
                })  # fmt: skip
        for at, cells in enumerate(lines, start=1):
            for place, column in enumerate(columns):
                if cells.get(column.name):
                    main.write_string(at, place, cells[column.name], text)
        _write_explanation(explain, form, columns, head=plain, wrap=wrap)
    return kept.getvalue()


def _write_explanation(page: Any, form: Form, columns: Sequence[Heading], *, head: Any, wrap: Any) -> None:
    for at, told in enumerate((("填写说明", "How to fill in this table"), *form.explained)):
        page.write_row(at, 0, told, head if at == 0 else wrap)
    for at, column in enumerate((each for each in columns if each.hint[0]), start=len(form.explained) + 2):
        page.write_row(at, 0, [f"{column.zh}：{column.hint[0]}", f"{column.en}: {column.hint[1]}"], wrap)
    page.set_column(0, 1, 70)


def _write_words(page: Any, columns: Sequence[Heading], head: Any) -> dict[str, str]:
    """Every list of words in a column of its own; returns where each stands."""
    found: dict[str, str] = {}
    for at, column in enumerate(each for each in columns if each.options):
        page.set_column(at, at, 34)
        page.write(0, at, f"{column.zh} {column.en}", head)
        for line, option in enumerate(column.options, start=1):
            page.write_string(line, at, option.zh)
        letter = xl_col_to_name(at)
        found[column.name] = f"='{_WORDS}'!${letter}$2:${letter}${len(column.options) + 1}"
    return found
