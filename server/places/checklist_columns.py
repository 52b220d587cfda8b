"""The columns of a checklist as a sheet: how each is headed, and how its cells are read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..sheets import Column
from . import taxonomy
from .checklist_words import Unreadable, Word, entries, join, listed, pair, quoted

KIND_WORDS = {"yes_no": "是否", "number": "数值", "choice": "选择", "text": "文字", "photo": "拍照"}
RESULT_WORDS = {"pass": "合格", "fail": "不合格", "na": "不适用"}
PROOF_WORDS = {"photo": "照片", "note": "说明"}
WHEN_WORDS = {"always": "总是", "fail": "不合格"}
ANY = "任何"


def _back(words: dict[str, str]) -> dict[str, str]:
    return {word.casefold(): code for code, each in words.items() for word in (each, code)}


_RESULTS, _PROOF, _WHEN = _back(RESULT_WORDS), _back(PROOF_WORDS), _back(WHEN_WORDS)
_SECTORS = _back({term.code: term.zh for term in taxonomy.SECTORS})
_TRAITS = _back({trait.code: trait.zh for trait in taxonomy.TRAITS})
_TRAIT = {trait.code: trait for trait in taxonomy.TRAITS}
_YES_NO = {"是": True, "否": False, "true": True, "false": False}
_OPTIONS = {trait.code: _back({one.code: one.zh for one in trait.options}) for trait in taxonomy.TRAITS}


def read_number(cell: str) -> float | int:
    try:
        told = float(cell)
    except ValueError as error:
        raise Unreadable("not_a_number") from error
    return int(told) if told.is_integer() else told


def write_number(value: float) -> float | str:
    """As a number where a spreadsheet keeps every digit of it (15), else as text."""
    return value if float(f"{value:.15g}") == value else repr(value)


def coded(words: dict[str, str]) -> tuple[Callable[[str], str], Callable[[str], str]]:
    back = _back(words)
    return (lambda cell: Word(cell.strip()).as_code(back)), (lambda value: words[value])


def _read_list(cell: str) -> list[str]:
    return [word.text for word in listed(cell)]


def _write_list(values: Iterable[str]) -> str:
    return join(quoted(value) for value in values)


def _read_certificates(cell: str) -> list[str]:
    found = listed(cell)
    return [] if found == [Word(ANY)] else [word.text for word in found]


def _write_certificates(values: list[str]) -> str:
    return join(quoted(value, (ANY,)) for value in values) or ANY


def read_sectors(cell: str) -> list[str]:
    return [word.as_code(_SECTORS) for word in listed(cell)]


def write_sectors(values: Iterable[str]) -> str:
    words = {term.code: term.zh for term in taxonomy.SECTORS}
    return join(quoted(words[value]) for value in values)


def read_traits(cell: str) -> dict[str, Any]:
    """`粉尘涉爆=是；场所类型=餐饮/沿街商铺`"""
    told: dict[str, Any] = {}
    for entry in entries(cell):
        code = (entry.name or entry.values[0]).as_code(_TRAITS)
        values = [_trait_value(code, word) for word in entry.values] if entry.name else [True]
        told[code] = values[0] if len(values) == 1 else values
    return told


def _trait_value(code: str, word: Word) -> Any:
    kind = _TRAIT[code].kind
    if kind == "count":
        return read_number(word.text)
    known: dict[str, Any] = _YES_NO if kind == "yes_no" else _OPTIONS[code]
    if word.text.casefold() not in known:
        raise Unreadable("unknown_word")
    return known[word.text.casefold()]


def write_traits(traits: dict[str, Any]) -> str:
    return join(
        pair(quoted(_TRAIT[code].zh), [_trait_word(code, one) for one in _several(value)])
        for code, value in traits.items()
    )


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _trait_word(code: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return quoted({one.code: one.zh for one in _TRAIT[code].options}.get(value, str(value)))


def _read_rules(cell: str) -> list[dict[str, Any]]:
    """`E01=不合格；E02=松动/没有`"""
    told = []
    for entry in entries(cell):
        if entry.name is None:
            raise Unreadable("rule_form")
        words = [word.text if word.quoted else _RESULTS.get(word.text.casefold(), word.text) for word in entry.values]
        told.append({"item": entry.name.text, "is": words})
    return told


def _write_rules(rules: Iterable[dict[str, Any]]) -> str:
    return join(
        pair(quoted(rule["item"]), [RESULT_WORDS.get(word) or quoted(word, _RESULTS) for word in rule["is"]])
        for rule in rules
    )


def _read_evidence(cell: str) -> list[dict[str, str]]:
    """`照片=总是；说明=不合格`; without a word when, always."""
    told = []
    for entry in entries(cell):
        kind = (entry.name or entry.values[0]).as_code(_PROOF)
        when = [word.as_code(_WHEN) for word in entry.values] if entry.name else ["always"]
        told += [{"kind": kind, "when": each} for each in when]
    return told


def _write_evidence(wanted: Iterable[dict[str, str]]) -> str:
    return join(pair(PROOF_WORDS[each["kind"]], [WHEN_WORDS[each["when"]]]) for each in wanted)


def _read_pictures(cell: str) -> list[dict[str, Any]]:
    told = []
    for entry in entries(cell):
        name = entry.name or entry.values[0]
        captions = [word.text or None for word in entry.values] if entry.name else []
        told.append({"sha256": name.text, **dict(zip(("caption", "caption_en"), captions, strict=False))})
    return told


def _write_pictures(pictures: Iterable[dict[str, Any]]) -> str:
    return join(
        pair(each["sha256"], [quoted(each.get("caption") or ""), quoted(each.get("caption_en") or "")])
        for each in pictures
    )


@dataclass(frozen=True)
class Cell:
    """One column: where its value stands in an item or a section, its headings, and how a cell is read and written."""

    path: str
    zh: str
    en: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], Any] = str
    hint: str = ""
    wide: int = 14
    required: bool = False

    def column(self, of: str) -> Column:
        return Column(f"{of}{self.path}", (self.zh, self.en), self.required)


_CERTAINTY = coded({code: both["zh"] for code, both in taxonomy.CERTAINTY.items()})
_NUMBER = (read_number, write_number)
_RULES, _SECTOR, _TRAIT_CELL = (_read_rules, _write_rules), (read_sectors, write_sectors), (read_traits, write_traits)

SECTION = (
    Cell("n", "分节序号", "Section no.", *_NUMBER, "同一节的各行写同一个数；不写就看分节名称变没变。", 8),
    Cell("title", "分节", "Section", wide=18),
    Cell("title_en", "分节英文", "Section in English"),
    Cell("shown_if.sectors", "分节行业", "Section: sectors", *_SECTOR, "整节只问这些行业，用；隔开；空着都问。"),
    Cell("shown_if.traits", "分节特征", "Section: attributes", *_TRAIT_CELL, "整节只问有这些特征的，如：粉尘涉爆=是。"),
    Cell("shown_if.answers", "分节显示条件", "Section: after answers", *_RULES, "写法同“显示条件”，对整节起作用。"),
)  # fmt: skip
ITEM = (
    Cell("code", "编号", "Code", hint="每项一个，不重复；字母、数字和 . _ -。", required=True),
    Cell("question", "检查内容", "Question", wide=44, required=True),
    Cell("question_en", "检查内容英文", "Question in English", wide=24),
    Cell("kind", "答题方式", "Kind", *coded(KIND_WORDS), "是否、数值、选择、文字、拍照；空着是“是否”。"),
    Cell("limits.min", "下限", "Least", *_NUMBER, "数值低于它，自动判不合格。", 8),
    Cell("limits.max", "上限", "Most", *_NUMBER, "数值高于它，自动判不合格。", 8),
    Cell("limits.unit", "单位", "Unit", wide=8),
    Cell("choices", "选项", "Choices", _read_list, _write_list, "用；隔开，如：良好；松动；没有。", 24),
    Cell("failing", "不合格选项", "Failing choices", _read_list, _write_list, "选了就自动判不合格的，从选项里抄。"),
    Cell("shown_if.answers", "显示条件", "After answers", *_RULES,
         "如：E01=不合格；E02=松动/没有。几条都满足才问；/ 是“或”。", 24),
    Cell("shown_if.sectors", "适用行业", "Sectors", *_SECTOR, "只问这些行业，用；隔开；空着都问。"),
    Cell("shown_if.traits", "适用特征", "Attributes", *_TRAIT_CELL,
         "如：粉尘涉爆=是；场所类型=餐饮/沿街商铺。有一条就问。"),
    Cell("evidence", "留证要求", "Evidence", _read_evidence, _write_evidence, "如：照片=总是；说明=不合格。"),
    Cell("certificates", "核对证件", "Certificates", _read_certificates, _write_certificates,
         "要核对的特种作业证种类，用；隔开；不限种类写“任何”。"),
    Cell("severity", "不合格的级别", "Severity", *coded({each.code: each.zh for each in taxonomy.SEVERITIES})),
    Cell("category", "隐患类别", "Category", *coded({each.code: each.zh for each in taxonomy.CATEGORIES})),
    Cell("weight", "权重", "Weight", *_NUMBER, "0 到 100 的整数；空着是 1。", 8),
    Cell("help", "检查方法", "Help", wide=30),
    Cell("help_en", "检查方法英文", "Help in English"),
    Cell("criterion", "判定标准编号", "Criterion"),
    Cell("article", "判定标准条", "Article of the criterion", *_NUMBER, wide=8),
    Cell("basis", "依据", "Basis", wide=24),
    Cell("source.document", "来源文件", "Source: document", wide=24),
    Cell("source.article", "来源条", "Source: article", wide=8),
    Cell("source.item", "来源项", "Source: item", wide=8),
    Cell("plan", "常见整改", "Usual remedy", wide=24),
    Cell("verified", "文字核对", "How far checked", *_CERTAINTY),
    Cell("pictures", "示例图片", "Example pictures", _read_pictures, _write_pictures,
         "图片的 SHA-256=说明/英文说明。图片本身不在表格里：在网页里加，要连图片一起带走请导出 JSON。"),
)  # fmt: skip
LIST = (
    Cell("code", "检查表编号", "Checklist code"),
    Cell("title", "检查表名称", "Checklist title"),
    Cell("title_en", "检查表英文名称", "Checklist title in English"),
    Cell("sectors", "检查表适用行业", "Checklist sectors", *_SECTOR, "向这些行业推荐；空着是所有行业。"),
    Cell("traits", "检查表适用特征", "Checklist attributes", *_TRAIT_CELL, "向有这些特征的企业推荐。"),
)  # fmt: skip
