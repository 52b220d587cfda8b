"""What a phone does on a walkthrough, written from the protocol alone."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID, uuid5

from tests.phone import Phone, new_id


def begin(phone: Phone, enterprise: str, checklist: str, **data: Any) -> str:
    record = new_id()
    said = {"enterprise_id": enterprise, "checklist_id": checklist, "started_at": phone.now()} | data
    phone.write("walkthrough", record, "create", data=said)
    return record


def answer(phone: Phone, walkthrough: str, item: str, result: str | None = "pass", **data: Any) -> str:
    """The answer as a phone that knows none sends it; returns the record's id."""
    record = str(uuid5(UUID(walkthrough), item))
    said = {"walkthrough_id": walkthrough, "item": item, "result": result} | data
    phone.write("answer", record, "create", data=said)
    return record


def sign(phone: Phone, walkthrough: str, role: str, name: str, digest: str | None = None) -> str:
    """Draw a signature and sign with it; returns the op's id."""
    photo = phone.photo(walkthrough, role="signature", owner_type="walkthrough")
    return phone.act(
        walkthrough, "sign", type_="walkthrough", role=role, name=name, photo=photo,
        digest=digest or digest_of(phone, walkthrough),
    )  # fmt: skip


def digest_of(phone: Phone, walkthrough: str) -> str:
    """What a signature on this phone binds, from the records it holds."""
    answers = [each["data"] for each in phone.records.values() if each["type"] == "answer"]
    mine = [each for each in answers if each["walkthrough_id"] == walkthrough]
    names = ("item", "result", "number", "choice", "text", "note")
    told = {
        "answers": [
            {name: _decimal(each.get(name)) for name in names} for each in sorted(mine, key=lambda each: each["item"])
        ],
        "checklist_id": phone.records[walkthrough]["data"]["checklist_id"],
        "hazards": sorted(phone.records[walkthrough]["data"]["hazards"]),
        "walkthrough": walkthrough,
    }
    words = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def _decimal(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    told = f"{value:.6f}".rstrip("0").rstrip(".")
    return told


def told(phone: Phone, op: str) -> tuple[str, str | None]:
    """How an op was answered: its status, and the problem's code."""
    result = phone.results[op]
    return result["status"], result.get("problem", {}).get("code")
