"""What is to be walked in the demo district: its grid worker's round, some of its township, and how often by grade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from .. import clock
from ..db import new_id
from ..permissions import machine
from ..plans import operations, ruling
from ..sync.work import Work
from .people import FIRST, SECOND

if TYPE_CHECKING:
    from .load import District

Event = tuple[datetime, Callable[[], None]]
Moment = Callable[[str], datetime]

#: (when it was assigned, where, who, way, due in so many days from then, what was said)
_PLANS: tuple[tuple[str, str, str, str, int, str | None], ...] = (
    ("12 10:20", "青石五金加工（演示）", "grid1", "planned", 10, None),
    ("6 09:10", "稻花香食品（演示）", "grid1", "unannounced", 6, "重点看冷库和有限空间，不要提前打招呼"),
    ("6 09:12", "晨光鞋材（演示）", "grid1", "planned", 9, None),
    ("6 09:14", "银线针织（演示）", "grid1", "planned", 20, None),
    ("5 15:30", SECOND, "town1", "joint", 5, "和消防一起去"),
    ("5 15:40", "稻花香食品（演示）", "town1b", "planned", 25, None),
)
#: (grade, way, every, unit, source, how sure): a demo's own, and said to be so.
_RULES: tuple[tuple[str, str, int, str, str, str], ...] = (
    ("red", "planned", 1, "months", "演示用的频次，不是任何文件的规定", "proposal"),
    ("orange", "planned", 6, "months", "参照外地化工方案：橙色每半年至少一次", "plan"),
    ("yellow", "planned", 12, "months", "演示用的频次，不是任何文件的规定", "proposal"),
    ("orange", "self_check", 3, "months", "荔城工贸方案：主要负责人每季度至少带队检查一次", "plan"),
)


def events(work: Work, district: District, moment: Moment) -> Iterator[Event]:
    """The rules first, then who was sent where."""
    yield moment("40 09:00"), lambda: _rules(work, district)
    for at, where, who, way, days, note in _PLANS:
        yield moment(at), lambda said=(where, who, way, days, note): _assign(work, district, *said)
    yield moment("7 09:00"), lambda: _own_check(work, district)


def _rules(work: Work, district: District) -> None:
    for grade, way, every, unit, source, certainty in _RULES:
        values: dict[str, Any] = {
            "area_id": district.areas["350304"], "grade": grade, "way": way, "every": every, "unit": unit,
            "valid_from": clock.today().isoformat(), "source": source, "certainty": certainty,
        }  # fmt: skip
        ruling.set_rule(work, values, by=machine())


def _assign(
    work: Work, district: District, where: str, who: str, way: str, days: int, note: str | None
) -> None:
    data = {
        "enterprise_id": district.firms[where], "inspectors": [district.people[who].me], "way": way, "note": note,
        "due_date": (clock.today() + timedelta(days=days)).isoformat(),
    }  # fmt: skip
    operations.make(work, new_id(), data, district.people["town1"])


def _own_check(work: Work, district: District) -> None:
    """The principal's own check of this quarter, which his rule asks for."""
    data = {
        "enterprise_id": district.firms[FIRST], "inspectors": [district.people["principal1"].me], "way": "self_check",
        "due_date": (clock.today() + timedelta(days=27)).isoformat(),
    }  # fmt: skip
    operations.make(work, new_id(), data, district.people["principal1"])
