"""Many rows of one table at once, new ones and ones that are looked up.

SQLAlchemy builds the parameters of every row anew, which costs more than the database's own work when a batch
brings hundreds of rows. Here the statement and the columns' conversions are made once for each table, values are
converted column by column. PostgreSQL takes all rows as one JSON text (an array of texts costs more in the driver than
the whole insert in the database), SQLite takes many rows in one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Dialect, Select, Table, TextualSelect, TypeDecorator, bindparam, select, text
from sqlalchemy import column as called
from sqlalchemy.types import TypeEngine

from ..db import UtcDateTime, read_json

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Shape:
    """How rows of one table are written in one dialect."""

    #: For PostgreSQL the whole statement, for SQLite what stands before the values.
    statement: str
    #: For SQLite: the places of one row's values.
    places: str
    #: Each column with what turns a value into SQLite's, in the order of the statement.
    columns: tuple[tuple[str, Convert | None], ...]


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add whole rows: each names every column of the table and nothing else, or KeyError is raised."""
    if not rows:
        return
    shape = _shape(table, connection.dialect)
    for row in rows:
        if len(row) != len(shape.columns):
            raise KeyError(f"{table.name}: {sorted(row.keys() ^ table.c.keys())}")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(shape.statement, (_told(rows),))
    else:
        _insert_values(connection, shape, [[row[name] for row in rows] for name, _ in shape.columns])


def insert_columns(connection: Connection, table: Table, columns: Sequence[Sequence[Any]]) -> None:
    """Add rows that are given column by column, in the table's order."""
    shape = _shape(table, connection.dialect)
    if connection.dialect.name == "postgresql":
        names = [name for name, _ in shape.columns]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
        connection.exec_driver_sql(shape.statement, (_told(rows),))
    else:
        _insert_values(connection, shape, columns)


def _told(rows: Sequence[Mapping[str, Any]]) -> str:
    options = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
    return orjson.dumps(rows, _in_words, options).decode()


def _in_words(value: Any) -> str:
    """What JSON has no form for, as PostgreSQL reads it."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment without an offset must not be stored")
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _insert_values(connection: Connection, shape: _Shape, columns: Sequence[Sequence[Any]]) -> None:
    values = [
        column if convert is None else _converted(convert, column)
        for column, (_, convert) in zip(columns, shape.columns, strict=True)
    ]
    # many rows a step: the driver lets go of the interpreter at each, and somebody else may keep it for a while
    told = list(zip(*values, strict=True))
    for start, size in _portions(len(told), _LARGEST_PORTION // len(columns)):
        statement = shape.statement + ", ".join([shape.places] * size)
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(told[start : start + size])))


#: How many values one statement of SQLite may carry here; its own limit is 32,766.
_LARGEST_PORTION = 4096


def _portions(count: int, most: int) -> Iterator[tuple[int, int]]:
    """Cut `count` into powers of two, so that few statements are ever prepared."""
    start = 0
    while start < count:
        size = 1 << (min(count - start, most).bit_length() - 1)
        yield start, size
        start += size


def _converted(convert: Convert, column: Sequence[Any]) -> list[Any]:
    """Every value converted; one that all rows share (the moment, the author) only once."""
    first = column[0]
    if first is column[-1] and all(value is first for value in column):
        return [convert(first)] * len(column)
    return [convert(value) for value in column]


@lru_cache(maxsize=128)
def _shape(table: Table, dialect: Dialect) -> _Shape:
    names = ", ".join(f'"{column.name}"' for column in table.c)
    source = "VALUES "
    if dialect.name == "postgresql":
        source = f'SELECT {names} FROM json_populate_recordset(NULL::"{table.name}", %s::json)'  # noqa: S608 - our own
    statement = f'INSERT INTO "{table.name}" ({names}) {source}'
    columns = tuple((column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in table.c)
    return _Shape(statement, f"({', '.join('?' for _ in table.c)})", columns)


def among(
    connection: Connection,
    table: Table,
    column: str,
    these: Sequence[str],
    *names: str,
    to_change: bool = True,
    **equals: Any,
) -> list[dict[str, Any]]:
    """The rows whose `column` (a text) is one of `these` and whose other columns (texts) are what `equals` says.

    Of each the columns in `names`, or all. Rows that are only read (`to_change=False`) may share what is equal in
    them: most of a page has the same few authors, and reading a JSON text costs more than looking it up.
    """
    if not these:
        return []
    reading = _reading(table, column, names, tuple(equals), connection.dialect)
    found = connection.execute(reading.statement, {"these": orjson.dumps(list(these)).decode(), **equals}).all()
    if not found:
        return []
    told = [
        column if convert is None else _shared(convert, column) if json and not to_change else _each(convert, column)
        for column, (_, convert, json) in zip(zip(*found, strict=True), reading.columns, strict=True)
    ]
    named = [name for name, _, _ in reading.columns]
    return [dict(zip(named, row, strict=True)) for row in zip(*told, strict=True)]


@dataclass(frozen=True)
class _Reading:
    """How rows of one table are looked up in one dialect."""

    statement: TextualSelect
    #: Each column with what turns the driver's value into ours (nulls are left alone), and whether it is JSON.
    columns: tuple[tuple[str, Convert | None, bool], ...]


def _each(convert: Convert, column: Sequence[Any]) -> list[Any]:
    return [None if value is None else convert(value) for value in column]


def _shared(convert: Convert, column: Sequence[Any]) -> list[Any]:
    known: dict[Any, Any] = {None: None}
    for value in column:
        if value not in known:
            known[value] = convert(value)
    return [known[value] for value in column]


@lru_cache(maxsize=128)
def _reading(table: Table, column: str, names: tuple[str, ...], equal: tuple[str, ...], dialect: Dialect) -> _Reading:
    wanted = [table.c[name] for name in names] or list(table.c)
    # PostgreSQL's driver would read every JSON by itself.
    as_text = dialect.name == "postgresql"
    listed = ", ".join(
        f'CAST("{each.name}" AS text) AS "{each.name}"' if as_text and _is_json(each.type) else f'"{each.name}"'
        for each in wanted
    )
    words = "IN (SELECT value FROM json_each(:these))"
    if dialect.name == "postgresql":  # whose driver looks at each text of an array for what it must escape
        words = "= ANY(ARRAY(SELECT json_array_elements_text(CAST(:these AS json))))"
    # SQLite, which cannot know how few `these` are, would rather read all that has one of the others. The plus takes
    # those out of its choice.
    plus = "" if dialect.name == "postgresql" else "+"
    others = "".join(f' AND {plus}"{name}" = :{name}' for name in equal)
    columns = tuple((each.name, _reader(each.type, dialect), _is_json(each.type)) for each in wanted)
    statement = text(f'SELECT {listed} FROM "{table.name}" WHERE "{column}" {words}{others}')  # noqa: S608 - our own
    # Named, so that what the driver tells of them is looked at once and not with every reading; without types, since
    # values are converted here.
    return _Reading(statement.columns(*(called(name) for name, _, _ in columns)), columns)


def _moment(written: str) -> datetime:
    """SQLite keeps UTC without saying so."""
    return datetime.fromisoformat(written + "+00:00")


def _is_json(kind: TypeEngine[Any]) -> bool:
    return isinstance(kind, JSON)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """PostgreSQL's driver gives values as they are, except for types of our own; JSON is asked for as text."""
    if dialect.name == "postgresql" and _is_json(kind):
        return read_json
    if dialect.name == "postgresql" and not isinstance(kind, TypeDecorator):
        return None
    if dialect.name == "sqlite" and isinstance(kind, UtcDateTime):
        return _moment
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def where(connection: Connection, table: Table, **equals: Any) -> list[dict[str, Any]]:
    """The rows whose columns are what `equals` says; None is what is null."""
    query = _where(table, tuple((name, value is None) for name, value in equals.items()))
    return [dict(row) for row in connection.execute(query, equals).mappings()]


@lru_cache(maxsize=128)
def _where(table: Table, named: tuple[tuple[str, bool], ...]) -> Select[Any]:
    columns = ((table.c[name], null) for name, null in named)
    return select(table).where(
        *(each.is_(None) if null else each == bindparam(each.name, type_=each.type) for each, null in columns)
    )
