import csv

import pytest

from demo.places import SOURCE
from domain.areas import Area, Level
from domain.geo import Datum, Point
from imports.areas import area_code, parse
from imports.fields import Misfit
from tests.imports.sheets import found, rows

HEADER = ["code", "name", "level", "parent_code", "longitude", "latitude", "datum"]


def plan(*lines, **known):
    return parse(rows(HEADER, *lines), **known)


def test_the_official_list_is_read_whole():
    with SOURCE.open(encoding="utf-8", newline="") as file:
        made = parse(rows(*csv.reader(file)))
    assert made.mistakes == ()
    assert len(made.records) == 58
    assert made.records[0] == Area(code="450503", name="银海区", level=Level.DISTRICT)


def test_an_area_may_say_where_it_is():
    made = plan(
        ["450503101204", "关井村委会", "村", "", 109.15, "21.45", "gcj02"],
        [450503101000, "银滩镇", "town", "450503000000"],
        ["450503", "银海区", "区"],
    )
    assert made.mistakes == ()
    point = Point(latitude=21.45, longitude=109.15, datum=Datum.GCJ02)
    assert made.records == (
        Area(code="450503", name="银海区", level=Level.DISTRICT),
        Area(code="450503101", name="银滩镇", level=Level.TOWN, parent_code="450503"),
        Area(
            code="450503101204",
            name="关井村委会",
            level=Level.VILLAGE,
            parent_code="450503101",
            point=point,
        ),
    )


def test_every_mistake_is_found_at_once():
    made = plan(
        ["450503", "银海区", "town"],
        ["450503", "银海区", "district"],
        ["450503101", "", "town"],
        ["450503102", "平阳镇", "town", "450504"],
        ["450503103001", "侨北社区", "village"],
        ["45050", "x", "星球"],
        ["450503104", "某镇", "town", "", 109.1],
        ["450503105", "某镇", "town", "", 21.4, 109.1, "WGS84"],
        ["450503106", "某镇", "town", "", 10, 50, "WGS84"],
        ["450503107", "某镇", "town", "", 109.1, 21.4, "北京54"],
    )
    assert found(made) == [
        (2, "level", "The code has the length of another level."),
        (3, "code", "Row {row} has the same code."),
        (4, "name", "This cell is empty."),
        (7, "code", "An area code has 12 digits (a town 9, a district 6)."),
        (7, "level", "This is none of the values of the column."),
        (
            8,
            "latitude",
            "Coordinates need all three: longitude, latitude and what they are measured in.",
        ),
        (9, "longitude", "Longitude and latitude seem to be exchanged."),
        (10, "longitude", "This place is not in China."),
        (11, "datum", "This is none of the values of the column."),
        (5, "parent_code", "This area lies in {code} by its own code."),
        (6, "parent_code", "No area has the code {code}."),
    ]


def test_a_parent_may_be_known_already():
    village = ["450503103001", "侨北社区居委会", "village"]
    assert plan(village).mistakes
    assert plan(village, known_codes={"450503103"}).is_clean


def test_coordinates_without_a_datum_are_refused():
    made = plan(["450503", "银海区", "district", "", 109.2, 21.5])
    assert [(m.column, m.value) for m in made.mistakes] == [("datum", "")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("450503000000", "450503"),
        ("450503000", "450503"),
        ("450503101000", "450503101"),
        (450503101204, "450503101204"),
        (" ４５０５０３ ", "450503"),
    ],
)
def test_codes_are_written_as_short_as_their_level(cell, code):
    assert area_code(cell) == code


@pytest.mark.parametrize("cell", ["", "4505", "050503", "4505031012041", "银海区", 4.5e20])
def test_other_forms_are_no_codes(cell):
    with pytest.raises(Misfit):
        area_code(cell)
