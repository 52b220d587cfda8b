"""A table that somebody filled in with Excel or WPS, read as lines of text.

Offices keep their lists as .xlsx or as CSV, in UTF-8 (with or without a mark at its start) or in GB18030,
under headings in Chinese or English and sometimes with a title above them. Here such a file becomes lines
with the number that a person sees in his program, so that a wrong one can be named. What a line means, the
domain that imports it says.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl

from .problems import Problem, problem

#: Lines with something in them, without the heading.
MAX_LINES = 20_000
MAX_BYTES = 10 * 1024 * 1024
#: What an .xlsx may unfold to; a sheet of 20,000 full lines stays far below.
MAX_UNPACKED = 120 * 1024 * 1024
MAX_COLUMNS = 100
#: Excel's own last line; a file that claims more was not written by a spreadsheet program.
LAST_LINE = 1_048_576
#: A title and some remarks may stand above the headings.
HEADING_WITHIN = 20

SheetUnreadable = problem(
    "sheet_unreadable",
    422,
    (
        "表格打不开",
        "这个文件不是可读的 .xlsx 或 CSV 表格，什么都没有导入。请在 Excel 或 WPS 里另存为 .xlsx 再传。",
    ),
    (
        "The table cannot be opened",
        "This file is not a readable .xlsx or CSV table; nothing was imported. Save it as .xlsx and send it again.",
    ),
)
SheetTooLarge = problem(
    "sheet_too_large",
    413,
    ("表格太大", "一次最多 {max_lines} 行、{max_megabytes} MB，什么都没有导入。请分成几个文件再传。"),
    (
        "The table is too large",
        "At most {max_lines} lines and {max_megabytes} MB at once; nothing was imported. Split it into several files.",
    ),
)
HeadingMissing = problem(
    "sheet_heading_missing",
    422,
    ("表头不全", "表格里没有找到这些列：{missing}。什么都没有导入；请用下载的模板填写。"),
    (
        "Headings are missing",
        "These columns were not found in the table: {missing}. Nothing was imported; please use the template.",
    ),
)


@dataclass(frozen=True)
class Column:
    """One column a table may have: our name for it, and the headings people write over it, ours first."""

    name: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Line:
    """One filled-in line; `cells` has every known column that the table has, empty ones as ""."""

    #: As Excel or a text editor numbers it, from 1.
    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table that was understood."""

    #: What the sheet is called; "" for a CSV.
    name: str
    #: Names of the known columns it has.
    columns: frozenset[str]
    #: Headings nobody here knows; a person should be told that they were passed over.
    passed_over: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(content: bytes, columns: Sequence[Column], *, most: int = MAX_LINES, exact: bool = False) -> Sheet:
    """Read an .xlsx or a CSV; the content decides which, not the file's name.

    Of a workbook the first sheet that has all required headings is read; `most` is how many lines it may have.
    `exact` keeps the marks in a text that are invisible or of another width.
    Raises SheetUnreadable, SheetTooLarge, or HeadingMissing(missing=...).
    """
    if len(content) > MAX_BYTES:
        raise _too_large()
    clean = str.strip if exact else clean_text
    book = content.startswith(b"PK\x03\x04")
    tables = _workbook(content, clean) if book else iter([("", _csv(content, clean))])
    nearest: list[str] | None = None
    try:
        for name, table in tables:
            found = _understand(name, table, columns, most)
            if isinstance(found, Sheet):
                return found
            if nearest is None or len(found) < len(nearest):
                nearest = found
    except Problem:
        raise
    except Exception as error:  # a crafted file fails in a dozen ways; each means the same to a person
        raise SheetUnreadable from error
    wanted = [column.headings[0] for column in columns if column.required]
    raise HeadingMissing(missing="、".join(nearest or wanted))


def _understand(
    name: str, table: Iterable[tuple[int, list[str]]], columns: Sequence[Column], most: int
) -> Sheet | list[str]:
    """The table under its headings, or the required headings that were not found."""
    required = [column for column in columns if column.required]
    places: dict[int, str] | None = None
    passed_over: list[str] = []
    fewest = [column.headings[0] for column in required]
    lines: list[Line] = []
    looked = 0
    for number, cells in table:
        if not any(cells):
            continue
        if places is None:
            looked += 1
            there = _headings(cells, columns)
            missing = [column.headings[0] for column in required if column.name not in there.values()]
            if there and not missing:
                places = there
                passed_over = [cell for at, cell in enumerate(cells) if cell and at not in there]
            elif len(missing) < len(fewest):
                fewest = missing
            if places is None and looked >= HEADING_WITHIN:
                break
            continue
        if len(lines) >= most:
            raise _too_large(most)
        known = {column: cells[at] if at < len(cells) else "" for at, column in places.items()}
        lines.append(Line(number, known))
    if places is None:
        return fewest
    lines = [line for line in lines if any(line.cells.values())]
    return Sheet(name, frozenset(places.values()), tuple(passed_over), tuple(lines))


def _headings(cells: Sequence[str], columns: Sequence[Column]) -> dict[int, str]:
    """Which known column stands at which place; the first of two equal headings counts."""
    known = {_plain(heading): column.name for column in columns for heading in column.headings}
    there: dict[int, str] = {}
    for at, cell in enumerate(cells):
        for reading in _readings(cell):
            name = known.get(reading)
            if name is not None and name not in there.values():
                there[at] = name
                break
    return there


def _readings(heading: str) -> Iterator[str]:
    """Ways to read a heading: whole, without what stands in brackets, its lines, its Chinese part alone."""
    yield _plain(heading)
    yield _plain(re.sub(r"[(（\[【].*?[)）\]】]", "", heading))
    for part in re.split(r"[\n/|]", heading):
        yield _plain(part)
    chinese = re.match(r"\s*\**\s*([\u4e00-\u9fff]+)", heading)
    if chinese:
        yield chinese.group(1)


def _plain(heading: str) -> str:
    """Without width, case, blanks, stars and colons, which differ from office to office."""
    return re.sub(r"[\s*:_\-]", "", unicodedata.normalize("NFKC", heading)).casefold()


# --- the two kinds of file ------------------------------------------------------------------------


def _csv(content: bytes, clean: Callable[[str], str]) -> Iterator[tuple[int, list[str]]]:
    text = _decode(content)
    if "\0" in text:
        raise SheetUnreadable
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t，", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    for cells in reader:
        yield number, [clean(cell) for cell in cells[:MAX_COLUMNS]]
        number = reader.line_num + 1


def _decode(content: bytes) -> str:
    """UTF-8 first, since GB18030 accepts nearly anything; Excel's "Unicode text" is UTF-16 with its mark."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable


def _workbook(content: bytes, clean: Callable[[str], str]) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    _check_package(content)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with closing(book):
        for sheet in book.worksheets:
            yield sheet.title, _rows(sheet, clean)


def _rows(sheet: Any, clean: Callable[[str], str]) -> Iterator[tuple[int, list[str]]]:
    # Some programs write a size that is too small, and lines beyond it would be lost in silence.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
        if number > LAST_LINE:
            raise SheetUnreadable
        if cells.count(None) < len(cells):
            yield number, [_text(cell, clean) for cell in cells]


def _check_package(content: bytes) -> None:
    """Refuse a zip that unfolds without end, and XML that brings its own entities, before either is opened.

    The sizes in a zip's directory can be trusted: `zipfile` never reads more of a member than it declares.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > 2000 or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise _too_large()
            for member in members:
                if not member.filename.endswith((".xml", ".rels")):
                    continue
                with package.open(member) as part:
                    if b"<!DOCTYPE" in part.read(2048).replace(b"\0", b""):
                        raise SheetUnreadable
    except Problem:
        raise
    except Exception as error:  # damaged, encrypted, or of a packing nobody knows
        raise SheetUnreadable from error


def _text(value: Any, clean: Callable[[str], str]) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as YYYY-MM-DD."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e18:
            return str(int(value))
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return clean(str(value))


def clean_text(text: str) -> str:
    """Without blanks around it, and without the marks that spreadsheets leave invisibly in copied text."""
    visible = re.sub(r"[\u200b\u200e\u200f\ufeff]", "", text)
    return re.sub(r"[\u00a0\u3000]", " ", visible).strip()


def _too_large(most: int = MAX_LINES) -> Problem:
    return SheetTooLarge(max_lines=most, max_megabytes=MAX_BYTES // 1024 // 1024)
