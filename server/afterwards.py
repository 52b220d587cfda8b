"""Facts announced by verbs, told to listeners once the transaction is on disk.

A push message about a change that was rolled back would be a lie, so nobody is told before the commit.
What must survive a kill is not announced here but written in the same transaction (a notice, an outbox row).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

import structlog

Fact = TypeVar("Fact")

_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
log = structlog.get_logger()


def listen(kind: type[Fact], listener: Callable[[Fact], None]) -> None:
    """Call `listener` with every fact of this kind after its commit; registered once, at start."""
    _listeners[kind].append(listener)


def tell(facts: list[Any]) -> None:
    """Tell what happened; a listener that fails is logged and the others still hear."""
    for fact in facts:
        for listener in _listeners[type(fact)]:
            try:
                listener(fact)
            except Exception:
                log.exception("listener_failed", fact=type(fact).__name__)
