"""The shipped checklists, walked whole in every sector and with every attribute that they ask about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
from flask import Flask

from server.permissions import machine
from server.places import checklists, operations, taxonomy
from server.sync.work import working
from tests.phone import Phone
from tests.walkthroughs import walk
from tests.world import World

MakePhone = Callable[..., Phone]
SECTORS = [term.code for term in taxonomy.SECTORS]
#: Attributes that open a section or an item of a shipped checklist; the eight sectors share them out.
TRAITS = ["dust_explosion", "ammonia_refrigeration", "confined_space", "metal_smelting"]
EVERYTHING = dict.fromkeys(TRAITS, True)


#: Checklist, sector, attributes.
PLACES = [
    ("mh10", SECTORS[0], EVERYTHING),
    *(("mh10", sector, {TRAITS[number % len(TRAITS)]: True}) for number, sector in enumerate(SECTORS)),
    ("mh10", SECTORS[-1], {}),
    ("general", SECTORS[3], {}),
    ("small_fire", SECTORS[5], {"premises_type": "family_workshop"}),
]


def test_the_whole_checklist_is_walked_signed_and_printed_in_each_sector(
    app: Flask, district: World, phone: MakePhone, database_kind: str
) -> None:
    """On PostgreSQL one place stands for all: what is asked does not hang on the database."""
    with working() as work:
        checklists.load_official_checklists(work)
    for code, sector, traits in PLACES if database_kind == "sqlite" else PLACES[:1]:
        with working() as work:
            # An attribute that is not named stays as it was.
            changes = {"sector": sector, "traits": dict.fromkeys(TRAITS, False) | traits}
            operations.change_enterprise(work, district.enterprises["顺昌五金"], changes, seen=None, by=machine())
        _walks(phone("town1"), district.enterprises["顺昌五金"], code, sector, traits)


def _walks(ann: Phone, firm: str, code: str, sector: str, traits: dict[str, Any]) -> None:
    ann.sync()
    checklist = next(one for one in ann.records.values() if one["data"].get("code") == code)
    wanted = [item for section in checklist["data"]["sections"] if _asked(section, sector, traits)
              for item in section["items"] if _asked(item, sector, traits)]  # fmt: skip

    record = walk.begin(ann, firm, checklist["id"])
    early = ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    assert ann.results[early]["problem"]["items"] == [item["code"] for item in wanted]

    found = {}
    for number, item in enumerate(wanted):
        result = "fail" if number % 7 == 0 else "na" if number % 7 == 1 else "pass"
        walk.answer(ann, record, item["code"], result, note=f"第{number}项" if number % 7 == 2 else None)
        if result == "fail":
            said = {"description": item["question"], "criterion": item["code"], "severity": item["severity"]}
            found[ann.report(enterprise_id=firm, walkthrough_id=record, **said)] = item
    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    signed = [walk.sign(ann, record, "inspector", "town1"), walk.sign(ann, record, "enterprise", "李顺昌")]
    ann.sync()

    assert [walk.told(ann, op) for op in signed] == [("applied", None)] * 2
    told = ann.records[record]["data"]
    assert (told["state"], told["hazards"]) == ("signed", sorted(found))
    assert told["digest"] == walk.digest_of(ann, record)
    for hazard, item in found.items():
        row = ann.records[hazard]["data"]
        assert (row["description"], row["criterion"]) == (item["question"], item["code"])
        assert row["severity"] == item["severity"], "a failed criterion suggests; nobody has judged yet"
    said = _printed(ann, record)
    assert "草稿" not in said and told["digest"] in said
    for item in wanted:
        assert "".join(item["question"].split()) in said, item["code"]


def _asked(one: dict[str, Any], sector: str, traits: dict[str, Any]) -> bool:
    """What the page of the protocol says of `shown_if`, said once more."""
    wanted = one.get("shown_if") or {}
    if wanted.get("sectors") and sector not in wanted["sectors"]:
        return False
    named = [(name, each if isinstance(each, list) else [each]) for name, each in (wanted.get("traits") or {}).items()]
    return not named or any(traits.get(name) in each for name, each in named)


def _printed(phone: Phone, record: str) -> str:
    answer = phone.call("GET", f"/walkthroughs/{record}/papers/record.pdf")
    assert answer.status_code == 200
    paper = pypdfium2.PdfDocument(answer.data)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)
