"""Handbooks on paper: whatever people wrote, every page is whole, counted and marked."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from exports import handbook_pdf, handbook_xlsx
from exports.handbook import Chapter, Handbook, Photo, Table

MARK = "韦秀英 139****0001 · 2026-03-02 09:00"
LONG = "很长的话，" * 1000


def jpeg(width: int, height: int) -> Photo:
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG")
    return Photo(jpeg=file.getvalue(), height=height, caption="新房 <i>&")


def handbook(*chapters: Chapter) -> Handbook:
    return Handbook(title="电子帮扶手册", about="黄大明", lines=["已打码。"], chapters=chapters,
                    mark=MARK, page="第 {page} 页，共 {pages} 页")  # fmt: skip


def table(*rows: tuple[str, ...]) -> Table:
    return Table(heading=("时间", "情况"), rows=rows, widths=(1, 3))


def pages(folder: Path, *chapters: Chapter) -> list[str]:
    handbook_pdf.write(folder / "x.pdf", handbook(*chapters))
    return [page.extract_text() for page in PdfReader(folder / "x.pdf").pages]


def test_every_page_is_marked_counted_and_headed(tmp_path: Path) -> None:
    rows = [(f"2026-03-{day % 28 + 1:02}", "家里都好。" * 9) for day in range(120)]
    found = pages(tmp_path, Chapter(title="帮扶记录", table=table(*rows)))
    assert len(found) > 3
    for number, words in enumerate(found, start=1):
        assert f"第 {number} 页，共 {len(found)} 页" in words
        assert words.count(MARK) >= 5
        assert "情况" in words


@pytest.mark.parametrize(
    "words",
    ["<b>猪 & 鸡</b>", "&lt;", "</para>", "<img src='/etc/passwd'/>", "{page} %s \\ 百分之 50%"],
)
def test_what_people_wrote_is_no_markup(tmp_path: Path, words: str) -> None:
    chapters = Chapter(title=words, lines=[words], table=table((words, words)), photos=[])
    assert pages(tmp_path, chapters)[0].replace("\n", "").count(words) == 4


@pytest.mark.parametrize(
    "words", [LONG, "长" * 5000, "x" * 5000, "😀" * 50, "", "行\n" * 400, "\x00\x07"]
)
def test_words_of_any_length_fit(tmp_path: Path, words: str) -> None:
    assert pages(tmp_path, Chapter(title="记录", lines=[words], table=table((words, words))))
    book = handbook(Chapter(title="记录", lines=[words], table=table((words, words))))
    handbook_xlsx.write(tmp_path / "x.xlsx", book)


def test_photos_keep_their_shape(tmp_path: Path) -> None:
    photos = [jpeg(640, 480), jpeg(480, 640), jpeg(10, 1000), jpeg(1000, 10)]
    found = pages(tmp_path, Chapter(title="照片", photos=photos))
    assert "".join(found).count("新房 <i>&") == 4
    images = [each for page in PdfReader(tmp_path / "x.pdf").pages for each in page.images]
    sizes = [each.image.size for each in images if each.image]
    assert sorted(sizes) == [(10, 1000), (480, 640), (640, 480), (1000, 10)]


def test_two_equal_photos_are_stored_once(tmp_path: Path) -> None:
    chapter = Chapter(title="照片", photos=[jpeg(640, 480)] * 30)
    pages(tmp_path, chapter)
    assert (tmp_path / "x.pdf").stat().st_size < 3 * len(jpeg(640, 480).jpeg) + 60_000


def test_an_empty_chapter_says_so(tmp_path: Path) -> None:
    found = pages(tmp_path, Chapter(title="照片", nothing="还没有记录。", table=table()))
    assert "还没有记录。" in found[0]


def test_the_same_handbook_is_the_same_file(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("1.pdf", "2.pdf"))
    for path in (first, second):
        handbook_pdf.write(path, handbook(Chapter(title="照片", photos=[jpeg(64, 48)])))
    assert first.read_bytes() == second.read_bytes()


def test_sheets_of_equal_long_titles_have_names_of_their_own(tmp_path: Path) -> None:
    long = Chapter(
        title="Income and expenditure [2025]: *?/ of everybody", table=table(("a", "=1+1"))
    )
    handbook_xlsx.write(tmp_path / "x.xlsx", handbook(long, long))
    book = load_workbook(tmp_path / "x.xlsx")
    assert len(set(book.sheetnames)) == 3
    cell = book.worksheets[1]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_signs_that_the_font_lacks_leave_no_gap():
    assert (
        handbook_pdf.PICTURES.sub("", "#1 住房 · 🟡 等扶贫信息员接手")
        == "#1 住房 · 等扶贫信息员接手"
    )
