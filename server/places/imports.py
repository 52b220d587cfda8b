"""A list of enterprises from an office: read, judged line by line, shown, and taken when somebody says so.

A line is known by its credit code, else by name and area, so that the same list taken twice changes nothing.
An empty cell leaves what is known. A line that cannot be taken is named with its column and the reason, and does
not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from .. import clock
from ..db import new_id
from ..permissions import Caller
from ..problems import Invalid, NotFound, NotPermitted, problem
from ..sheets import read_sheet
from ..sync.collections import Row
from ..sync.work import Work
from . import operations
from .columns import BY_NAME, COLUMNS, read_cells
from .geo import System
from .judging import Verdict, judge, known_places
from .models import Import
from .reasons import reason
from .rules import everywhere

_IMPORTS = Import.__table__
#: A list that nobody took holds people's phone numbers; it goes after a month.
KEPT = timedelta(days=30)

NoAreasYet = problem(
    "no_areas_yet", 409,
    ("还没有区域", "还没有区域，企业没有地方可归。请先在“后台管理 → 区域”里建区县、镇街和网格；什么都没有导入。"),
    (
        "There are no areas yet",
        "An enterprise belongs to an area. First make district, townships and grids under "
        "Administration → Areas; nothing was taken.",
    ),
)  # fmt: skip


def look(
    connection: Connection, content: bytes, *, by: Caller, file_name: str | None = None, system: System | None = None,
) -> str:
    """Read a list and keep what was understood; returns its id. Nothing is taken yet.

    `system` counts for lines that do not name their own. Raises NotPermitted, NoAreasYet, SheetUnreadable,
    SheetTooLarge, HeadingMissing.
    """
    known = known_places(connection, by)
    if not known.kept:
        raise NoAreasYet if everywhere(by) else NotPermitted
    sheet = read_sheet(content, COLUMNS)
    lines: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    for line in sheet.lines:
        said, troubles = read_cells(line.cells, system)
        if troubles:
            errors += [_error(line.number, column, code, line.cells.get(column)) for column, code in troubles]
        else:
            lines.append({"line": line.number, "said": said})
    verdicts = judge(lines, known)
    errors += [
        _error(each.line, column, code, value) for each in verdicts for column, code, value in each.troubles
    ]
    good = [each for each in verdicts if not each.troubles]
    taken = {each.line for each in good}
    import_id = new_id()
    connection.execute(insert(_IMPORTS).values(
        id=import_id, kind="enterprises", made_by=by.user_id, made_at=clock.now(), file_name=file_name,
        lines=[line for line in lines if line["line"] in taken],
        preview={
            "counts": _counts(good, errors), "lines": [_shown(each) for each in good],
            "errors": sorted(errors, key=lambda each: each["line"]), "passed_over": list(sheet.passed_over),
        },
    ))
    return import_id


def shown(connection: Connection, import_id: str, *, by: Caller, locale: str) -> dict[str, Any]:
    """The list as its sender sees it: what would be, or was, taken. Raises NotFound for anybody else's."""
    row = _own(connection, import_id, by)
    told: dict[str, Any] = dict(row["result"] or row["preview"])
    told["errors"] = [_in_words(each, locale) for each in told["errors"]]
    return told | {
        "id": row["id"], "file_name": row["file_name"], "made_at": clock.stamp(row["made_at"]),
        "taken_at": clock.stamp(row["taken_at"]) if row["taken_at"] else None,
    }


def take(work: Work, import_id: str, *, by: Caller) -> None:
    """Take the good lines into the books. Judged again first, since the books may have moved on since the look.

    A list that was taken already stays as it is. Raises NotFound for anybody else's list.
    """
    row = _own(work.connection, import_id, by)
    if row["taken_at"] is not None:
        return
    verdicts = judge(row["lines"], known_places(work.connection, by))
    work.fetch("enterprise", [each.id for each in verdicts if each.id])
    made: dict[int, str] = {}
    for verdict in _landlords_first(verdicts):
        if not verdict.troubles:
            _take_line(work, verdict, made, by=by, source=row["file_name"] or "import")
    errors = [_error(each.line, column, code, value) for each in verdicts for column, code, value in each.troubles]
    good = [each for each in verdicts if not each.troubles]
    earlier = row["preview"]["errors"]
    result = {
        "counts": _counts(good, [*earlier, *errors]), "lines": [_shown(each) for each in good],
        "errors": sorted([*earlier, *errors], key=lambda each: each["line"]),
        "passed_over": row["preview"]["passed_over"],
    }
    work.connection.execute(
        update(_IMPORTS).where(_IMPORTS.c.id == import_id).values(taken_at=work.now, result=result, lines=[])
    )


def forget_untaken(connection: Connection) -> int:
    """Drop the lists that nobody took for a month; returns how many. For the worker."""
    old = _IMPORTS.c.made_at < clock.now() - KEPT
    return connection.execute(delete(_IMPORTS).where(old, _IMPORTS.c.taken_at.is_(None))).rowcount


def _own(connection: Connection, import_id: str, by: Caller) -> Row:
    query = select(_IMPORTS).where(_IMPORTS.c.id == import_id, _IMPORTS.c.made_by == by.user_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


def _take_line(work: Work, verdict: Verdict, made: dict[int, str], *, by: Caller, source: str) -> None:
    """One line through the same verbs as every other door; what they refuse is said beside the line."""
    values = dict(verdict.values)
    if verdict.host_line is not None:
        if verdict.host_line not in made:
            verdict.troubles.append(("host", "host_line_wrong", None))
            return
        values["host_enterprise_id"] = made[verdict.host_line]
    try:
        if verdict.id is None:
            row: Row = operations.add_enterprise(work, values, by=by, source=source)
        else:
            row = operations.change_enterprise(work, verdict.id, values, seen=None, by=by, source=source)
    except Invalid as error:
        errors: dict[str, list[str]] = error.extra["errors"]
        verdict.troubles += [(_COLUMN_OF.get(field, field), codes[0], None) for field, codes in errors.items()]
        return
    except (NotPermitted, NotFound):
        verdict.troubles.append(("area", "not_your_area", None))
        return
    verdict.id = made[verdict.line] = row["id"]


_COLUMN_OF: dict[str, str] = {"host_enterprise_id": "host"}


def _landlords_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """In an order in which every landlord of the same list is there before his tenants."""
    by_line = {each.line: each for each in verdicts}
    ordered: dict[int, Verdict] = {}
    for verdict in by_line.values():
        chain: list[Verdict] = []
        walked: Verdict | None = verdict
        while walked is not None and walked.line not in ordered and walked not in chain:
            chain.append(walked)
            walked = by_line.get(walked.host_line) if walked.host_line is not None else None
        for each in reversed(chain):
            ordered[each.line] = each
    return list(ordered.values())


# --- what is shown --------------------------------------------------------------------------------


def _counts(good: Iterable[Verdict], errors: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counts = {"new": 0, "changed": 0, "same": 0}
    for verdict in good:
        counts[verdict.kind] += 1
    return counts | {"bad": len({each["line"] for each in errors})}


def _shown(verdict: Verdict) -> dict[str, Any]:
    return {
        "line": verdict.line, "name": verdict.name, "status": verdict.kind, "id": verdict.id,
        "changes": verdict.changes,
    }


def _error(line: int, column: str, code: str, value: str | None) -> dict[str, Any]:
    return {"line": line, "column": column, "code": code, "value": (value or "")[:80] or None}


def _in_words(error: Mapping[str, Any], locale: str) -> dict[str, Any]:
    heading = BY_NAME.get(error["column"])
    column = (heading.en if locale.startswith("en") else heading.zh) if heading else error["column"]
    return {**error, "column": column, "reason": reason(error["code"], error["value"], locale)}


