"""What helps reading a map: the names of places, the scale bar, and where north is."""

from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from pictures import colours
from pictures.fonts import face, shortened, width
from pictures.marks import Stencil, house, put
from pictures.placing import Room
from pictures.projection import Box, Pixel, Projection
from pictures.sketch_values import Place

HOUSE = 30
NAME = 26
LONGEST_NAME = 260
PIN = 52


def put_places(
    paper: Image.Image, places: Sequence[Place], projection: Projection, room: Room
) -> None:
    """Draw every place's house, and its name where there is room for it."""
    pixels = [projection.pixel(place.latitude, place.longitude) for place in places]
    for at in pixels:
        put(paper, house(HOUSE), at)
    taken = list(room.taken)
    for place, at in zip(places, pixels, strict=True):
        spot = _free_spot(place.label, at, Room(room.box, taken))
        if spot:
            taken.append(spot)
            _put_name(paper, place.label, spot)


def _free_spot(label: str, at: Pixel, room: Room) -> Box | None:
    """Look below, above, right and left of the house; take the first free one."""
    font = face(NAME)
    across = width(shortened(label, font, LONGEST_NAME), font)
    if not across:
        return None
    spots = [spot for spot in _spots(at, across) if room.box.holds(spot)]
    free = (spot for spot in spots if not any(spot.overlap(other) for other in room.taken))
    return next(free, None)


def _spots(at: Pixel, across: float) -> list[Box]:
    x, y = at
    tall = NAME * 1.2
    middles: list[Pixel] = []
    for reach in (HOUSE / 2 + 3, PIN / 2 + 8):
        down, beside = reach + tall / 2, reach + across / 2
        middles += [(x, y + down), (x, y - down), (x + beside, y), (x - beside, y)]
    return [
        Box(left=mx - across / 2, top=my - tall / 2, right=mx + across / 2, bottom=my + tall / 2)
        for mx, my in middles
    ]


def _put_name(paper: Image.Image, label: str, spot: Box) -> None:
    font = face(NAME)
    text = shortened(label, font, LONGEST_NAME)
    ImageDraw.Draw(paper).text(
        spot.middle, text, font=font, fill=colours.PLACE, anchor="mm",
        stroke_width=3, stroke_fill=colours.LAND,
    )  # fmt: skip


def corners(projection: Projection, box: Box) -> list[Box]:
    """Say what the scale bar and the arrow cover, so that nothing else stands there."""
    bar = projection.cell_m * projection.px_per_m
    return [
        Box(left=box.left, top=box.bottom - 74, right=box.left + bar + 36, bottom=box.bottom),
        Box(left=box.right - 76, top=box.top, right=box.right, bottom=box.top + 104),
    ]


def put_scale(
    paper: Image.Image, projection: Projection, box: Box, words: Mapping[str, str]
) -> None:
    """Draw one cell's length at the lower left, with its round figure."""
    long_px = projection.cell_m * projection.px_per_m
    left, low = box.left + 24, box.bottom - 22
    pen = ImageDraw.Draw(paper)
    pen.rectangle((left - 3, low - 11, left + long_px + 3, low + 3), fill=colours.PAPER)
    pen.rectangle((left, low - 8, left + long_px, low), fill=colours.TEXT)
    pen.rectangle((left + long_px / 2, low - 6, left + long_px - 2, low - 2), fill=colours.PAPER)
    font = face(26, bold=True)
    text = shortened(length(projection.cell_m, words), font, 240)
    pen.text(
        (left, low - 18), text, font=font, fill=colours.TEXT, anchor="ls",
        stroke_width=3, stroke_fill=colours.LAND,
    )  # fmt: skip


def length(length_m: float, words: Mapping[str, str]) -> str:
    """Say a length with its unit: 200 米, 5 公里."""
    if length_m < 1000:
        return f"{length_m:g} {words['m']}"
    return f"{length_m / 1000:g} {words['km']}"


def put_north(paper: Image.Image, box: Box, words: Mapping[str, str]) -> None:
    """Draw the arrow to the north at the upper right."""
    x, y = box.right - 44, box.top + 46
    arrow = Stencil(36, 44)
    arrow.shape([(18, 0), (36, 44), (18, 34), (0, 44)], colours.PAPER)
    arrow.shape([(18, 5), (32, 39), (18, 31)], colours.MUTED)
    arrow.shape([(18, 5), (4, 39), (18, 31)], colours.TEXT)
    put(paper, arrow.small(), (x, y - 8))
    ImageDraw.Draw(paper).text(
        (x, y + 42), words["north"][:2], font=face(24, bold=True), fill=colours.TEXT, anchor="ms",
        stroke_width=3, stroke_fill=colours.LAND,
    )  # fmt: skip
