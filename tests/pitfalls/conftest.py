"""The table of `docs/pitfalls.md`: bugs that somebody shipped, each with the test that finds it here."""

from __future__ import annotations

from collections.abc import Callable

from tests.phone import Phone
from tests.protocol.conftest import Cast, cast  # noqa: F401 - fixtures of this folder too
from tests.sync.conftest import district, phone, template  # noqa: F401

MakePhone = Callable[..., Phone]

__all__ = ["Cast", "MakePhone"]
