import io
import math
import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from pictures import colours, sketch_map
from pictures.sketch_values import WORDS, Kind

LEGEND = {"ok": "已核实", "weak": "待看", "exception": "例外"}
BEIHAI = (21.45, 109.15)


def point(number, *, north_m=0.0, east_m=0.0, kind="ok", caption="黄大* 3次"):
    return {
        "latitude": BEIHAI[0] + north_m / 111_195,
        "longitude": BEIHAI[1] + east_m / 103_500,
        "label": str(number),
        "kind": kind,
        "caption": caption,
    }


def values(points, places=(), **others):
    asked = {"title": "11月签到", "note": "", "legend": LEGEND}
    return asked | {"points": list(points), "places": list(places)} | others


def spiral(count, step_m):
    kinds = list(Kind)
    return [
        point(at + 1, north_m=at * step_m * math.sin(at), east_m=at * step_m * math.cos(at),
              kind=kinds[at % 3])
        for at in range(count)
    ]  # fmt: skip


def picture(asked):
    drawn = Image.open(io.BytesIO(sketch_map.draw(asked)))
    drawn.load()
    assert drawn.format == "PNG"
    return drawn


def has(drawn, colour):
    wanted = struct.unpack("3B", bytes.fromhex(colour[1:]))
    return any(found == wanted for _, found in drawn.getcolors(1 << 20))


CASES = {
    "nothing": values([]),
    "one": values([point(1)]),
    "same place": values(point(number) for number in range(1, 8)),
    "a village": values(spiral(30, 25)),
    "a hundred": values(spiral(100, 30), note="演示：人物和住户都是虚构的"),
    "20 km apart": values([point(1), point(2, east_m=20_000, kind="exception")]),
    "only places": values([], [{**point(1), "radius_m": 100}]),
}


@pytest.mark.parametrize("asked", CASES.values(), ids=CASES)
def test_a_map_is_a_png_for_a_phone(asked):
    drawn = picture(asked)
    assert drawn.width == sketch_map.WIDTH
    assert sketch_map.MAP_HEIGHT < drawn.height <= 1300


@pytest.mark.parametrize("asked", CASES.values(), ids=CASES)
def test_the_same_values_give_the_same_bytes(asked):
    assert sketch_map.draw(asked) == sketch_map.draw(asked)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_colour(kind):
    drawn = picture(values([point(1, kind=kind)]))
    top = sketch_map.TITLE_HEIGHT
    land = drawn.crop((0, top, drawn.width, top + sketch_map.MAP_HEIGHT))
    assert [other for other in Kind if has(land, colours.KINDS[other])] == [kind]


def test_a_demo_says_so_on_every_picture():
    assert has(picture(values([], note="演示")), colours.WARNING)
    assert not has(picture(values([])), colours.WARNING)


@pytest.mark.parametrize(
    "long",
    ["长" * 500, "W" * 5_000, "长🔁" * 90, "一\n二\t三\x00四"],
    ids=["hanzi", "latin", "emoji", "controls"],
)
def test_no_text_leaves_the_picture(long):
    caption = point(1, caption=long) | {"label": long}
    place = {**point(1), "label": long, "radius_m": 50}
    words = dict.fromkeys(WORDS, long)
    drawn = picture(values([caption], [place], title=long, note=long, legend=words))
    edge = 14
    for left in (0, drawn.width - edge):
        for top, bottom in ((56, 130), (200 + sketch_map.MAP_HEIGHT, drawn.height)):
            strip = drawn.crop((left, top, left + edge, bottom))
            assert strip.getcolors() == [(edge * (bottom - top), (255, 255, 255))]


BAD_NUMBERS = [math.nan, math.inf, -math.inf, 181, -181, 10**400, "21", None, True, [], {}]


@pytest.mark.parametrize("bad", BAD_NUMBERS, ids=range(len(BAD_NUMBERS)))
@pytest.mark.parametrize("name", ["latitude", "longitude"])
def test_a_point_that_is_nowhere_is_left_out(name, bad):
    good = point(1)
    asked = values([good, good | {name: bad}], [good | {name: bad}])
    assert sketch_map.draw(asked) == sketch_map.draw(values([good]))


def test_what_is_no_point_is_left_out():
    asked = values([None, 7, "x", [], point(1)], ["x", None])
    assert sketch_map.draw(asked) == sketch_map.draw(values([point(1)]))


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3)
    ),
    max_leaves=6,
)
degrees = some.floats(-180, 180) | anything
rows = some.lists(
    some.fixed_dictionaries(
        {"latitude": degrees, "longitude": degrees},
        optional=dict.fromkeys(("label", "kind", "caption", "radius_m"), anything),
    )
    | anything,
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(
    some.fixed_dictionaries(
        {},
        optional={
            "title": anything, "note": anything, "legend": anything,
            "points": rows | anything, "places": rows | anything,
        },
    )
)  # fmt: skip
def test_whatever_is_stored_gives_a_picture(stored):
    assert picture(stored).width == sketch_map.WIDTH


def test_thirty_points_are_drawn_in_a_moment():
    asked = values(spiral(30, 25))
    sketch_map.draw(asked)
    took_s = []
    for _ in range(3):
        started = time.perf_counter()
        sketch_map.draw(asked)
        took_s.append(time.perf_counter() - started)
    assert min(took_s) < 0.5  # about 0.045 on an idle machine
