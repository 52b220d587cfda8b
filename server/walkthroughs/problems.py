"""Why a step with a walkthrough was not taken, in words for whoever holds the phone."""
# ruff: noqa: E501 - tables of words in two languages read better in one line each

from __future__ import annotations

from ..problems import problem

# fmt: off
NotNow = problem(
    "transition_not_allowed", 409,
    ("这一步现在不能办", "{by} 已在 {at} 把这次检查办到下一步，这一步不能再办；您写的和拍的都还在。"),
    ("Not possible now", "{by} brought this walkthrough further at {at}, so this step cannot be taken; what you wrote and photographed is kept."),
)
AnswersMissing = problem(
    "answers_missing", 422,
    ("还有没查的项", "还有 {count} 项没有查完；查完再结束。已经查的都还在。"),
    ("Items are not answered yet", "{count} items are not answered yet; answer them, then finish. What was answered is kept."),
)
EvidenceMissing = problem(
    "evidence_missing", 422,
    ("还缺照片或说明", "还有 {count} 项缺照片或说明；补上再结束。已经查的都还在。"),
    ("A photo or a note is missing", "{count} items still need a photo or a note; add them, then finish. What was answered is kept."),
)
NoSuchItem = problem(
    "no_such_item", 422,
    ("检查表里没有这一项", "这次检查用的检查表里没有这一项；您写的还在。"),
    ("No such item", "The checklist of this walkthrough has no such item; what you wrote is kept."),
)
SignatureMissing = problem(
    "signature_missing", 422,
    ("没有找到签名", "签名要先签好存下，再确认；其他内容都还在。"),
    ("No such signature", "The signature must be drawn and saved first; everything else is kept."),
)
Withdrawn = problem(
    "walkthrough_withdrawn", 409,
    ("这次检查已撤回", "{by} 已撤回这次检查，不能再改；您写的还在。"),
    ("This walkthrough was withdrawn", "{by} withdrew this walkthrough; it cannot be changed. What you wrote is kept."),
)
# fmt: on
