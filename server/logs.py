"""What the server writes down about itself: one JSON object a line on standard error, with no personal data.

People appear by the id of their account and records by theirs; names, phones, addresses and texts never do.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog


def where_it_broke(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put kinds and places of an exception into the line. Its words and values stay out: they quote what people
    wrote, and a database's error quotes whole rows."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = list(_chain(error))
    return event


def _chain(error: BaseException) -> Iterator[dict[str, Any]]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        kind = type(each)
        frames = traceback.extract_tb(each.__traceback__)
        yield {
            "kind": f"{kind.__module__}.{kind.__qualname__}",
            "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


PROCESSORS: list[Any] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    where_it_broke,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]


def configure(*, quiet: bool = False) -> None:
    """Once, at the start of a process; `quiet` leaves only warnings, for commands that tell their result themselves."""
    structlog.configure(
        processors=PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
