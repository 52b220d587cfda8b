"""Checklists: questions to ask on the spot, the official ones among them.

Three come with the system: `mh10`, the 64 criteria by which a major accident hazard of industry and trade is judged
(应急管理部令第10号); `general`, 73 everyday checks; `small_fire`, 27 for small premises. Their questions are worded
anew, and each says how sure its text is: what nobody could compare with the original is not called official.
An answer "no" is a hint; that something *is* a major hazard, a person decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ..db import new_id
from ..permissions import Caller, machine
from ..problems import Invalid, NotFound
from ..sync.collections import Row
from ..sync.work import Work
from . import checklist_pictures as pictures
from . import rules, taxonomy
from .checklist_faults import faults
from .models import ChecklistDraft, ChecklistEdition

_EDITIONS, _DRAFTS = ChecklistEdition.__table__, ChecklistDraft.__table__
OFFICIAL = ("mh10", "general", "small_fire")
_DATA = Path(__file__).parent / "data"

#: Sections of `mh10`: article, words, and what an enterprise is like whom they concern.
_ARTICLES: tuple[tuple[int, str, str, dict[str, Any]], ...] = (
    (3, "管理类", "Management", {}),
    (4, "冶金企业", "Metallurgy", {"sectors": ["metallurgy"]}),
    (5, "有色企业", "Non-ferrous metals", {"sectors": ["nonferrous"]}),
    (6, "建材企业", "Building materials", {"sectors": ["building_materials"]}),
    (7, "机械企业", "Machinery", {"sectors": ["machinery"]}),
    (8, "轻工企业", "Light industry", {"sectors": ["light_industry"]}),
    (9, "纺织企业", "Textile", {"sectors": ["textile"]}),
    (10, "烟草企业", "Tobacco", {"sectors": ["tobacco"]}),
    (11, "粉尘涉爆", "Combustible dust", {"traits": {"dust_explosion": True}}),
    (12, "涉氨制冷", "Ammonia refrigeration", {"traits": {"ammonia_refrigeration": True}}),
    (13, "有限空间作业", "Confined space", {"traits": {"confined_space": True}}),
)

#: Topics of the list for small premises → categories of hazards (taxonomy §1).
_SMALL_FIRE = {
    "exits": "fire_exit", "windows": "fire_exit", "lane": "fire_exit", "equipment": "fire_equipment",
    "electric": "electrical", "gas": "fuel_gas", "fire_use": "hot_work", "illegal_build": "structure",
    "goods": "housekeeping", "people": "management", "record": "management", "lodging": "lodging", "e_bike": "e_bike",
}


def load_official_checklists(work: Work) -> list[Row]:
    """Bring the three official checklists to what this version of the system knows; unchanged ones stay as they are."""
    return [_put(work, made) for made in official_checklists()]


def _put(work: Work, made: dict[str, Any]) -> Row:
    by = machine()
    known = next(iter(work.find("checklist", code=made["code"])), None)
    if known is None:
        row = work.add("checklist", {"id": new_id(), **made}, by)
        work.note("checklist", row, by, "create")
        keep_edition(work, row)
        return row
    # Whether it is in use, people here decide; the system only keeps its text.
    changes = {name: value for name, value in made.items() if name != "state" and known[name] != value}
    if changes:
        work.change("checklist", known, changes)
        work.note("checklist", known, by, "set", changed=sorted(changes))
    if "sections" in changes:
        keep_edition(work, known)
    return known


@cache
def official_criteria() -> Mapping[str, dict[str, Any]]:
    """Code → item of the official criteria for major hazards: what a suspicion may point at."""
    sections = _major_hazards()["sections"]
    return {item["code"]: item for section in sections for item in section["items"]}


def official_checklists() -> list[dict[str, Any]]:
    """The three as columns of Checklist."""
    return [_major_hazards(), _general(), _small_fire()]


def _major_hazards() -> dict[str, Any]:
    source = _read("major_hazards")
    sections = []
    for article, zh, en, shown_if in _ARTICLES:
        items = [
            _item(each, severity="major_suspected", criterion=each["code"], article=each["article"],
                  shown_if={"traits": {"metal_smelting": True}} if each["sector"] == "metal smelting" else None)
            for each in source["items"] if each["article"] == article
        ]
        sections.append(_section(zh, en, items, shown_if))
    return {
        "code": "mh10", "title": "工贸企业重大事故隐患判定（64 项）",
        "title_en": "Major accident hazards of industry and trade (64 criteria)",
        "sections": sections, "sectors": [term.code for term in taxonomy.SECTORS], "traits": None,
        "note": {
            "zh": f"依据：{source['standard']}。问法为改写，不是条文原文；答“否”只表示疑似，由人判定。"
                  "每项都标明了文字核对到什么程度。",
            "en": f"After: {source['standard_en']}. Questions are worded anew and are not the text itself; "
                  "“no” only means suspected, and a person decides. Each item says how far its text was checked.",
        },
        "state": "in_use",
    }


def _general() -> dict[str, Any]:
    items = [_item(each, severity=each["severity"], category=each["category"], basis=each["basis"])
             for each in _read("general")["items"]]
    return {
        "code": "general", "title": "通用安全检查（73 项）", "title_en": "General safety checks (73 items)",
        "sections": _by_category(items), "sectors": [], "traits": None,
        "note": {
            "zh": "通用检查问题，问法为改写；所引法规核对到什么程度，每项都已标明。",
            "en": "Everyday checks, worded anew; each says how far the cited rule was checked.",
        },
        "state": "in_use",
    }


def _small_fire() -> dict[str, Any]:
    items = [
        _item(each, severity=each["severity"], category=_SMALL_FIRE[each["topic"]], basis=each["basis"],
              plan=each["plan"])
        for each in _read("small_fire")["items"]
    ]
    small = ("street_shop", "self_built", "family_workshop", "catering")
    return {
        "code": "small_fire", "title": "小场所消防检查（27 项）",
        "title_en": "Fire safety of small premises (27 items)",
        "sections": _by_category(items), "sectors": [], "traits": {"premises_type": list(small)},
        "note": {
            "zh": "沿街商铺、自建房、家庭作坊、餐饮等小场所；问法为改写。重大火灾隐患另按 GB 35181 判定，不在此表。",
            "en": "For street-front shops, self-built houses, family workshops, catering; worded anew. "
                  "Major fire hazards are judged by GB 35181 and are not in this list.",
        },
        "state": "in_use",
    }


#: Items that ask for certificates of special operations → of which kinds; none named is any. Drivers of forklifts and
#: cranes (G041) hold another one, of special equipment, which the ledger does not keep.
_CERTIFICATES: Mapping[str, list[str]] = {"MEM10-03-02": [], "G018": ["electrician"], "G051": ["welding"]}


def _item(source: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """One question: answered pass, fail or not applicable, and what its fail means."""
    item = {
        "code": source["code"], "question": source["question"], "question_en": source["question_en"], "kind": "yes_no",
        "verified": source["verified"], "certainty": taxonomy.CERTAINTY[source["verified"]],
        "certificates": _CERTIFICATES.get(source["code"]), **more,
    }
    return {name: value for name, value in item.items() if value is not None}


def _section(zh: str, en: str, items: list[dict[str, Any]], shown_if: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"title": zh, "title_en": en, "items": items} | ({"shown_if": shown_if} if shown_if else {})


def _by_category(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    items = list(items)
    return [
        _section(term.zh, term.en, found)
        for term in taxonomy.CATEGORIES
        if (found := [item for item in items if item["category"] == term.code])
    ]


def _read(name: str) -> dict[str, Any]:
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


# --- checklists of one's own ----------------------------------------------------------------------


def add_checklist(work: Work, values: Mapping[str, Any], *, by: Caller) -> Row:
    """A checklist of the installation's own, in use at once.

    Raises NotPermitted, ChecklistFaulty, Invalid (code_taken).
    """
    rules.require_whole_site(work, by)
    require_free(work, values["code"])
    require_sound(work, values)
    row = work.add("checklist", {"id": new_id(), **values, "state": "in_use"}, by)
    work.note("checklist", row, by, "create")
    keep_edition(work, row)
    return row


def change_checklist(work: Work, checklist_id: str, values: Mapping[str, Any], *, seen: int | None, by: Caller) -> Row:
    """Change or retire a checklist; of an official one only whether it is in use.

    Raises NotFound, NotPermitted, ChangedMeanwhile, OfficialChecklist, ChecklistFaulty, DraftOpen while its next
    edition is being written (nobody's work is overwritten), or for one that was never in use.
    """
    row = kept(work, checklist_id, by)
    rules.require_seen(row["version"], seen)
    changes = {name: value for name, value in values.items() if row[name] != value}
    if row["code"] in OFFICIAL and changes.keys() - {"state"}:
        raise rules.OfficialChecklist
    if not changes:
        return row
    if row["state"] == "draft" or (changes.keys() - {"state"} and drafts_of(work.connection, [row["id"]])):
        raise rules.DraftOpen
    if changes.keys() - {"state"}:
        require_sound(work, {**row, **changes})
    said = {name: {"was": row[name], "now": value} for name, value in changes.items() if name != "sections"}
    work.change("checklist", row, changes)
    work.note("checklist", row, by, "set", changes=said, changed=sorted(changes))
    if "sections" in changes:
        keep_edition(work, row)
    return row


def kept(work: Work, checklist_id: str, by: Caller) -> Row:
    """The checklist, for whoever keeps them. Raises NotFound, NotPermitted."""
    row = work.get("checklist", checklist_id)
    keeps = rules.keeps_whole_site(work.connection, by)
    if row is None or row["deleted"] or (row["state"] == "draft" and not keeps):
        raise NotFound
    rules.require_whole_site(work, by)
    return row


def require_free(work: Work, code: str) -> None:
    """Raises Invalid (code_taken)."""
    if code in OFFICIAL or work.find("checklist", code=code):
        raise Invalid(errors={"code": ["code_taken"]})


def require_sound(work: Work, checklist: Mapping[str, Any]) -> None:
    """What is in use has no faults. Raises ChecklistFaulty, which names each."""
    if found := faults(checklist, pictures.there(work.connection, pictures.hashes(checklist.get("sections") or []))):
        raise rules.ChecklistFaulty(faults=[each.told() for each in found], count=len(found))


def drafts_of(connection: Connection, checklists: Iterable[str]) -> dict[str, Row]:
    """The next editions that are being written, by checklist."""
    query = select(_DRAFTS).where(_DRAFTS.c.checklist_id.in_(list(checklists)))
    return {row["checklist_id"]: dict(row) for row in connection.execute(query).mappings()}


# --- editions -------------------------------------------------------------------------------------


def keep_edition(work: Work, row: Row) -> None:
    """Its questions as they are from this version on."""
    here = (_EDITIONS.c.checklist_id == row["id"]) & (_EDITIONS.c.version == row["version"])
    work.connection.execute(delete(_EDITIONS).where(here))
    values = {"checklist_id": row["id"], "version": row["version"], "sections": row["sections"]}
    work.connection.execute(insert(_EDITIONS).values(values))
    pictures.publish(work, row["sections"])


def sections_as_of(connection: Connection, checklist_id: str, version: int) -> list[dict[str, Any]]:
    """The questions of a checklist at one of its versions; empty for one that there never was."""
    query = (
        select(_EDITIONS.c.sections)
        .where(_EDITIONS.c.checklist_id == checklist_id, _EDITIONS.c.version <= version)
        .order_by(_EDITIONS.c.version.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or []
