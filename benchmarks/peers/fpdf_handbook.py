"""The same handbook as most would write it: fpdf2, its tables and images, the same font."""

import io
from pathlib import Path

from fpdf import FPDF

from exports.handbook import Handbook

FONTS = Path(__file__).parents[2] / "assets" / "fonts"


class _Marked(FPDF):
    """Says on every page who took it."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def header(self) -> None:
        """Write the mark across the page."""
        self.set_text_color(220)
        with self.rotation(32, 105, 148):
            for row in range(7):
                self.text(60, 20 + row * 45, self._mark)
        self.set_text_color(0)

    def footer(self) -> None:
        """Count the pages."""
        self.set_y(-15)
        self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="R")


def write(path: Path, handbook: Handbook) -> None:
    """Write a handbook."""
    pdf = _Marked(handbook.mark)
    pdf.add_font("noto", fname=str(FONTS / "NotoSansSC-Regular.ttf"))
    pdf.add_font("noto", style="B", fname=str(FONTS / "NotoSansSC-Bold.ttf"))
    pdf.set_font("noto", size=9)
    pdf.add_page()
    for chapter in handbook.chapters:
        pdf.multi_cell(0, 8, chapter.title, new_x="LMARGIN", new_y="NEXT")
        if chapter.table:
            with pdf.table(col_widths=tuple(chapter.table.widths), line_height=5) as table:
                for cells in (chapter.table.heading, *chapter.table.rows):
                    row = table.row()
                    for cell in cells:
                        row.cell(cell)
        for number, photo in enumerate(chapter.photos):
            if number % 3 == 0:
                pdf.ln(55)
                if pdf.get_y() > 220:
                    pdf.add_page()
            at = 10 + number % 3 * 63
            pdf.image(io.BytesIO(photo.jpeg), x=at, y=pdf.get_y(), w=58)
            pdf.text(at, pdf.get_y() + 48, photo.caption)
    pdf.output(str(path))
