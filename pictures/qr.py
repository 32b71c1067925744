"""A link as a QR code: a picture to print or forward, and one for the terminal.

Only whoever draws pays for the imports: the command line starts in well under a second.
"""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image
    from segno import QRCode

WIDTH = 760
CODE = 640
QUIET_MODULES = 4
"""The white edge that the standard asks for, in modules on every side."""
TITLE, LINE, LINK = (44, 36, 28), (30, 26), (24, 20, 16, 13)
"""Sizes to try, largest first: a line that fits is worth more than a large one that is cut."""
HEADING_HEIGHT = 104
FOOTING_HEIGHT = 128
INK = "\x1b[40;97m"
PLAIN = "\x1b[0m"
VALIDITY = "仅供一人使用一次，请勿转发"


def png(link: str, title: str, validity: str = VALIDITY) -> bytes:
    """Draw the code with its title above, and its validity and the link below, as PNG.

    Raises:
        ValueError: the link is too long for a QR code.
    """
    from PIL import Image  # noqa: PLC0415 - see the file's first lines

    code = _code_picture(_code(link))
    paper = Image.new("L", (WIDTH, HEADING_HEIGHT + code.height + FOOTING_HEIGHT), 255)
    paper.paste(code, ((WIDTH - code.width) // 2, HEADING_HEIGHT))
    below = HEADING_HEIGHT + code.height
    _write(paper, title, (64, TITLE))
    _write(paper, validity, (below + 28, LINE))
    _write(paper, link, (below + 78, LINK))
    file = io.BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()


def terminal(link: str) -> str:
    """Draw the code in half blocks, in colours of its own: it scans on dark and light terminals.

    Raises:
        ValueError: the link is too long for a QR code.
    """
    out = io.StringIO()
    _code(link).terminal(out=out, border=2, compact=True)
    lines = out.getvalue().rstrip("\n").split("\n")
    return "".join(f"{INK}{line}{PLAIN}\n" for line in lines)


def _code(link: str) -> "QRCode":
    import segno  # noqa: PLC0415 - see the file's first lines

    return segno.make_qr(link, error="m")


def _code_picture(code: "QRCode") -> "Image.Image":
    """Draw the modules as equal whole squares: blurred edges do not scan."""
    from PIL import Image  # noqa: PLC0415 - see the file's first lines

    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix]
    modules = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    across = len(rows) + 2 * QUIET_MODULES
    edged = Image.new("L", (across, across), 255)
    edged.paste(modules, (QUIET_MODULES, QUIET_MODULES))
    side = across * max(CODE // across, 2)
    return edged.resize((side, side), Image.Resampling.NEAREST)


def _write(paper: "Image.Image", text: str, line: tuple[float, tuple[int, ...]]) -> None:
    """Write one line in the middle of the paper, at this height, in the first size that fits."""
    from PIL import ImageDraw  # noqa: PLC0415 - see the file's first lines

    from pictures.fonts import face, readable, shortened, width  # noqa: PLC0415 - the same

    middle, sizes = line
    words, room = readable(text), paper.width - 48
    fonts = [face(size, bold=sizes == TITLE) for size in sizes]
    font = next((font for font in fonts if width(words, font) <= room), fonts[-1])
    at = paper.width / 2, middle + font.size * 0.37
    ImageDraw.Draw(paper).text(at, shortened(words, font, room), font=font, fill=0, anchor="ms")
