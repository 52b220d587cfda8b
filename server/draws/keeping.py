"""How long what is published of a draw may be kept by those who look at it again and again. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson


def tag(told: Mapping[str, Any]) -> str:
    """Names exactly this content: another one as soon as anything that is told becomes another."""
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def for_how_long(told: Mapping[str, Any]) -> str:
    """Before it is drawn everybody waits for the very moment; after that it changes once, when its checks are over."""
    if told["state"] == "announced":
        return "public, no-cache"
    settled = told["over"] or told["state"] == "cancelled"
    return f"public, max-age={3600 if settled else 60}"
