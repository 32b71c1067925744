"""What an import would do: the records it found and everything that is wrong with the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from domain.refusals import Text

Record = TypeVar("Record")
PIECE = 200
"""So many records are read and written at once; a turn never waits for more."""
MOST_MISTAKES = 2000
"""Whoever made so many reads no more of them; the rest of the file is not looked at."""


class Kind(StrEnum):
    """What a file is about; also the word on the command line."""

    AREAS = "areas"
    PEOPLE = "people"
    HOUSEHOLDS = "households"
    PAIRINGS = "pairings"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """One cell that cannot be taken as it is. The row is counted as the spreadsheet counts."""

    row: int
    column: str
    value: str
    reason: Text
    remedy: Text
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan(Generic[Record]):
    """The records of a file; it may be applied only when it is clean."""

    kind: Kind
    records: Sequence[Record]
    mistakes: tuple[Mistake, ...] = ()
    rows: int = 0
    absent: frozenset[str] = frozenset()
    """Facts the file has no column for: it says nothing about them."""

    checked_as: ClassVar[str] = ""

    @property
    def is_clean(self) -> bool:
        """Whether every row was understood."""
        return not self.mistakes

    def pieces(self) -> Iterator[Sequence[Record]]:
        """Give the records in pieces, as long as there is no mistake."""
        for first in range(0, len(self.records) if self.is_clean else 0, PIECE):
            yield self.records[first : first + PIECE]

    def close(self) -> None:
        """Nothing is open any more; a file of households is, while it is read."""
