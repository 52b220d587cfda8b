"""Where a point really is: Chinese maps show places a few hundred metres off, on purpose.

Positions are kept in WGS 84, which the phone's satellite receiver speaks. Lists copied from Amap or Tencent
maps are in GCJ-02 (the surveying office's obfuscation of WGS 84), those from Baidu in BD-09 (GCJ-02 shifted
once more). The shift has no published inverse, so the way back is found by iteration: guess, shift, correct by
the error.
"""

from __future__ import annotations

from enum import StrEnum
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import NamedTuple


class Point(NamedTuple):
    """Degrees north, degrees east."""

    lat: float
    lon: float


class System(StrEnum):
    """In which coordinates a list was written."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


#: The ellipsoid of the obfuscation is Krasovsky's of 1940: half axis in metres and eccentricity squared.
_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
#: Outside this frame around China nothing is shifted: south, north, west, east.
_FRAME = (0.8293, 55.8271, 72.004, 137.8347)
#: Baidu's own shift: a fixed step, and a ripple whose wave is this many per degree.
_STEP_LAT, _STEP_LON, _RIPPLE = 0.006, 0.0065, pi * 3000.0 / 180.0
#: 1e-9 degrees is a tenth of a millimetre.
_CLOSE, _ROUNDS = 1e-9, 30


def to_wgs84(point: Point, system: System) -> Point:
    """The same place in WGS 84, to the centimetre (7 decimals), so that a second reading finds it equal."""
    if system is System.BD09:
        point = gcj02_from_bd09(point)
    if system is not System.WGS84:
        point = wgs84_from_gcj02(point)
    return Point(round(point.lat, 7), round(point.lon, 7))


def gcj02_from_wgs84(point: Point) -> Point:
    """The obfuscation itself; outside China nothing changes."""
    south, north, west, east = _FRAME
    if not (south <= point.lat <= north and west <= point.lon <= east):
        return point
    north_m, east_m = _shift_in_metres(point.lon - 105.0, point.lat - 35.0)
    slope = 1 - _ECCENTRICITY * sin(point.lat / 180 * pi) ** 2
    along_meridian = _AXIS * (1 - _ECCENTRICITY) / (slope * sqrt(slope)) * pi / 180
    along_parallel = _AXIS / sqrt(slope) * cos(point.lat / 180 * pi) * pi / 180
    return Point(point.lat + north_m / along_meridian, point.lon + east_m / along_parallel)


def wgs84_from_gcj02(point: Point) -> Point:
    """The place that the obfuscation moved to `point`."""
    guess = point
    for _ in range(_ROUNDS):
        shown = gcj02_from_wgs84(guess)
        off_lat, off_lon = point.lat - shown.lat, point.lon - shown.lon
        guess = Point(guess.lat + off_lat, guess.lon + off_lon)
        if abs(off_lat) < _CLOSE and abs(off_lon) < _CLOSE:
            break
    return guess


def bd09_from_gcj02(point: Point) -> Point:
    """Baidu's further shift."""
    radius = hypot(point.lon, point.lat) + 0.00002 * sin(point.lat * _RIPPLE)
    angle = atan2(point.lat, point.lon) + 0.000003 * cos(point.lon * _RIPPLE)
    return Point(radius * sin(angle) + _STEP_LAT, radius * cos(angle) + _STEP_LON)


def gcj02_from_bd09(point: Point) -> Point:
    """The place that Baidu's shift moved to `point`."""
    guess = Point(point.lat - _STEP_LAT, point.lon - _STEP_LON)
    for _ in range(_ROUNDS):
        shown = bd09_from_gcj02(guess)
        off_lat, off_lon = point.lat - shown.lat, point.lon - shown.lon
        guess = Point(guess.lat + off_lat, guess.lon + off_lon)
        if abs(off_lat) < _CLOSE and abs(off_lon) < _CLOSE:
            break
    return guess


def _shift_in_metres(x: float, y: float) -> tuple[float, float]:
    """The obfuscation's shift to the north and east; x and y count degrees from 105° E, 35° N.

    A polynomial with waves of several lengths on it; the numbers are those of the map services' clients.
    """
    fine = (sin(6 * x * pi) + sin(2 * x * pi)) * 40 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + fine
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + fine
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return north, east
