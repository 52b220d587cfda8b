"""How far two points are apart, in metres."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from .geo import Point

#: Mean radius of the earth (IUGG); half a per cent wrong at most, which is nothing between neighbours.
RADIUS_M = 6_371_008.8


def distance_m(one: Point, other: Point) -> float:
    """Along the surface of a sphere, exact enough for points a step apart or a country apart (haversine)."""
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * RADIUS_M * asin(min(1.0, sqrt(chord)))
