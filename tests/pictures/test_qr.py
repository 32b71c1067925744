import io
import subprocess
import sys

import pytest
import segno
from PIL import Image

from pictures import qr

LINK = "https://t.me/bangfu_demo_bot?start=inv_8f2kQ7xR1mZp0aBcD"


def modules(picture):
    """Read the code's modules back from the picture, finder corner to finder corner."""
    top = qr.HEADING_HEIGHT
    across = len(segno.make_qr(LINK, error="m").matrix)
    scale = qr.CODE // (across + 2 * qr.QUIET_MODULES)
    left = (picture.width - scale * across) // 2
    top += qr.QUIET_MODULES * scale
    return [
        [picture.getpixel((left + (x + 0.5) * scale, top + (y + 0.5) * scale)) == 0
         for x in range(across)]
        for y in range(across)
    ]  # fmt: skip


def drawn(*words):
    return Image.open(io.BytesIO(qr.png(*words)))


def test_the_picture_holds_exactly_the_links_code():
    picture = drawn(LINK, "韦秀英的邀请")
    expected = segno.make_qr(LINK, error="m").matrix
    assert modules(picture) == [[bool(module) for module in row] for row in expected]


def test_there_is_a_quiet_edge_all_around():
    picture = drawn(LINK, "韦秀英的邀请")
    left = (picture.width - qr.CODE) // 2
    edge = picture.crop((left, qr.HEADING_HEIGHT, left + 60, qr.HEADING_HEIGHT + qr.CODE - 40))
    assert edge.getextrema() == (255, 255)


def test_the_same_link_gives_the_same_picture():
    assert qr.png(LINK, "邀请", "11月30日前有效") == qr.png(LINK, "邀请", "11月30日前有效")


def test_words_stay_on_the_paper():
    picture = drawn(LINK, "长" * 300, "长" * 300)
    assert picture.crop((0, 0, 20, picture.height)).getextrema() == (255, 255)
    right = picture.width - 20
    assert picture.crop((right, 0, picture.width, picture.height)).getextrema() == (255, 255)


def test_the_terminal_shows_two_rows_of_modules_in_a_line():
    lines = [
        line.removeprefix(qr.INK).removesuffix(qr.PLAIN) for line in qr.terminal(LINK).splitlines()
    ]
    across = len(segno.make_qr(LINK, error="m").matrix) + 4
    assert {len(line) for line in lines} == {across}
    assert len(lines) == -(-across // 2)
    assert set("".join(lines)) <= set("█▀▄ ")


def test_a_link_that_no_code_can_hold_is_refused():
    with pytest.raises(ValueError, match="too large"):
        qr.terminal("x" * 5_000)


def test_importing_it_costs_nothing():
    ask = "import sys, pictures.qr; print({'PIL', 'segno', 'aiogram'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
