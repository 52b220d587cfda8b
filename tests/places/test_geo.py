"""A point copied from a Chinese map comes back to where it really is, within a metre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.places.distance import distance_m
from server.places.geo import (
    Point,
    System,
    bd09_from_gcj02,
    gcj02_from_bd09,
    gcj02_from_wgs84,
    to_wgs84,
    wgs84_from_gcj02,
)

TIANANMEN = Point(39.915, 116.404)
in_china = st.builds(Point, st.floats(18.2, 53.5), st.floats(73.6, 134.7))
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_the_shift_agrees_with_published_pairs():
    """The pairs that the open converters print for one point in Beijing."""
    assert gcj02_from_wgs84(TIANANMEN) == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-12)
    assert bd09_from_gcj02(TIANANMEN) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-12)


def test_the_ways_back_agree_with_published_pairs_within_a_metre():
    """The published ways back stop after one step; ours may differ from them by less than a metre."""
    assert distance_m(wgs84_from_gcj02(TIANANMEN), Point(39.91359571849836, 116.39775550083061)) < 1
    assert distance_m(gcj02_from_bd09(TIANANMEN), Point(39.90865673957631, 116.39762729119315)) < 1


@given(in_china)
def test_gcj02_there_and_back_is_the_same_place(point):
    assert distance_m(to_wgs84(gcj02_from_wgs84(point), System.GCJ02), point) < 0.05


@given(in_china)
def test_bd09_there_and_back_is_the_same_place(point):
    assert distance_m(to_wgs84(bd09_from_gcj02(gcj02_from_wgs84(point)), System.BD09), point) < 0.05


@given(in_china)
def test_leaving_out_the_conversion_would_be_hundreds_of_metres_wrong(point):
    assert 10 < distance_m(gcj02_from_wgs84(point), point) < 1500


@given(anywhere, st.sampled_from(System))
def test_any_point_on_earth_is_answered(point, system):
    assert all(number == number for number in to_wgs84(point, system))


def test_abroad_nothing_is_shifted():
    paris = Point(48.8584, 2.2945)

    assert gcj02_from_wgs84(paris) == paris
    assert to_wgs84(paris, System.WGS84) == paris


def test_distance_is_that_of_the_map():
    """Putian to Fuzhou is some 77 km; a minute of latitude is a sea mile."""
    assert distance_m(Point(25.4540, 119.0077), Point(26.0745, 119.2965)) == pytest.approx(74_900, rel=0.02)
    assert distance_m(Point(25.0, 119.0), Point(25.0 + 1 / 60, 119.0)) == pytest.approx(1852, rel=0.005)
    assert distance_m(TIANANMEN, TIANANMEN) == 0


@given(anywhere, anywhere)
def test_there_is_as_far_as_back(one, other):
    assert distance_m(one, other) == pytest.approx(distance_m(other, one))
    assert distance_m(one, other) <= 20_015_200
