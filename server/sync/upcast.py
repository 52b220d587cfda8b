"""What an older app said, in the words of today.

An op keeps the schema of the app that made it and travels under it, unchanged, however long it waited; here it is
read as the app of today would have written it. Who is asked whether it is "the same op" looks at what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import structlog

from ..problems import problem

log = structlog.get_logger()

Said = Mapping[str, Any]

#: The protocol's schema, and the oldest a phone may still speak: a step stays for 12 months.
SCHEMA = MIN_SCHEMA = 1

#: From schema n to n + 1, for each n from MIN_SCHEMA on: gives back a new op and leaves the old one alone.
#: The schema rises only when an op of an older app would be misread, so most versions of the app add none.
STEPS: dict[int, Callable[[Said], Said]] = {}

SchemaTooOld = problem(
    "schema_too_old",
    426,
    ("请更新应用", "这个版本太旧，服务器读不了。请更新；没发的都还在，也可以导出成文件。"),
    (
        "Please update the app",
        "This version is too old for the server. Update; unsent work is kept and can be exported to a file.",
    ),
)
SchemaTooNew = problem(
    "schema_too_new",
    426,
    ("服务器还没更新", "这台手机上的应用比服务器新，服务器更新后会自动再发；没发的都还在。"),
    (
        "The server is older than the app",
        "The app on this phone is newer than the server and sends again once that is updated. Nothing is lost.",
    ),
)


def check_schema(schema: int) -> None:
    """Raises SchemaTooOld or SchemaTooNew: what would be misread is not taken, and stays on the phone."""
    if schema < MIN_SCHEMA:
        raise SchemaTooOld(min_schema=MIN_SCHEMA)
    if schema > SCHEMA:
        raise SchemaTooNew(schema=SCHEMA)


def upcast(said: Said, schema: int) -> Said:
    """The op as an app of today says it.

    One that a step cannot read says no longer what is to be done, so that it is refused by itself and kept whole.
    A void only counts, in every schema.
    """
    now = said
    if said.get("op") == "void":
        return now
    try:
        for step in range(max(schema, MIN_SCHEMA), SCHEMA):
            now = STEPS[step](now)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        log.warning("op_not_upcast", op=str(said.get("id")), schema=schema, exc_info=True)
        return {**said, "op": None}
    return now
