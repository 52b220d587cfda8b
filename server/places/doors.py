"""What the doors to places share: the version that was looked at, one page of records, one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Response, make_response
from sqlalchemy import ColumnElement, Table, or_, select, tuple_

from ..db import db
from ..problems import Invalid, NotFound
from ..sync.collections import Row, collection
from ..web import caller, page_cursor, read_page_cursor
from . import queries, rules

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def seen_version(values: dict[str, Any], match: Mapping[str, Any]) -> int:
    """The version that was looked at, from the body or from If-Match. Raises SeenMissing."""
    seen = values.pop("seen", None)
    text = (match.get("if_match") or "").removeprefix("W/").strip('"')
    if seen is None and text:
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise Invalid(errors={"If-Match": ["unreadable"]})
        seen = int(text)
    if seen is None:
        raise rules.SeenMissing
    return seen


def contains(words: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def page(
    type_: str, order: ColumnElement[Any], conditions: list[ColumnElement[bool]], wanted: Mapping[str, Any],
    also: ColumnElement[bool] | None = None,
) -> dict[str, Any]:
    """One page of the records of a type that the caller sees, in this order, ids settling ties.

    `also`: records that nobody is fed, and that this caller may read all the same.
    """
    table: Table = collection(type_).table
    seen = table.c.id.in_(queries.in_sight(type_, caller()))
    seen = seen if also is None else or_(seen, also)
    query = select(table).where(table.c.deleted.is_(False), seen, *conditions)
    after = read_page_cursor(wanted.get("cursor"), 2)
    if after is not None:
        if not all(isinstance(word, str) and "\0" not in word for word in after):
            raise Invalid(errors={"cursor": ["unreadable"]})
        query = query.where(tuple_(order, table.c.id) > tuple_(*after))
    limit = wanted["limit"]
    rows = [dict(row) for row in db.session.execute(query.order_by(order, table.c.id).limit(limit + 1)).mappings()]
    more, rows = len(rows) > limit, rows[:limit]
    keys = queries.circles(db.session.connection(), [row["id"] for row in rows])
    return {
        "items": [shape(type_, row, keys[row["id"]]) for row in rows],
        "cursor": page_cursor(rows[-1][order.name], rows[-1]["id"]) if more else None,
    }


def one(type_: str, record: str, unfed: bool = False) -> tuple[dict[str, Any], dict[str, str]]:
    """One record within the caller's sight, with its version as ETag. Raises NotFound.

    `unfed`: also one that nobody is fed.
    """
    table: Table = collection(type_).table
    row = db.session.execute(select(table).where(table.c.id == record, table.c.deleted.is_(False))).mappings().first()
    keys = queries.circles(db.session.connection(), [record])[record]
    if row is None or not (caller().sees(keys) or (unfed and not keys)):
        raise NotFound
    return shape(type_, dict(row), keys), {"ETag": f'"{row["version"]}"'}


def told(type_: str, row: Row) -> tuple[dict[str, Any], dict[str, str]]:
    """A record just written, as its writer now sees it."""
    keys = queries.circles(db.session.connection(), [row["id"]])[row["id"]]
    return shape(type_, row, keys), {"ETag": f'"{row["version"]}"'}


def shape(type_: str, row: Row, keys: frozenset[str]) -> dict[str, Any]:
    return {**collection(type_).shape(row, caller(), keys), "id": row["id"], "version": row["version"]}


def excel(content: bytes, plain: str, name: str) -> Response:
    """A workbook to be saved under this name; `plain` is the name for programs that read only ASCII."""
    answer = make_response(content)
    answer.headers["Content-Type"] = EXCEL
    # gunicorn sends no header with anything but ASCII in it
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(name)}"
    return answer
