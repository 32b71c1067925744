"""The process that decodes pictures from outside, and may die of one: `python -m pictures.child`.

It limits itself before it loads the decoder, then takes pictures from its standard input, each
after its length in four bytes, and answers with one JSON line: `{"why": reason}`, or what it
found, with so many bytes of a new JPEG behind it.
"""

import json
import resource
import sys
import warnings
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
"""What phones and Telegram write; every other decoder stays shut."""
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2560
QUALITY = 85
MEMORY_BYTES = 600 * 1024 * 1024
CPU_SECONDS_EACH = 10
LIKENESS_SIDE = 16


class No(Exception):
    """This picture is not taken; the word says why."""


def main() -> None:
    """Answer for every picture until the input ends."""
    confine()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(4)) == 4:
        allow_time()
        answer(source.read(int.from_bytes(head)), target)
        target.flush()


def confine() -> None:
    """Let this process have no more than it needs; beyond that it dies."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_time() -> None:
    """Let the next picture have so many seconds of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS_EACH
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def answer(content: bytes, target: BinaryIO) -> None:
    """Write what a picture is and its pixels anew, or why there are none."""
    try:
        facts, jpeg = read(content)
    except No as no:
        facts, jpeg = {"why": str(no)}, b""
    except MemoryError:
        facts, jpeg = {"why": "too_large"}, b""
    except Exception:  # noqa: BLE001 - a decoder may raise anything at all
        facts, jpeg = {"why": "damaged"}, b""
    target.write(json.dumps(facts | {"bytes": len(jpeg)}).encode() + b"\n" + jpeg)


def read(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Decode a picture and encode its pixels as a new JPEG that carries nothing else.

    Raises:
        No: it is no picture of a known kind, or has too many pixels.
    """
    image = upright(content)
    pixels = sha256(f"{image.width}x{image.height}:".encode() + image.tobytes()).hexdigest()
    file = BytesIO()
    image.save(file, "JPEG", quality=QUALITY)
    facts = {"pixels": pixels, "likeness": f"{likeness(image):x}"}
    return facts | {"width": image.width, "height": image.height}, file.getvalue()


def upright(content: bytes) -> "Image.Image":
    """Decode a picture as one looks at it: turned, without a transparent ground, not too large."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - limits come first

    warnings.simplefilter("ignore")
    try:
        image: Image.Image = Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise No("no_picture") from None
    except Image.DecompressionBombError:
        raise No("too_large") from None
    if image.width * image.height > MOST_PIXELS:
        raise No("too_large")
    image.draft(
        "RGB", (LONGEST_SIDE, LONGEST_SIDE)
    )  # a large JPEG is decoded at a half, a quarter
    image.load()
    image = ImageOps.exif_transpose(_coloured(image))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return image


def _coloured(image: "Image.Image") -> "Image.Image":
    """Bring whatever colours there are to red, green and blue; transparent places become white."""
    from PIL import Image  # noqa: PLC0415

    turned = image.getexif().get(0x0112)
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in ("LA", "PA", "RGBA"):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    plain = image.convert("RGB")
    plain.info.clear()
    if turned:
        plain.getexif()[0x0112] = turned
    return plain


def likeness(image: "Image.Image") -> int:
    """Tell a picture's 256 bits: where it grows brighter from left to right, on a coarse grid."""
    from PIL import Image  # noqa: PLC0415

    size = (LIKENESS_SIDE + 1, LIKENESS_SIDE)
    grey = image.convert("L").resize(size, Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(LIKENESS_SIDE):
        line = grey[row * size[0] : (row + 1) * size[0]]
        for left, right in pairwise(line):
            bits = bits << 1 | (left < right)
    return bits


if __name__ == "__main__":
    main()
