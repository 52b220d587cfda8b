"""Times as they travel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import clock

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def _zone() -> Iterator[None]:
    clock.use_zone(SHANGHAI)
    yield
    clock.use_zone(SHANGHAI)


MOMENTS = st.datetimes(min_value=datetime(1992, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "Asia/Kolkata", "UTC", "America/St_Johns"])


@given(MOMENTS, ZONES)
def test_a_stamp_is_the_moment_to_the_millisecond_in_the_zone_of_the_site(moment: datetime, zone: str) -> None:
    clock.use_zone(ZoneInfo(zone))

    told = clock.stamp(moment)

    assert told == moment.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
    assert clock.parse(told) <= moment


def test_a_whole_second_has_its_milliseconds_too() -> None:
    assert clock.stamp(datetime(2026, 11, 28, 1, 0, tzinfo=UTC)) == "2026-11-28T09:00:00.000+08:00"
