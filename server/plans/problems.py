"""Why a step with a plan was not taken, in words for whoever holds the phone."""

from __future__ import annotations

from ..problems import problem

# fmt: off
NotNow = problem(
    "transition_not_allowed", 409,
    ("这条安排已经办结", "{by} 已在 {at} 把这条安排办结，不能再改；您写的还在。"),
    ("This plan is closed", "{by} closed this plan at {at}, so it cannot be changed; what you wrote is kept."),
)
# fmt: on
