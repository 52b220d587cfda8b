"""Where the demo happens: Licheng district with its real codes and towns, and invented grids and enterprises."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..places.uscc import check_character


@dataclass(frozen=True)
class Town:
    """A town of the district: its code, and about where its middle lies (WGS 84)."""

    code: str
    name: str
    lat: float
    lon: float


#: (code, name, level, parent's code); codes of `domain/taxonomy.md` §5.1.
UPPER = (
    ("35", "福建省", "province", None),
    ("3503", "莆田市", "city", "35"),
    ("350304", "荔城区", "county", "3503"),
)
TOWNS = (
    Town("350304001", "镇海街道", 25.4350, 119.0050),
    Town("350304002", "拱辰街道", 25.4560, 119.0180),
    Town("350304100", "西天尾镇", 25.4900, 119.0330),
    Town("350304101", "黄石镇", 25.3720, 119.0760),
    Town("350304102", "新度镇", 25.3660, 118.9930),
    Town("350304103", "北高镇", 25.3780, 119.1700),
)
#: Grids of our own in each town: below the town, coded behind its code.
GRIDS = ("第一网格", "第二网格", "第三网格")


def grid_code(town: str, number: int) -> str:
    return f"{town}-G{number:02d}"


@dataclass(frozen=True)
class Firm:
    """An invented enterprise; `town` is the last three digits of its town's code."""

    name: str
    sector: str | None
    town: str
    grid: int
    risk: str | None
    staff: int
    traits: dict[str, Any]
    host: str | None = None
    state: str = "open"


def _firm(row: Mapping[str, str]) -> Firm:
    """One line of `firms.csv`: a trait alone means yes, `code=value` has a value; names are marked as demo."""
    more = row["host_or_state"]
    return Firm(
        name=f"{row['name']}（演示）",
        sector=row["sector"] or None,
        town=row["town"],
        grid=int(row["grid"]),
        risk=row["risk"] or None,
        staff=int(row["staff"]),
        traits=dict(_trait(word) for word in row["traits"].split()),
        host=f"{more}（演示）" if more and more not in _STATES else None,
        state=more if more in _STATES else "open",
    )


def _trait(word: str) -> tuple[str, Any]:
    code, _, value = word.partition("=")
    if not value:
        return code, True
    return code, int(value) if value.isdigit() else value


_STATES = ("stopped", "closed")
with (Path(__file__).parent / "firms.csv").open(encoding="utf-8", newline="") as _file:
    FIRMS = tuple(_firm(row) for row in csv.DictReader(_file))

#: Degrees from a town's middle to the middle of each of its grids.
_FROM_THE_MIDDLE = ((0.008, 0.0), (-0.004, 0.0085), (-0.004, -0.0085))
_SURNAMES, _GIVEN = (
    "陈林黄郑吴许郭蔡翁方",
    ("建国", "丽华", "少辉", "美珍", "文彬", "秀英", "国强", "雪梅", "志远", "玉兰"),
)


def details(firm: Firm, number: int) -> dict[str, Any]:
    """Code, position, address and person in charge of the `number`th firm: the same at every load.

    The credit code has the right check character, and a registration number of a series that is not given out.
    """
    chance = random.Random(f"xunan {number}")  # noqa: S311 - scenery, not secrets
    town = next(town for town in TOWNS if town.code.endswith(firm.town))
    north, east = _FROM_THE_MIDDLE[firm.grid - 1]
    lat = town.lat + north + chance.uniform(-0.0028, 0.0028)
    lon = town.lon + east + chance.uniform(-0.0032, 0.0032)
    body = f"91350304XN{number:06d}0"
    return {
        "uscc": body + check_character(body),
        "lat": round(lat, 6),
        "lon": round(lon, 6),
        "address": f"{town.name}演示路 {chance.randint(1, 299)} 号",
        "principal": {
            "name": chance.choice(_SURNAMES) + chance.choice(_GIVEN),
            "phone": f"0594-000{number:04d}",
        },
    }
