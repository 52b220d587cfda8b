"""What the authorities put over a hazard beside its way: listed supervision (挂牌督办), and use that is stopped."""

from __future__ import annotations

from ..sync.collections import ActOutcome
from . import telling
from .step import Step


def list_it(step: Step) -> ActOutcome:
    """Put a major hazard under listed supervision at a level; from now on only the district accepts it."""
    done = step.write({"listed": {"level": step.said["level"], **step.mark}})
    telling.enterprise(step, "listed")
    return done


def delist(step: Step) -> ActOutcome:
    """Take it off the list of supervision."""
    return step.write({"listed": None})


def stop_use(step: Step) -> ActOutcome:
    """Nothing runs there until it was examined (停产停用)."""
    done = step.write({"stopped": {"what": step.said["what"], **step.mark}})
    telling.enterprise(step, "stopped", what=step.said["what"])
    return done


def resume(step: Step) -> ActOutcome:
    """Examined by the district: it may run again."""
    done = step.write({"stopped": None})
    telling.enterprise(step, "resumed")
    return done
