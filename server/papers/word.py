"""From a paper to a .docx that an office goes on writing in: styles, rows that repeat, numbers of pages that count."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from PIL import Image

from .paper import Paper, side_by_side
from .typeset import code, one_at_a_time

#: The fonts of offices; where one is missing the program that opens it takes its own.
_BODY, _HEAD, _LATIN = "宋体", "黑体", "Times New Roman"
#: A4 without its margins, in mm.
_WIDE = 166
#: How high a photo is at most, in mm; as in paper.typ.
_HIGH = 40
#: What no XML can hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx(paper: Paper) -> bytes:
    """The paper as a Word document. Raises PrinterBusy."""
    with one_at_a_time():
        made = _page(paper)
        made.add_paragraph(style="Title").add_run(_plain(paper.title))
        number = made.add_paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number.paragraph_format.space_after = Pt(10)
        number.add_run(_plain(f"编号：{paper.number}"))
        files = {name: make() for name, make in paper.files.items()}
        for block, following in pairwise([*paper.blocks, None]):
            if block is not None:
                _SHOWN[block["kind"]](made, block, files)
            if following is not None and following["kind"] == "signatures":
                made.paragraphs[-1].paragraph_format.keep_with_next = True
        _end(made, paper)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def _page(paper: Paper) -> Docx:
    made = Document()
    made.core_properties.title, made.core_properties.author = _plain(paper.title), _plain(paper.by)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(20), Mm(22)
    for name, font, size in (("Normal", _BODY, 10.5), ("Title", _HEAD, 20), ("Heading 1", _HEAD, 13)):
        style: Any = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        fonts.set(qn("w:hAnsi"), _LATIN)
        style.paragraph_format.space_after = Pt(4)
        style.element.rPr.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
    made.styles["Heading 1"].paragraph_format.space_before = Pt(10)  # type: ignore[attr-defined]
    title: Any = made.styles["Title"]
    title.font.bold = True
    title.element.rPr.append(_element("w:spacing", val="60"))
    title.paragraph_format.alignment, title.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(8)
    if (line := title.element.pPr.find(qn("w:pBdr"))) is not None:
        title.element.pPr.remove(line)
    if paper.draft:
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = head.add_run("草稿")
        run.bold, run.font.size, run.font.color.rgb = True, Pt(28), RGBColor(0xAA, 0xAA, 0xAA)
    foot = page.footer.paragraphs[0]
    made.styles["Footer"].paragraph_format.tab_stops.clear_all()  # type: ignore[attr-defined]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDE), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(_plain(f"{paper.about} · {paper.number}\t第 "))
    _field(foot, "PAGE")
    foot.add_run(" 页，共 ")
    _field(foot, "NUMPAGES")
    foot.add_run(" 页")
    for run in foot.runs:
        run.font.size = Pt(9)
    return made


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that the program counts; each part of it in a run of its own, so that all of them have one size."""
    for kind, text in (("begin", None), (None, name), ("separate", None), ("shown", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "shown":
            run._r.append(_element("w:t", text))
        elif kind is None:
            run._r.append(_element("w:instrText", text))
        else:
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _element(tag: str, text: str | None = None, **values: str) -> Any:
    made = OxmlElement(tag)
    made.text = text
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _heading(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    made.add_paragraph(_plain(block["text"]), style="Heading 1")


def _text(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    paragraph = made.add_paragraph()
    if block["strong"]:
        paragraph.add_run(_plain(block["strong"])).bold = True
    paragraph.add_run(_plain(block["text"]))


def _fields(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> Table:
    narrow = 24
    widths = [narrow, _WIDE // 2 - narrow, narrow, _WIDE // 2 - narrow]
    table = _table(made, widths)
    for row in block["rows"]:
        cells = _row(table, high=8).cells
        if len(row) == 1:
            cells[1].merge(cells[3])
        for at, (label, value) in enumerate(row):
            _label(cells[at * 2], label)
            _say(cells[at * 2 + 1], value)
    _gap(made)
    return table


def _finding(made: Docx, block: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """In one piece with its photos, as far as a page holds it."""
    title = made.add_paragraph()
    title.paragraph_format.keep_with_next = True
    title.add_run(_plain(block["title"])).bold = True
    facts, photos = _fields(made, block, files), block["photos"]
    _keep_together(facts, with_next=bool(photos))
    made.paragraphs[-1].paragraph_format.keep_with_next = bool(photos)
    beside = side_by_side(len(photos))
    for at in range(0, len(photos), beside):
        table = _table(made, [_WIDE // beside] * beside, lines=False)
        cells = _row(table).cells
        for cell, photo in zip(cells, photos[at : at + beside], strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run().add_picture(
                io.BytesIO(files[photo["file"]]), **_fitting(files[photo["file"]], _WIDE / beside - 3, _HIGH)
            )
            words = cell.add_paragraph()
            words.alignment, words.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
            words.add_run(_plain(photo["words"])).font.size = Pt(8.5)
        _gap(made)


def _fitting(content: bytes, wide: float, high: float) -> dict[str, Mm]:
    """The picture as large as the box allows, whole: nothing that it shows is cut away."""
    with Image.open(io.BytesIO(content)) as picture:
        across = picture.width / picture.height > wide / high
    return {"width": Mm(wide)} if across else {"height": Mm(high)}


def _listing(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    known = sum(wide or 0 for wide in block["widths"])
    widths = [wide or (_WIDE - known) // block["widths"].count(None) for wide in block["widths"]]
    table = _table(made, widths)
    _head(table, block["head"])
    for row in block["rows"]:
        for at, (cell, words) in enumerate(zip(_row(table, high=7).cells, row, strict=True)):
            _say(cell, words, strong=words in block["strong"], middle=block["widths"][at] is not None, size=9.5)
    _gap(made)


def _signatures(made: Docx, block: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    table = _table(made, [32, 26, 68, 40])
    _head(table, ["身份", "姓名", "签名", "时间"])
    for signer in block["rows"]:
        cells = _row(table, high=14).cells
        for cell, words in ((cells[0], signer["role"]), (cells[1], signer["name"]), (cells[3], signer["time"])):
            _say(cell, words, middle=True)
        if signer["file"]:
            cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cells[2].paragraphs[0].add_run().add_picture(io.BytesIO(files[signer["file"]]), height=Mm(11))
            cells[2].paragraphs[0].paragraph_format.space_after = Pt(0)
        else:
            _say(cells[2], signer["words"], middle=True)
    _keep_together(table, with_next=True)  # the small print never stands on a page by itself
    _gap(made, with_next=True)


_SHOWN = {
    "fields": _fields, "heading": _heading, "text": _text, "finding": _finding, "table": _listing,
    "signatures": _signatures,
}  # fmt: skip


def _end(made: Docx, paper: Paper) -> None:
    _gap(made, 8, with_next=True)
    cells = _row(_table(made, [_WIDE - 30, 30], lines=False)).cells
    for n, words in enumerate(paper.small):
        paragraph = cells[0].paragraphs[0] if n == 0 else cells[0].add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(_plain(words)).font.size = Pt(8.5)
    cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    cells[1].paragraphs[0].add_run().add_picture(io.BytesIO(code(paper.link, "png")), width=Mm(23))
    _gap(made, 1)  # a table must not be the last thing of a document


def _gap(made: Docx, points: float = 4, *, with_next: bool = False) -> None:
    """A little room below a table, which Word keeps for a paragraph."""
    paragraph = made.add_paragraph()
    shape = paragraph.paragraph_format
    shape.keep_with_next = with_next
    shape.space_after, shape.line_spacing_rule, shape.line_spacing = Pt(0), WD_LINE_SPACING.EXACTLY, Pt(points)


def _keep_together(table: Table, *, with_next: bool = False) -> None:
    """On one page, as far as it fits; and on that of what follows."""
    for row in table.rows if with_next else table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _table(made: Docx, widths: list[int], *, lines: bool = True) -> Table:
    table = made.add_table(0, len(widths))
    table.style = "Table Grid" if lines else "Normal Table"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    if lines:
        room = _element("w:tblCellMar")
        for side, wide in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100)):
            room.append(_element(f"w:{side}", w=str(wide), type="dxa"))
        table._tbl.tblPr.append(room)
    return table


def _row(table: Table, *, high: float | None = None) -> _Row:
    """A row that is not torn between two pages, and at least so high (mm) that a hand can write in it."""
    row = table.add_row()
    if high is not None:
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(high)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width or Mm(20)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return row


def _head(table: Table, names: list[str]) -> None:
    """The first row, again at the top of each page."""
    row = _row(table, high=8)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, name in zip(row.cells, names, strict=True):
        _label(cell, name)


def _label(cell: _Cell, words: str) -> None:
    _say(cell, words, strong=True, middle=True)
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="F4F4F4"))


def _say(cell: _Cell, words: str, *, strong: bool = False, middle: bool = False, size: float | None = None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_plain(words))
    run.bold, run.font.size = strong or None, Pt(size) if size else None


def _plain(words: str) -> str:
    return _UNWRITABLE.sub("", words)
