"""Why a draw did not go on, each with a stable code and words for whoever sits before it."""
# ruff: noqa: E501 - tables of words in two languages read better in one line each

from __future__ import annotations

from ..problems import problem

NotNow = problem(
    "draw_not_now", 409,
    ("这次抽查已经走到别的一步", "这次抽查已由 {by} 办到下一步，这一步不能再办；请看一眼现在的样子。"),
    ("Not possible now", "{by} has brought this draw to another step, so this one cannot be taken; look at it as it is now."),
)  # fmt: skip
NothingToDraw = problem(
    "nothing_to_draw", 409,
    ("没有可抽的", "按这些条件，没有企业能配齐检查人员（企业 {enterprises} 家，人员 {inspectors} 人）；请放宽条件。名单没有固定，什么都没有公布。"),
    ("Nothing to draw from", "Under these conditions no enterprise has enough people who may check it ({enterprises} enterprises, {inspectors} people); widen them. Nothing was frozen or published."),
)  # fmt: skip
