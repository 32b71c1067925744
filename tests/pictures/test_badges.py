import itertools
import math

import pytest

from pictures.badges import Pin, joined
from pictures.placing import Room, arranged
from pictures.projection import Box
from pictures.sketch_values import Kind

HEIGHT = 52
MAP = Box(left=0, top=0, right=900, bottom=620)
CORNER = Box(left=0, top=546, right=250, bottom=620)


def placed(pins):
    return arranged(pins, Room(MAP, [CORNER]), HEIGHT)


def pin(x, y, label="1", kind=Kind.OK):
    return Pin((x, y), label, kind)


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        (["7"], "7"),
        (["1", "2", "3", "4"], "1–4"),
        (["2", "1", "7"], "1–2、7"),
        (["3", "3"], "3"),
        (["甲", "乙"], "甲、乙"),
        ([str(number) for number in range(1, 40, 2)], "×20"),
    ],
)
def test_several_numbers_are_said_shortly(labels, text):
    assert joined(labels) == text


def test_points_in_one_place_share_a_badge_that_shows_their_kinds():
    (badge,) = placed([pin(300, 300, "1"), pin(302, 300, "2", Kind.EXCEPTION)])
    assert (badge.text, badge.kinds) == ("1–2", (Kind.OK, Kind.EXCEPTION))


@pytest.mark.parametrize("count", [2, 10, 40, 100])
def test_badges_do_not_overlap_and_stay_on_the_map(count):
    pins = [
        pin(450 + at * 3.5 * math.cos(at), 310 + at * 2.3 * math.sin(at), str(at))
        for at in range(count)
    ]
    boxes = [badge.box(HEIGHT) for badge in placed(pins)]
    assert all(MAP.holds(box) for box in boxes)
    assert max((a.overlap(b) for a, b in itertools.combinations(boxes, 2)), default=0) < 1


@pytest.mark.parametrize("at", [(0, 620), (240, 610), (125, 550)])
def test_no_badge_stands_on_the_scale_bar(at):
    (badge,) = placed([pin(*at)])
    assert badge.box(HEIGHT).overlap(CORNER) == 0
    assert MAP.holds(badge.box(HEIGHT))


def test_a_badge_that_had_to_move_remembers_its_place():
    left, right = placed([pin(300, 300, "1"), pin(335, 300, "2")])
    assert (left.anchor, right.anchor) == ((300, 300), (335, 300))
    assert left.at[0] < left.anchor[0]
    assert right.at[0] > right.anchor[0]


def test_a_crowd_beyond_all_room_still_gets_its_badges():
    narrow = Room(Box(left=0, top=0, right=60, bottom=60))
    corners = [pin(0, 0), pin(600, 0, "2"), pin(0, 600, "3")]
    assert [badge.text for badge in arranged(corners, narrow, HEIGHT)] == ["1", "2", "3"]
