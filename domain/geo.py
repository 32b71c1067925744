"""Points with their datum, and the distance and direction between them.

Phones give WGS-84. Chinese map services give GCJ-02, which moves every point in China by up to
700 m, or Baidu's BD-09, which moves it once more. So a point always says which one it is in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import Any

KRASOVSKY_RADIUS_M = 6_378_245.0
KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
M_PER_DEGREE = 111_000.0
BAIDU_SHIFT = (0.006, 0.0065)
BAIDU_ANGLE = pi * 3000 / 180

_Pair = tuple[float, float]
"""Latitude and longitude in degrees."""


class Datum(StrEnum):
    """Which system a point's numbers are in."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


class Direction(StrEnum):
    """The eight winds."""

    N = "N"
    NE = "NE"
    E = "E"
    SE = "SE"
    S = "S"
    SW = "SW"
    W = "W"
    NW = "NW"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place on earth, in degrees.

    Raises:
        ValueError: a coordinate is out of range or not a number.
    """

    latitude: float
    longitude: float
    datum: Datum = Datum.WGS84

    def __post_init__(self) -> None:
        """Refuse what is nowhere on earth; comparisons with NaN are false."""
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("a latitude is within ±90 degrees and a longitude within ±180")


def to(point: Point, datum: Datum) -> Point:
    """Give the same place in another datum, exact to less than half a metre there and back."""
    if point.datum == datum or not in_china(point):
        return Point(latitude=point.latitude, longitude=point.longitude, datum=datum)
    latitude, longitude = (point.latitude, point.longitude)
    for step in _STEPS[point.datum, datum]:
        latitude, longitude = step((latitude, longitude))
    return Point(latitude=latitude, longitude=longitude, datum=datum)


def in_china(point: Point) -> bool:
    """Tell whether the map services move points here; they use a rectangle, not the border."""
    return 0.8293 <= point.latitude <= 55.8271 and 72.004 <= point.longitude <= 137.8347


def distance_m(here: Point, there: Point) -> float:
    """Measure the geodesic distance, whatever datums the two are in."""
    a, b = to(here, Datum.WGS84), to(there, Datum.WGS84)
    line = _geodesic()((a.latitude, a.longitude), (b.latitude, b.longitude))
    return float(line.meters)


def roughly_m(here: Point, there: Point) -> float:
    """Estimate a distance within a per cent for some kilometres, a hundred times as fast."""
    a, b = to(here, Datum.WGS84), to(there, Datum.WGS84)
    middle = radians((a.latitude + b.latitude) / 2)
    east = (b.longitude - a.longitude) * cos(middle)
    return hypot(east, b.latitude - a.latitude) * M_PER_DEGREE


def bearing_deg(here: Point, there: Point) -> float:
    """Give the direction to go, in degrees clockwise from north (0 up to 360)."""
    a, b = to(here, Datum.WGS84), to(there, Datum.WGS84)
    turn, north, goal = (radians(x) for x in (b.longitude - a.longitude, a.latitude, b.latitude))
    east = sin(turn) * cos(goal)
    up = cos(north) * sin(goal) - sin(north) * cos(goal) * cos(turn)
    return degrees(atan2(east, up)) % 360 % 360  # twice: a tiny negative angle rounds up to 360


def direction(here: Point, there: Point) -> Direction:
    """Name the wind that leads from here to there."""
    return tuple(Direction)[round(bearing_deg(here, there) / 45) % 8]


def destination(point: Point, bearing: float, length_m: float) -> Point:
    """Find the place that lies so far away in that direction (degrees), as WGS-84."""
    start = to(point, Datum.WGS84)
    end = _geodesic()(meters=length_m).destination((start.latitude, start.longitude), bearing)
    return Point(latitude=end.latitude, longitude=end.longitude)


@cache
def _geodesic() -> Any:
    # Importing geopy takes 0.2 s because it looks for HTTP clients; most commands measure nothing.
    from geopy.distance import geodesic  # noqa: PLC0415

    return geodesic


def _gcj_from_wgs(wgs: _Pair) -> _Pair:
    """Apply the shift that was drawn around 35° N 105° E on the Krasovsky ellipsoid."""
    latitude, longitude = wgs
    north_m, east_m = _shift_m(longitude - 105, latitude - 35)
    squeeze = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sin(radians(latitude)) ** 2
    across = KRASOVSKY_RADIUS_M / sqrt(squeeze)
    along = across * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / squeeze
    return (
        latitude + degrees(north_m / along),
        longitude + degrees(east_m / (across * cos(radians(latitude)))),
    )


def _shift_m(x: float, y: float) -> _Pair:
    """Metres to the north and to the east, for degrees east and north of the origin."""
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north = ripple + 20 * sin(pi * y) + 40 * sin(pi * y / 3)
    north += 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)
    east = ripple + 20 * sin(pi * x) + 40 * sin(pi * x / 3)
    east += 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)
    root = sqrt(abs(x))
    return (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + north * 2 / 3,
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + east * 2 / 3,
    )


def _bd_from_gcj(gcj: _Pair) -> _Pair:
    latitude, longitude = gcj
    radius = hypot(longitude, latitude) + 0.00002 * sin(latitude * BAIDU_ANGLE)
    angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * BAIDU_ANGLE)
    return radius * sin(angle) + BAIDU_SHIFT[0], radius * cos(angle) + BAIDU_SHIFT[1]


def _back(forward: Callable[[_Pair], _Pair], goal: _Pair) -> _Pair:
    """Find the point that `forward` moves to the goal; each round gains about two digits."""
    latitude, longitude = goal
    for _round in range(12):
        there = forward((latitude, longitude))
        latitude, longitude = latitude + goal[0] - there[0], longitude + goal[1] - there[1]
    return latitude, longitude


def _wgs_from_gcj(gcj: _Pair) -> _Pair:
    return _back(_gcj_from_wgs, gcj)


def _gcj_from_bd(bd: _Pair) -> _Pair:
    return _back(_bd_from_gcj, bd)


_STEPS = {
    (Datum.WGS84, Datum.GCJ02): (_gcj_from_wgs,),
    (Datum.WGS84, Datum.BD09): (_gcj_from_wgs, _bd_from_gcj),
    (Datum.GCJ02, Datum.WGS84): (_wgs_from_gcj,),
    (Datum.GCJ02, Datum.BD09): (_bd_from_gcj,),
    (Datum.BD09, Datum.GCJ02): (_gcj_from_bd,),
    (Datum.BD09, Datum.WGS84): (_gcj_from_bd, _wgs_from_gcj),
}
