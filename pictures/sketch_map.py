"""A sketch map of a month's check-ins, for the screen of a phone in the sun."""

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw

from pictures import colours, edges, ground, projection
from pictures.badges import Pin
from pictures.fonts import face, shortened
from pictures.legend import MARGIN, legend_of
from pictures.marks import needle, put, put_badge
from pictures.placing import Room, arranged
from pictures.projection import Box
from pictures.sketch_values import Sketch, read

WIDTH = 900
MAP_HEIGHT = 620
TITLE_HEIGHT = 88
NOTE_HEIGHT = 52
PADDING = 76
"""Between the outermost point and the map's edge: room for arrow, scale bar and half a badge."""


def draw(values: Mapping[str, Any]) -> bytes:
    """Draw the map as PNG; the same values give the same bytes, and bad points are left out."""
    sketch = read(values)
    legend = legend_of(sketch, WIDTH)
    top = (NOTE_HEIGHT if sketch.note else 0) + TITLE_HEIGHT
    size = WIDTH, top + MAP_HEIGHT + legend.height
    paper = Image.new("RGB", size, colours.PAPER)
    _put_heading(paper, sketch)
    _put_map(paper, sketch, Box(left=0, top=top, right=WIDTH, bottom=top + MAP_HEIGHT))
    legend.put(paper, top + MAP_HEIGHT)
    return _png(paper)


def _put_heading(paper: Image.Image, sketch: Sketch) -> None:
    pen = ImageDraw.Draw(paper)
    middle = TITLE_HEIGHT / 2
    if sketch.note:
        pen.rectangle((0, 0, WIDTH, NOTE_HEIGHT), fill=colours.WARNING)
        _write(pen, sketch.note, NOTE_HEIGHT / 2, 26, colours.WARNING_TEXT)
        middle += NOTE_HEIGHT
    _write(pen, sketch.title, middle, 44, colours.TEXT)


def _write(pen: ImageDraw.ImageDraw, text: str, middle: float, size: int, colour: str) -> None:
    font = face(size, bold=True)
    line = shortened(text, font, WIDTH - 2 * MARGIN)
    pen.text((MARGIN, middle + size * 0.37), line, font=font, fill=colour, anchor="ls")


def _put_map(paper: Image.Image, sketch: Sketch, box: Box) -> None:
    plan = projection.fitting(sketch, box.shrunk(PADDING))
    paper.paste(ground.draw(box, plan, sketch.places), (round(box.left), round(box.top)))
    room = Room(box.shrunk(8), edges.corners(plan, box))
    signs = arranged(_pins(sketch, plan), room, edges.PIN)
    _put_frame(paper, box)
    taken = [*room.taken, *(badge.box(edges.PIN) for badge in signs)]
    edges.put_places(paper, sketch.places, plan, Room(room.box, taken))
    if not sketch.points:
        _put_nothing(paper, sketch, box)
    if sketch.points or sketch.places:
        edges.put_scale(paper, plan, box, sketch.words)
        edges.put_north(paper, box, sketch.words)
    ground.put_leaders(paper, signs)
    for badge in signs:
        put_badge(paper, badge, edges.PIN)


def _pins(sketch: Sketch, plan: projection.Projection) -> list[Pin]:
    return [
        Pin(plan.pixel(point.latitude, point.longitude), point.label, point.kind)
        for point in sketch.points
    ]


def _put_frame(paper: Image.Image, box: Box) -> None:
    pen = ImageDraw.Draw(paper)
    for edge in (box.top, box.bottom - 2):
        pen.rectangle((box.left, edge, box.right, edge + 1), fill=colours.EDGE)


def _put_nothing(paper: Image.Image, sketch: Sketch, box: Box) -> None:
    """Say kindly that there is nothing to show."""
    x, y = box.middle
    if not sketch.places:
        put(paper, needle(84, 112), (x, y - 66))
    font = face(36, bold=True)
    line = shortened(sketch.words["empty"], font, WIDTH - 4 * MARGIN)
    at = (x, y + 50) if not sketch.places else (x, box.top + 56)
    ImageDraw.Draw(paper).text(
        at, line, font=font, fill=colours.MUTED, anchor="ms",
        stroke_width=4, stroke_fill=colours.LAND,
    )  # fmt: skip


def _png(paper: Image.Image) -> bytes:
    file = io.BytesIO()
    paper.save(file, "PNG", compress_level=4)
    return file.getvalue()
