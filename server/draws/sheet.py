"""A draw as an Excel workbook: who checks whom, and all that is needed to repeat it."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

_HEAD = ("序号 No.", "企业 Enterprise", "检查人员 Inspectors", "状态 State")
_STATES = {"open": "未完成 open", "done": "已完成 done", "cancelled": "已取消 cancelled"}


def workbook(told: dict[str, Any], public: dict[str, Any] | None, address: str) -> bytes:
    """`told` as the office sees it; `public` as everybody does."""
    kept = io.BytesIO()
    # what people typed is text, never a formula
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#E8F0F8", "border": 1})
    visits = book.add_worksheet("结果 Result")
    visits.set_column(0, 0, 8)
    visits.set_column(1, 3, 36)
    visits.write_row(0, 0, _HEAD, head)
    for line, visit in enumerate(told.get("visits", []), 1):
        people = "、".join(each["name"] for each in visit["inspectors"])
        visits.write_row(line, 0, (line, visit["enterprise"]["name"], people, _STATES[visit["state"]]))
    facts = book.add_worksheet("抽查 Draw")
    facts.set_column(0, 0, 28)
    facts.set_column(1, 1, 90)
    rows = [
        ("编号 Number", told["number"]), ("名称 Title", told["title"]), ("范围 Area", told["area"]["name"]),
        ("期限 Due", told["due_date"]), ("种子的 SHA-256", told["seed_hash"]), ("种子 Seed", told.get("seed", "")),
        ("公布 Announced", told.get("announced_at", "")), ("抽取 Drawn", told.get("drawn_at", "")),
        ("公开页 Public page", address),
    ]  # fmt: skip
    for line, row in enumerate(rows):
        facts.write_row(line, 0, row)
    if public is not None:
        lists = book.add_worksheet("名单 Lists")
        lists.set_column(0, 2, 68)
        lists.write_row(0, 0, ("企业 token", "人员 token"), head)
        for line, one in enumerate(public["enterprises"], 1):
            lists.write(line, 0, one["token"])
        for line, one in enumerate(public["inspectors"], 1):
            lists.write(line, 1, one["token"])
        out = book.add_worksheet("回避 Excluded")
        out.set_column(0, 1, 68)
        out.write_row(0, 0, ("企业 token", "人员 token", "原因 Because"), head)
        for line, one in enumerate(public["excluded"], 1):
            out.write_row(line, 0, (one["enterprise"], one["inspector"], one["because"]))
    book.close()
    return kept.getvalue()
