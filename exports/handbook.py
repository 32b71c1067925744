"""What a handbook is made of: plain words, tables and photos, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo as JPEG with its height in pixels, and what stands below it."""

    jpeg: bytes
    height: int
    caption: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A heading and rows; `widths` are the columns' shares of the page."""

    heading: Row
    rows: Sequence[Row]
    widths: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A part of the handbook: lines of words, then a table, then photos; `nothing` if none."""

    title: str
    lines: Sequence[str] = ()
    table: Table | None = None
    photos: Sequence[Photo] = ()
    nothing: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in it."""
        return not (self.lines or self.photos or (self.table and self.table.rows))


@dataclass(frozen=True, kw_only=True)
class Handbook:
    """A whole handbook; `mark` lies across every page and says who took it, and when.

    `page` is how pages are counted, with {page} and {pages} in it.
    """

    title: str
    about: str
    lines: Sequence[str]
    chapters: Sequence[Chapter]
    mark: str
    page: str
