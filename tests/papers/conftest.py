"""Papers are made of what phones brought."""

from __future__ import annotations

import pytest

from tests.walkthroughs.conftest import checklist, district, phone, template
from tests.world import World

__all__ = ["checklist", "district", "phone", "template"]


@pytest.fixture
def firm(district: World) -> str:
    return district.enterprises["宏岭鞋材"]
