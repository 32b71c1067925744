"""Pictures that people send in plays."""

from io import BytesIO

from PIL import Image


def picture(colour: int = 0) -> bytes:
    """Make a small picture."""
    file = BytesIO()
    Image.new("RGB", (32, 32), (colour % 256, 90, 90)).save(file, "JPEG")
    return file.getvalue()
