"""From a paper to a .docx that an office goes on writing in: styles, rows that repeat, numbers of pages that count."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from .paper import Paper
from .typeset import code, one_at_a_time

#: The fonts of offices; where one is missing the program that opens it takes its own.
_BODY, _HEAD, _LATIN = "宋体", "黑体", "Times New Roman"
#: A4 without its margins, in mm.
_WIDE = 166
#: What no XML can hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx(paper: Paper) -> bytes:
    """The paper as a Word document. Raises PrinterBusy."""
    with one_at_a_time():
        made = _page(paper)
        title = made.add_paragraph(style="Title")
        title.add_run(_plain(paper.title))
        number = made.add_paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number.add_run(_plain(f"编号：{paper.number}"))
        files = {name: make() for name, make in paper.files.items()}
        for block in paper.blocks:
            _SHOWN[block["kind"]](made, block, files)
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
    title: Any = made.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if (line := title.element.pPr.find(qn("w:pBdr"))) is not None:
        title.element.pPr.remove(line)
    if paper.draft:
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = head.add_run("草稿")
        run.bold, run.font.size, run.font.color.rgb = True, Pt(28), RGBColor(0xAA, 0xAA, 0xAA)
    foot = page.footer.paragraphs[0]
    foot.add_run(_plain(f"{paper.about} · {paper.number}　　第 "))
    _field(foot, "PAGE")
    foot.add_run(" 页，共 ")
    _field(foot, "NUMPAGES")
    foot.add_run(" 页")
    for run in foot.runs:
        run.font.size = Pt(9)
    return made


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that the program counts."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, name), ("separate", None), ("shown", "1"), ("end", None)):
        if kind == "shown":
            run._r.append(_element("w:t", text))
        elif kind is None:
            run._r.append(_element("w:instrText", text))
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _element(tag: str, text: str | None) -> Any:
    made = OxmlElement(tag)
    made.text = text
    return made


def _heading(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    made.add_paragraph(_plain(block["text"]), style="Heading 1")


def _text(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    paragraph = made.add_paragraph()
    if block["strong"]:
        paragraph.add_run(_plain(block["strong"])).bold = True
    paragraph.add_run(_plain(block["text"]))


def _fields(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    narrow = 24
    widths = [narrow, _WIDE // 2 - narrow, narrow, _WIDE // 2 - narrow]
    table = _table(made, widths)
    for row in block["rows"]:
        cells = _row(table).cells
        if len(row) == 1:
            cells[1].merge(cells[3])
        for at, (label, value) in enumerate(row):
            _label(cells[at * 2], label)
            _say(cells[at * 2 + 1], value)
    made.add_paragraph()


def _finding(made: Docx, block: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    title = made.add_paragraph()
    title.paragraph_format.keep_with_next = True
    title.add_run(_plain(block["title"])).bold = True
    _fields(made, block, files)
    photos = block["photos"]
    for at in range(0, len(photos), 3):
        table = _table(made, [_WIDE // 3] * 3, lines=False)
        cells = _row(table).cells
        for cell, photo in zip(cells, photos[at : at + 3], strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run().add_picture(io.BytesIO(files[photo["file"]]), width=Mm(50))
            words = cell.add_paragraph()
            words.alignment = WD_ALIGN_PARAGRAPH.CENTER
            words.add_run(_plain(photo["words"])).font.size = Pt(9)


def _listing(made: Docx, block: Mapping[str, Any], _files: Mapping[str, bytes]) -> None:
    known = sum(wide or 0 for wide in block["widths"])
    widths = [wide or _WIDE - known for wide in block["widths"]]
    table = _table(made, widths)
    _head(table, block["head"])
    for row in block["rows"]:
        for at, (cell, words) in enumerate(zip(_row(table).cells, row, strict=True)):
            _say(cell, words, strong=words in block["strong"], middle=block["widths"][at] is not None)
    made.add_paragraph()


def _signatures(made: Docx, block: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    table = _table(made, [32, 26, 68, 40])
    _head(table, ["身份", "姓名", "签名", "时间"])
    for signer in block["rows"]:
        row = _row(table)
        row.height = Mm(16)
        cells = row.cells
        for cell, words in ((cells[0], signer["role"]), (cells[1], signer["name"]), (cells[3], signer["time"])):
            _say(cell, words, middle=True)
        if signer["file"]:
            cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cells[2].paragraphs[0].add_run().add_picture(io.BytesIO(files[signer["file"]]), height=Mm(14))
        else:
            _say(cells[2], signer["words"], middle=True)


_SHOWN = {
    "fields": _fields, "heading": _heading, "text": _text, "finding": _finding, "table": _listing,
    "signatures": _signatures,
}  # fmt: skip


def _end(made: Docx, paper: Paper) -> None:
    made.add_paragraph()
    cells = _row(_table(made, [_WIDE - 30, 30], lines=False)).cells
    for n, words in enumerate(paper.small):
        paragraph = cells[0].paragraphs[0] if n == 0 else cells[0].add_paragraph()
        paragraph.add_run(_plain(words)).font.size = Pt(9)
    cells[1].paragraphs[0].add_run().add_picture(io.BytesIO(code(paper.link, "png")), width=Mm(26))


def _table(made: Docx, widths: list[int], *, lines: bool = True) -> Table:
    table = made.add_table(0, len(widths))
    table.style = "Table Grid" if lines else "Normal Table"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    return table


def _row(table: Table) -> _Row:
    """A row that is not torn between two pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width or Mm(20)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return row


def _head(table: Table, names: list[str]) -> None:
    """The first row, again at the top of each page."""
    row = _row(table)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, name in zip(row.cells, names, strict=True):
        _label(cell, name)


def _label(cell: _Cell, words: str) -> None:
    _say(cell, words, strong=True, middle=True)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F2F2")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _say(cell: _Cell, words: str, *, strong: bool = False, middle: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(_plain(words)).bold = strong or None


def _plain(words: str) -> str:
    return _UNWRITABLE.sub("", words)
