"""What may be done to areas and enterprises; every door ends here, and here permission is asked.

Values are already checked in form (schemas.py); that they fit the world (the area exists, the code is nobody
else's) is checked here, under the clock's lock, so that two doors cannot both be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from .. import clock
from ..db import new_id
from ..people.rules import is_machine
from ..permissions import Caller
from ..problems import Invalid, NotFound
from ..sync.collections import Row, collections
from ..sync.work import Work
from . import moves, queries, rules
from .models import Enterprise

_ENTERPRISE = Enterprise.__table__
#: How high each level stands: an area lies in one that stands higher.
_RANK = {"province": 0, "city": 1, "county": 2, "town": 3, "park": 4, "village": 5, "grid": 6}
#: What history calls a column that travels under another name.
_WIRE = {"area_id": "area"}


# --- areas ----------------------------------------------------------------------------------------


def add_area(work: Work, values: Mapping[str, Any], *, by: Caller) -> Row:
    """Put a new area into the tree; `values`: code, name, parent, level, valid.

    Raises NotPermitted, Invalid (code_taken, no_such_area, level_order).
    """
    parent = values.get("parent")
    _require_area(work, parent, "parent")
    rules.require_area_keeper(work, by, parent)
    row = {"id": values.get("id") or new_id(), "parent": parent, "valid": values.get("valid", True)}
    row |= {name: values[name] for name in ("code", "name", "level")}
    _check_area(work, row)
    area = work.add("area", row, by)
    work.note("area", area, by, "create")
    return area


def change_area(work: Work, area_id: str, values: Mapping[str, Any], *, seen: int | None, by: Caller) -> Row:
    """Rename, move, or give up an area. What lies in a moved area moves with it into other people's circles.

    Raises NotFound, ChangedMeanwhile, NotPermitted, Invalid (code_taken, no_such_area, level_order, circle).
    """
    area = work.get("area", area_id)
    if area is None:
        raise NotFound
    _require_area(work, values.get("parent"), "parent")
    rules.require_area_keeper(work, by, area["parent"], values.get("parent", area["parent"]))
    rules.require_seen(area["version"], seen)
    changes = {name: value for name, value in values.items() if area[name] != value}
    if not changes:
        return area
    _check_area(work, {**area, **changes})
    said = _said(area, changes)
    moved = "parent" in changes
    if moved and area_id in queries.ancestors(work, changes["parent"]):
        raise Invalid(errors={"parent": ["circle"]})
    work.change("area", area, changes)
    work.note("area", area, by, "set", changes=said)
    if moved:
        queries.forget_tree(work)
        _send_to_new_circles(work, queries.subtree(work.connection, [area_id]))
    return area


def _check_area(work: Work, area: Row) -> None:
    """Does the area fit into the tree, with a code of its own?"""
    other = queries.area_by_code(work, area["code"])
    if other is not None and other["id"] != area["id"]:
        raise Invalid(errors={"code": ["code_taken"]})
    if area["parent"] is not None:
        parent = work.get("area", area["parent"])
        if parent is not None and _RANK[parent["level"]] >= _RANK[area["level"]]:
            raise Invalid(errors={"level": ["level_order"]})
    for child in work.find("area", parent=area["id"]):
        if _RANK[child["level"]] <= _RANK[area["level"]]:
            raise Invalid(errors={"level": ["level_order"]})


def _require_area(work: Work, area_id: str | None, field: str) -> None:
    """Is there such an area? Everybody may know the tree, so this is said before permission is asked."""
    area = work.get("area", area_id)
    if area_id is not None and (area is None or area["deleted"]):
        raise Invalid(errors={field: ["no_such_area"]})


def _send_to_new_circles(work: Work, areas: frozenset[str]) -> None:
    """Every record that names one of these areas gets the keys of the new tree, and what follows it does too.

    The types above this folder are not known here; a record that lies in an area says so in `area_id` or `area`.
    """
    wanted = sorted(areas)
    for kind in collections().values():
        column = next((kind.table.c[name] for name in ("area_id", "area") if name in kind.table.c), None)
        if column is None:
            continue
        for start in range(0, len(wanted), 500):
            query = select(kind.table.c.id).where(column.in_(wanted[start : start + 500]))
            found = list(work.connection.execute(query).scalars())
            work.fetch(kind.name, found)
            for record in found:
                row = work.get(kind.name, record)
                if row is None:
                    continue
                work.rekey(kind.name, row)
                if kind.name == "enterprise" and not row["deleted"]:
                    moves.moved(work, row)


# --- enterprises ----------------------------------------------------------------------------------


def add_enterprise(work: Work, values: Mapping[str, Any], *, by: Caller, source: str | None = None) -> Row:
    """Put a new enterprise on the books; `source` says where it came from (an import's file).

    Raises NotPermitted, Invalid (no_such_area, uscc_taken, no_such_enterprise, position_half).
    """
    _require_area(work, values["area_id"], "area")
    rules.require_enterprise_keeper(work, by, values["area_id"])
    row: Row = {"lat": None, "lon": None} | {name: _plain(value) for name, value in values.items()}
    row |= {"id": values.get("id") or new_id(), "state": values.get("state") or "open"}
    if row.get("risk_grade") and not row.get("risk_graded_on"):
        row["risk_graded_on"] = clock.today().isoformat()
    _check_enterprise(work, row, row, by)
    enterprise = work.add("enterprise", row, by)
    _keep_codes(work, row["id"], None, row.get("uscc"))
    work.note("enterprise", enterprise, by, "create", source=source)
    # Whoever was sent to the host from elsewhere walks its tenants too. A list of thousands asks nothing more a line.
    host = work.get("enterprise", enterprise["host_enterprise_id"])
    if host is not None and host["guests"] is not None:
        moves.moved(work, enterprise)
    return enterprise


def change_enterprise(
    work: Work, enterprise_id: str, values: Mapping[str, Any], *,
    seen: int | None, by: Caller, source: str | None = None,
) -> Row:
    """Move, close, grade or correct an enterprise; what is not named stays, of `traits` too.

    Nothing happens, and the version stays, when everything is so already.
    Raises NotFound (not in sight), ChangedMeanwhile, NotPermitted, Invalid as `add_enterprise`, and `circle`.
    """
    enterprise = work.get("enterprise", enterprise_id)
    if enterprise is None or enterprise["deleted"]:
        raise NotFound
    if not is_machine(by) and not by.sees(work.keys("enterprise", enterprise)):
        raise NotFound
    _require_area(work, values.get("area_id"), "area")
    rules.require_enterprise_keeper(work, by, enterprise["area_id"], values.get("area_id") or enterprise["area_id"])
    rules.require_seen(enterprise["version"], seen)
    changes = difference(enterprise, values)
    if not changes:
        return enterprise
    _check_enterprise(work, {**enterprise, **changes}, changes, by)
    said = _said(enterprise, changes)
    _keep_codes(work, enterprise_id, enterprise["uscc"], changes.get("uscc", enterprise["uscc"]))
    work.change("enterprise", enterprise, changes)
    work.note(
        "enterprise", enterprise, by, "set", changes=said, source=source,
        from_state=said.get("state", {}).get("was"), to_state=said.get("state", {}).get("now"),
    )
    if {"area_id", "host_enterprise_id"} & changes.keys():
        moves.moved(work, enterprise)
    return enterprise


def difference(enterprise: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """Which columns these values would really change.

    Traits are laid over the known ones, and null takes one away. A new grade is of today unless its day is given.
    """
    wanted = dict(values)
    if "traits" in wanted:
        wanted["traits"] = {**(enterprise["traits"] or {}), **(wanted["traits"] or {})}
    wanted = {name: _plain(value) for name, value in wanted.items()}
    changes = {name: value for name, value in wanted.items() if _plain(enterprise[name]) != value}
    if "risk_grade" in changes and "risk_graded_on" not in values:
        changes["risk_graded_on"] = clock.today().isoformat() if changes["risk_grade"] else None
    return changes


def _plain(value: Any) -> Any:
    """Null and absent are the same, inside an object too; 0 and false are values."""
    if isinstance(value, Mapping):
        return {name: each for name, each in value.items() if each is not None} or None
    return value if value != "" else None


def _check_enterprise(work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
    """Do the changed columns fit the world?"""
    errors: dict[str, list[str]] = {}
    if "area_id" in changes:
        area = work.get("area", row["area_id"])
        if area is None or not area["valid"]:
            errors["area"] = ["no_such_area"]
    if changes.get("uscc") and with_code(work, row["uscc"]) - {row["id"]}:
        errors["uscc"] = ["uscc_taken"]
    if changes.get("host_enterprise_id") and (why := _host_trouble(work, row, by)):
        errors["host_enterprise_id"] = [why]
    if (row["lat"] is None) != (row["lon"] is None):
        errors["lat"] = ["position_half"]
    if errors:
        raise Invalid(errors=errors)


def with_code(work: Work, code: str) -> frozenset[str]:
    """Ids of the enterprises with this credit code, as staged; remembered, since a list asks for thousands."""
    known: dict[str, frozenset[str]] = work.cache.setdefault("codes", {})
    if code not in known:
        query = select(_ENTERPRISE.c.id).where(_ENTERPRISE.c.uscc == code, _ENTERPRISE.c.deleted.is_(False))
        known[code] = frozenset(work.connection.execute(query).scalars())
    return known[code]


def _keep_codes(work: Work, enterprise_id: str, before: str | None, after: str | None) -> None:
    """What is remembered about codes follows what was just staged."""
    if before != after:
        if before:
            with_code(work, before)
            work.cache["codes"][before] -= {enterprise_id}
        if after:
            work.cache["codes"][after] = with_code(work, after) | {enterprise_id}


def _host_trouble(work: Work, row: Row, by: Caller) -> str | None:
    """A landlord must be there, be known to whoever names him, and not be a tenant of his tenant."""
    host = work.get("enterprise", row["host_enterprise_id"])
    known = host is not None and (is_machine(by) or by.sees(work.keys("enterprise", host)))
    if host is None or host["deleted"] or not known:
        return "no_such_enterprise"
    walked: Row | None = host
    for _ in range(16):
        if walked is None:
            return None
        if walked["id"] == row["id"]:
            return "circle"
        walked = work.get("enterprise", walked["host_enterprise_id"])
    return "circle"


# --- what history says ----------------------------------------------------------------------------


def _said(row: Row, changes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Each changed field under the name it travels by, with what it was and is."""
    return {_WIRE.get(name, name): {"was": row[name], "now": value} for name, value in changes.items()}

