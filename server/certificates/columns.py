"""The columns of a ledger as a sheet: how an office heads them, and how their cells are read and written.

An empty cell says nothing: what is known already stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..places.columns import Heading, Unreadable, day
from ..places.tables import as_cell
from ..places.taxonomy import Term

#: As the dictionary of this installation has them: code, zh, en.
Kinds = Iterable[Mapping[str, str]]
STATES = (Term("registered", "在册", "Registered"), Term("withdrawn", "已注销", "Withdrawn"))
#: How phones are asked for a card, and in this order it is written.
SAID = ("holder", "kind", "number", "issuer", "issued_on", "valid_until", "review_due", "note")
_STATE_WORDS = {word.casefold(): term.code for term in STATES for word in (term.code, term.zh, term.en)}


def headings(kinds: Kinds, known: Iterable[str] = ()) -> tuple[Heading, ...]:
    """The columns, with the kinds that may be written; `known`: codes that the ledger has and the dictionary has not.

    A kind is written by its Chinese word where one only has it.
    """
    kinds = list(kinds)
    return (
        Heading("holder", "持证人", "Holder", ("姓名", "持证人姓名", "Name"), required=True, hint=("姓名", "the name")),
        Heading("kind", "工种", "Kind of work", ("作业类别", "操作证类别", "Kind"), _kind(kinds, known),
                tuple(Term(each["code"], each["zh"], each["en"]) for each in kinds), required=True,
                hint=("从列表选", "choose")),
        Heading("number", "证号", "Number", ("证书编号", "操作证号", "证件号码", "Certificate number"),
                hint=("照着证抄；常常就是身份证号", "as on the card; often the identity number")),
        Heading("issuer", "发证机关", "Issued by", ("签发机关",)),
        Heading("issued_on", "初领日期", "First issued", ("初次领证日期", "发证日期"), day,
                hint=("如 2024-03-01", "such as 2024-03-01")),
        Heading("valid_until", "有效期至", "Valid until", ("有效期", "有效期限", "截止日期"), day, required=True,
                hint=("证上写的最后一天", "its last day, as on the card")),
        Heading("review_due", "下次复审日期", "Next review by", ("复审日期", "应复审日期"), day,
                hint=("证上写了才填", "if the card says so")),
        Heading("note", "备注", "Note"),
        Heading("state", "状态", "State", (), _state, STATES,
                hint=("空着就是在册；离职、登记错了的选已注销", "empty is registered; withdrawn for who has left")),
        Heading("withdrawn_because", "注销原因", "Why withdrawn", ("原因",),
                hint=("已注销的要写", "needed for what is withdrawn")),
        Heading("id", "记录号", "Record", (),
                hint=("导出时带的，不要改；新登记的空着", "comes with an export, do not change; empty for a new one")),
    )  # fmt: skip


def written(row: Mapping[str, Any], kinds: Kinds) -> dict[str, str]:
    """A certificate as the cells of its line; text as a sheet can hold it."""
    told = {name: row[name] or "" for name in SAID}
    told["kind"] = _word(row["kind"], kinds)
    told["state"] = next(term.zh for term in STATES if term.code == row["state"])
    told["withdrawn_because"] = row["withdrawn_because"] or ""
    return {name: as_cell(value) for name, value in told.items()} | {"id": row["id"]}


def _word(code: str, kinds: Kinds) -> str:
    kinds = list(kinds)
    often = Counter(each["zh"] for each in kinds)
    return next((each["zh"] for each in kinds if each["code"] == code and often[each["zh"]] == 1), code)


def _kind(kinds: Kinds, known: Iterable[str]) -> Callable[[str], str]:
    words: dict[str, str] = {code.casefold(): code for code in known}
    kinds = list(kinds)
    words |= {each["code"].casefold(): each["code"] for each in kinds}
    for each in kinds:
        # “焊接与热切割作业” is 焊接与热切割 to everybody who writes it
        for word in (each["zh"], each["en"], each["zh"].removesuffix("作业")):
            words.setdefault(word.casefold(), each["code"])

    def read(cell: str) -> str:
        if cell.strip().casefold() not in words:
            raise Unreadable("unknown_word")
        return words[cell.strip().casefold()]

    return read


def _state(cell: str) -> str:
    if cell.strip().casefold() not in _STATE_WORDS:
        raise Unreadable("unknown_word")
    return _STATE_WORDS[cell.strip().casefold()]
