"""Bars: always drawn, the same every time, whatever they are given."""

import io

import pytest
from PIL import Image

from bot import pictures
from pictures import bar_chart
from pictures.bar_chart import PARTS

LINES = [{"label": "住房", "parts": [8, 3, 1]}, {"label": "饮水", "parts": [0, 2, 0]}]
BARS = {"title": "帮扶需求 · 银滩镇", "note": "在办 5", "lines": LINES,
        "words": ["已办结", "在办", "逾期"]}  # fmt: skip


def drawn(values):
    picture = Image.open(io.BytesIO(bar_chart.draw(values)))
    picture.load()
    return picture


def colours_of(picture):
    return {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in picture.getcolors(1 << 20)}


def test_every_part_is_seen_however_small():
    lines = [{"label": "一", "parts": [1, 100_000, 1]}]
    assert set(PARTS) <= colours_of(drawn({"lines": lines}))


def test_a_part_that_is_not_there_is_not_drawn():
    assert PARTS[2] not in colours_of(drawn({"lines": LINES[1:]}))


def test_the_same_values_give_the_same_picture():
    assert bar_chart.draw(BARS) == bar_chart.draw(BARS)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"lines": "x", "words": 3},
        {"lines": [{"label": None, "parts": ["x", -1, 1e9]}, None]},
        {"lines": LINES * 40, "title": "题" * 300, "note": "注" * 300, "words": ["词" * 90] * 9},
        {"lines": [{"label": "长" * 90, "parts": [10**9, 10**9, 10**9, 1]}]},
    ],
)
def test_whatever_it_is_given_it_draws_something(values):
    assert drawn(values).width == bar_chart.WIDTH


async def test_the_courier_can_draw_it():
    assert (await pictures.draw(pictures.BAR_CHART, BARS)).startswith(b"\x89PNG")
