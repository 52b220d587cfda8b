"""A hazard is found: by whom, through which channel, where; and it gets its number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from .. import clock
from ..permissions import Caller, Role
from ..places.queries import ancestors, area_keys
from ..problems import Invalid, NotFound
from ..sync.collections import Row
from ..sync.models import Feed
from ..sync.work import Work
from ..walkthroughs import operations as walkthroughs
from . import problems, telling
from .events import HazardReported
from .queries import town_of
from .rules import OWN_CHANNELS

_FEED = Feed.__table__

#: Posts whose people may say that the enterprise found it itself: it then stays in the enterprise's hands.
_INSIDE = frozenset({Role.PRINCIPAL, Role.MANAGER, Role.EMPLOYEE})

#: The channel of somebody who did not name one.
_USUAL = (
    (Role.DISTRICT, "supervision_check"),
    (Role.TOWNSHIP, "supervision_check"),
    (Role.ADMIN, "supervision_check"),
    (Role.GRID, "grid_report"),
    (Role.EXPERT, "expert"),
    (Role.PRINCIPAL, "self_check"),
    (Role.MANAGER, "self_check"),
    (Role.EMPLOYEE, "employee_report"),
)

#: Who says that it is major; anyone else may only suspect it.
JUDGES = frozenset({Role.TOWNSHIP, Role.DISTRICT, Role.EXPERT})


def report(work: Work, hazard_id: str, data: dict[str, Any], by: Caller) -> Row:
    """Take in what somebody found; it belongs to the place, whoever looks after that now.

    Raises NotFound for an enterprise or area he cannot know, Invalid for what does not fit, CriterionNeeded for a
    suspicion that points at nothing.
    """
    data = {"enterprise_id": None, **data}
    keys = check_place(work, data, by)
    reporter = by.as_formerly()
    roles = reporter.roles_at(keys) or frozenset(held.role for held in reporter.holdings)
    if not roles:
        raise NotFound
    data["channel"] = data.get("channel") or _usual_channel(roles, data["enterprise_id"], by)
    check_channel(data["channel"], data["enterprise_id"], by)
    data["severity"] = data.get("severity") or "general"
    if data["severity"] == "major" and JUDGES.isdisjoint(roles):
        raise Invalid(errors={"severity": ["not_yours_to_judge"]})
    if data["severity"] == "major_suspected" and not data.get("criterion"):
        raise problems.CriterionNeeded(errors={"criterion": ["required"]})
    before = _came_back(work, data, by)
    data = {**data, "recurs_of": before["id"] if before is not None else None}
    author = work.author(by)
    hazard = work.add("hazard", {
        "description": None, **data,
        "id": hazard_id, "state": "reported", "state_by": author, "state_at": clock.stamp(work.now), "round": 1,
        "found_at": data.get("found_at") or work.context.claimed_at or work.context.at,
        "number": number(work, data), "reporter_id": author["id"], "plan_incomplete": False,
        "old_after": [], "after_by": [], "recent": "[]", "open_conflicts": [],
    }, by)  # fmt: skip
    said = {name: {"was": None, "now": value} for name, value in data.items() if value is not None}
    work.note("hazard", hazard, by, "create", to_state="reported", changes=said)
    work.announce(HazardReported(hazard_id, hazard["severity"]))
    telling.reported(work, hazard, by)
    if before is not None:
        work.touch("hazard", before)
        work.note("hazard", before, by, "recurred", hazard=hazard_id, number=hazard["number"])
    if hazard["walkthrough_id"] is not None:
        walkthroughs.found(work, hazard["walkthrough_id"], hazard_id, by)
    return hazard


def _came_back(work: Work, data: dict[str, Any], by: Caller) -> Row | None:
    """The closed hazard that he says came back. Taking what he found never hangs on this: one of another place, or
    that he never saw, is passed over.
    """
    before = work.get("hazard", data.get("recurs_of"))
    if before is None or before["deleted"] or before["enterprise_id"] != data["enterprise_id"]:
        return None
    sees = by.as_formerly().sees(work.keys("hazard", before)) or _once_saw(work, before["id"], by)
    return before if sees else None


def check_place(work: Work, data: dict[str, Any], by: Caller) -> frozenset[str]:
    """Make sure the place is one he can know, and return the circles of those who look after it.

    An enterprise that moved out of his sight while his phone was away still counts: what he found belongs there.
    """
    if data.get("enterprise_id") is not None:
        enterprise = work.get("enterprise", data["enterprise_id"])
        if enterprise is None or enterprise["deleted"]:
            raise NotFound(errors={"enterprise_id": ["not_found"]})
        keys = work.keys("enterprise", enterprise)
        if not by.as_formerly().sees(keys) and not _once_saw(work, enterprise["id"], by):
            raise NotFound(errors={"enterprise_id": ["not_found"]})
        data["area"] = None
        return keys
    if data.get("area") is None:
        raise Invalid(errors={"area": ["required"]})
    keys = area_keys(work, data["area"])
    if not keys or not (by.as_formerly().sees(keys) or data["area"] in _above(work, by)):
        raise NotFound(errors={"area": ["not_found"]})
    return keys


def _once_saw(work: Work, record: str, by: Caller) -> bool:
    """Was it ever in one of his circles? The feed remembers what left for a year."""
    query = select(_FEED.c.key).where(_FEED.c.record == record, _FEED.c.key.in_(sorted(by.as_formerly().keys)))
    return work.connection.execute(query.limit(1)).first() is not None


def _above(work: Work, by: Caller) -> set[str]:
    """The areas above those he holds, and those of the enterprises he belongs to."""
    found: set[str] = set()
    for held in by.as_formerly().holdings:
        area = held.area_id
        if held.enterprise_id is not None:
            enterprise = work.get("enterprise", held.enterprise_id)
            area = enterprise["area_id"] if enterprise is not None else None
        found.update(ancestors(work, area))
    return found


def check_channel(channel: str, enterprise_id: str | None, by: Caller) -> None:
    """Raises Invalid when somebody from outside says that the enterprise found it itself."""
    if channel in OWN_CHANNELS and not _belongs(by, enterprise_id):
        raise Invalid(errors={"channel": ["not_yours_to_claim"]})


def _belongs(by: Caller, enterprise_id: str | None) -> bool:
    """Is he one of this enterprise's own people (of any, where no enterprise is named)? A landlord is not."""
    return any(
        held.role in _INSIDE and enterprise_id in (None, held.enterprise_id) for held in by.as_formerly().holdings
    )


def _usual_channel(roles: frozenset[Role], enterprise_id: str | None, by: Caller) -> str:
    usual = next(channel for role, channel in _USUAL if role in roles)
    # a landlord who walks through his tenant's premises checks, and does not speak for the tenant
    return "supervision_check" if usual in OWN_CHANNELS and not _belongs(by, enterprise_id) else usual


def number(work: Work, data: dict[str, Any]) -> str:
    """The running number of its town and year, as people read it: 新度〔2026〕0318."""
    area_id = data.get("area")
    if data.get("enterprise_id") is not None:
        enterprise = work.get("enterprise", data["enterprise_id"])
        area_id = enterprise["area_id"] if enterprise else area_id
    known = work.cache.setdefault("towns of hazards", {})
    if area_id not in known:
        known[area_id] = town_of(work, area_id)
    town, year = known[area_id], clock.today().year
    series, name = (f"hazard:{town['id']}:{year}", _short(town["name"])) if town is not None else (f"hazard:{year}", "")
    return f"{name}〔{year}〕{work.count(series):04d}"


def _short(name: str) -> str:
    """新度镇 → 新度, 镇海街道 → 镇海."""
    for ending in ("街道", "镇", "乡"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
