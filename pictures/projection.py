"""From degrees to pixels: a local map with the same scale in both directions."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pictures.sketch_values import Place, Point, Sketch

METRES_PER_DEGREE = 111_195.0
SMALLEST_EXTENT_M = 400.0
NARROWEST_CELL = 100
"""Pixels between two lines of the grid, at least; 2.5 times that at most."""
Pixel = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Pixel:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shrunk(self, by: float) -> "Box":
        """Leave out a margin on every side."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return Box(left=left + by, top=top + by, right=right - by, bottom=bottom - by)

    def overlap(self, other: "Box") -> float:
        """Measure the common area."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0) * max(down, 0)

    def holds(self, other: "Box") -> bool:
        """Tell whether the other lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Where a point of the earth lies on the picture; north is up."""

    latitude: float
    longitude: float
    centre: Pixel
    px_per_m: float

    def pixel(self, latitude: float, longitude: float) -> Pixel:
        """Place a point."""
        east_m = (longitude - self.longitude) * METRES_PER_DEGREE * _narrowing(self.latitude)
        north_m = (latitude - self.latitude) * METRES_PER_DEGREE
        x, y = self.centre
        return x + east_m * self.px_per_m, y - north_m * self.px_per_m

    @property
    def cell_m(self) -> float:
        """The grid's step: the smallest round length that is not too narrow to look at."""
        return round_length_m(NARROWEST_CELL / self.px_per_m)


def fitting(sketch: Sketch, box: Box) -> Projection:
    """Choose centre and scale so that every point and place lies in the box."""
    latitudes, longitudes = _reach(sketch)
    latitude, longitude = sum(latitudes) / 2, sum(longitudes) / 2
    degree_m = METRES_PER_DEGREE * _narrowing(latitude)
    across_m = max((longitudes[1] - longitudes[0]) * degree_m, SMALLEST_EXTENT_M)
    down_m = max((latitudes[1] - latitudes[0]) * METRES_PER_DEGREE, SMALLEST_EXTENT_M)
    px_per_m = min((box.right - box.left) / across_m, (box.bottom - box.top) / down_m)
    return Projection(latitude=latitude, longitude=longitude, centre=box.middle, px_per_m=px_per_m)


def round_length_m(least_m: float) -> float:
    """Find the smallest 1, 2 or 5 × 10ⁿ metres that is not shorter."""
    tens = 10.0 ** math.floor(math.log10(least_m))
    return next(step * tens for step in (1, 2, 5, 10) if step * tens >= least_m * 0.999)


def _reach(sketch: Sketch) -> tuple[Pixel, Pixel]:
    spots: list[Point | Place] = [*sketch.points, *sketch.places]
    latitudes = [spot.latitude for spot in spots]
    longitudes = [spot.longitude for spot in spots]
    for place in sketch.places:
        up, aside = _radius_degrees(place)
        latitudes += [place.latitude - up, place.latitude + up]
        longitudes += [place.longitude - aside, place.longitude + aside]
    return _ends(latitudes), _ends(longitudes)


def _radius_degrees(place: Place) -> Pixel:
    up = place.radius_m / METRES_PER_DEGREE
    return up, up / _narrowing(place.latitude)


def _ends(degrees: Iterable[float]) -> Pixel:
    degrees = list(degrees) or [0.0]
    return min(degrees), max(degrees)


def _narrowing(latitude: float) -> float:
    """Say how much shorter a degree of longitude is here; never nothing, even at a pole."""
    return max(math.cos(math.radians(latitude)), 0.01)
