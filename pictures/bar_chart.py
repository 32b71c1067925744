"""Bars that lie: one line a name, with parts side by side and their sum at the end."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from pictures import colours
from pictures.fonts import face, readable, shortened, width

WIDTH = 900
MARGIN = 28
HEAD_HEIGHT = 128
LEGEND_HEIGHT = 64
LINE_HEIGHT = 52
NAME_WIDTH = 220
COUNT_WIDTH = 84
MOST_LINES, MOST_PARTS = 24, 3
MOST = 10**9
PARTS = ("#13744a", "#d9a441", "#c0271d")
ON_PARTS = ("#ffffff", "#3b2a00", "#ffffff")


@dataclass(frozen=True)
class Line:
    """One bar: what stands before it, and its parts from the left."""

    label: str
    parts: tuple[int, ...]

    @property
    def sum(self) -> int:
        """Count its parts together."""
        return sum(self.parts)


def draw(values: Mapping[str, Any]) -> bytes:
    """Draw the chart as PNG; the same values give the same bytes, odd counts are left out.

    Values: `title`, `note` below it, `lines` of `label` and `parts`, `words` for the parts.
    """
    lines = _lines(values.get("lines"))
    height = HEAD_HEIGHT + LINE_HEIGHT * max(1, len(lines)) + LEGEND_HEIGHT
    paper = Image.new("RGB", (WIDTH, height), colours.PAPER)
    pen = ImageDraw.Draw(paper)
    _put_head(pen, values)
    most = max([1, *(it.sum for it in lines)])
    for number, line in enumerate(lines):
        _put_line(pen, line, HEAD_HEIGHT + number * LINE_HEIGHT, most)
    _put_legend(pen, values.get("words"), height - LEGEND_HEIGHT // 2)
    file = io.BytesIO()
    paper.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _lines(given: Any) -> list[Line]:
    rows = [row for row in given or () if isinstance(row, Mapping)][:MOST_LINES]
    return [Line(readable(row.get("label")), _counts(row.get("parts"))) for row in rows]


def _counts(given: Any) -> tuple[int, ...]:
    parts = list(given)[:MOST_PARTS] if isinstance(given, (list, tuple)) else []
    return tuple(it if isinstance(it, int) and 0 <= it <= MOST else 0 for it in parts)


def _put_head(pen: ImageDraw.ImageDraw, values: Mapping[str, Any]) -> None:
    across = WIDTH - 2 * MARGIN
    for name, y, size, bold, colour in (
        ("title", 56, 38, True, colours.TEXT),
        ("note", 98, 26, False, colours.MUTED),
    ):
        font = face(size, bold=bold)
        text = shortened(readable(values.get(name)), font, across)
        pen.text((MARGIN, y), text, font=font, fill=colour, anchor="ls")


def _put_line(pen: ImageDraw.ImageDraw, line: Line, top: int, most: int) -> None:
    """Draw a bar; a part that is there is never too thin to be seen."""
    font, middle = face(26), top + LINE_HEIGHT // 2
    label = shortened(line.label, font, NAME_WIDTH - 12)
    pen.text((MARGIN, middle + 9), label, font=font, fill=colours.TEXT, anchor="ls")
    x = MARGIN + NAME_WIDTH
    room = WIDTH - MARGIN - COUNT_WIDTH - x - 4 * MOST_PARTS
    for count, colour, ink in zip(line.parts, PARTS, ON_PARTS, strict=False):
        if count:
            end = x + max(4, round(room * count / most))
            pen.rectangle((x, top + 8, end - 1, top + LINE_HEIGHT - 8), fill=colour)
            if width(str(count), face(22)) + 8 <= end - x:
                pen.text(
                    ((x + end) // 2, middle + 8), str(count), font=face(22), fill=ink, anchor="ms"
                )
            x = end
    pen.text((x + 12, middle + 9), str(line.sum), font=font, fill=colours.TEXT, anchor="ls")


def _put_legend(pen: ImageDraw.ImageDraw, words: Any, y: int) -> None:
    x, font = MARGIN, face(26)
    named = list(words)[:MOST_PARTS] if isinstance(words, (list, tuple)) else []
    for word, colour in zip(named, PARTS, strict=False):
        text = shortened(readable(word), font, max(0, WIDTH - MARGIN - x - 34))
        pen.rectangle((x, y - 12, x + 24, y + 12), fill=colour)
        pen.text((x + 34, y + 10), text, font=font, fill=colours.TEXT, anchor="ls")
        x += 34 + width(text, font) + 36
