"""Writes a handbook as a workbook: a sheet a chapter, everything in it text."""

import os
from collections.abc import Iterator, Sequence

from exports import workbook
from exports.handbook import Chapter, Handbook
from exports.workbook import Picture, Sheet

MOST_OF_NAME = 31
"""Excel's limit for the name of a sheet."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
CHARACTERS = 100
"""What the columns of one table share."""


def write(path: str | os.PathLike[str], handbook: Handbook) -> None:
    """Write a handbook; blocks, so it is a thread's work."""
    workbook.write(path, _sheets(handbook))


def _sheets(handbook: Handbook) -> Iterator[Sheet]:
    lines = [[line] for line in (handbook.about, *handbook.lines)]
    yield Sheet(
        name=_name(handbook.title),
        heading=[handbook.title],
        rows=lines,
        widths=[CHARACTERS],
        mark=handbook.mark,
    )
    for number, chapter in enumerate(handbook.chapters, start=1):
        yield _sheet(f"{number} {chapter.title}", chapter, handbook.mark)


def _sheet(name: str, chapter: Chapter, mark: str) -> Sheet:
    table, words = chapter.table, [[line] for line in chapter.lines]
    if chapter.is_empty:
        words = [[chapter.nothing]]
    heading = table.heading if table else [chapter.title]
    rows = [*(table.rows if table else ()), *words]
    captions = [[it.caption] for it in chapter.photos]
    widths = _widths(table.widths) if table else [CHARACTERS]
    pictures = {
        number: Picture(jpeg=it.jpeg, height=it.height)
        for number, it in enumerate(chapter.photos, start=len(rows) + 1)
    }
    return Sheet(
        name=_name(name),
        heading=heading,
        rows=[*rows, *captions],
        widths=widths,
        pictures=pictures,
        mark=mark,
    )


def _widths(shares: Sequence[int]) -> list[int]:
    return [max(6, CHARACTERS * it // sum(shares)) for it in shares]


def _name(title: str) -> str:
    return title.translate(FORBIDDEN)[:MOST_OF_NAME]
