"""What is to be put right (隐患整改通知书) and whether it was (整改复查意见): for one hazard, or for those of a check.

Neither is a document of enforcement: those are made on the platform of the law, and here only their numbers are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ..hazards.states import SEVERITY_WORDS, STATE_WORDS
from ..places import taxonomy
from ..places.checklists import official_criteria
from ..sync.collections import Row
from . import record
from .paper import Paper, day, moment, name_of, numbers_of, pairs, to_sign
from .pictures import Pictures
from .reading import Walked, history_of, items_of, seal_of

_CATEGORIES = {term.code: term.zh for term in taxonomy.CATEGORIES}
_DISPOSALS = {term.code: term.zh for term in taxonomy.DISPOSITIONS}
_NOT_ENFORCEMENT = "由镇街、网格安全检查使用，不是行政执法文书。需要行政处理的，由执法平台另行制作。"
_NO_DAY = "　　　　年　　月　　日前"
Event = Mapping[str, Any]


@dataclass
class Ordered:
    """Hazards that one paper speaks of, and whose they are."""

    hazards: list[Row]
    enterprise: Row | None
    number: str
    link: str
    seal: str
    #: Those who walked, and what they signed; none for a hazard that stands alone.
    walked: Walked | None = None

    @property
    def whom(self) -> str:
        return self.enterprise["name"] if self.enterprise else (self.hazards[0]["place"] or "")


def of_walkthrough(walked: Walked, address: str) -> Ordered:
    """What was found on a check and holds."""
    hazards = [row for row in walked.hazards if row["state"] not in ("rejected", "merged")]
    link = f"{address}/papers/walkthroughs/{walked.row['id']}"
    return Ordered(hazards, walked.enterprise, walked.number, link, walked.row["digest"], walked)


def of_hazard(connection: Connection, row: Row, enterprise: Row | None, address: str) -> Ordered:
    """One hazard; its seal is another one as soon as anything happens to it."""
    number = row["number"] or row["id"][-12:].upper()
    link = f"{address}/papers/hazards/{row['id']}"
    return Ordered([row], enterprise, number, link, seal_of(connection, row["id"]))


def notice(connection: Connection, ordered: Ordered, pictures: Pictures) -> Paper:
    """隐患整改通知书: each hazard with its place, grade, basis, what to do, by when and who."""
    walked = ordered.walked
    draft = walked.row["state"] in ("walking", "withdrawn") if walked else \
        ordered.hazards[0]["state"] in ("reported", "rejected", "merged")  # fmt: skip
    paper = _paper("notice", "隐患整改通知书", ordered, pictures, draft)
    firm = ordered.enterprise or {}
    principal = firm.get("principal") or {}
    paper.fields(
        ("被通知单位", ordered.whom),
        ("负责人", principal.get("name") or "", "电话", principal.get("phone") or ""),
        ("地址", firm.get("address") or ""),
        *_served(walked),
    )
    worst = sum(row["severity"] != "general" for row in ordered.hazards)
    which = f"，其中重大或疑似重大 {worst} 项" if worst else ""
    checked = f"{moment(walked.row['started_at']).split(' ')[0]}检查" if walked else "经检查"
    found = f"{checked}发现下列隐患 {len(ordered.hazards)} 项{which}。"
    duty = "请按要求整改；整改期间采取防范措施，确保安全。"
    paper.text(found + duty if ordered.hazards else "这次检查没有发现要整改的隐患。")
    events = history_of(connection, [row["id"] for row in ordered.hazards])
    items = items_of(connection, ordered.hazards)
    photos = pictures.of_hazards([row["id"] for row in ordered.hazards], "before")
    for n, row in enumerate(ordered.hazards, 1):
        grade, disposal = SEVERITY_WORDS[row["severity"]][0], _DISPOSALS.get(row["disposal"] or "", "")
        assigned = _last(events[row["id"]], "assign")
        rows = pairs(
            ("部位", row["place"] or "", "类别", _CATEGORIES.get(row["category"] or "", "")),
            ("级别", grade, "方式", disposal),
            ("依据", _basis(row, items)),
            ("整改要求", row["measures"] or ""),
            *([("防范措施", row["interim_controls"])] if row["interim_controls"] else []),
            ("整改期限", _by_when(row), "整改责任人", row["responsible"] or ""),
            ("跟踪责任人", name_of(assigned.get("by")) if assigned else "", "电话", ""),
            *_served(row),
        )
        paper.blocks.append(
            {"kind": "finding", "title": _title(n, row), "rows": rows, "photos": photos[row["id"]]}
        )
    hands = [each for each in record.signed(walked.row, pictures) if each["role"] == "检查人员"] if walked else []
    inspectors = [to_sign("检查人员", name_of(each)) for each in walked.row["inspectors"]] if walked else \
        [to_sign("检查人员"), to_sign("检查人员")]  # fmt: skip
    paper.signatures([*(hands or inspectors), to_sign("单位签收")])
    return paper


def review(connection: Connection, ordered: Ordered, pictures: Pictures) -> Paper:
    """整改复查意见: what was ordered, what was done, before beside after, and what whoever looked says."""
    events = history_of(connection, [row["id"] for row in ordered.hazards])
    judged = {each: _last(told, "accept", "send_back") for each, told in events.items()}
    walked = ordered.walked
    draft = not any(judged.values()) or (walked is not None and walked.row["state"] in ("walking", "withdrawn"))
    paper = _paper("review", "整改复查意见书", ordered, pictures, draft)
    principal = (ordered.enterprise or {}).get("principal") or {}
    assigned = [event["at"][:10] for told in events.values() if (event := _last(told, "assign"))]
    noticed = f"，{day(max(assigned))}" if assigned else ""
    paper.fields(
        ("被复查单位", ordered.whom),
        ("负责人", principal.get("name") or "", "电话", principal.get("phone") or ""),
        ("原通知", f"隐患整改通知书（{ordered.number}）{noticed}"),
        *_served(walked),
    )
    closed = sum(row["state"] == "closed" for row in ordered.hazards)
    paper.text(
        f"通知整改 {len(ordered.hazards)} 项，已复查销号 {closed} 项，其余 {len(ordered.hazards) - closed} 项。"
        if ordered.hazards else "没有要复查的隐患。"
    )
    photos = pictures.of_hazards([row["id"] for row in ordered.hazards], "before", "after")
    for n, row in enumerate(ordered.hazards, 1):
        done = _last(events[row["id"]], "submit_rectification", "fix_on_site")
        rows = pairs(
            ("级别", SEVERITY_WORDS[row["severity"]][0], "状态", STATE_WORDS[row["state"]][0]),
            ("整改要求", row["measures"] or "", "整改期限", day(row["due_date"])),
            ("整改情况", _done(done)),
            *_experts(row),
            *_served(row),
            ("复查意见", _opinion(row, judged[row["id"]])),
        )
        paper.blocks.append({"kind": "finding", "title": _title(n, row), "rows": rows, "photos": photos[row["id"]]})
    names = dict.fromkeys(name_of(each.get("by")) for each in judged.values() if each)
    reviewers = [to_sign("复查人员", name) for name in names]
    paper.signatures([*(reviewers or [to_sign("复查人员"), to_sign("复查人员")]), to_sign("被复查单位")])
    return paper


def _paper(kind: str, title: str, ordered: Ordered, pictures: Pictures, draft: bool) -> Paper:
    by = ordered.walked.inspectors if ordered.walked else ""
    numbered = any(numbers_of(row) for row in (*ordered.hazards, *([ordered.walked.row] if ordered.walked else [])))
    small = [
        _NOT_ENFORCEMENT,
        "执法文书的文号见上。" if numbered else "执法文书文号：＿＿＿＿＿＿＿＿＿＿＿＿",
        f"内容摘要（SHA-256）：{ordered.seal}",
        "扫码看最新情况；没有登录的人只看到编号、状态和摘要。",
    ]
    return Paper(kind, title, ordered.number, ordered.whom, draft, by, ordered.link, small, files=pictures.files)


def _served(record: Walked | Row | None) -> list[tuple[str, str]]:
    """The enforcement documents that go with it, where any were written down."""
    row = record.row if isinstance(record, Walked) else record
    return [("执法文书", numbers)] if row is not None and (numbers := numbers_of(row)) else []


def _by_when(row: Row) -> str:
    return f"{day(row['due_date'])}前" if row["due_date"] else _NO_DAY


def _title(n: int, row: Row) -> str:
    number = f"（{row['number']}）" if row["number"] else ""
    return f"{n}. {row['description'] or '（未写说明）'}{number}"


def _basis(row: Row, items: Mapping[tuple[str, str], Mapping[str, Any]]) -> str:
    """What it rests on, and how sure that is: nothing that nobody compared is called the text itself."""
    code = row["criterion"]
    if not code:
        return ""
    item = items.get((row["walkthrough_id"] or "", code))
    criterion = official_criteria().get(code if item is None else item.get("criterion") or code)
    if criterion is not None:
        said = taxonomy.CERTAINTY[criterion["verified"]]["zh"]
        standard = f"《工贸企业重大事故隐患判定标准》第 {criterion['article']} 条"
        return f"{standard}：{criterion['question']}（问法为改写；{said}）"
    if item is None:
        return f"检查项 {code}"
    rests = item.get("basis") or item["question"]
    return f"{rests}（{item['certainty']['zh']}）" if "certainty" in item else rests


def _last(events: list[dict[str, Any]], *actions: str) -> Event | None:
    return next((each for each in reversed(events) if each.get("action") in actions), None)


def _done(event: Event | None) -> str:
    if event is None:
        return ""
    note = (event.get("args") or {}).get("note") or ""
    return f"{note}（{name_of(event.get('by'))}，{moment(event['at'])}提交）"


def _experts(row: Row) -> list[tuple[str, str]]:
    def said(one: Mapping[str, Any]) -> str:
        return f"{one['text']}（{name_of(one['expert'])}，{moment(one['given_at'])}，已签名）"

    return [("专家意见", said(each)) for each in row["opinions"] or [] if "given_at" in each]


def _opinion(row: Row, event: Event | None) -> str:
    if event is None:
        return "□ 已整改　□ 未整改　□ 部分整改："
    note = (event.get("args") or {}).get("note") or ""
    who = f"（{name_of(event.get('by'))}，{moment(event['at'])}）"
    if event["action"] == "send_back":
        return f"未通过，退回整改：{note}{who}"
    cause = f"原因：{row['cause']}。" if row["cause"] else ""
    return f"{'已整改，同意销号' if row['state'] == 'closed' else '同意，待另一人复核'}。{note}{cause}{who}"
