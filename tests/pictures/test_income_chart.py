"""The chart of a year: always drawn, the same every time, whatever it is given."""

import io

import pytest
from PIL import Image

from bot import pictures
from pictures import income_chart
from pictures.income_chart import COSTS, INCOME, THE_LINE

MONTHS = [{"label": f"{n}月", "income": 1000 * n, "costs": 300 * (n % 2)} for n in range(1, 13)]
YEAR = {
    "title": "黄大明 2025-10 至 2026-09",
    "months": MONTHS,
    "line": 1000,
    "words": {"income": "收入", "costs": "支出", "line": "贫困线"},
}


def drawn(values):
    picture = Image.open(io.BytesIO(income_chart.draw(values)))
    picture.load()
    return picture


def colours_of(picture):
    return {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in picture.getcolors(1 << 20)}


def test_income_costs_and_the_line_are_seen():
    assert {INCOME, COSTS, THE_LINE} <= colours_of(drawn(YEAR))


def test_the_same_values_give_the_same_picture():
    assert income_chart.draw(YEAR) == income_chart.draw(YEAR)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"months": []},
        {"months": MONTHS[:1], "line": None},
        {"months": ["x", None, {}], "words": {}},
        {"months": MONTHS * 5},
        {"months": [{"label": None, "income": "nan", "costs": -5}], "line": "x"},
        {"months": [{"label": "长" * 90, "income": 1e300, "costs": 10**9}], "line": 10**9},
        {"months": [{"label": "1", "income": 0.01, "costs": 0}], "title": "题" * 300},
    ],
)
def test_whatever_it_is_given_it_draws_something(values):
    assert drawn(values).size == (income_chart.WIDTH, income_chart.HEIGHT)


async def test_the_courier_can_draw_it():
    assert (await pictures.draw(pictures.INCOME_CHART, YEAR)).startswith(b"\x89PNG")
