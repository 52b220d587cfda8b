"""The facts of the record of a check (现场检查记录), in the words of the paper."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from sqlalchemy import Connection, select

from .. import clock
from ..hazards.models import Hazard
from ..hazards.states import SEVERITY_WORDS, STATE_WORDS
from ..permissions import Caller
from ..photos import images
from ..photos.intake import Intake
from ..photos.models import Photo
from ..places.checklists import sections_as_of
from ..places.models import Checklist, Enterprise
from ..places.queries import in_sight
from ..problems import NotFound
from ..settings import Settings
from ..sync.collections import Row
from ..walkthroughs import rules
from ..walkthroughs.models import Answer, Walkthrough

_WALKS, _ANSWERS, _ENTERPRISES = Walkthrough.__table__, Answer.__table__, Enterprise.__table__
_CHECKLISTS, _HAZARDS, _PHOTOS = Checklist.__table__, Hazard.__table__, Photo.__table__
_RESULTS = {"pass": "合格", "fail": "不合格", "na": "不适用", None: "未查"}
_ROLES = {rules.INSPECTOR: "检查人员", "principal": "主要负责人"}
#: Photos of one hazard that the paper shows, and their longest edge in pixels: 38 mm in print.
_PHOTOS_EACH, _EDGE = 6, 640


@dataclass
class Paper:
    """What the template is told, and the pictures it names."""

    told: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def facts(connection: Connection, walkthrough_id: str, by: Caller, settings: Settings, address: str) -> Paper:
    """Everything the paper says, for somebody who sees the walkthrough; its QR code begins with `address`.

    Raises NotFound. O(items + hazards).
    """
    seen = select(_WALKS).where(_WALKS.c.id == walkthrough_id, _WALKS.c.id.in_(in_sight("walkthrough", by)))
    found = connection.execute(seen).mappings().one_or_none()
    if found is None or found["deleted"]:
        raise NotFound
    row = dict(found)
    enterprise = _one(connection, _ENTERPRISES, row["enterprise_id"])
    checklist = _one(connection, _CHECKLISTS, row["checklist_id"])
    answers = _all(connection, _ANSWERS, _ANSWERS.c.walkthrough_id == walkthrough_id)
    items = rules.shown(sections_as_of(connection, row["checklist_id"], row["checklist_version"]), enterprise, answers)
    hazards = _all(connection, _HAZARDS, _HAZARDS.c.id.in_(row["hazards"]))
    paper = Paper({})
    pictures = _Pictures(connection, settings, paper.files)
    changed = any(each["digest"] != row["digest"] for each in row["signatures"])
    principal = enterprise["principal"] or {}
    paper.told = {
        "title": "现场检查记录" if row["kind"] == "inspection" else "企业自查记录",
        "draft": row["state"] in ("walking", "withdrawn"),
        "by": "、".join(each["name"] for each in row["inspectors"]),
        "number": walkthrough_id[-12:].upper(),
        "enterprise": enterprise["name"], "uscc": enterprise["uscc"] or "—", "principal": principal.get("name") or "—",
        "address": enterprise["address"] or "—", "place": enterprise["address"] or enterprise["name"],
        "time": _span(row), "inspectors": "、".join(each["name"] for each in row["inspectors"]),
        "checklist": checklist["title"], "counts": _counts(items, answers), "score": row["score"],
        "hazards": [_hazard(each, pictures) for each in hazards], "items": _items(items, answers),
        "signatures": _signatures(row, pictures),
        "refusal": f"{row['refusal']['reason']}（见证人 {row['refusal']['witness']}）" if row["refusal"] else None,
        "digest": row["digest"],
        "changed": "内容已变：有签名是在改动之前签的。" if changed else "",
        "link": f"{address}/walkthroughs/{walkthrough_id}",
    }  # fmt: skip
    return paper


def _one(connection: Connection, table: Any, record: str) -> Row:
    return dict(connection.execute(select(table).where(table.c.id == record)).mappings().one())


def _all(connection: Connection, table: Any, condition: Any) -> list[Row]:
    return [dict(each) for each in connection.execute(select(table).where(condition).order_by(table.c.id)).mappings()]


def _span(row: Mapping[str, Any]) -> str:
    return " 至 ".join(_moment(row[name]) for name in ("started_at", "finished_at") if row[name])


def _moment(text: str | None) -> str:
    """`2026年11月28日 09:10`, where the site is."""
    if not text:
        return ""
    try:
        told = clock.stamp(clock.parse(text))
    except OverflowError:  # a phone's clock at the end of time
        return text
    return f"{int(told[:4])}年{int(told[5:7])}月{int(told[8:10])}日 {told[11:16]}"


def _counts(items: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> dict[str, int]:
    results = {each["item"]: each["result"] for each in answers}
    asked = [results.get(item["code"]) for item in items]
    return {"all": len(asked), "open": asked.count(None)} | {name: asked.count(name) for name in rules.RESULTS}


def _items(items: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> list[dict[str, str]]:
    known = {each["item"]: each for each in answers}
    return [_item(item, known.get(item["code"])) for item in items]


def _item(item: Mapping[str, Any], answer: Row | None) -> dict[str, str]:
    if answer is None:
        return {"question": item["question"], "result": _RESULTS[None], "words": ""}
    parts = (rules.decimal(answer["number"]), answer["choice"], answer["text"], answer["note"])
    words = "；".join(part for part in parts if part)
    return {"question": item["question"], "result": _RESULTS[answer["result"]], "words": words}


def _hazard(row: Row, pictures: _Pictures) -> dict[str, Any]:
    severity, state = SEVERITY_WORDS[row["severity"]][0], STATE_WORDS[row["state"]][0]
    due = f"期限 {row['due_date']}" if row["due_date"] else ""
    facts = "，".join(part for part in (row["number"], severity, state, row["place"], due) if part)
    return {"title": row["description"] or "（未写说明）", "facts": facts, "photos": pictures.of_hazard(row["id"])}


def _signatures(row: Mapping[str, Any], pictures: _Pictures) -> list[dict[str, Any]]:
    signed = [
        {
            "role": _ROLES.get(each["role"], "企业现场负责人"), "name": each["name"],
            "file": pictures.file(each["photo"]), "words": "签名图还没到", "time": _moment(each["at"]),
        }
        for each in row["signatures"]
    ]  # fmt: skip
    return signed or [{"role": "—", "name": "—", "file": None, "words": "尚未签名", "time": "—"}]


class _Pictures:
    """The pictures a paper shows, each as a small JPEG beside the template; one that has not arrived is left out."""

    def __init__(self, connection: Connection, settings: Settings, files: dict[str, bytes]) -> None:
        self._connection, self._files, self._intake = connection, files, Intake(settings)

    def of_hazard(self, hazard: str) -> list[dict[str, str]]:
        there = (_PHOTOS.c.owner_id == hazard) & _PHOTOS.c.deleted.is_(False) & _PHOTOS.c.role.in_(("before", "after"))
        found = _all(self._connection, _PHOTOS, there)[:_PHOTOS_EACH]
        words = {"before": "整改前", "after": "整改后"}
        shown = ((self._small(each), each) for each in found)
        return [
            {"file": file, "words": f"{words[each['role']]} {_moment(each['taken_at'])}".strip()}
            for file, each in shown
            if file is not None
        ]

    def file(self, photo: str) -> str | None:
        found = _all(self._connection, _PHOTOS, _PHOTOS.c.id == photo)
        return self._small(found[0]) if found else None

    def _small(self, photo: Row) -> str | None:
        if not photo["stored"]:
            return None
        name = f"{photo['id']}.jpg"
        try:
            with Image.open(io.BytesIO(self._screen(photo["sha256"]))) as picture:
                picture.thumbnail((_EDGE, _EDGE))
                out = io.BytesIO()
                picture.save(out, "JPEG", quality=80)
        except (OSError, images.NotAnImage, images.Damaged, images.TooManyPixels):
            return None
        self._files[name] = out.getvalue()
        return name

    def _screen(self, sha256: str) -> bytes:
        kept = f"{sha256}.screen"
        store = self._intake.store
        return store.locate(kept).read_bytes() if store.has(kept) else self._intake.rendition(sha256, "screen")
