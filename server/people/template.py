"""The empty list of people to download: headings in two languages, roles to choose from, a sheet that explains."""

from __future__ import annotations

import io

import xlsxwriter

from .lines import COLUMNS, ROLE_WORDS

_WIDTHS = {"name": 14, "role": 18, "area": 20, "enterprise": 30, "login": 16, "phone": 16, "title": 16}
_EXPLAINED = (
    ("填写说明", "How to fill this in"),
    ("在“人员”表里每人一行；带 * 的必填。", "One line for each person in the sheet 人员; what has a * is required."),
    (
        "区域和企业只填一个：镇街、网格员填区域（名称或区划代码），企业的人填企业（名称或统一社会信用代码）。",
        "Give an area (name or division code) or an enterprise (name or credit code), not both.",
    ),
    (
        "登录名可以不填：新人打开邀请链接时自己定登录名和密码。",
        "The login may stay empty: people choose login and password when they open their invitation.",
    ),
    (
        "同一个人有两个岗位就写两行，登录名或姓名加手机要一样。",
        "Somebody with two posts takes two lines with the same login, or the same name and phone.",
    ),
    (
        "先预览再导入；同一份名单导入两次，第二次什么都不会变。",
        "You see what would happen before it is taken; taking the same list twice changes nothing.",
    ),
    ("岗位可填：", "Roles:"),
)


def template() -> bytes:
    """An .xlsx that `lines.COLUMNS` understands."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("人员")
        for at, column in enumerate(COLUMNS):
            star = "*" if column.required else ""
            sheet.set_column(at, at, _WIDTHS.get(column.name, 14), text)
            sheet.write_string(0, at, f"{column.headings[0]}{star}\n{column.headings[1]}", heading)
            if column.name == "role":
                offered = [words[0] for words in ROLE_WORDS.values()]
                sheet.data_validation(1, at, 2000, at, {"validate": "list", "source": offered})
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet("说明 Help")
        about.set_column(0, 1, 60, book.add_format({"text_wrap": True}))
        for row, words in enumerate(_EXPLAINED):
            about.write_row(row, 0, words)
        for row, (role, words) in enumerate(ROLE_WORDS.items(), start=len(_EXPLAINED)):
            about.write_row(row, 0, [words[0], role.value])
    return kept.getvalue()
