"""Many new rows of one table at once.

SQLAlchemy builds the parameters of every row anew, which costs more than the database's own work when a batch
brings hundreds of rows. Here the statement and the columns' conversions are made once for each table, values are
converted column by column, and PostgreSQL takes them as arrays in a single statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, String, Table

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Shape:
    """How rows of one table are written in one dialect."""

    statement: str
    #: Each column with what turns a value into the driver's, in the order of the statement.
    columns: tuple[tuple[str, Convert | None], ...]


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add whole rows: each names every column of the table and nothing else, or KeyError is raised."""
    if not rows:
        return
    shape = _shape(table, connection.dialect)
    for row in rows:
        if len(row) != len(shape.columns):
            raise KeyError(f"{table.name}: {sorted(row.keys() ^ table.c.keys())}")
    values: list[list[Any]] = []
    for name, convert in shape.columns:
        column = [row[name] for row in rows]
        values.append(column if convert is None else [convert(value) for value in column])
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(shape.statement, tuple(values))
    else:
        connection.exec_driver_sql(shape.statement, list(zip(*values, strict=True)))


@lru_cache(maxsize=128)
def _shape(table: Table, dialect: Dialect) -> _Shape:
    names = ", ".join(f'"{column.name}"' for column in table.c)
    if dialect.name == "postgresql":
        arrays = ", ".join(f"%s::{_array_of(column.type, dialect)}" for column in table.c)
        statement = f'INSERT INTO "{table.name}" ({names}) SELECT * FROM unnest({arrays})'  # noqa: S608 - our own names
    else:
        places = ", ".join("?" for _ in table.c)
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608 - our own names
    columns = tuple((column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in table.c)
    return _Shape(statement, columns)


def _array_of(kind: Any, dialect: Dialect) -> str:
    """Text without a length: a cast would cut what is too long in silence, where the table refuses it."""
    return "text[]" if isinstance(kind, String) else f"{kind.dialect_impl(dialect).compile(dialect=dialect)}[]"
