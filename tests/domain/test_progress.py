"""Progress in numbers: what a button asks for, where it leads, what is counted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.areas import Level
from domain.progress import NOWHERE, Count, Share, View, unit_number, unit_of, view_of

DISTRICT, TOWN, VILLAGE = "450503", "450503001", "450503001002"


@given(
    st.builds(
        View,
        campaign=st.integers(1, 10**9),
        area_code=st.sampled_from(["", NOWHERE, DISTRICT, TOWN, VILLAGE]),
        unit=st.integers(0, 2**32 - 1),
        share=st.sampled_from(Share),
        level=st.sampled_from([None, *Level]),
        is_by_unit=st.booleans(),
    )
)
def test_a_view_comes_back_from_its_button(view):
    assert view_of(view.numbers) == view


@pytest.mark.parametrize("numbers", [(), (1,), (1, 2, 3, 9, 0, 0), (1, 2, 3, 0, 9, 0), (0,) * 9])
def test_what_nobody_wrote_is_no_view(numbers):
    assert view_of(numbers) is None


@pytest.mark.parametrize(
    ("view", "part", "narrower"),
    [
        (View(campaign=1), TOWN, View(campaign=1, area_code=TOWN)),
        (View(campaign=1), "", View(campaign=1, area_code=NOWHERE)),
        (View(campaign=1, area_code=TOWN), VILLAGE, View(campaign=1, area_code=VILLAGE)),
        (
            View(campaign=1, area_code=TOWN),
            TOWN,
            View(campaign=1, area_code=TOWN, level=Level.TOWN),
        ),
        (
            View(campaign=1, area_code=VILLAGE),
            "海洋局",
            View(campaign=1, area_code=VILLAGE, unit=unit_number("海洋局")),
        ),
        (
            View(campaign=1, area_code=TOWN, is_by_unit=True),
            "海洋局",
            View(campaign=1, area_code=TOWN, unit=unit_number("海洋局")),
        ),
        (
            View(campaign=1, unit=7),
            TOWN,
            View(campaign=1, area_code=TOWN, unit=7),
        ),
    ],
)
def test_parts_of_a_view_are_narrower(view, part, narrower):
    assert view.narrowed(part) == narrower


@pytest.mark.parametrize(
    ("code", "own", "above"),
    [
        (VILLAGE, (DISTRICT,), TOWN),
        (TOWN, (DISTRICT,), DISTRICT),
        (DISTRICT, (DISTRICT,), None),
        (VILLAGE, (VILLAGE,), None),
        (VILLAGE, (VILLAGE, "450503001003"), ""),
        (VILLAGE, (), TOWN),
        (DISTRICT, (), ""),
        (NOWHERE, (), ""),
        ("", (), None),
    ],
)
def test_back_leads_as_wide_as_one_sees(code, own, above):
    wider = View(campaign=1, area_code=code).wider(own)
    assert wider == (None if above is None else View(campaign=1, area_code=above))


def test_a_unit_leads_back_to_the_units():
    of_unit = View(campaign=1, area_code=TOWN, unit=7)
    assert of_unit.wider(()) == View(campaign=1, area_code=TOWN, is_by_unit=True)
    in_village = replace(of_unit, area_code=VILLAGE)
    assert in_village.is_leaf
    assert in_village.wider(()) == View(campaign=1, area_code=VILLAGE)


def test_places_lie_one_level_below():
    assert View(campaign=1).digits(()) == 9
    assert View(campaign=1).digits((VILLAGE, "450503002")) == 9
    assert View(campaign=1, area_code=DISTRICT).digits(()) == 9
    assert View(campaign=1, area_code=TOWN).digits(()) == 12


def test_the_excused_are_not_asked():
    count = Count(done=3, late=1, waiting=2, open=4, overdue=5, excused=6)
    assert (count.finished, count.obliged, count.still) == (4, 15, 9)
    assert count.of(Share.ALL) == 21
    assert (count + count).of(Share.LATE) == 2


def test_units_are_found_by_their_numbers():
    assert unit_of(unit_number("海洋局"), ["", "海洋局"]) == "海洋局"
    assert unit_of(unit_number(""), ["", "海洋局"]) == ""
    assert unit_of(5, ["", "海洋局"]) is None
