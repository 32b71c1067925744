"""The lines below a map: what the signs mean, and what stands behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from pictures import colours
from pictures.badges import Badge
from pictures.fonts import face, shortened, width
from pictures.marks import house, put, put_badge, sign
from pictures.projection import Pixel
from pictures.sketch_values import Kind, Point, Sketch

MARGIN = 32
KEY_HEIGHT = 68
LINE_HEIGHT = 50
TEXT = 28
KEY_SIGN = 34
BADGE = 40
MOST_LINES = {1: 8, 2: 12}
"""By the number of columns, the line that counts the rest included."""


@dataclass(frozen=True, kw_only=True)
class Legend:
    """What is written below a map of this width, measured before it is drawn."""

    width: int
    columns: int
    lines: Sequence[Point]
    rest: str
    key: Sequence[tuple[Image.Image, str]]

    @property
    def height(self) -> int:
        """How many pixels it needs."""
        return self._key_height + self._rows * LINE_HEIGHT + (MARGIN // 2 if self._rows else 0)

    @property
    def _key_height(self) -> int:
        return KEY_HEIGHT if self.key else 0

    @property
    def _rows(self) -> int:
        return -(-(len(self.lines) + bool(self.rest)) // self.columns)

    def put(self, paper: Image.Image, top: int) -> None:
        """Write it on the paper."""
        self._put_key(paper, top + KEY_HEIGHT / 2)
        room = _room(self.width, self.columns)
        for at, point in enumerate(self.lines):
            _put_line(paper, point, self._corner(at, top), room)
        if self.rest:
            corner = self._corner(len(self.lines), top)
            _write(paper, self.rest, corner, room, colours.MUTED)

    def _corner(self, at: int, top: int) -> Pixel:
        """Find a line's left end; lines run down the first column, then the next."""
        column, row = divmod(at, self._rows)
        left = MARGIN + column * (_room(self.width, self.columns) + MARGIN)
        return left, top + self._key_height + (row + 0.5) * LINE_HEIGHT

    def _put_key(self, paper: Image.Image, middle: float) -> None:
        room = (self.width - 2 * MARGIN) // max(len(self.key), 1)
        for at, (stamp, word) in enumerate(self.key):
            left = MARGIN + at * room
            put(paper, stamp, (left + KEY_SIGN / 2, middle))
            spare = room - KEY_SIGN - 24
            _write(paper, word, (left + KEY_SIGN + 10, middle), spare, colours.TEXT)


def legend_of(sketch: Sketch, across: int) -> Legend:
    """Choose what stands below a map, in two columns when every caption fits in one of them."""
    captioned = [point for point in sketch.points if point.caption]
    columns = _columns(captioned, across)
    lines = _lines(captioned, MOST_LINES[columns])
    rest = len(captioned) - len(lines)
    return Legend(
        width=across,
        columns=columns,
        lines=lines,
        rest=sketch.words["more"].replace("{count}", str(rest)) if rest else "",
        key=_key(sketch),
    )


def _columns(captioned: Sequence[Point], across: int) -> int:
    font, room = face(TEXT), _room(across, 2)
    fits = all(width(point.caption, font) <= room - _indent(point) for point in captioned)
    return 2 if fits and len(captioned) > 1 else 1


def _lines(captioned: Sequence[Point], most: int) -> Sequence[Point]:
    """Keep exceptions, then what is still to be looked at, then the rest; the order stays."""
    if len(captioned) <= most:
        return captioned
    ranked = sorted(range(len(captioned)), key=lambda at: -list(Kind).index(captioned[at].kind))
    return [captioned[at] for at in sorted(ranked[: most - 1])]


def _key(sketch: Sketch) -> Sequence[tuple[Image.Image, str]]:
    kinds = Kind if sketch.points else ()
    signs = [(sign(kind, KEY_SIGN), sketch.words[kind]) for kind in kinds]
    return [*signs, (house(KEY_SIGN), sketch.words["place"])] if sketch.places else signs


def _room(across: int, columns: int) -> int:
    return (across - MARGIN * (columns + 1)) // columns


def _indent(point: Point) -> int:
    return max(BADGE, _badge(point, (0, 0)).size(BADGE)[0]) + 12


def _badge(point: Point, at: Pixel) -> Badge:
    return Badge(at, point.label, (point.kind,), at)


def _put_line(paper: Image.Image, point: Point, at: Pixel, room: int) -> None:
    left, middle = at
    indent = _indent(point)
    put_badge(paper, _badge(point, (left + (indent - 12) / 2, middle)), BADGE)
    _write(paper, point.caption, (left + indent, middle), room - indent, colours.TEXT)


def _write(paper: Image.Image, text: str, at: Pixel, room: int, colour: str) -> None:
    font = face(TEXT)
    line = shortened(text, font, room)
    ImageDraw.Draw(paper).text((at[0], at[1] + 10), line, font=font, fill=colour, anchor="ls")
