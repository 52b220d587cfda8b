"""What people do with their phones, by chance: report, correct, photograph, decide, settle, adopt, try again."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.phone import new_id

from .handset import Handset

WORDS = ("甲", "乙", "护栏断了", "灯坏了", "😀 漏油")
SEVERITIES = ("general", "major_suspected", "major")
CRITERION = "MEM10-03-01"
_HUGE = "大" * 400_000


def report(phone: Handset, luck: random.Random, enterprises: list[str]) -> None:
    """A hazard with a photo; now and then one the server must refuse, and what hangs on it."""
    record = new_id()
    near = [each for each in enterprises if each in phone.kept.records]
    severity = "terrible" if luck.random() < 0.06 else "general"
    data = {
        "enterprise_id": luck.choice(near if near and luck.random() < 0.9 else enterprises),
        "description": luck.choice(WORDS),
        "severity": severity,
        "channel": "grid_report",
        "found_at": phone.now(),
    }
    phone.save("hazard", record, "create", data=data)
    if luck.random() < 0.5:
        photograph(phone, luck, record)


def photograph(phone: Handset, luck: random.Random, hazard: str) -> None:
    data = {
        "owner_type": "hazard",
        "owner_id": hazard,
        "role": luck.choice(("before", "after", "after")),
        "sha256": uuid.UUID(int=luck.getrandbits(128)).hex * 2,
        "taken_at": phone.now(),
    }
    phone.save("photo", new_id(), "create", data=data)


def comment(phone: Handset, luck: random.Random, hazard: str) -> None:
    """A few words; once in a long while more than any request can carry."""
    text = _HUGE if luck.random() < 0.005 else luck.choice(WORDS)
    phone.save("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": hazard, "text": text})


def correct(phone: Handset, luck: random.Random, hazard: str) -> None:
    """Fields of a hazard, over what this person has before him."""
    shown = phone.shown(hazard)
    new: dict[str, Any] = {}
    for name in luck.sample(("description", "place", "severity", "position"), luck.choice((1, 2, 3))):
        if name == "position":
            new |= {"lat": 25 + luck.randrange(3), "lon": 119 + luck.randrange(3), "accuracy_m": 5}
        elif name == "severity":
            new |= {"severity": luck.choice(SEVERITIES), "criterion": CRITERION}
        else:
            new[name] = luck.choice(WORDS)
    fields = {name: {"was": shown.get(name), "now": value} for name, value in new.items()}
    phone.save("hazard", hazard, "set", seen=phone.version(hazard), fields=fields)


def decide(phone: Handset, luck: random.Random, hazard: str) -> None:
    """A step: mostly one that the phone offers, sometimes one it does not."""
    offered = phone.shown(hazard).get("actions") or []
    act = luck.choice(offered) if offered and luck.random() < 0.8 else luck.choice(list(_ARGUMENTS))
    args = _ARGUMENTS.get(act, lambda phone, luck: {"note": "已看"})(phone, luck)
    phone.save("hazard", hazard, "act", seen=phone.version(hazard), action=act, args=args)


def _date(phone: Handset, luck: random.Random) -> str:
    return (datetime.now() + timedelta(days=luck.randrange(1, 9))).date().isoformat()


def _plan(phone: Handset, luck: random.Random) -> dict[str, Any]:
    return {
        "responsible": luck.choice(WORDS), "measures": luck.choice(WORDS), "funds_fen": luck.choice((1, 2)),
        "contingency_plan": "撤人", "interim_controls": "停用", "due_date": _date(phone, luck),
    }  # fmt: skip


_ARGUMENTS: Mapping[str, Callable[[Handset, random.Random], dict[str, Any]]] = {
    "confirm": lambda phone, luck: {},
    "reject": lambda phone, luck: {"reason": luck.choice(WORDS)},
    "assign": _plan,
    "transfer": lambda phone, luck: {"to": "消防", "reason": "移送"},
    "return": lambda phone, luck: {"note": "退回"},
    "merge": lambda phone, luck: {"into": luck.choice(phone.of("hazard"))},
    "request_extension": lambda phone, luck: {"due_date": _date(phone, luck), "reason": "等配件"},
    "decide_extension": lambda phone, luck: {"granted": luck.random() < 0.5, "due_date": _date(phone, luck)},
    "stop_use": lambda phone, luck: {"what": "冲床"},
    "resume": lambda phone, luck: {"note": "恢复"},
    "accept": lambda phone, luck: {"cause": "疏忽"},
    "reopen": lambda phone, luck: {"reason": "又坏了", "due_date": _date(phone, luck)},
}


def take_back(phone: Handset, luck: random.Random, record: str, type_: str) -> None:
    """Delete a photo or a comment, or give the photo other words."""
    if type_ == "photo" and luck.random() < 0.5:
        change = {"was": phone.shown(record).get("caption"), "now": luck.choice(WORDS)}
        phone.save("photo", record, "set", seen=phone.version(record), fields={"caption": change})
    else:
        phone.save(type_, record, "delete", seen=phone.version(record))


def settle(phone: Handset, luck: random.Random, conflict: str) -> None:
    """Theirs, mine, or something else."""
    card = phone.shown(conflict)
    value = luck.choice((card.get("current"), card.get("incoming"), card.get("incoming")))
    if isinstance(value, str) and card.get("field") == "description" and luck.random() < 0.3:
        value = f"{card.get('current')}；{card.get('incoming')}"
    phone.save("conflict", conflict, "act", seen=phone.version(conflict), action="resolve", args={"value": value})


def take_over(phone: Handset, luck: random.Random, contribution: str) -> None:
    """Adopt or decline what somebody left who may no longer."""
    act, args = luck.choice((("adopt", {"note": "有道理"}), ("decline", {"reason": "已经记了"}), ("decline", {})))
    phone.save("contribution", contribution, "act", seen=phone.version(contribution), action=act, args=args)


def try_again(phone: Handset, luck: random.Random) -> None:
    """Something refused, sent once more with a mended word and a new id; the refused one leaves the tray's list."""
    ids = [op_id for op_id, (op, result) in phone.kept.tray.items() if "again_as" not in result]
    if not ids:
        return
    op, result = phone.kept.tray[luck.choice(ids)]
    said = {name: value for name, value in op.items() if name not in ("id", "seq", "at", "type", "record", "op")}
    if op["op"] == "create" and "severity" in said["data"]:
        said["data"] = said["data"] | {"severity": "general"}
    elif op["op"] == "create" and len(said["data"].get("text", "")) > 1000:
        said["data"] = said["data"] | {"text": "短一点"}
    elif op["op"] in ("set", "act", "delete"):
        said["seen"] = phone.version(op["record"])
    result["again_as"] = phone.save(op["type"], op["record"], op["op"], **said)


def something(phone: Handset, luck: random.Random, enterprises: list[str]) -> None:
    """One thing a person might do now with what his screen shows."""
    hazards = phone.of("hazard")
    if not hazards or luck.random() < 0.15:
        report(phone, luck, enterprises)
        return
    kind = luck.choice(
        ("correct", "correct", "correct", "decide", "decide", "comment", "photo", "back", "card", "again")
    )
    # people work on the same few things
    hazard = luck.choice(hazards[:3])
    if kind == "correct":
        correct(phone, luck, hazard)
    elif kind == "decide":
        decide(phone, luck, hazard)
    elif kind == "comment":
        comment(phone, luck, hazard)
    elif kind == "photo":
        photograph(phone, luck, hazard)
    elif kind == "back":
        type_ = luck.choice(("photo", "comment"))
        for record in luck.sample(phone.of(type_), min(1, len(phone.of(type_)))):
            take_back(phone, luck, record, type_)
    elif kind == "again":
        try_again(phone, luck)
    else:
        cards = [*phone.of("conflict"), *phone.of("contribution")]
        waiting = [each for each in cards if phone.shown(each).get("actions")] or cards
        for card in luck.sample(waiting, min(1, len(waiting))):
            type_ = phone.kept.records[card]["type"]
            (settle if type_ == "conflict" else take_over)(phone, luck, card)
