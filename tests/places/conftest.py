"""The stories of places begin in the same small district as those of phones."""

from __future__ import annotations

from tests.sync.conftest import district, phone, template

__all__ = ["district", "phone", "template"]
