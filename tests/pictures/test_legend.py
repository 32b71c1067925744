import pytest

from pictures.fonts import face, readable, shortened, width
from pictures.legend import legend_of
from pictures.sketch_values import read


def legend(count, caption="黄大* 3次", kind="ok"):
    points = [
        {"latitude": 21.4, "longitude": 109.1, "label": str(at), "kind": kind, "caption": caption}
        for at in range(1, count + 1)
    ]
    return legend_of(read({"points": points}), 900)


@pytest.mark.parametrize(("count", "written", "rest"), [(1, 1, ""), (12, 12, ""), (30, 11, "19")])
def test_a_dozen_lines_at_most_and_the_rest_is_counted(count, written, rest):
    it = legend(count)
    assert (len(it.lines), it.rest) == (written, f"…还有 {rest} 个" if rest else "")


def test_long_captions_get_the_whole_width():
    assert legend(4).columns == 2
    assert legend(4, "银滩镇白虎头村 黄大* 11月3日 09:12 离户 12 米").columns == 1


def test_what_somebody_must_look_at_is_not_cut_off():
    rows = [
        {"latitude": 21.4, "longitude": 109.1, "label": at, "caption": "户",
         "kind": "exception" if at == 40 else "ok"}
        for at in range(1, 41)
    ]  # fmt: skip
    labels = [point.label for point in legend_of(read({"points": rows}), 900).lines]
    assert labels == [*map(str, range(1, 11)), "40"]


def test_points_without_a_caption_need_no_line():
    assert legend(5, caption="").lines == []


@pytest.mark.parametrize("room", [0, 5, 30, 100, 250, 10_000])
def test_a_shortened_line_fits(room):
    text, font = "银海区银滩镇白虎头村 Baihutou 第3组", face(28)
    line = shortened(text, font, room)
    assert width(line, font) <= room
    assert line in {text, ""} or line.endswith("…")


@pytest.mark.parametrize(
    ("text", "line"),
    [(" 一\n二 ", "一 二"), ("签到🔁✔", "签到✔"), (7, ""), (None, ""), ("李镕", "李镕")],
)
def test_a_line_has_only_what_can_be_drawn(text, line):
    assert readable(text) == line


@pytest.mark.parametrize("name", "镕喆堃祎玥珺龑禤淏翀赟昇韦覃农")
def test_the_faces_know_the_rare_characters_of_names(name):
    for bold in (False, True):
        unknown = bytes(face(40, bold=bold).getmask("\ue000"))
        assert bytes(face(40, bold=bold).getmask(name)) != unknown
