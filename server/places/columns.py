"""The columns of a list of enterprises: how an office heads them, and how their cells are read.

An empty cell says nothing: what is known already stays. What cannot be understood is named by a code that
`reasons.py` puts into words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..sheets import Column
from . import taxonomy, uscc
from .checklist_words import Unreadable
from .geo import Point, System, to_wgs84
from .schemas import EnterpriseFields


@dataclass(frozen=True)
class Heading:
    """One column: its name here, its headings in two languages, others in use, and how a cell is read."""

    name: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    #: Codes and words to choose from, for the template.
    options: tuple[taxonomy.Term, ...] = ()
    #: What to write, for the template: (Chinese, English).
    hint: tuple[str, str] = ("", "")
    required: bool = False

    def column(self) -> Column:
        return Column(self.name, (self.zh, self.en, *self.also), self.required)


def one_of(terms: tuple[taxonomy.Term, ...]) -> Callable[[str], str]:
    """Reads a word of a table in either language, its code, or the word without what stands in brackets."""
    known: dict[str, str] = {}
    for term in terms:
        short = term.zh.split("（")[0]
        for word in (term.code, term.zh, term.en, term.en.split(" (")[0], short, f"{short}色"):
            known.setdefault(word.casefold(), term.code)

    def read(cell: str) -> str:
        found = known.get(cell.strip().casefold())
        if found is None:
            raise Unreadable("unknown_word")
        return found

    return read


_YES = frozenset({"是", "有", "yes", "y", "true", "1", "√", "✓", "对"})
_NO = frozenset({"否", "无", "没有", "no", "n", "false", "0", "×", "x", "-"})


def yes_no(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise Unreadable("not_yes_no")
    return word in _YES


def count(cell: str) -> int:
    text = cell.strip().replace(",", "").removesuffix("人").removesuffix("处").strip()
    if not re.fullmatch(r"[0-9]{1,7}(\.0+)?", text, re.ASCII):
        raise Unreadable("not_a_count")
    return int(text.split(".")[0])


def degrees(cell: str) -> float:
    text = cell.strip().rstrip("°NEne").strip()
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{1,20})?", text, re.ASCII):
        raise Unreadable("not_degrees")
    return float(text)


def day(cell: str) -> str:
    """2026-03-01, 2026/3/1, 2026.3.1, 20260301 and 2026年3月1日 are one day."""
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", cell.strip(), re.ASCII) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", cell.strip(), re.ASCII
    )
    if found is None:
        raise Unreadable("no_such_day")
    try:
        return date(*(int(each) for each in found.groups())).isoformat()
    except ValueError as error:
        raise Unreadable("no_such_day") from error


SYSTEMS = (
    taxonomy.Term("WGS84", "WGS84", "WGS84", (("GPS、北斗、天地图", "GPS, BeiDou, Tianditu"),)),
    taxonomy.Term("GCJ-02", "GCJ-02", "GCJ-02", (("高德、腾讯地图", "Amap, Tencent maps"),)),
    taxonomy.Term("BD-09", "BD-09", "BD-09", (("百度地图", "Baidu maps"),)),
)


def coordinate_system(cell: str) -> System:
    plain = re.sub(r"[^A-Z0-9]", "", cell.upper())
    known = {"WGS84": System.WGS84, "GCJ02": System.GCJ02, "BD09": System.BD09, "BD09LL": System.BD09}
    if plain not in known:
        raise Unreadable("unknown_system")
    return known[plain]


_TRAIT_READERS: dict[str, Callable[[str], Any]] = {"yes_no": yes_no, "count": count}
_YES_NO = (taxonomy.Term("yes", "是", "yes"), taxonomy.Term("no", "否", "no"))


def _trait(trait: taxonomy.Trait) -> Heading:
    read = _TRAIT_READERS.get(trait.kind) or one_of(trait.options)
    hints = {"yes_no": ("是或否", "yes or no"), "count": ("整数", "a whole number")}
    hint = hints.get(trait.kind, ("从列表选", "choose"))
    options = _YES_NO if trait.kind == "yes_no" else trait.options
    return Heading(f"trait_{trait.code}", trait.zh, trait.en, read=read, options=options, hint=hint)


# fmt: off
HEADINGS: tuple[Heading, ...] = (
    Heading("name", "企业名称", "Enterprise", ("单位名称", "名称", "Name"), required=True,
            hint=("全称", "full name")),
    Heading("uscc", "统一社会信用代码", "Credit code", ("信用代码", "社会信用代码", "USCC"), read=uscc.plain,
            hint=("18 位；没有就留空，按名称和区域认", "18 characters; leave empty if there is none")),
    Heading("area", "所在区域", "Area", ("所属区域", "区域", "区域代码", "镇街", "网格", "Area code"),
            hint=("区域代码或名称，见“区域”表；新企业必填",
                  "code or name, see the sheet of areas; needed for a new one")),
    Heading("address", "地址", "Address", ("详细地址",)),
    Heading("sector", "行业", "Sector", ("所属行业",), one_of(taxonomy.SECTORS), taxonomy.SECTORS,
            ("八行业之一；不属于就留空", "one of the eight; empty if none")),
    Heading("state", "经营状态", "State", ("状态",), one_of(taxonomy.STATES), taxonomy.STATES,
            ("新企业留空就是正常经营", "empty means working, for a new one")),
    Heading("risk_grade", "风险等级", "Risk grade", ("风险分级",), one_of(taxonomy.RISK_GRADES),
            taxonomy.RISK_GRADES,
            ("企业的等级，不是隐患的", "of the enterprise, not of a hazard")),
    Heading("risk_graded_on", "评定日期", "Graded on", ("风险评定日期",), day, (),
            ("如 2026-03-01", "such as 2026-03-01")),
    Heading("coordinates", "坐标系", "Coordinate system", (), coordinate_system, SYSTEMS,
            ("经纬度从哪里抄的：GPS、北斗选 WGS84，高德、腾讯选 GCJ-02，百度选 BD-09",
             "where the position comes from: GPS is WGS84, Amap and Tencent are GCJ-02, Baidu is BD-09")),
    Heading("lat", "纬度", "Latitude", (), degrees, (), ("度，如 25.4540123", "degrees, such as 25.4540123")),
    Heading("lon", "经度", "Longitude", (), degrees, (), ("度，如 119.0077123", "degrees, such as 119.0077123")),
    Heading("host", "出租方", "Landlord", ("房东", "厂房出租方", "Host"),
            hint=("厂中厂填所在厂的名称或信用代码", "a tenant names the factory it is in, or its credit code")),
    Heading("principal_name", "主要负责人", "Person in charge", ("负责人", "Principal")),
    Heading("principal_phone", "主要负责人电话", "His phone", ("负责人电话", "联系电话", "电话", "Phone")),
    Heading("controller_name", "实际控制人", "Actual controller",
            hint=("和主要负责人不是一个人才填", "only if somebody else")),
    Heading("controller_phone", "实际控制人电话", "Controller's phone"),
    Heading("staff_count", "从业人数", "Staff", ("职工人数", "人数"), count, (), ("整数", "a whole number")),
    *(_trait(trait) for trait in taxonomy.TRAITS),
)
# fmt: on

BY_NAME = {heading.name: heading for heading in HEADINGS}
COLUMNS = tuple(heading.column() for heading in HEADINGS)
_FORM = EnterpriseFields()
#: Fields of the form → the column that people see.
_COLUMN_OF = {"principal": "principal_name", "actual_controller": "controller_name", "area": "area"}

Trouble = tuple[str, str]


def read_cells(cells: dict[str, str], fallback: System | None) -> tuple[dict[str, Any], list[Trouble]]:
    """What a line says, as columns of Enterprise, and what is wrong with it as (column, code).

    `area` and `host` stay the text that was written; whoever knows the places looks them up.
    """
    said: dict[str, Any] = {}
    troubles: list[Trouble] = []
    for name, cell in cells.items():
        if not cell:
            continue
        try:
            said[name] = BY_NAME[name].read(cell)
        except Unreadable as error:
            troubles.append((name, error.code))
    if "name" not in said and not troubles:
        troubles.append(("name", "required"))
    troubles += _position(said, fallback, {name for name, _ in troubles})
    for field in ("principal", "controller"):
        person = {part: said.pop(f"{field}_{part}", None) for part in ("name", "phone")}
        if any(person.values()):
            said["actual_controller" if field == "controller" else field] = person
    traits = {name.removeprefix("trait_"): said.pop(name) for name in list(said) if name.startswith("trait_")}
    if traits:
        said["traits"] = traits
    return said, troubles + _form_troubles(said)


def _position(said: dict[str, Any], fallback: System | None, wrong: set[str]) -> list[Trouble]:
    """Turn a position into WGS 84. A list that does not say its system would put points hundreds of metres off."""
    system = said.pop("coordinates", fallback)
    lat, lon = said.pop("lat", None), said.pop("lon", None)
    if wrong & {"lat", "lon", "coordinates"} or (lat is None and lon is None):
        return []
    if lat is None or lon is None:
        return [("lat" if lat is None else "lon", "position_half")]
    if not -90 <= lat <= 90 and -90 <= lon <= 90:
        return [("lat", "position_swapped")]
    if system is None:
        return [("coordinates", "system_missing")]
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        said["lat"], said["lon"] = to_wgs84(Point(lat, lon), system)
        return []
    return [("lat" if not -90 <= lat <= 90 else "lon", "out_of_range")]


def _form_troubles(said: dict[str, Any]) -> list[Trouble]:
    """The rules of the form for one enterprise hold for a list of them too."""
    checked = {name: value for name, value in said.items() if name not in ("area", "host")}
    people = ("principal", "actual_controller")
    for name in people:
        if name in checked:
            # A phone number alone belongs to whoever is known already.
            checked[name] = {"name": "-", **{part: each for part, each in checked[name].items() if each}}
    messages = _FORM.validate(checked)
    return [(_COLUMN_OF.get(name, name), _first(why)) for name, why in messages.items()]


def _first(messages: Any) -> str:
    while isinstance(messages, dict):
        messages = next(iter(messages.values()))
    return str(messages[0] if isinstance(messages, list) else messages)


