"""What each line of a list comes to: a new enterprise, a change of a known one, nothing, or a reason why not.

Pure over `Known`, what the books say at this moment, so that a list is judged when it is looked at and again, in
the same way, when it is taken.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from ..people.rules import is_machine
from ..permissions import Caller
from ..sync.collections import Row
from . import queries
from .models import Area, Enterprise
from .operations import difference
from .rules import KEEPS_ENTERPRISES, everywhere
from .uscc import plain as plain_code

_AREA, _ENTERPRISE = Area.__table__, Enterprise.__table__


@dataclass
class Verdict:
    """What one line comes to."""

    line: int
    name: str
    #: The enterprise it is about; None while it is new.
    id: str | None = None
    #: `new`, `changed` or `same`.
    kind: str = "new"
    #: Columns to set.
    values: dict[str, Any] = field(default_factory=dict)
    #: The same list's line with the landlord, if he is not on the books yet.
    host_line: int | None = None
    #: The landlord as the list names him.
    host: str | None = None
    #: Field → {was, now}, as shown.
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: (column, code, value) of what is wrong.
    troubles: list[tuple[str, str, str | None]] = field(default_factory=list)


class Known:
    """The books as this caller may use them."""

    def __init__(self, areas: Iterable[Row], enterprises: Iterable[Row], kept: frozenset[str]) -> None:
        #: Areas whose enterprises the caller may change.
        self.kept = kept
        self.areas = {area["id"]: area for area in areas if area["valid"]}
        self.area_codes = {area["code"].casefold(): area["id"] for area in self.areas.values()}
        self.area_names: dict[str, list[str]] = defaultdict(list)
        for area in self.areas.values():
            self.area_names[plain_name(area["name"])].append(area["id"])
        self.enterprises = {row["id"]: row for row in enterprises}
        self.codes: dict[str, str] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        for row in self.enterprises.values():
            if row["uscc"]:
                self.codes[row["uscc"]] = row["id"]
            self.names[plain_name(row["name"])].append(row["id"])


def known_places(connection: Connection, by: Caller) -> Known:
    """Read the books once for a whole list. O(areas + enterprises)."""
    areas = [dict(row) for row in connection.execute(select(_AREA).where(_AREA.c.deleted.is_(False))).mappings()]
    if is_machine(by) or everywhere(by):
        kept = frozenset(area["id"] for area in areas)
    else:
        held = [each.area_id for each in by.holdings if each.role in KEEPS_ENTERPRISES and each.area_id]
        kept = queries.subtree(connection, held) if held else frozenset()
    rows = connection.execute(select(_ENTERPRISE).where(_ENTERPRISE.c.deleted.is_(False))).mappings()
    return Known(areas, (dict(row) for row in rows), kept)


def plain_name(name: str) -> str:
    """As names are compared: brackets, widths and blanks differ from office to office."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def judge(lines: Iterable[Mapping[str, Any]], known: Known) -> list[Verdict]:
    """Judge every line: `line` its number, `said` what it says (columns.read_cells)."""
    lines = list(lines)
    verdicts = [_identify(each["line"], each["said"], known) for each in lines]
    for verdict in verdicts:
        _fill_people(verdict, known)
    _mark_doubles(verdicts)
    _find_landlords(verdicts, known)
    for verdict in verdicts:
        if not verdict.troubles:
            _compare(verdict, known)
    return verdicts


def _identify(line: int, said: Mapping[str, Any], known: Known) -> Verdict:
    """Which enterprise is it, and may the caller change it, where it is and where it goes?"""
    values = {name: value for name, value in said.items() if name not in ("area", "host")}
    verdict = Verdict(line, said.get("name", ""), values=values, host=said.get("host"))
    if said.get("area"):
        found, trouble = _area(said["area"], known)
        if found is None:
            verdict.troubles.append(("area", trouble, said["area"]))
            return verdict
        values["area_id"] = found
    verdict.id = _enterprise(verdict, known)
    if verdict.troubles:
        return verdict
    if verdict.id is None:
        if "area_id" not in values:
            verdict.troubles.append(("area", "area_missing", None))
    elif known.enterprises[verdict.id]["area_id"] not in known.kept:
        verdict.troubles.append(("uscc", "uscc_elsewhere", None))
    if values.get("area_id", next(iter(known.kept))) not in known.kept:
        verdict.troubles.append(("area", "not_your_area", said.get("area")))
    return verdict


def _area(text: str, known: Known) -> tuple[str | None, str]:
    """By code, by name, or by both as the template's list offers them (`350304102 新度镇`)."""
    for reading in (text, text.split()[0]):
        if found := known.area_codes.get(reading.casefold()):
            return found, ""
    named = known.area_names.get(plain_name(text), [])
    own = [area for area in named if area in known.kept] or named
    if len(own) == 1:
        return own[0], ""
    return None, "area_ambiguous" if own else "no_such_area"


def _enterprise(verdict: Verdict, known: Known) -> str | None:
    """By its credit code; else by name and area, unless that one has another code."""
    code, area = verdict.values.get("uscc"), verdict.values.get("area_id")
    if code in known.codes:
        return known.codes[code]
    if area is None:
        if code is None:
            verdict.troubles.append(("area", "area_missing", None))
        return None
    named = [known.enterprises[each] for each in known.names.get(plain_name(verdict.name), [])]
    there = [row["id"] for row in named if row["area_id"] == area and (code is None or row["uscc"] is None)]
    if len(there) > 1:
        verdict.troubles.append(("name", "name_ambiguous", verdict.name))
        return None
    return there[0] if there else None


def _mark_doubles(verdicts: Iterable[Verdict]) -> None:
    """The same enterprise twice in one list: the first line stands, the later ones name it."""
    codes: dict[str, int] = {}
    ids: dict[str, int] = {}
    names: dict[tuple[str, str], tuple[int, bool]] = {}
    for verdict in verdicts:
        if verdict.troubles:
            continue
        code = verdict.values.get("uscc")
        name = (plain_name(verdict.name), verdict.values.get("area_id", ""))
        earlier = codes.get(code) if code else None
        earlier = earlier or (ids.get(verdict.id) if verdict.id else None)
        if earlier is None and name in names and (code is None or not names[name][1]):
            earlier = names[name][0]
        if earlier is not None:
            verdict.troubles.append(("name", "twice", str(earlier)))
            continue
        names.setdefault(name, (verdict.line, code is not None))
        if code:
            codes[code] = verdict.line
        if verdict.id:
            ids[verdict.id] = verdict.line


def _find_landlords(verdicts: list[Verdict], known: Known) -> None:
    """Landlords by credit code or name: on the books within the caller's areas, or in the same list."""
    good = [each for each in verdicts if not each.troubles]
    codes = {each.values["uscc"]: each for each in good if each.values.get("uscc")}
    names = Counter(plain_name(each.name) for each in good)
    named = {plain_name(each.name): each for each in good}
    wrong = {plain_name(each.name) for each in verdicts if each.troubles}
    for verdict in verdicts:
        host = verdict.host
        if host is None or verdict.troubles:
            continue
        code, name = plain_code(host), plain_name(host)
        stored = [known.codes[code]] if code in known.codes else known.names.get(name, [])
        stored = [each for each in stored if known.enterprises[each]["area_id"] in known.kept]
        listed = codes.get(code) or (named[name] if names[name] == 1 else None)
        if listed is not None and listed.id in stored:
            stored = [listed.id]
        if len(stored) == 1:
            verdict.values["host_enterprise_id"] = stored[0]
        elif stored or names[name] > 1:
            verdict.troubles.append(("host", "host_ambiguous", host))
        elif listed is not None:
            verdict.host_line = listed.line
        else:
            verdict.troubles.append(("host", "host_line_wrong" if name in wrong else "no_such_enterprise", host))
    _mark_circles(good)


def _mark_circles(verdicts: Iterable[Verdict]) -> None:
    """A landlord whose own line fails, or who is his tenant's tenant, makes the tenant's line fail too."""
    by_line = {each.line: each for each in verdicts}
    for verdict in by_line.values():
        walked, steps = verdict, 0
        while walked.host_line is not None and steps <= 16:
            walked, steps = by_line[walked.host_line], steps + 1
        if steps > 16:
            verdict.troubles.append(("host", "circle", None))
        elif walked is not verdict and walked.troubles:
            verdict.troubles.append(("host", "host_line_wrong", None))


def _compare(verdict: Verdict, known: Known) -> None:
    """What would really change."""
    stored = known.enterprises.get(verdict.id or "")
    if stored is None:
        verdict.changes = {_WIRE.get(name, name): {"now": value} for name, value in verdict.values.items()}
    else:
        changes = difference(stored, verdict.values)
        verdict.changes = {_WIRE.get(name, name): {"was": stored[name], "now": now} for name, now in changes.items()}
        verdict.kind = "changed" if changes or verdict.host_line is not None else "same"
    if verdict.host_line is not None:
        verdict.changes["host_enterprise_id"] = {"now": verdict.host}


_WIRE = {"area_id": "area"}


def _fill_people(verdict: Verdict, known: Known) -> None:
    """Who is in charge, from the line and from what is known."""
    stored: Mapping[str, Any] = known.enterprises.get(verdict.id or "", {})
    for name, column in (("principal", "principal_name"), ("actual_controller", "controller_name")):
        if name in verdict.values and not verdict.troubles:
            verdict.values[name] = _person(verdict.values[name], stored.get(name))
            if not verdict.values[name].get("name"):
                verdict.troubles.append((column, "required", None))


def _person(said: Mapping[str, Any], known: Mapping[str, Any] | None) -> dict[str, Any]:
    """An empty cell leaves what is known, but another person does not inherit the number of the one before."""
    if said.get("name") and known and known.get("name") != said["name"]:
        known = None
    merged = {**(known or {}), **{part: value for part, value in said.items() if value}}
    return {part: value for part, value in merged.items() if value is not None}
