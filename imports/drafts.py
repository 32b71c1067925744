"""Households while their rows are being read, wherever in the file they are.

Those not read from for a while are folded up, so that a hundred thousand rows stay small.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

from domain.refusals import Text
from imports.lines import FILL_IN, Line
from imports.plan import Mistake
from imports.reader import Cell

MOST_OPEN = 200
WHOLE, BROKEN = b"+", b"-"
Record = TypeVar("Record")


class Draft:
    """What the rows of one household say so far; each fact with the row that said it first."""

    __slots__ = ("facts", "is_good", "members", "number", "row", "sheet", "told")

    def __init__(self, number: str, row: int, sheet: str) -> None:
        self.number, self.row, self.sheet = number, row, sheet
        self.facts: dict[str, tuple[Any, int]] = {}
        self.members: list[tuple[Any, ...]] = []
        self.is_good = True
        self.told: tuple[Cell, ...] | None = None

    def agree(self, line: Line, facts: Mapping[str, Any]) -> None:
        """Take a row's facts, and note where it contradicts an earlier one."""
        for column, value in facts.items():
            if value is not None:
                self._agree(line, column, value)

    def _agree(self, line: Line, column: str, value: Any) -> None:
        first, row = self.facts.setdefault(column, (value, line.row.number))
        if first != value:
            line.note(
                column,
                Text("Row {row} says something else about the same household.", row=row),
                Text("Write the same into all rows of the household."),
            )


class Drafts:
    """All households of a file by number, in the order they begin."""

    def __init__(self) -> None:
        self._open: dict[str, Draft] = {}
        self._folded: dict[str, bytes] = {}

    def opened(self, number: str, line: Line) -> Draft:
        """Give the draft of a number, begun by this line if it is new."""
        draft = self._open.get(number)
        if draft is None:
            folded = self._folded.setdefault(number, b"")
            begun = Draft(number, line.row.number, line.row.sheet)
            draft = self._open[number] = unfolded(folded) if folded else begun
            if len(self._open) > MOST_OPEN:
                oldest = next(iter(self._open))
                self._folded[oldest] = folded_up(self._open.pop(oldest))
        return draft

    def records(
        self, made: Callable[[Draft], Record], mistakes: list[Mistake]
    ) -> "Folded[Record]":
        """Give the whole households as records, each made when it is asked for.

        A household without a village is a mistake, which is noted.
        """
        self._folded |= {number: folded_up(draft) for number, draft in self._open.items()}
        self._open.clear()
        whole = []
        for folded in self._folded.values():
            if folded.startswith(WHOLE):
                whole.append(folded)
            elif (draft := unfolded(folded)).is_good:
                mistakes.append(_homeless(draft))
        return Folded(whole, made)


def _homeless(draft: Draft) -> Mistake:
    reason = Text("This cell is empty.")
    return Mistake(
        row=draft.row, column="村", value="", reason=reason, remedy=FILL_IN, sheet=draft.sheet
    )


class Folded(Sequence[Record], Generic[Record]):
    """Records that are made when they are looked at, and forgotten afterwards."""

    def __init__(self, folded: Sequence[bytes], made: Callable[[Draft], Record]) -> None:
        self._folded, self._made = folded, made

    def __len__(self) -> int:
        return len(self._folded)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # like a list's

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> "Folded[Record]": ...
    def __getitem__(self, at: int | slice) -> "Record | Folded[Record]":
        if isinstance(at, slice):
            return Folded(self._folded[at], self._made)
        return self._made(unfolded(self._folded[at]))


_values = attrgetter(*Draft.__slots__)


def folded_up(draft: Draft) -> bytes:
    """Write a draft small; the first byte tells whether it can become a record."""
    first = WHOLE if draft.is_good and "村" in draft.facts else BROKEN
    return first + pickle.dumps(_values(draft), 5)


def unfolded(folded: bytes) -> Draft:
    """Unfold a draft; nobody but this process wrote it."""
    draft = Draft("", 0, "")
    values = pickle.loads(memoryview(folded)[1:])  # noqa: S301 - it never leaves this process
    for name, value in zip(Draft.__slots__, values, strict=True):
        setattr(draft, name, value)
    return draft
