"""Words in pictures: the faces, how wide a text is, and how it is made to fit."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
LONGEST_TEXT = 200
"""Longer texts are cut before anything is measured."""
CUT = "…"


@lru_cache(maxsize=32)
def face(size: int, *, bold: bool = False) -> FreeTypeFont:
    """Open a face once; basic layout draws the same on every machine."""
    file = FOLDER / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def readable(text: object) -> str:
    """Make one line of anything: no control characters, no emoji the face lacks."""
    if not isinstance(text, str):
        return ""
    line = unicodedata.normalize("NFC", " ".join(text[:LONGEST_TEXT].split()))
    return "".join(letter for letter in line if _is_drawable(letter))


def _is_drawable(letter: str) -> bool:
    is_emoji = letter >= "\U0001f000" and unicodedata.category(letter) != "Lo"
    return not is_emoji and unicodedata.category(letter)[0] not in "CM"


def width(text: str, font: FreeTypeFont) -> int:
    """Measure a line in pixels, rounded up."""
    return int(font.getlength(text) + 0.999)


def shortened(text: str, font: FreeTypeFont, room: int) -> str:
    """Cut a line so that it and its … fit the room; nothing at all when not even … fits."""
    if width(text, font) <= room:
        return text
    fits, over = 0, len(text)
    while over - fits > 1:
        middle = (fits + over) // 2
        if width(text[:middle].rstrip() + CUT, font) <= room:
            fits = middle
        else:
            over = middle
    cut = text[:fits].rstrip() + CUT
    return cut if width(cut, font) <= room else ""
