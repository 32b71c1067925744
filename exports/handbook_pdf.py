"""Writes a handbook as PDF: A4, headings repeated, pages counted, every page marked.

Words go into paragraphs escaped, so that nothing people wrote is taken for markup.
"""

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from exports.handbook import Chapter, Handbook, Photo, Table

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
PLAIN, BOLD = "NotoSansSC", "NotoSansSC-Bold"
MARGIN, FOOT = 42, 34
PHOTOS_A_ROW = 3
GREY, PALE = "#b8b8b8", "#eef2f6"
MOST_OF_CELL = 1500
"""Longer words are cut: a row of a table must fit a page."""
PICTURES = re.compile("[\U0001f000-\U0001faff]\ufe0f?\\s*")
"""Signs of the chat that the font lacks; they would be gaps."""

_one_pen = Lock()  # the fonts are shared, and their subsets are not for two threads at once


def write(path: str | os.PathLike[str], handbook: Handbook) -> None:
    """Write a handbook; blocks, so it is a thread's work."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - most commands never write one
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    with _one_pen:
        _fonts()
        document = SimpleDocTemplate(
            os.fspath(path),
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN + FOOT,
            title=f"{handbook.title} {handbook.about}",
            invariant=True,
        )
        document.build(list(_story(handbook, document.width)), canvasmaker=_marking(handbook))


@cache
def _fonts() -> None:
    """Load the fonts, once; streams need no second, printable encoding on top."""
    from reportlab import rl_config  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, file in ((PLAIN, "NotoSansSC-Regular.ttf"), (BOLD, "NotoSansSC-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    rl_config.useA85 = 0


@cache
def _style(size: float, *, bold: bool = False, after: float = 0) -> "ParagraphStyle":
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    return ParagraphStyle(
        f"{size}{bold}{after}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.4,
        spaceAfter=after,
        wordWrap="CJK",
    )


def _words(text: str, style: "ParagraphStyle") -> Any:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    return Paragraph(escape(PICTURES.sub("", text)[:MOST_OF_CELL]).replace("\n", "<br/>"), style)


def _story(handbook: Handbook, width: float) -> Iterator[Any]:
    from reportlab.platypus import CondPageBreak, Spacer  # noqa: PLC0415

    yield _words(handbook.title, _style(20, bold=True, after=4))
    yield _words(handbook.about, _style(13, after=8))
    for line in handbook.lines:
        yield _words(line, _style(9, after=2))
    for chapter in handbook.chapters:
        yield Spacer(1, 12)
        yield CondPageBreak(90)  # a title stands on no page alone
        yield _words(chapter.title, _style(13, bold=True, after=5))
        yield from _chapter(chapter, width)


def _chapter(chapter: Chapter, width: float) -> Iterator[Any]:
    if chapter.is_empty:
        yield _words(chapter.nothing, _style(9))
    for line in chapter.lines:
        yield _words(line, _style(9, after=2))
    if chapter.table and chapter.table.rows:
        yield _table(chapter.table, width)
    if chapter.photos:
        yield _album(chapter.photos, width)


def _table(table: Table, width: float) -> Any:
    from reportlab.platypus import LongTable  # noqa: PLC0415

    share = width / sum(table.widths)
    head = [_words(cell, _style(8.5, bold=True)) for cell in table.heading]
    rows = [[_words(cell, _style(8.5)) for cell in row] for row in table.rows]
    return LongTable(
        [head, *rows],
        colWidths=[it * share for it in table.widths],
        repeatRows=1,
        splitInRow=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.4, GREY),
            ("BACKGROUND", (0, 0), (-1, 0), PALE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ],
    )


def _album(photos: Sequence[Photo], width: float) -> Any:
    """Lay photos out in rows, each above its words."""
    from reportlab.platypus import LongTable  # noqa: PLC0415

    side = width / PHOTOS_A_ROW
    cells = [
        [_picture(it.jpeg, side - 10), _words(it.caption, _style(8, after=6))] for it in photos
    ]
    cells += [[]] * (-len(cells) % PHOTOS_A_ROW)
    rows = [cells[at : at + PHOTOS_A_ROW] for at in range(0, len(cells), PHOTOS_A_ROW)]
    return LongTable(
        rows, colWidths=[side] * PHOTOS_A_ROW, style=[("VALIGN", (0, 0), (-1, -1), "TOP")]
    )


def _picture(jpeg: bytes, side: float) -> Any:
    from reportlab.platypus import Image  # noqa: PLC0415

    picture = Image(BytesIO(jpeg), side, side * 1.2, kind="proportional", hAlign="LEFT")
    reader: Any = picture._img  # type: ignore[attr-defined]  # noqa: SLF001
    reader._dataA, reader.getRGBData = None, lambda: jpeg  # noqa: SLF001 - it only names it
    return picture


def _marking(handbook: Handbook) -> type["Canvas"]:
    """Make a canvas that marks every page and, at the end, counts them."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    class Marking(Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - its name for the end of a page
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _mark(self, handbook, number, len(self._pages))
                super().showPage()
            super().save()

    return Marking


def _mark(canvas: "Canvas", handbook: Handbook, number: int, pages: int) -> None:
    """Write who took it across the page, and below it which page of how many this is."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415

    width, height = A4
    canvas.saveState()
    canvas.setFont(PLAIN, 8)
    canvas.setFillGray(0.35)
    count = handbook.page.format(page=number, pages=pages)
    canvas.drawString(MARGIN, MARGIN, f"{handbook.title} · {handbook.about}")
    canvas.drawRightString(width - MARGIN, MARGIN, count)
    canvas.drawString(MARGIN, MARGIN - 12, handbook.mark)
    canvas.setFillGray(0.5, 0.16)
    canvas.setFont(PLAIN, 15)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(32)
    for row in range(-3, 4):
        canvas.drawCentredString(row % 2 * 40, row * 130, handbook.mark)
    canvas.restoreState()
