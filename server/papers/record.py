"""The record of a check (现场检查记录), with the fields that offices use for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from ..hazards.states import SEVERITY_WORDS, STATE_WORDS
from ..sync.collections import Row
from ..walkthroughs import rules
from .paper import Paper, day, moment, name_of, numbers_of, pairs, to_sign
from .pictures import Pictures
from .reading import Other, Walked

_RESULTS = {"pass": "合格", "fail": "不合格", "na": "不适用", None: "未查"}
_RELATIONS = {"host": "（出租方）", "tenant": "（承租方）", "": ""}
_ROLES = {rules.INSPECTOR: "检查人员", "principal": "主要负责人"}


def make(walked: Walked, pictures: Pictures, address: str) -> Paper:
    """Everything the paper says. O(items + hazards)."""
    row, enterprise = walked.row, walked.enterprise
    own = row["kind"] == "self_check"
    paper = Paper(
        kind="record", title="企业自查记录" if own else "现场检查记录", number=walked.number, about=enterprise["name"],
        draft=row["state"] in ("walking", "withdrawn"), by=walked.inspectors,
        link=f"{address}/papers/walkthroughs/{row['id']}", small=_small(walked), files=pictures.files,
    )  # fmt: skip
    principal = enterprise["principal"] or {}
    head = [
        ("被检查单位", enterprise["name"]),
        ("统一社会\n信用代码", enterprise["uscc"] or "", "负责人", principal.get("name") or ""),
        ("职务", "", "电话", principal.get("phone") or ""),
        ("地址", enterprise["address"] or ""),
        ("检查时间", _span(row)),
        ("自查人员" if own else "检查人员", walked.inspectors) if own else
        ("检查人员", walked.inspectors, "证号", ""),
        ("检查表", walked.checklist["title"]),
        *([("执法文书", numbers)] if (numbers := numbers_of(row)) else []),
    ]  # fmt: skip
    paper.fields(*head)
    if not own:
        paper.text("检查人员已出示证件，并告知有权申请回避：　□ 已出示　□ 已告知　□ 不申请回避")
    items = rules.shown(walked.sections, enterprise, walked.answers)
    paper.heading("一、检查情况")
    paper.text(_counts(items, walked.answers) + (f"得分 {row['score']}。" if row["score"] is not None else ""))
    paper.heading("二、发现的隐患")
    _hazards(paper, walked.hazards, pictures)
    numbers = iter("三四五六")
    if walked.quizzes:
        paper.heading(f"{next(numbers)}、逢查必考")
        paper.blocks.append({
            "kind": "table", "widths": [9, None, 34, 50, 25], "head": ["序", "被考人", "岗位", "时间", "答对"],
            "rows": [_asked(n, quiz) for n, quiz in enumerate(walked.quizzes, 1)], "strong": [],
        })  # fmt: skip
    paper.heading(f"{next(numbers)}、逐项结果")
    paper.blocks.append({
        "kind": "table", "widths": [9, None, 17, 34], "head": ["序", "检查内容", "结果", "说明"],
        "rows": _items(items, walked.answers), "strong": [_RESULTS["fail"]],
    })  # fmt: skip
    if walked.others:
        paper.heading(f"{next(numbers)}、同次检查的单位")
        paper.text("同一厂区一次检查，每家各有记录、各自签名。只列出打印者可以查看的记录。")
        beside = min(len(walked.others), 2)
        paper.blocks.append({
            "kind": "table", "widths": [None, 36] * beside, "head": ["单位", "记录编号"] * beside,
            "rows": _beside(walked.others, beside), "strong": [],
        })  # fmt: skip
    paper.heading(f"{next(numbers)}、签名")
    paper.text("谁检查、谁签名、谁负责。")
    paper.signatures(signed(row, pictures) or [to_sign("检查人员", name_of(each)) for each in row["inspectors"]])
    if row["refusal"]:
        paper.text(f"{row['refusal']['reason']}（见证人 {row['refusal']['witness']}）", "拒签：")
    return paper


def signed(row: Row, pictures: Pictures) -> list[dict[str, Any]]:
    """Who signed it, with the picture of each signature."""
    return [
        {
            "role": _ROLES.get(each["role"], "企业现场负责人"), "name": each["name"],
            "file": pictures.signature(each["photo"]), "words": "签名图还没到", "time": moment(each["at"]),
        }
        for each in row["signatures"]
    ]  # fmt: skip


def _small(walked: Walked) -> list[str]:
    changed = ["内容已变：有签名是在改动之前签的。"] if walked.changed else []
    return [
        f"本记录由现场检查时填写的内容生成。内容摘要（SHA-256）：{walked.row['digest']}",
        *changed,
        *(["逢查必考的结果随记录保存，不在内容摘要之内：签名之后再考，签名照样有效。"] if walked.quizzes else []),
        "判定标准的问法为改写，以法规原文为准；“不合格”只表示疑似，由人判定。",
        "扫码看这次检查的最新情况；没有登录的人只看到编号、状态和摘要。",
    ]


def _span(row: Mapping[str, Any]) -> str:
    return " 至 ".join(moment(row[name]) for name in ("started_at", "finished_at") if row[name])


def _counts(items: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> str:
    results = {each["item"]: each["result"] for each in answers}
    asked = [results.get(item["code"]) for item in items]
    said = [f"{_RESULTS[name]} {asked.count(name)} 项" for name in ("pass", "fail", "na")]
    if open_ := asked.count(None):
        said.append(f"{_RESULTS[None]} {open_} 项")
    return f"共检查 {len(asked)} 项：{'，'.join(said)}。"


def _hazards(paper: Paper, hazards: list[Row], pictures: Pictures) -> None:
    if not hazards:
        paper.text("未发现隐患。")
    photos = pictures.of_hazards([each["id"] for each in hazards], "before", "after")
    for n, row in enumerate(hazards, 1):
        severity, state = SEVERITY_WORDS[row["severity"]][0], STATE_WORDS[row["state"]][0]
        facts: list[tuple[str, ...]] = [("级别", severity, "状态", state)]
        if row["place"] or row["due_date"]:
            facts.append(("部位", row["place"] or "", "期限", day(row["due_date"])))
        if numbers := numbers_of(row):
            facts.append(("执法文书", numbers))
        title = f"{n}. {row['description'] or '（未写说明）'}" + (f"（{row['number']}）" if row["number"] else "")
        paper.blocks.append({"kind": "finding", "title": title, "rows": pairs(*facts), "photos": photos[row["id"]]})


def _beside(others: list[Other], beside: int) -> list[list[str]]:
    """So many to a row: premises may have dozens of tenants."""
    cells = [[f"{each.name}{_RELATIONS[each.role]}", each.number] for each in others]
    cells += [["", ""]] * (-len(cells) % beside)
    return [list(chain.from_iterable(cells[at : at + beside])) for at in range(0, len(cells), beside)]


def _asked(n: int, quiz: Row) -> list[str]:
    """How many of his questions he knew; those that the bank cannot judge are said beside it."""
    results = quiz["results"]
    unjudged = f"（{results.count(None)} 题未判）" if None in results else ""
    said = f"{quiz['score']} / {len(results)} 题{unjudged}"
    return [str(n), quiz["person"], quiz["role"] or "", moment(quiz["asked_at"]), said]


def _items(items: Iterable[Mapping[str, Any]], answers: Iterable[Row]) -> list[list[str]]:
    known = {each["item"]: each for each in answers}
    return [_item(n, item, known.get(item["code"])) for n, item in enumerate(items, 1)]


def _item(n: int, item: Mapping[str, Any], answer: Row | None) -> list[str]:
    if answer is None:
        return [str(n), item["question"], _RESULTS[None], ""]
    parts = (rules.decimal(answer["number"]), answer["choice"], answer["text"], answer["note"])
    return [str(n), item["question"], _RESULTS[answer["result"]], "；".join(part for part in parts if part)]
