"""Progress of many places and units: page by page, each to be opened, in buttons that fit."""

from dataclasses import replace

from bot.progress_cards import MOST_PARTS, Shown, view_card
from bot.texts import said
from domain.progress import Count, View, unit_number
from storage.progress import Counted
from tests.kit.tasks import TASK

UNITS = [f"第{number:02}单位" for number in range(MOST_PARTS + 3)]
SHOWN = Shown(
    campaign=replace(TASK, number=123_456),
    view=View(campaign=123_456, area_code="450503101204", unit=0, is_by_unit=True),
    place="关井村",
    total=Count(open=len(UNITS)),
    parts=[Counted(key=it, name=it, count=Count(open=1)) for it in UNITS],
    levels={},
    own=(),
    may_nudge=True,
)


def opened(shown):
    """List what the buttons of a card open, by their labels."""
    _words, rows = view_card(shown)
    return {said(it.label): it.press for row in rows for it in row}


def test_every_unit_is_reached_page_by_page():
    first, second = opened(SHOWN), opened(replace(SHOWN, page=1))
    assert second == opened(replace(SHOWN, page=99))
    reached = {label: press for it in (first, second) for label, press in it.items()}
    for unit in UNITS:
        assert f":{unit_number(unit)}:" in reached[f"{unit} 0/1"]
    assert first["更多 ›"].endswith(":1")
    assert "更多 ›" not in second
    words = said(view_card(replace(SHOWN, page=1))[0])
    assert [it in words for it in (UNITS[0], UNITS[-1])] == [False, True]


def test_a_long_name_is_cut_to_fit_its_button():
    long = "北海市银海区退役军人事务局"
    part = Counted(key=long, name=long, count=Count(done=1))
    [label] = [it for it in opened(replace(SHOWN, parts=[part])) if it.endswith(" 1/1")]
    assert label == "北海市银海区退役军… 1/1"
