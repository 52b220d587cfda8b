"""The columns of the bank as a sheet: how an office heads them, and how their cells are read and written.

A question in columns is flat: each choice, and its English, in a column of its own. An empty cell says nothing: what
is known already stays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from ..places import taxonomy
from ..places.checklist_columns import read_sectors, read_traits, write_sectors
from ..places.checklist_words import Unreadable, join, quoted
from ..places.columns import Heading, one_of
from ..places.tables import as_cell
from ..places.taxonomy import Term

LETTERS = "ABCD"
#: What is written where a question is asked everywhere; an empty cell would say nothing.
EVERYWHERE = "不限"
_ANY = frozenset({EVERYWHERE, "全部", "所有", "any", "all"})
_STATES = (Term("in_use", "在用", "In use"), Term("retired", "已停用", "Retired"))
_CERTAINTY = tuple(Term(code, words["zh"], words["en"]) for code, words in taxonomy.CERTAINTY.items())
_WORD = {term.code: term.zh for term in (*_STATES, *_CERTAINTY)}
_TRAITS = {trait.code: trait.zh for trait in taxonomy.TRAITS}


def _letter(cell: str) -> str:
    """`B`, `b`, `Ｂ.` and `选B` are one."""
    letter = unicodedata.normalize("NFKC", cell).strip().removeprefix("选").strip(" .、。:：()").upper()
    if letter not in tuple(LETTERS):
        raise Unreadable("one_letter")
    return letter


def _sectors(cell: str) -> list[str]:
    return [] if cell.strip().casefold() in _ANY else read_sectors(cell)


def _traits(cell: str) -> list[str]:
    if cell.strip().casefold() in _ANY:
        return []
    told = read_traits(cell)
    if any(value is not True for value in told.values()):
        raise Unreadable("unknown_word")
    return list(told)


HEADINGS = (
    Heading("code", "编号", "Code", ("题号", "No."),
            hint=("已有的题按编号认，导出时带的不要改；新题空着，自动编",
                  "by it a question is known, so keep what an export has; empty for a new one")),
    Heading("question", "题目", "Question", ("题干", "试题", "问题"), required=True, hint=("单选题", "single choice")),
    *(Heading(letter.lower(), f"选项{letter}", f"Choice {letter}", (letter, f"答案{letter}"), required=letter != "D",
              hint=("可以没有", "may be left out") if letter == "D" else ("", "")) for letter in LETTERS),
    Heading("right", "正确答案", "Right", ("答案", "标准答案", "正确选项"), _letter,
            tuple(Term(letter, letter, letter) for letter in LETTERS), required=True,
            hint=("A、B、C、D 中的一个", "one of A, B, C, D")),
    Heading("explanation", "解析", "Explanation", ("答案解析", "讲解"), required=True,
            hint=("答完当场讲给他听的一两句话", "a sentence or two that he is told at once")),
    Heading("source", "依据", "Rests on", ("来源", "出处"), hint=("文件和条款", "document and article")),
    Heading("verified", "文字核对", "How far checked", (), one_of(_CERTAINTY), _CERTAINTY,
            hint=("依据核对到什么程度；新题空着就是“未见条文原文”", "how far that was checked; empty: text not seen")),
    Heading("sectors", "适用行业", "Sectors", (), _sectors,
            hint=(f"只考这些行业，用；隔开；“{EVERYWHERE}”是都考",
                  f"only these, parted by ；; “{EVERYWHERE}”: all of them")),
    Heading("traits", "适用特征", "Attributes", (), _traits,
            hint=(f"有其中一个特征的企业才考，用；隔开，如：粉尘涉爆；有限空间；“{EVERYWHERE}”是都考",
                  f"one of these will do, parted by ；; “{EVERYWHERE}”: all enterprises")),
    Heading("state", "状态", "State", (), one_of(_STATES), _STATES,
            hint=("停用的不再考；问过的记录不变", "retired: not asked any more; what was asked stays")),
    Heading("question_en", "题目英文", "Question in English"),
    *(Heading(f"{letter.lower()}_en", f"选项{letter}英文", f"Choice {letter} in English") for letter in LETTERS),
    Heading("explanation_en", "解析英文", "Explanation in English"),
)  # fmt: skip
_SAME = ("code", "question", "question_en", "explanation", "explanation_en", "source", "verified", "sectors", "traits",
         "state")  # fmt: skip


def flat(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question as its columns."""
    told = {name: question[name] for name in _SAME} | {"right": LETTERS[question["right"]]}
    for place, letter in enumerate(LETTERS.lower()):
        words = question["choices"][place] if place < len(question["choices"]) else {}
        told |= {letter: words.get("zh"), f"{letter}_en": words.get("en")}
    return told


def whole(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The question that stands in these columns; what it lacks is None, for the form to say so."""
    told = {name: columns.get(name) for name in _SAME}
    pairs = [(columns.get(letter), columns.get(f"{letter}_en")) for letter in LETTERS.lower()]
    while len(pairs) > len(LETTERS) - 1 and pairs[-1] == (None, None):
        pairs.pop()
    choices = [{"zh": zh} | ({} if en is None else {"en": en}) for zh, en in pairs]
    right = columns.get("right")
    return told | {"choices": choices, "right": None if right is None else LETTERS.index(right)}


def written(columns: Mapping[str, Any]) -> dict[str, str]:
    """A question in columns as the cells of its line; text as a sheet can hold it."""
    told = {name: value or "" for name, value in columns.items()}
    told |= {name: _WORD[columns[name]] for name in ("state", "verified")}
    told["sectors"] = write_sectors(columns["sectors"]) or EVERYWHERE
    told["traits"] = join(quoted(_TRAITS[code]) for code in columns["traits"]) or EVERYWHERE
    return {name: as_cell(text) for name, text in told.items()}
