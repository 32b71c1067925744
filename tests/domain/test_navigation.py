"""Links to maps: each service gets its own datum, and nobody's name."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import navigation
from domain.geo import Datum, Point, distance_m, to

HOME = Point(latitude=21.4810, longitude=109.1860)


def pointed_at(link):
    """Read the point of a link, in the datum its service understands."""
    asked = parse_qs(urlsplit(link.url).query)
    if "location" in asked:
        assert asked["coord_type"] == ["bd09ll"]
        north, east = asked["location"][0].split(",")
        return Point(latitude=float(north), longitude=float(east), datum=Datum.BD09)
    if "tocoord" in asked:
        north, east = asked["tocoord"][0].split(",")
    else:
        assert asked["coordinate"] == ["gaode"]
        east, north, _name = asked["to"][0].split(",", 2)
    return Point(latitude=float(north), longitude=float(east), datum=Datum.GCJ02)


@pytest.mark.parametrize("datum", Datum)
def test_every_service_is_led_to_the_same_place_in_its_own_datum(datum):
    for link in navigation.links(to(HOME, datum), "关井村 0001"):
        assert distance_m(pointed_at(link), HOME) < 1


def test_the_three_services_get_different_numbers():
    amap, baidu, tencent = map(pointed_at, navigation.links(HOME, "关井村"))
    assert (amap.latitude, amap.longitude) == (tencent.latitude, tencent.longitude)
    assert abs(baidu.longitude - amap.longitude) > 0.005
    assert abs(amap.longitude - HOME.longitude) > 0.001


@given(st.text(max_size=40))
def test_whatever_a_place_is_called_the_link_stays_one_link(place):
    for link in navigation.links(HOME, place):
        parts = urlsplit(link.url)
        assert parts.scheme == "https"
        assert link.url.isascii()
        assert not set(link.url) & set(" \n\"'<>")
        assert distance_m(pointed_at(link), HOME) < 1


def test_a_household_is_called_by_village_and_the_end_of_its_number():
    assert navigation.place_name("关井村", "450503101204000123") == "关井村 0123"
    assert navigation.place_name("关井村", "7") == "关井村 7"
