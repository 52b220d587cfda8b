"""The stories of plans begin in the same small district, with the same short checklist."""

from __future__ import annotations

from tests.sync.conftest import district, phone, template
from tests.walkthroughs.conftest import checklist

__all__ = ["checklist", "district", "phone", "template"]
