"""Pictures from outside: decoded in a child process, whatever they are made of."""

import os
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

from domain.files import is_alike, is_telling
from pictures import child, decoding
from pictures.decoding import Decoder, Undecodable


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


def yard(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Draw something with light and shade in it."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    for each in range(12):
        at = each * size[0] // 12, (each * 37 % 12) * size[1] // 12
        draw.ellipse((*at, at[0] + size[0] // 5, at[1] + size[1] // 4), fill=(each * 20, 120, 60))
    return image.convert(mode)


def written(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg))


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int, height: int, pixels: bytes, *more: bytes) -> bytes:
    """Write a PNG by hand, as large as it says or not."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", head, *more, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


def test_only_the_pixels_are_kept(decoder: Decoder) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Huawei"
    exif.get_ifd(0x8825)[1] = "N"
    found = decoder.decode(written(yard(), exif=exif, comment=b"12.07", quality=95))
    kept = opened(found.jpeg)
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (640, 480), "RGB")
    assert not kept.getexif()
    assert b"Huawei" not in found.jpeg
    assert b"12.07" not in found.jpeg
    assert (found.width, found.height) == (640, 480)


@pytest.mark.parametrize("turn", range(1, 9))
def test_pictures_stand_upright(decoder: Decoder, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    image = Image.new("RGB", (60, 40), "white")
    image.paste("black", (0, 0, 10, 10))
    kept = opened(decoder.decode(written(image, exif=exif, quality=95)).jpeg)
    assert kept.size == ((60, 40) if turn < 5 else (40, 60))
    wide, high = kept.size
    corners = [(3, 3), (wide - 4, 3), (wide - 4, high - 4), (3, high - 4)]
    dark = [at for at in corners if kept.convert("L").getpixel(at) < 60]  # type: ignore[operator]
    assert dark == [corners[[0, 1, 2, 3, 0, 1, 2, 3][turn - 1]]]


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"),
        ("RGBA", "PNG"), ("I;16", "PNG"), ("RGB", "WEBP"), ("RGBA", "WEBP"),
    ],
)  # fmt: skip
def test_whatever_colours_there_are_look_the_same(decoder: Decoder, mode: str, form: str) -> None:
    image = (
        yard(mode="L").convert("I;16").point(lambda it: it * 256)
        if mode == "I;16"
        else yard(mode=mode)
    )
    kept = opened(decoder.decode(written(image, form)).jpeg)
    light = yard().convert("L").resize((1, 1)).getpixel((0, 0))
    assert abs(kept.convert("L").resize((1, 1)).getpixel((0, 0)) - light) < 12  # type: ignore[operator]


def test_a_transparent_ground_is_white(decoder: Decoder) -> None:
    content = written(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")
    assert opened(decoder.decode(content).jpeg).getpixel((9, 9)) == (255, 255, 255)


def test_of_what_moves_the_first_picture_is_kept(decoder: Decoder) -> None:
    red, blue = (Image.new("RGB", (30, 20), it) for it in ("red", "blue"))
    moving = written(red, "PNG", save_all=True, append_images=[blue])
    assert opened(decoder.decode(moving).jpeg).getpixel((5, 5))[0] > 200  # type: ignore[index]


def test_large_pictures_are_made_smaller(decoder: Decoder) -> None:
    found = decoder.decode(written(yard((6000, 4000)), quality=50))
    assert (found.width, found.height) == (2560, 1707)


NOISE = os.urandom(3000)
CASES = {
    "no picture": (b"hello", "no_picture"),
    "nothing": (b"", "no_picture"),
    "noise": (NOISE, "no_picture"),
    "a GIF": (written(yard(), "GIF"), "no_picture"),
    "a TIFF": (written(yard(), "TIFF"), "no_picture"),
    "a BMP": (written(yard(), "BMP"), "no_picture"),
    "a workbook": (b"PK\x03\x04" + NOISE, "no_picture"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no_picture"),
    "half a JPEG": (written(yard())[:9000], "damaged"),
    "half a PNG": (written(yard(), "PNG")[:3000], "damaged"),
    "half a WebP": (written(yard(), "WEBP")[:2000], "damaged"),
    "26 megapixels": (written(Image.new("L", (6500, 4000)), "PNG"), "too_large"),
    "a bomb of a billion pixels": (png(40_000, 25_000, zlib.compress(bytes(9))), "too_large"),
    "a width of 2 billion": (png(2**31 - 1, 2**31 - 1, zlib.compress(b"")), "too_large"),
    "fewer pixels than it says": (png(4000, 4000, zlib.compress(bytes(50))), "damaged"),
    "a bomb in a colour profile": (
        png(
            9, 9, zlib.compress(bytes(500)), chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(2**26)))
        ),
        "damaged",
    ),
}


@pytest.mark.parametrize(("content", "why"), CASES.values(), ids=CASES.keys())
def test_what_is_no_picture_is_refused_with_a_reason(
    decoder: Decoder, content: bytes, why: str
) -> None:
    with pytest.raises(Undecodable) as no:
        decoder.decode(content)
    assert no.value.why == why
    assert decoder.decode(written(yard((40, 30)))).width == 40, "the next one is decoded"


def test_a_picture_that_kills_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with Decoder() as decoder:
        process = decoder._begin()
        process.kill()
        process.wait()
        with pytest.raises(Undecodable, match="deadly"):
            decoder.decode(written(yard()))
        assert decoder.decode(written(yard((40, 30)))).width == 40


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    with Decoder(wall_s=0.01) as decoder, pytest.raises(Undecodable, match="deadly"):
        decoder.decode(written(yard((3000, 3000))))


def test_the_child_has_limits(decoder: Decoder) -> None:
    decoder.decode(written(yard((40, 30))))
    assert decoder._process is not None
    with open(f"/proc/{decoder._process.pid}/limits") as file:  # noqa: PTH123
        limits = file.read()
    assert str(child.MEMORY_BYTES) in limits.split("Max address space")[1].split("\n")[0]
    assert limits.split("Max file size")[1].split()[0] == "0"
    with open(f"/proc/{decoder._process.pid}/environ") as file:  # noqa: PTH123
        assert "BANGFU" not in file.read()


@pytest.mark.parametrize(
    "answer", [b"[]", b'{"bytes": 9, "pixels": ""}\n123', b'{"why": 5}', b"\xff\n"]
)
def test_a_child_that_raves_is_dead_to_us(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Raving:
        stdin, stdout = BytesIO(), BytesIO(answer)

        def kill(self) -> None:
            pass

        def communicate(self) -> None:
            pass

    decoder = Decoder()
    monkeypatch.setattr(decoder, "_process", Raving())
    with pytest.raises(Undecodable):
        decoder.decode(b"x")


def test_the_same_pixels_have_the_same_digest(decoder: Decoder) -> None:
    once, exif = yard(), Image.Exif()
    exif[0x010F] = "Huawei"
    found = [
        decoder.decode(it)
        for it in (written(once, "PNG"), written(once, "WEBP", lossless=True, exif=exif))
    ]
    assert found[0].pixels == found[1].pixels
    assert found[0].jpeg == found[1].jpeg


@pytest.mark.parametrize(
    "again",
    [
        written(yard(), quality=40),
        written(yard().resize((320, 240)), quality=80),
        written(opened(written(yard(), quality=60)).resize((500, 375)), "WEBP", quality=70),
        written(yard().point(lambda it: min(255, int(it * 1.15)))),
    ],
    ids=["compressed", "smaller", "saved and sent again", "brighter"],
)
def test_a_picture_sent_again_is_alike(decoder: Decoder, again: bytes) -> None:
    first, second = decoder.decode(written(yard(), quality=90)), decoder.decode(again)
    assert first.pixels != second.pixels
    assert is_alike(first.likeness, second.likeness)


def test_other_pictures_are_not_alike(decoder: Decoder) -> None:
    first = decoder.decode(written(yard()))
    for turned in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180):
        second = decoder.decode(written(yard().transpose(turned)))
        assert not is_alike(first.likeness, second.likeness)
    even = decoder.decode(written(Image.new("RGB", (640, 480), "grey")))
    assert not is_telling(even.likeness)


def test_the_child_itself_answers_for_each_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in this process, so that its lines are covered."""
    content = written(yard((40, 30)))
    source = BytesIO(len(content).to_bytes(4) + content + (3).to_bytes(4) + b"xyz")
    target = BytesIO()

    class Streams:
        def __init__(self, buffer: BytesIO) -> None:
            self.buffer = buffer

    monkeypatch.setattr(child, "confine", lambda: None)
    monkeypatch.setattr(child, "allow_time", lambda: None)
    monkeypatch.setattr("sys.stdin", Streams(source))
    monkeypatch.setattr("sys.stdout", Streams(target))
    child.main()
    assert target.getvalue().endswith(b'{"why": "no_picture", "bytes": 0}\n')


@pytest.mark.parametrize(
    ("fault", "why"), [(MemoryError(), "too_large"), (ZeroDivisionError(), "damaged")]
)
def test_whatever_the_decoder_raises_is_answered(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, why: str
) -> None:
    def breaks(_content: bytes) -> Any:
        raise fault

    monkeypatch.setattr(child, "read", breaks)
    target = BytesIO()
    child.answer(b"", target)
    assert f'"why": "{why}"'.encode() in target.getvalue()


def test_a_decoder_never_used_ends_quietly() -> None:
    with Decoder():
        pass
    assert decoding.WALL_S > child.CPU_SECONDS_EACH
