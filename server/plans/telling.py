"""Who is told of a plan, and in which words."""

from __future__ import annotations

from typing import Any

from ..notices import operations as notices
from ..notices.queries import Person, in_post, people
from ..permissions import Caller, Role
from ..places.queries import ancestors
from ..sync.collections import Row
from ..sync.work import Work
from . import look_back
from .queries import ANSWERING, area_id_of, name_of

_WAYS = {
    "planned": ("计划检查", "planned"),
    "unannounced": ("四不两直", "unannounced"),
    "cross_area": ("交叉检查", "cross-area"),
    "joint": ("联合检查", "joint"),
    "random": ("双随机", "random draw"),
    "look_back": ("回头看", "look-back"),
    "self_check": ("自查", "self-check"),
}


def assigned(work: Work, row: Row, whom: list[str], by: Caller) -> None:
    """Those who were just named hear of it; of all that one transaction assigns to somebody, in one notice."""
    for each in whom:
        work.say_together(_assigned, (each, row["id"], by))


def _assigned(work: Work, said: list[Any]) -> None:
    plans: dict[str, list[str]] = {}
    for person, plan, _ in said:
        plans.setdefault(person, []).append(plan)
    authors = {person: by for person, _, by in said}
    for person in people(work, plans):
        rows = [row for each in dict.fromkeys(plans[person.id]) if (row := work.get("plan", each)) is not None]
        rows = [row for row in rows if row["state"] == "open"]
        if rows:
            rows.sort(key=lambda row: (row["due_date"], row["id"]))
            by, first = authors[person.id], rows[0]
            notices.tell(work, [person], "plan_assigned", _words(work, rows), about=("plan", first["id"]), by=by)


def _words(work: Work, rows: list[Row]) -> notices.Words:
    first = rows[0]
    name = name_of(work, first)
    zh, en = _WAYS[first["way"]]

    def words(locale: str) -> tuple[str, str | None]:
        if locale.startswith("en"):
            if len(rows) == 1:
                return f"To check: {name}", f"By {first['due_date']}, {en}."
            return f"{len(rows)} places to check", f"The first by {first['due_date']}: {name}."
        if len(rows) == 1:
            return f"安排您检查：{name}", f"{first['due_date']} 前完成，{zh}。"
        return f"安排您检查 {len(rows)} 家", f"最早的 {first['due_date']} 前完成：{name}。"

    return words


def nobody_goes(work: Work, row: Row, leaders: frozenset[Role], by: Caller) -> None:
    """Nobody was found who could look again: the nearest office hears that somebody has to be named."""
    path = ancestors(work, area_id_of(work, row))
    offices = (in_post(work, [f"a:{area}"], leaders) for area in path)
    for person in next((found for found in offices if found), []):
        work.say_together(_nobody_goes, (person, row["id"], by))


def _nobody_goes(work: Work, said: list[Any]) -> None:
    plans: dict[Person, list[str]] = {}
    for person, plan, _ in said:
        plans.setdefault(person, []).append(plan)
    by = said[0][2]
    for person, ids in plans.items():
        rows = [row for each in ids if (row := work.get("plan", each)) is not None]
        rows.sort(key=lambda row: (row["due_date"], row["id"]))
        notices.tell(work, [person], "look_back_unnamed", _unnamed(work, rows), about=("plan", rows[0]["id"]), by=by)


def _unnamed(work: Work, rows: list[Row]) -> notices.Words:
    name, due, n = name_of(work, rows[0]), rows[0]["due_date"], len(rows)

    def words(locale: str) -> tuple[str, str | None]:
        if locale.startswith("en"):
            if n == 1:
                body = f"By {due}. Nobody who saw it closed still checks there: name somebody."
                return f"Nobody to look again: {name}", body
            return f"Nobody to look again at {n} places", f"The first by {due}: {name}. Name somebody for each."
        if n == 1:
            return f"回头看没有人去：{name}", f"{due} 前看完。当时验收的人已不在这里检查，请指定谁去。"
        return f"{n} 处回头看没有人去", f"最早的 {due} 前看完：{name}。请逐处指定谁去。"

    return words


def withdrawn(work: Work, row: Row, whom: list[str], why: str | None, by: Caller) -> None:
    """These people, who were to walk, need not go."""
    name = name_of(work, row)

    def words(locale: str) -> tuple[str, str | None]:
        if locale.startswith("en"):
            return f"You need not check: {name}", why
        return f"不用您去了：{name}", why

    notices.tell(work, people(work, whom), "plan_cancelled", words, about=("plan", row["id"]), by=by)


def moved(work: Work, row: Row, whom: list[str], by: Caller) -> None:
    """Those who go hear on which days now."""
    name = name_of(work, row)
    starts, due, why = row["starts_on"], row["due_date"], row["changed_because"]

    def words(locale: str) -> tuple[str, str | None]:
        if locale.startswith("en"):
            days = f"{f'From {starts} by' if starts else 'By'} {due}."
            return f"On other days: {name}", f"{days} {why}" if why else days
        days = f"{f'{starts} 起，' if starts else ''}{due} 前完成。"
        return f"改期检查：{name}", f"{days}{why}" if why else days

    notices.tell(work, people(work, whom), "plan_moved", words, about=("plan", row["id"]), by=by)


def looked_back(work: Work, row: Row, by: Caller) -> None:
    """Those who answer for the place hear what came out of looking again at what they had put right."""
    came = [look_back.outcome(row["looked"], each) for each in row["hazards"]]
    kept, back = came.count("kept"), came.count("recurred")
    name = name_of(work, row)

    def words(locale: str) -> tuple[str, str | None]:
        if locale.startswith("en"):
            return f"Looked at again: {name}", f"Kept: {kept}. Came back: {back}."
        return f"回头看：{name}", f"保持良好 {kept} 处，又出现 {back} 处。"

    if row["enterprise_id"] is not None:
        whom = in_post(work, [f"e:{row['enterprise_id']}"], ANSWERING)
    else:
        whom = in_post(work, [f"a:{row['area_id']}"], frozenset({Role.GRID}))
    worst = next((each for each, one in zip(row["hazards"], came, strict=True) if one == "recurred"), row["hazards"][0])
    notices.tell(work, whom, "looked_back", words, about=("hazard", worst), by=by)
