"""Smaller copies of pictures the bot has kept itself: these were decoded and encoded before."""

from io import BytesIO

from PIL import Image

QUALITY = 75


def shrunk(jpeg: bytes, longest_side: int) -> tuple[bytes, int]:
    """Make a picture no longer than this; returns it as JPEG with its height in pixels."""
    image: Image.Image = Image.open(BytesIO(jpeg), formats=("JPEG",))
    image.draft("RGB", (longest_side, longest_side))
    image.thumbnail((longest_side, longest_side))
    file = BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue(), image.height
