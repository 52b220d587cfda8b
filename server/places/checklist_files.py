"""A checklist as a file: JSON for another installation, a workbook for an office. What goes out comes in the same."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, cast

import marshmallow as ma
import orjson
import xlsxwriter

from ..sheets import HeadingMissing, Line, SheetUnreadable, read_sheet
from . import rules
from .checklist_columns import ITEM, LIST, SECTION, Cell
from .checklist_faults import WORDS, Fault, faults, pictures_of
from .checklist_forms import ChecklistFile
from .checklist_words import Unreadable
from .fields import flat
from .reasons import reason

FORMAT = "xunan-checklist-1"
_PAGE, _ITEMS = "检查表", "检查项"
_CONTENT = ("title", "title_en", "sectors", "traits", "sections")
#: A cell of a workbook holds no more.
_LONGEST = 32_767


# --- out ------------------------------------------------------------------------------------------


def as_json(code: str, content: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """`pictures`: the bytes of the example pictures by their hash; they go along in base64."""
    told = {"format": FORMAT, "code": code, **{name: content[name] for name in _CONTENT}}
    if pictures:
        told["pictures"] = {sha256: base64.b64encode(each).decode() for sha256, each in pictures.items()}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def as_workbook(code: str, content: Mapping[str, Any]) -> bytes:
    """One row an item, under headings in Chinese, with a sheet that explains. Text stays text, even after a =."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#E8F0F8", "border": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    items, page, explain = (book.add_worksheet(name) for name in (_ITEMS, _PAGE, "填写说明 How to fill"))
    _write_row(page, 0, [cell.zh for cell in LIST], head)
    _write_row(page, 1, _cells(LIST, {"code": code, **content}), wrap)
    page.set_column(0, len(LIST) - 1, 28)
    _write_row(items, 0, [f"{cell.zh}\n{cell.en}" for cell in (*SECTION, *ITEM)], head)
    items.set_row(0, 34)
    items.freeze_panes(1, 2)
    for at, cell in enumerate((*SECTION, *ITEM)):
        items.set_column(at, at, cell.wide)
    for at, cells in enumerate(_rows(content), start=1):
        _write_row(items, at, cells, wrap)
    _write_row(explain, 0, ["列", "怎么填", "Column"], head)
    for at, cell in enumerate((*LIST, *SECTION, *ITEM), start=1):
        _write_row(explain, at, [cell.zh, cell.hint or ("必填。" if cell.required else "可以空着。"), cell.en], wrap)
    explain.set_column(0, 0, 18)
    explain.set_column(1, 1, 70)
    explain.set_column(2, 2, 26)
    book.close()
    return kept.getvalue()


def _rows(content: Mapping[str, Any]) -> Iterator[list[Any]]:
    for n, section in enumerate(content["sections"], start=1):
        first = _cells(SECTION, {**section, "n": n})
        other = _cells(SECTION, {"n": n, "title": section.get("title")})
        items: Iterable[Mapping[str, Any]] = section["items"] or [{}]
        for at, item in enumerate(items):
            yield [*(first if at == 0 else other), *_cells(ITEM, item)]


def _cells(columns: Iterable[Cell], thing: Mapping[str, Any]) -> list[Any]:
    return [
        "" if (value := _at(thing, cell.path)) is None or (value == [] and cell.path != "certificates") else
        cell.write(value)
        for cell in columns
    ]


def _at(thing: Any, path: str) -> Any:
    for name in path.split("."):
        thing = thing.get(name) if isinstance(thing, Mapping) else None
    return thing


def _write_row(page: Any, at: int, cells: Iterable[Any], form: Any) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            # what no XML can hold
            page.write_string(at, place, re.sub("[\ufffe\uffff]", "", cell)[:_LONGEST], form)
        else:
            page.write_number(at, place, cell, form)


# --- in -------------------------------------------------------------------------------------------


@dataclass
class _Read:
    """What a file said: the content, what could not be read, and where each part stood."""

    said: dict[str, Any]
    troubles: list[dict[str, Any]] = field(default_factory=list)
    #: Place in the content → (sheet, row, the columns there).
    places: dict[str, tuple[str, int, tuple[Cell, ...]]] = field(default_factory=dict)


def read_file(content: bytes, name: str) -> dict[str, Any]:
    """The checklist in a file, ready to be a draft: code, title and all; `pictures` are the bytes it brings, by hash.

    Raises ChecklistFaulty, which names each fault (of a workbook with sheet, row and column), SheetUnreadable,
    SheetTooLarge, HeadingMissing.
    """
    read = _of_json(content) if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _of_sheets(content, name)
    told: dict[str, Any] = {}
    try:
        told = cast("dict[str, Any]", ChecklistFile().load(read.said))
    except ma.ValidationError as error:
        read.troubles += [_wrong(read, where, code) for where, code in flat(error.messages)]
    if told and not read.troubles:
        read.troubles = [_placed(read, fault.told()) for fault in faults(told)]
    brought, damaged = _brought(told.pop("pictures", {}))
    read.troubles += [fault.told() for fault in picture_faults(told, damaged)]
    if read.troubles:
        raise rules.ChecklistFaulty(faults=read.troubles, count=len(read.troubles))
    told.pop("format", None)
    return told | ({"pictures": brought} if brought else {})


def picture_faults(content: Mapping[str, Any], damaged: Collection[str]) -> list[Fault]:
    """Each place that names one of these pictures, which cannot be taken."""
    return [
        Fault(where, "picture_damaged", section, item.get("code"))
        for where, section, item, sha256 in pictures_of(content.get("sections") or [])
        if sha256 in damaged
    ]


def _brought(pictures: Mapping[str, str]) -> tuple[dict[str, bytes], set[str]]:
    """The pictures of a file as bytes, and the hashes of those that are not what their hash says."""
    found: dict[str, bytes] = {}
    for sha256, text in pictures.items():
        with suppress(ValueError):
            content = base64.b64decode(text, validate=True)
            if hashlib.sha256(content).hexdigest() == sha256:
                found[sha256] = content
    return found, pictures.keys() - found.keys()


def _of_json(content: bytes) -> _Read:
    try:
        said = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise SheetUnreadable from error
    if not isinstance(said, dict):
        raise SheetUnreadable
    return _Read(said)


def _of_sheets(content: bytes, name: str) -> _Read:
    items = read_sheet(content, [*(cell.column("section ") for cell in SECTION), *(cell.column("") for cell in ITEM)],
                       exact=True)  # fmt: skip
    stem = re.sub(r"\.\w+$", "", name)
    sections: list[dict[str, Any]] = []
    read = _Read({"code": "", "title": stem[:120], "sections": sections})
    try:
        page = read_sheet(content, [cell.column("") if cell.path != "title" else _TITLE for cell in LIST], exact=True)
    except HeadingMissing:
        page = None  # a list without a page of its own is called after its file
    if page and page.lines:
        read.said |= _values(read, "", page.name or _PAGE, page.lines[0], LIST, "")
        read.places[""] = (page.name, page.lines[0].number, LIST)
    before: str | None = None
    for line in items.lines:
        number, title = line.cells.get("section n", ""), line.cells.get("section title", "")
        mark = number or title or before
        if not sections or mark != before:
            where = f"sections[{len(sections)}]"
            section = _values(read, where, items.name, line, SECTION, "section ")
            section.pop("n", None)
            sections.append({**section, "items": []})
            read.places[where] = (items.name, line.number, SECTION)
            before = mark
        if any(line.cells.get(cell.path) for cell in ITEM):
            where = f"sections[{len(sections) - 1}].items[{len(sections[-1]['items'])}]"
            read.places[where] = (items.name, line.number, ITEM)
            sections[-1]["items"].append(_values(read, where, items.name, line, ITEM, ""))
    return read


#: By this heading the page of the list is known.
_TITLE = replace(LIST[1].column(""), required=True)


def _values(read: _Read, where: str, sheet: str, line: Line, columns: Iterable[Cell], of: str) -> dict[str, Any]:
    """What one line says of its columns; what cannot be read is noted and left out."""
    told: dict[str, Any] = {}
    for cell in columns:
        text = line.cells.get(f"{of}{cell.path}", "")
        if not text:
            continue
        try:
            value = cell.read(text)
        except Unreadable as error:
            place = {"sheet": sheet, "row": line.number, "column": cell.zh}
            read.troubles.append({**_told(f"{where}.{cell.path}".lstrip("."), error.code, text), **place})
            continue
        *path, last = cell.path.split(".")
        inner = told
        for name in path:
            inner = inner.setdefault(name, {})
        inner[last] = value
    return told


def _wrong(read: _Read, where: str, code: str) -> dict[str, Any]:
    return _placed(read, _told(where, code, ""))


def _told(where: str, code: str, value: str) -> dict[str, Any]:
    if code in WORDS:
        return Fault(where, code, about=value).told()
    words = {language: reason(code, value[:80], language) for language in ("zh", "en")}
    found = re.match(r"sections\[(\d+)\]", where)
    return {"where": where, "section": int(found[1]) if found else None, "item": None, "kind": code, "words": words}


def _placed(read: _Read, told: dict[str, Any]) -> dict[str, Any]:
    """The fault with the sheet, row and column where its place stood in the file."""
    found = re.match(r"(sections\[\d+\](?:\.items\[\d+\])?)?\.?(.*)", told["where"])
    at, rest = (found[1] or "", found[2]) if found else ("", "")
    if at not in read.places:
        return told
    sheet, row, columns = read.places[at]
    for cell in columns:
        if rest == cell.path or re.match(rf"{re.escape(cell.path)}[.\[]", rest) or cell.path.startswith(f"{rest}."):
            return {**told, "sheet": sheet, "row": row, "column": cell.zh}
    return {**told, "sheet": sheet, "row": row, "column": columns[0].zh}
