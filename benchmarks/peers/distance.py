"""How far two points are apart, as most bots do it."""

from math import asin, cos, radians, sin, sqrt

HOUSEHOLD = (21.40, 109.10)
"""A bare bot knows one household."""
EARTH_RADIUS_M = 6_371_000


def from_household_m(latitude: float, longitude: float) -> int:
    """Measure from the household on a sphere (haversine)."""
    north, east = radians(latitude - HOUSEHOLD[0]), radians(longitude - HOUSEHOLD[1])
    across = cos(radians(HOUSEHOLD[0])) * cos(radians(latitude)) * sin(east / 2) ** 2
    return round(2 * EARTH_RADIUS_M * asin(sqrt(sin(north / 2) ** 2 + across)))
