import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geo import (
    Datum,
    Direction,
    Point,
    bearing_deg,
    destination,
    direction,
    distance_m,
    roughly_m,
    to,
)

W, G, B = Datum.WGS84, Datum.GCJ02, Datum.BD09
BEIHAI = Point(latitude=21.48, longitude=109.12)

# Published by independent implementations: the unit tests of googollee/eviltransform
# (python/test.py) and the expected results in wandergis/coordtransform (test/app.js).
FORWARD = [
    (W, (31.1774276, 121.5272106), G, (31.17530398364597, 121.531541859215)),
    (W, (22.543847, 113.912316), G, (22.540796131694766, 113.9171764808363)),
    (W, (39.911954, 116.377817), G, (39.91334545536069, 116.38404722455657)),
    (W, (39.915, 116.404), G, (39.91640428150164, 116.41024449916938)),
    (G, (39.915, 116.404), B, (39.92133699351021, 116.41036949371029)),
]
# The same town in all three datums, from hujiulong/gcoord (test/fixtures/china-cities.json), which
# took GCJ-02 and BD-09 from the map services; WGS-84 is computed back from them.
TOWNS = {
    "钦州": ((21.9828281, 108.6503952), (21.9799392, 108.6541485), (21.9856319, 108.6607283)),
    "河池": ((24.695685, 108.0810066), (24.6929343, 108.0852626), (24.6988503, 108.0917615)),
    "梧州": ((23.4795593, 111.2740147), (23.4769675, 111.2791187), (23.4828109, 111.2856358)),
    "那曲": ((31.4784436, 92.0499619), (31.4762063, 92.0512438), (31.4824421, 92.0576832)),
    "沈阳": ((41.8032629, 123.4253306), (41.8057023, 123.4314787), (41.8114013, 123.438095)),
}

inland = st.builds(
    Point,
    latitude=st.floats(4, 53.5),
    longitude=st.floats(73.5, 135),
    datum=st.sampled_from(Datum),
)


def at(pair, datum=W):
    return Point(latitude=pair[0], longitude=pair[1], datum=datum)


@pytest.mark.parametrize(("datum", "start", "other", "end"), FORWARD)
def test_conversion_agrees_with_published_vectors(datum, start, other, end):
    found = to(at(start, datum), other)
    assert (found.latitude, found.longitude) == pytest.approx(end, abs=1e-6)
    assert found.datum == other


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("start", [0, 1, 2])
@pytest.mark.parametrize("end", [0, 1, 2])
def test_towns_published_in_all_three_datums_are_one_place(town, start, end):
    datums = tuple(Datum)
    found = to(at(TOWNS[town][start], datums[start]), datums[end])
    assert distance_m(found, at(TOWNS[town][end], datums[end])) < 2


@given(inland, st.sampled_from(Datum))
def test_there_and_back_is_the_same_place_within_half_a_metre(point, other):
    again = to(to(point, other), point.datum)
    assert again.datum == point.datum
    assert math.dist((again.latitude, again.longitude), (point.latitude, point.longitude)) < 2e-6
    assert distance_m(point, again) < 0.5


def test_at_beihai_the_two_datums_are_517_m_apart():
    taken_as_wgs = to(BEIHAI, G)
    same_numbers = at((taken_as_wgs.latitude, taken_as_wgs.longitude))
    assert distance_m(BEIHAI, same_numbers) == pytest.approx(517, abs=3)


def test_distance_converts_the_datum_first():
    assert distance_m(BEIHAI, to(BEIHAI, G)) < 0.01
    assert distance_m(to(BEIHAI, B), BEIHAI) < 0.01


@pytest.mark.parametrize("place", [(48.85, 2.35), (-33.86, 151.2), (40.7, -74.0), (90, 180)])
@pytest.mark.parametrize("datum", Datum)
def test_outside_china_the_numbers_stay(place, datum):
    assert to(at(place, datum), W) == at(place)
    assert to(at(place), datum) == at(place, datum)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.nan), (math.inf, 0)],
)
def test_what_is_nowhere_on_earth_is_no_point(latitude, longitude):
    with pytest.raises(ValueError, match="latitude"):
        Point(latitude=latitude, longitude=longitude)


# Distances of the WGS-84 ellipsoid: a degree of the equator, and of the meridian from it.
@pytest.mark.parametrize(
    ("here", "there", "metres"),
    [((0, 0), (0, 1), 111_319.491), ((0, 0), (1, 0), 110_574.389), ((21.48, 109.12),) * 2 + (0,)],
)
def test_distance_is_geodesic(here, there, metres):
    assert distance_m(at(here), at(there)) == pytest.approx(metres, abs=0.01)


@pytest.mark.parametrize(("number", "wind"), list(enumerate(Direction)))
@pytest.mark.parametrize("off", [-22, 0, 22])
def test_a_direction_covers_22_degrees_on_each_side(number, wind, off):
    assert direction(BEIHAI, destination(BEIHAI, 45 * number + off, 500)) == wind


@given(st.floats(0, 359.9), st.floats(1, 20_000))
def test_a_destination_lies_where_it_was_asked_for(bearing, length_m):
    there = destination(BEIHAI, bearing, length_m)
    assert distance_m(BEIHAI, there) == pytest.approx(length_m, abs=0.01)
    turned = (bearing_deg(BEIHAI, there) - bearing + 180) % 360 - 180
    assert abs(turned) < 0.5
    assert 0 <= bearing_deg(BEIHAI, there) < 360


def test_a_destination_from_a_chinese_map_is_given_in_wgs84():
    assert destination(to(BEIHAI, G), 0, 0).datum == W
    assert distance_m(destination(to(BEIHAI, G), 90, 100), BEIHAI) == pytest.approx(100, abs=0.01)


@given(st.floats(0, 359.9), st.floats(1, 20_000))
def test_a_rough_distance_is_within_a_per_cent(bearing, length_m):
    assert roughly_m(BEIHAI, destination(BEIHAI, bearing, length_m)) == pytest.approx(
        length_m, rel=0.01
    )
