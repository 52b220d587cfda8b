"""The empty list of enterprises to fill in: headings, lists to choose from, and a sheet that explains.

It asks for the coordinate system, because a point copied from a Chinese map is hundreds of metres off in WGS 84.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from sqlalchemy import Connection, select
from xlsxwriter.utility import xl_col_to_name

from ..permissions import Caller
from . import queries
from .columns import HEADINGS, SYSTEMS, Heading
from .judging import known_places
from .models import Area

_AREA = Area.__table__
#: Lines that carry the lists to choose from.
_LINES = 5000
#: More areas than this make a list that nobody scrolls; the cell then takes a typed code.
_MOST_AREAS = 2000

_EXPLAIN: tuple[tuple[str, str], ...] = (
    ("一行一家企业，填在“企业”表里；表头不要改，不用的列可以留空。",
     "One enterprise a line, in the sheet “企业”; keep the headings, leave empty what you do not use."),
    ("有统一社会信用代码的按代码认企业，没有的按名称和所在区域认；同一张表导两次，什么都不会变。",
     "An enterprise is known by its credit code, else by name and area; the same list taken twice changes nothing."),
    ("空着的格子表示“不改”，不会清掉已有的内容。", "An empty cell leaves what is known."),
    ("填了经纬度就要选坐标系。从高德、腾讯地图抄的是 GCJ-02，从百度地图抄的是 BD-09，"
     "GPS、北斗、天地图是 WGS84；选错会偏几百米。",
     "A position needs its coordinate system: Amap and Tencent maps are GCJ-02, Baidu maps are BD-09, GPS, BeiDou and "
     "Tianditu are WGS84; a wrong one is hundreds of metres off."),
    ("厂中厂：承租的企业在“出租方”里写所在厂的名称或信用代码，两家可以在同一张表里。",
     "A factory within a factory names its landlord by name or credit code; both may be in the same list."),
    ("风险等级（红橙黄蓝）是企业的等级，不是隐患的级别。",
     "The risk grade (red to blue) is the enterprise's, not the severity of a hazard."),
    ("上传后先看结果：错的行会说明哪一行、哪一列、为什么；确认之后才入库。",
     "After sending, look first: each wrong line says which line, which column and why; "
     "nothing is taken before you say so."),
)


def enterprise_template(connection: Connection, by: Caller) -> bytes:
    """The template as .xlsx, with the areas that `by` may put enterprises into."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8F0F8", "border": 1, "text_wrap": True, "valign": "top"})
    must = book.add_format({"bold": True, "bg_color": "#FBE9D7", "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    main = book.add_worksheet("企业")
    explain = book.add_worksheet("填写说明 How to fill")
    places = book.add_worksheet("区域 Areas")
    words = book.add_worksheet("可选的词 Words")
    areas = _write_areas(places, connection, by, head)
    ranges = _write_words(words, head)
    if 0 < areas <= _MOST_AREAS:
        ranges["area"] = f"='区域 Areas'!$A$2:$A${areas + 1}"
    _write_headings(main, ranges, head=head, must=must, text=text)
    _write_explanation(explain, head, wrap)
    book.close()
    return kept.getvalue()


def _write_headings(page: Any, ranges: dict[str, str], *, head: Any, must: Any, text: Any) -> None:
    page.freeze_panes(1, 1)
    page.set_row(0, 44)
    for at, heading in enumerate(HEADINGS):
        page.set_column(at, at, 28 if heading.name in ("name", "address", "area") else 17, text)
        page.write(0, at, f"{heading.zh}\n{heading.en}", must if heading.required or heading.name == "area" else head)
        zh, en = heading.hint
        if zh:
            page.write_comment(0, at, f"{zh}\n{en}")
        if heading.name in ranges:
            page.data_validation(1, at, _LINES, at, {
                "validate": "list", "source": ranges[heading.name], "error_type": "warning",
                "error_title": "请从列表选", "error_message": "不在列表里的词，导入时会报错。",
            })


def _write_areas(page: Any, connection: Connection, by: Caller, head: Any) -> int:
    """The areas to choose from, under the words that the list offers; returns how many."""
    kept = known_places(connection, by).kept
    names = queries.paths(connection)
    page.write_row(0, 0, ["区域 Area", "代码 Code", "全称 Full name"], head)
    page.set_column(0, 1, 24)
    page.set_column(2, 2, 60)
    rows = connection.execute(select(_AREA).where(_AREA.c.valid.is_(True)).order_by(_AREA.c.code)).mappings()
    at = 0
    for area in rows:
        if area["id"] in kept:
            at += 1
            page.write_row(at, 0, [f"{area['code']} {area['name']}", area["code"], names[area["id"]]])
    return at


def _write_words(page: Any, head: Any) -> dict[str, str]:
    """Every list of words in a column of its own; returns where each stands."""
    ranges: dict[str, str] = {}
    listed = [heading for heading in HEADINGS if heading.options]
    for at, heading in enumerate(listed):
        page.set_column(at, at, 20)
        page.write(0, at, f"{heading.zh} {heading.en}", head)
        for line, option in enumerate(heading.options, start=1):
            page.write(line, at, option.zh)
        column = xl_col_to_name(at)
        ranges[heading.name] = f"='可选的词 Words'!${column}$2:${column}${len(heading.options) + 1}"
    return ranges


def _write_explanation(page: Any, head: Any, wrap: Any) -> None:
    page.set_column(0, 1, 70)
    page.write_row(0, 0, ["填写说明", "How to fill in this list"], head)
    at = 1
    for zh, en in _EXPLAIN:
        page.write_row(at, 0, [zh, en], wrap)
        at += 1
    at += 1
    page.write_row(at, 0, ["坐标系：从哪里抄的", "Coordinate system: where it comes from"], head)
    for system in SYSTEMS:
        at += 1
        ((zh, en),) = system.hints
        page.write_row(at, 0, [f"{system.code}：{zh}", f"{system.code}: {en}"], wrap)
    at += 2
    page.write_row(at, 0, ["每一列怎么填", "Each column"], head)
    for heading in HEADINGS:
        at += 1
        page.write_row(at, 0, [_line(heading, 0), _line(heading, 1)], wrap)


def _line(heading: Heading, language: int) -> str:
    name, hint = (heading.zh, heading.en)[language], heading.hint[language]
    return f"{name}{('：', ': ')[language]}{hint}" if hint else name
