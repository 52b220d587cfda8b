"""The doors of what phones could not hand over: refused ops, and reports of a phone's sending."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from .. import clock
from ..db import writing
from ..problems import Invalid
from ..web import Blueprint, caller, page_cursor, read_page_cursor
from . import operations, queries, schemas

phones = Blueprint("phones", "phones", url_prefix="/sync", description="What phones could not hand over")

Json = dict[str, Any]


@phones.get("/refused")
@phones.arguments(schemas.RefusedQuery, location="query")
@phones.response(200, schemas.RefusedPage)
def refused(query: Json) -> Json:
    """Ops the server did not take, the latest first, each whole: one's own, or an administrator's circle's."""
    after, limit = _after(query.get("cursor")), query["limit"]
    found = operations.refused(caller(), whose=query["whose"], after=after, limit=limit + 1)
    return _page(found, limit, _refused_shape)


@phones.post("/reports")
@phones.arguments(schemas.ReportSaid)
@phones.response(201, schemas.ReportKept)
def send_report(said: Json) -> Json:
    """Tell the administrator how this phone's sending goes, without a word of what anybody wrote."""
    by = caller()
    with writing():
        made = operations.report(schemas.ReportSaid().dump(said), by=by)  # type: ignore[arg-type]
        return {"id": made.id, "received_at": made.received_at}


@phones.get("/reports")
@phones.arguments(schemas.PageQuery, location="query")
@phones.response(200, schemas.ReportPage)
def list_reports(query: Json) -> Json:
    """Reports from phones whose owners the caller is administrator for, the latest first."""
    after, limit = _after(query.get("cursor")), query["limit"]
    return _page(operations.reports(caller(), after=after, limit=limit + 1), limit, _report_shape)


def _refused_shape(row: Row[Any]) -> Json:
    named = {name: getattr(row, name) for name in ("id", "received_at", "seq", "type", "record", "op")}
    return named | {
        "by": {"id": row.user_id, "name": row.name},
        "device": row.device_id,
        "problem": row.result.get("problem", {}),
        "payload": (row.payload or b"").decode(),
    }


def _report_shape(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "received_at": row.received_at,
        "by": {"id": row.user_id, "name": row.name},
        "device": {"id": row.device_id, "name": row.device_name},
        "report": row.report,
    }


def _page(found: list[Row[Any]], limit: int, shape: Callable[[Row[Any]], Json]) -> Json:
    shown = found[:limit]
    more = page_cursor(shown[-1].received_at.isoformat(), shown[-1].id) if len(found) > limit else None
    return {"items": [shape(row) for row in shown], "cursor": more}


def _after(cursor: str | None) -> queries.After | None:
    words = read_page_cursor(cursor, 2)
    if words is None:
        return None
    try:
        return clock.parse(words[0]), str(words[1])
    except (TypeError, ValueError) as error:
        raise Invalid(errors={"cursor": ["unreadable"]}) from error
