"""In which way a place is walked, and what becomes of a plan. Pure."""

from __future__ import annotations

#: `unannounced` 四不两直, `cross_area` by those of another area, `joint` by several offices, `random` 双随机,
#: `look_back` 回头看, `self_check` by the enterprise itself.
WAYS = ("planned", "unannounced", "cross_area", "joint", "random", "look_back", "self_check")
STATES = ("open", "done", "cancelled")


def told_to_enterprise(way: str, state: str) -> bool:
    """May the enterprise know of it? Of its own checks always, of others once they are done, of 四不两直 never."""
    return way == "self_check" or (state == "done" and way != "unannounced")


def is_for(way: str, kind: str) -> bool:
    """Does a walkthrough of this kind fulfil a plan of this way?"""
    return (way == "self_check") == (kind == "self_check")


def walks_premises(way: str) -> bool:
    """Does it send people through all that is on the premises, the tenants of the enterprise too?"""
    return way not in ("look_back", "self_check")
