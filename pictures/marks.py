"""The signs of a sketch map: smooth shapes, drawn large once and kept small."""

from functools import lru_cache

from PIL import Image, ImageDraw

from pictures import colours
from pictures.badges import Badge, text_size
from pictures.fonts import face
from pictures.projection import Pixel
from pictures.sketch_values import Kind

FINER = 4
"""Shapes are drawn this many times larger, so that their edges come out smooth."""


class Stencil:
    """A small transparent picture drawn in its final measures."""

    def __init__(self, width: int, height: int) -> None:
        self._large = Image.new("RGBA", (width * FINER, height * FINER), (255, 255, 255, 0))
        self._pen = ImageDraw.Draw(self._large)

    def disc(self, box: tuple[float, float, float, float], colour: str) -> None:
        """Fill an ellipse."""
        self._pen.ellipse([edge * FINER for edge in box], fill=colour)

    def shape(self, corners: list[Pixel], colour: str) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * FINER, y * FINER) for x, y in corners], fill=colour)

    def pill(self, box: tuple[float, float, float, float], colour: str) -> None:
        """Fill a rectangle with round ends."""
        radius = (box[3] - box[1]) / 2 * FINER
        self._pen.rounded_rectangle([edge * FINER for edge in box], radius, fill=colour)

    def small(self) -> Image.Image:
        """Give the picture in its final size."""
        return self._large.reduce(FINER)


@lru_cache(maxsize=64)
def sign(kind: Kind, size: int) -> Image.Image:
    """Draw a kind's sign: a full disc, a ring or a triangle, on a white edge."""
    stencil = Stencil(size, size)
    draw = {Kind.OK: _disc, Kind.WEAK: _ring, Kind.EXCEPTION: _triangle}[kind]
    draw(stencil, size, colours.KINDS[kind])
    return stencil.small()


def _disc(stencil: Stencil, size: int, colour: str) -> None:
    edge = size * 0.05
    stencil.disc((0, 0, size, size), colours.PAPER)
    stencil.disc((edge, edge, size - edge, size - edge), colour)


def _ring(stencil: Stencil, size: int, colour: str) -> None:
    _disc(stencil, size, colour)
    inner = size * 0.17
    stencil.disc((inner, inner, size - inner, size - inner), colours.PAPER)


def _triangle(stencil: Stencil, size: int, colour: str) -> None:
    low, high = size * 0.93, size * 0.04
    stencil.shape([(size / 2, 0), (size, size), (0, size)], colours.PAPER)
    stencil.shape([(size / 2, high * 2), (size - high, low), (high, low)], colour)


@lru_cache(maxsize=8)
def house(size: int) -> Image.Image:
    """Draw the sign of a place: a small house."""
    stencil = Stencil(size, size)
    stencil.disc((0, 0, size, size), colours.PAPER)
    roof = [(size * part, size * 0.5) for part in (0.14, 0.86)]
    stencil.shape([(size / 2, size * 0.14), roof[1], roof[0]], colours.PLACE)
    walls = [(0.25, 0.48), (0.75, 0.48), (0.75, 0.82), (0.25, 0.82)]
    stencil.shape([(size * x, size * y) for x, y in walls], colours.PLACE)
    return stencil.small()


@lru_cache(maxsize=1)
def needle(width: int, height: int) -> Image.Image:
    """Draw a large map needle, for a map with nothing on it."""
    stencil = Stencil(width, height)
    for inset, colour in ((0, colours.MUTED), (7, colours.LAND)):
        middle = width / 2
        stencil.disc((inset, inset, width - inset, width - inset), colour)
        flank = middle * 1.37
        side = width * 0.067 + inset
        corners = [(side, flank), (width - side, flank), (middle, height - inset * 1.6)]
        stencil.shape(corners, colour)
    hole = width * 0.36
    stencil.disc((hole, hole, width - hole, width - hole), colours.MUTED)
    return stencil.small()


@lru_cache(maxsize=64)
def _pill(width: int, height: int) -> Image.Image:
    stencil = Stencil(width, height)
    stencil.pill((0, 0, width - 0.5, height - 0.5), colours.LEADER)
    stencil.pill((2.5, 2.5, width - 3, height - 3), colours.PAPER)
    return stencil.small()


def put(paper: Image.Image, stamp: Image.Image, centre: Pixel) -> None:
    """Lay a small picture on the paper."""
    at = round(centre[0] - stamp.width / 2), round(centre[1] - stamp.height / 2)
    paper.paste(stamp, at, stamp)


def put_badge(paper: Image.Image, badge: Badge, height: int) -> None:
    """Lay a badge on the paper, where it found room."""
    if badge.is_pin:
        _put_pin(paper, badge, height)
    else:
        _put_pill(paper, badge, height)


def _put_pin(paper: Image.Image, badge: Badge, height: int) -> None:
    kind = badge.kinds[0]
    put(paper, sign(kind, height), badge.at)
    is_triangle = kind is Kind.EXCEPTION
    size = round(text_size(height) * (0.84 if is_triangle else 1))
    x, y = badge.at
    lower = height * 0.17 if is_triangle else 0
    _write(paper, (x, y + lower), badge.text, size, colours.ON_KIND[kind])


def _put_pill(paper: Image.Image, badge: Badge, height: int) -> None:
    across, down = badge.size(height)
    put(paper, _pill(across, down), badge.at)
    x, y = badge.at
    step = round(down * 0.62)
    left = x - across / 2 + down * 0.3
    for at, kind in enumerate(badge.kinds):
        put(paper, sign(kind, step), (left + step * (at + 0.5), y))
    words_left = left + step * len(badge.kinds)
    middle = (words_left + x + across / 2 - down * 0.2) / 2
    _write(paper, (middle, y), badge.text, text_size(height), colours.TEXT)


def _write(paper: Image.Image, centre: Pixel, text: str, size: int, colour: str) -> None:
    """Write digits with their height, not their line, in the middle."""
    font = face(size, bold=True)
    half = size * 0.365
    at = centre[0], centre[1] + half
    ImageDraw.Draw(paper).text(at, text, font=font, fill=colour, anchor="ms")
