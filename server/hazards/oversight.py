"""What the authorities put over a hazard beside its way: listed supervision (挂牌督办), use that is stopped, and the
numbers of what was served on the enterprise for it.
"""

from __future__ import annotations

from ..places import documents
from ..sync.collections import DONE, ActOutcome
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


def add_document(step: Step) -> ActOutcome:
    """Write down the number of an enforcement document; who adds what stands there already has done it."""
    kept = documents.added(step.row["documents"], step.said, step.mark)
    return DONE if kept is None else step.write({"documents": kept})


def remove_document(step: Step) -> ActOutcome:
    """It was written down by mistake; history keeps it, with the reason. Raises NoSuchDocument."""
    return step.write({"documents": documents.without(step.row["documents"], step.said)})
