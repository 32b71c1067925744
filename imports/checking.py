"""Households out of the rows of a file: what was understood, and every mistake."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from domain.areas import Area
from domain.refusals import Text
from imports.cells import Cell, SheetRow
from imports.drafts import Draft, Drafts, Scattered
from imports.fields import code, words
from imports.households import AGREE, COLUMNS, FACTS, POINT_COLUMNS, READERS, SAID, HouseholdRecord
from imports.lines import FILL_IN, Line
from imports.members import MemberRecord, member_of
from imports.plan import Mistake
from imports.points import point_of
from imports.table import Once, lines
from imports.villages import Villages


class Checking:
    """A file of households while it is read, and what was found until now.

    Without patience households are given while others are still being read; where one that was
    given had more rows, or a later sheet has more columns, this raises Scattered.
    """

    def __init__(
        self, areas: Iterable[Area], within: Sequence[str] = ("",), *, is_patient: bool = True
    ) -> None:
        self.rows = 0
        self.mistakes: list[Mistake] = []
        self._homeless: list[Mistake] = []
        self._columns = frozenset[str]()
        self._has_given = False
        self._drafts = Drafts(is_patient=is_patient)
        self._last: tuple[Cell, Draft | None] = ("", None)
        self._villages = Villages(areas)
        self._within = tuple(within)
        self._people = Once()

    @property
    def absent(self) -> frozenset[str]:
        """Name the facts that no sheet until now has a column for."""
        return frozenset(fact for column, fact in SAID.items() if column not in self._columns)

    def records(self, rows: Iterable[SheetRow]) -> Iterator[HouseholdRecord]:
        """Give the households, as long as there is no mistake.

        Raises:
            Scattered: what was given before was not right; read again with patience.
        """
        drafts = self._drafts
        for line in lines(rows, COLUMNS, self.mistakes):
            self.rows += 1
            self._note_columns(line.columns)
            self._read(line)
            for draft in drafts.whole():
                yield from self._given(draft)
        for draft in drafts.rest():
            yield from self._given(draft)
        self.mistakes += self._homeless

    def _note_columns(self, columns: frozenset[str]) -> None:
        if columns is not self._columns and not columns <= self._columns:
            if self._has_given:
                raise Scattered
            self._columns |= columns

    def _given(self, draft: Draft) -> Iterator[HouseholdRecord]:
        """Give a whole household; one without a village is a mistake."""
        if draft.is_good and "村" not in draft.facts:
            self._homeless.append(_homeless(draft))
        if not self.mistakes and not self._homeless:
            self._has_given = True
            yield _record(draft)

    def _read(self, line: Line) -> None:
        """Take a row; what the rows of a household agree in is read from the first one only."""
        draft = self._draft(line)
        told = line.cells(AGREE)
        if draft is None or draft.told != told:
            facts = self._facts(line)
            if draft is not None:
                draft.told = told if line.is_good else None
                draft.agree(line, facts)
        member = member_of(line)
        self._note_second(line, member)
        if draft is not None:
            draft.members.append(member)
            draft.is_good = draft.is_good and line.is_good

    def _draft(self, line: Line) -> Draft | None:
        """Find the household of a row; most often it is that of the row above."""
        cell, (above, draft) = line.cell("户编号"), self._last
        if draft is None or cell != above or type(cell) is not type(above):
            number = line.need("户编号", code)
            draft = self._drafts.opened(number, line) if number else None
            self._last = cell, draft
        return draft

    def _facts(self, line: Line) -> dict[str, Any]:
        facts = dict(zip(FACTS, line.read_each(READERS), strict=True))
        town, code_of = words(line.cell("乡")), self._villages.code
        facts["村"] = line.read_anew("村", lambda cell: code_of(town, words(cell)))
        if facts["村"] is not None and not facts["村"].startswith(self._within):
            line.note("村", _ELSEWHERE, Text("Leave its households to the officer of that area."))
        facts["经度"] = point_of(line, POINT_COLUMNS)
        return facts

    def _note_second(self, line: Line, member: MemberRecord) -> None:
        """A person lives in one household: the same ID number twice is a mistake."""
        row = self._people.earlier(member.id_number, line) if member.id_number else None
        if row is not None:
            line.note(
                "证件号码",
                Text("Row {row} has the same ID number.", row=row),
                Text("Delete one of the two rows, or correct the number."),
            )


_ELSEWHERE = Text("This village is not in your area.")


def _homeless(draft: Draft) -> Mistake:
    reason = Text("This cell is empty.")
    return Mistake(
        row=draft.row, column="村", value="", reason=reason, remedy=FILL_IN, sheet=draft.sheet
    )


def _record(draft: Draft) -> HouseholdRecord:
    """Make the record of a whole household."""
    facts = draft.facts
    said = {name: facts[column][0] for column, (name, _) in FACTS.items() if column in facts}
    return HouseholdRecord(
        number=draft.number,
        area_code=facts["村"][0],
        point=facts.get("经度", (None, 0))[0],
        members=tuple(draft.members),
        row=draft.row,
        **said,
    )
