"""What lies under the badges: land, grid, the reach of places, and leaders to the exact points."""

import math
from collections.abc import Iterable, Iterator, Sequence

from PIL import Image, ImageDraw

from pictures import colours
from pictures.badges import Badge
from pictures.projection import Box, Pixel, Projection
from pictures.sketch_values import Place

FINER = 2
MOST_LINES = 40


def draw(box: Box, projection: Projection, places: Sequence[Place]) -> Image.Image:
    """Draw land, grid and rings, the size of the box."""
    size = round(box.right - box.left) * FINER, round(box.bottom - box.top) * FINER
    land = Image.new("RGB", size, colours.LAND)
    pen = ImageDraw.Draw(land)
    rings = [_ring(place, box, projection) for place in places]
    for ring in rings:
        pen.ellipse(ring, fill=colours.PLACE_GROUND)
    _grid(pen, box, projection)
    for ring in rings:
        pen.ellipse(ring, outline=colours.PLACE_EDGE, width=2 * FINER)
    return land.reduce(FINER)


def _ring(place: Place, box: Box, projection: Projection) -> tuple[float, float, float, float]:
    x, y = projection.pixel(place.latitude, place.longitude)
    reach = place.radius_m * projection.px_per_m
    edges = (x - reach - box.left, y - reach - box.top, x + reach - box.left, y + reach - box.top)
    left, top, right, bottom = (edge * FINER for edge in edges)
    return left, top, right, bottom


def _grid(pen: ImageDraw.ImageDraw, box: Box, projection: Projection) -> None:
    step = projection.cell_m * projection.px_per_m
    x, y = projection.centre
    across, down = (box.right - box.left) * FINER, (box.bottom - box.top) * FINER
    for at in _lines(x - box.left, step, box.right - box.left):
        pen.line([(at * FINER, 0), (at * FINER, down)], fill=colours.GRID, width=FINER)
    for at in _lines(y - box.top, step, box.bottom - box.top):
        pen.line([(0, at * FINER), (across, at * FINER)], fill=colours.GRID, width=FINER)


def _lines(origin: float, step: float, end: float) -> Iterator[float]:
    """Count lines through the origin, from the first on the paper to the last."""
    first = origin - math.floor(origin / step) * step
    return (first + at * step for at in range(MOST_LINES) if first + at * step < end)


def put_leaders(paper: Image.Image, badges: Iterable[Badge]) -> None:
    """Lead from each badge that had to move to the place it stands for."""
    pen = ImageDraw.Draw(paper)
    for badge in badges:
        if math.dist(badge.at, badge.anchor) > 5:
            pen.line([badge.at, badge.anchor], fill=colours.LEADER, width=3)
            pen.ellipse(_around(badge.anchor, 6), fill=colours.PAPER)
            pen.ellipse(_around(badge.anchor, 4.5), fill=colours.LEADER)


def _around(centre: Pixel, reach: float) -> tuple[float, float, float, float]:
    x, y = centre
    return x - reach, y - reach, x + reach, y + reach
