"""Twelve months of a household: income up, costs down, and what the poverty line asks a month."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from pictures import colours
from pictures.fonts import face, readable, shortened, width

WIDTH, HEIGHT = 900, 560
MARGIN = 28
TITLE_HEIGHT = 84
LEGEND_HEIGHT = 72
SCALE_WIDTH = 96
LABEL_HEIGHT = 40
MOST_MONTHS = 12
MOST_YUAN = 10**9
INCOME = "#13744a"
COSTS = "#b35900"
THE_LINE = "#2f5f8f"


@dataclass(frozen=True)
class Month:
    """One month: what stands under it, what came in and what was spent."""

    label: str
    income: float
    costs: float


@dataclass(frozen=True)
class Plot:
    """Where amounts lie on the paper."""

    left: int
    right: int
    top: int
    bottom: int
    highest: float
    lowest: float

    def y(self, amount: float) -> int:
        """Find the height of an amount."""
        share = (self.highest - amount) / (self.highest - self.lowest)
        return round(self.top + share * (self.bottom - self.top))


def draw(values: Mapping[str, Any]) -> bytes:
    """Draw the chart as PNG; the same values give the same bytes, odd amounts are left out."""
    months = _months(values.get("months"))
    line = _amount(values.get("line"))
    words = values.get("words") or {}
    paper = Image.new("RGB", (WIDTH, HEIGHT), colours.PAPER)
    pen = ImageDraw.Draw(paper)
    title = shortened(readable(values.get("title")), face(38, bold=True), WIDTH - 2 * MARGIN)
    pen.text((MARGIN, 56), title, font=face(38, bold=True), fill=colours.TEXT, anchor="ls")
    plot = _plot(months, line)
    _put_scale(pen, plot)
    _put_bars(pen, plot, months)
    if line:
        _put_line(pen, plot, line)
    _put_legend(pen, words, has_line=bool(line))
    file = io.BytesIO()
    paper.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _months(given: Any) -> list[Month]:
    rows = [row for row in given or () if isinstance(row, Mapping)][:MOST_MONTHS]
    return [
        Month(readable(row.get("label")), _amount(row.get("income")), _amount(row.get("costs")))
        for row in rows
    ]


def _amount(value: Any) -> float:
    try:
        amount = float(value)
    except (TypeError, ValueError):
        return 0.0
    return amount if 0 <= amount <= MOST_YUAN else 0.0


def _plot(months: list[Month], line: float) -> Plot:
    """Leave room for the highest bar and the line above, the deepest bar below."""
    up = max([line, *(it.income for it in months), 1.0])
    down = max([0.0, *(it.costs for it in months)])
    return Plot(
        left=MARGIN + SCALE_WIDTH,
        right=WIDTH - MARGIN,
        top=TITLE_HEIGHT + 16,
        bottom=HEIGHT - LEGEND_HEIGHT - LABEL_HEIGHT,
        highest=up * 1.06,
        lowest=-down * 1.06,
    )


def _put_scale(pen: ImageDraw.ImageDraw, plot: Plot) -> None:
    step = _step(plot.highest - plot.lowest)
    first, last = int(plot.lowest / step), int(plot.highest / step)
    font = face(22)
    for number in range(first, last + 1):
        y = plot.y(number * step)
        colour = colours.MUTED if number == 0 else colours.GRID
        pen.line([(plot.left, y), (plot.right, y)], fill=colour, width=2)
        written = f"{abs(number * step):,.0f}"
        at = (plot.left - 12, y + 8)
        pen.text(at, written, font=font, fill=colours.MUTED, anchor="rs")


def _step(span: float) -> float:
    """Choose a round distance between lines, so that there are about five."""
    rough = max(span / 5, 1.0)
    power = 10 ** (len(str(int(rough))) - 1)
    return float(next(it * power for it in (1, 2, 5, 10) if it * power >= rough))


def _put_bars(pen: ImageDraw.ImageDraw, plot: Plot, months: list[Month]) -> None:
    across = (plot.right - plot.left) / max(len(months), 1)
    zero, font = plot.y(0), face(22)
    for number, month in enumerate(months):
        left = plot.left + number * across
        bar = (round(left + across * 0.2), round(left + across * 0.8))
        if month.income:
            pen.rectangle((bar[0], plot.y(month.income), bar[1], zero - 1), fill=INCOME)
        if month.costs:
            pen.rectangle((bar[0], zero + 1, bar[1], plot.y(-month.costs)), fill=COSTS)
        label = shortened(month.label, font, round(across))
        at = (round(left + across / 2), plot.bottom + 30)
        pen.text(at, label, font=font, fill=colours.TEXT, anchor="ms")


def _put_line(pen: ImageDraw.ImageDraw, plot: Plot, line: float) -> None:
    y = plot.y(line)
    for x in range(plot.left, plot.right, 24):
        pen.line([(x, y), (min(x + 14, plot.right), y)], fill=THE_LINE, width=4)


def _put_legend(pen: ImageDraw.ImageDraw, words: Mapping[str, Any], *, has_line: bool) -> None:
    signs = [("income", INCOME), ("costs", COSTS), *([("line", THE_LINE)] if has_line else [])]
    x, y, font = MARGIN, HEIGHT - LEGEND_HEIGHT // 2, face(26)
    for name, colour in signs:
        text = shortened(readable(words.get(name)), font, max(0, WIDTH - MARGIN - x - 34))
        pen.rectangle((x, y - 12, x + 24, y + 8 if name != "line" else y - 6), fill=colour)
        pen.text((x + 34, y + 8), text, font=font, fill=colours.TEXT, anchor="ls")
        x += 34 + width(text, font) + 36
