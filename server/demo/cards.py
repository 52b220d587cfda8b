"""The ledger of the first enterprise's special operators: most in order, one that is due and one that has expired."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from .. import clock
from ..db import new_id
from ..sync.apply import carry_out
from ..sync.envelope import Op
from ..sync.work import OpContext, Work
from .people import FIRST

if TYPE_CHECKING:
    from .load import District

Event = tuple[datetime, Callable[[], None]]
Moment = Callable[[str], datetime]

#: Holder, kind, number, days until it ends, days until its review. The numbers are made up, of no place and no person.
_CARDS: tuple[tuple[str, str, str, int, int | None], ...] = (
    ("郑建华", "welding", "T000000190001010011", -38, None),
    ("林志伟", "electrician", "T000000190001010022", 1312, 47),
    ("陈国辉", "electrician", "T000000190001010033", 1620, 520),
    ("吴明亮", "height", "T000000190001010044", 840, None),
)


def events(work: Work, district: District, moment: Moment) -> Iterator[Event]:
    """Each card as the enterprise's manager wrote it into the ledger, some weeks ago."""
    today = clock.today()
    for minute, card in enumerate(_CARDS):
        yield moment(f"45 15:{20 + minute}"), lambda card=card: _register(work, district, today, card)


def _register(work: Work, district: District, today: date, card: tuple[str, str, str, int, int | None]) -> None:
    holder, kind, number, ends, review = card
    data: dict[str, Any] = {
        "enterprise_id": district.firms[FIRST], "holder": holder, "kind": kind, "number": number,
        "issuer": "福建省应急管理厅", "valid_until": (today + timedelta(days=ends)).isoformat(),
    }  # fmt: skip
    if review is not None:
        data["review_due"] = (today + timedelta(days=review)).isoformat()
    made, at, by = new_id(), clock.stamp(), district.people["manager1"]
    raw = {"id": made, "type": "certificate", "record": new_id(), "op": "create", "at": at, "data": data}
    op = Op(made, 0, "certificate", raw["record"], "create", at, None, raw, "")
    result = carry_out(work, op, by, OpContext(id=made, at=at, claimed_at=at), set())
    if result["status"] != "applied":
        raise RuntimeError(f"{by.name} create certificate: {result}")
