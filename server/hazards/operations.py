"""What may be done to a hazard: every way in (a phone that was away for a week, a screen online, a job) ends here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from ..permissions import Caller
from ..sync.collections import DONE, ActOutcome, Row, UnknownAction
from ..sync.models import Feed
from ..sync.work import Work
from . import checks, deciding, opinions, oversight, rectifying, rules
from .models import Hazard
from .reporting import report
from .step import Step, begin

__all__ = ["RELEASED_AFTER", "act", "checked", "release_closed", "report"]

_HAZARDS, _FEED = Hazard.__table__, Feed.__table__

#: How long a reporter still reads a hazard of his that was closed.
RELEASED_AFTER = timedelta(days=30)

VERBS: Mapping[str, Callable[[Step], ActOutcome]] = {
    "confirm": deciding.confirm,
    "reject": deciding.reject,
    "merge": deciding.merge,
    "transfer": deciding.transfer,
    "return": deciding.give_back,
    "assign": deciding.assign,
    "sign_plan": rectifying.sign_plan,
    "fix_on_site": rectifying.fix_on_site,
    "submit_rectification": rectifying.submit_rectification,
    "accept": rectifying.accept,
    "send_back": rectifying.send_back,
    "request_extension": rectifying.request_extension,
    "decide_extension": deciding.decide_extension,
    "list": oversight.list_it,
    "delist": oversight.delist,
    "stop_use": oversight.stop_use,
    "resume": oversight.resume,
    "invite_expert": opinions.invite_expert,
    "give_opinion": opinions.give_opinion,
    "add_document": oversight.add_document,
    "remove_document": oversight.remove_document,
    "reopen": rectifying.reopen,
}


def checked(data: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody says of a new hazard, checked. Raises Invalid."""
    return checks.fields(data)


def act(work: Work, hazard: Row, action: str, args: Mapping[str, Any], *, seen: int, by: Caller) -> ActOutcome:
    """Take one step with a hazard. Raises UnknownAction, and everything `step.begin` and the act's verb raise."""
    verb = VERBS.get(action)
    if verb is None:
        raise UnknownAction(action=action)
    step = begin(work, hazard, action, args, seen, by)
    return verb(step) if step is not None else DONE


def release_closed(work: Work, limit: int = 500) -> int:
    """Let hazards go from the sight of whoever only reported them, 30 days after they closed; returns how many.

    For the worker; what was done before a kill stays done, and the next run finds the rest.
    """
    reporter = _FEED.c.key == "u:" + _HAZARDS.c.reporter_id
    due = (
        select(_HAZARDS.c.id)
        .join(_FEED, (_FEED.c.record == _HAZARDS.c.id) & reporter)
        .where(
            _HAZARDS.c.state == "closed",
            _HAZARDS.c.closed_at <= work.now - RELEASED_AFTER,
            _FEED.c.gone.is_(False),
        )
        .limit(limit)
    )
    found = list(dict.fromkeys([*work.connection.execute(due).scalars(), *_unheard(work, limit)]))
    work.fetch("hazard", found)
    for hazard_id in found:
        hazard = work.get("hazard", hazard_id)
        if hazard is not None:
            work.rekey("hazard", hazard)
    return len(found)


def _unheard(work: Work, limit: int) -> list[str]:
    """Those still seen by an expert who was asked about them and did not answer in time."""
    seen = select(_HAZARDS.c.id, _HAZARDS.c.opinions, _FEED.c.key).join(_FEED, _FEED.c.record == _HAZARDS.c.id)
    opinions = seen.where(
        _HAZARDS.c.state == "closed", _HAZARDS.c.opinions.is_not(None), _FEED.c.key.startswith("u:"),
        _HAZARDS.c.closed_at <= work.now - RELEASED_AFTER, _FEED.c.gone.is_(False),
    )  # fmt: skip
    found = work.connection.execute(opinions)
    late = {row.id for row in found if row.key[2:] in rules.unanswered({"opinions": row.opinions})}
    return sorted(late)[:limit]
