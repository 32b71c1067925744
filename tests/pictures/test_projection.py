import pytest

from pictures.edges import length
from pictures.projection import Box, fitting, round_length_m
from pictures.sketch_values import WORDS, read

BOX = Box(left=76, top=76, right=824, bottom=544)


def plan(*places):
    points = [{"latitude": latitude, "longitude": longitude} for latitude, longitude in places]
    return fitting(read({"points": points}), BOX)


def test_one_point_stands_in_the_middle_of_at_least_400_m():
    only = plan((21.45, 109.15))
    assert only.pixel(21.45, 109.15) == pytest.approx(BOX.middle)
    assert only.px_per_m == pytest.approx(468 / 400)


def test_north_is_up_and_east_is_right_on_the_same_scale():
    it = plan((21.45, 109.15), (21.46, 109.16))
    (x, y), (east, _), (_, north) = (
        it.pixel(21.45, 109.15), it.pixel(21.45, 109.16), it.pixel(21.46, 109.15)
    )  # fmt: skip
    assert east > x
    assert north < y
    assert (east - x) / (y - north) == pytest.approx(0.9307, abs=0.001)  # the cosine of 21.455°


@pytest.mark.parametrize("far", [(21.45, 109.35), (21.65, 109.15), (-90, -180), (89.9, 179)])
def test_everything_lies_on_the_map(far):
    it = plan((21.45, 109.15), far)
    for x, y in (it.pixel(21.45, 109.15), it.pixel(*far)):
        assert BOX.left - 0.01 <= x <= BOX.right + 0.01
        assert BOX.top - 0.01 <= y <= BOX.bottom + 0.01


@pytest.mark.parametrize(
    ("least_m", "round_m"),
    [(0.3, 0.5), (1, 1), (86, 100), (101, 200), (230, 500), (5_010, 10_000)],
)
def test_the_scale_is_a_round_length(least_m, round_m):
    assert round_length_m(least_m) == round_m


@pytest.mark.parametrize(
    ("length_m", "text"), [(50, "50 米"), (1000, "1 公里"), (2e7, "20000 公里")]
)
def test_lengths_are_said_with_their_unit(length_m, text):
    assert length(length_m, WORDS) == text
