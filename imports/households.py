"""Households from the 26 columns of the national export, one row per person.

What a household is follows from the rows of one 户编号, wherever in the file they are; a cell
may be left empty in some of them, but two rows that disagree are a mistake.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from domain.areas import Area
from domain.geo import Point
from domain.refusals import Text
from imports import members
from imports.cells import Cell, SheetRow
from imports.choices import read_attribute, read_cause, read_state
from imports.drafts import Draft, Drafts, Scattered
from imports.fields import Misfit, code, parts, phone, whole, words, yes_no, yuan
from imports.lines import FILL_IN, Line, Readers
from imports.members import MemberRecord, member_of
from imports.plan import Mistake
from imports.points import point_of
from imports.table import Column, Once, lines
from imports.villages import Villages

MAX_CAUSES = 3
POINT_COLUMNS = ("经度", "纬度", "坐标系")
COLUMNS = (
    Column(name="县", aliases=("区县", "县(区)", "区")),
    Column(name="乡", aliases=("乡镇", "乡(镇)", "镇")),
    Column(name="村", aliases=("行政村",), is_required=True),
    Column(name="自然村", aliases=("自然村(屯)", "屯")),
    Column(name="户编号", aliases=("户编码",), is_required=True),
    *members.COLUMNS,
    Column(name="人数", aliases=("家庭人口", "家庭人口数")),
    Column(name="脱贫属性", aliases=("脱贫状态",)),
    Column(name="贫困户属性", aliases=("户属性", "农户属性")),
    Column(name="主要致贫原因", aliases=("致贫原因",)),
    Column(name="是否危房户", aliases=("是否危房",)),
    Column(name="是否饮水安全", aliases=("是否解决安全饮用水",)),
    Column(name="是否饮水困难"),
    Column(name="人均纯收入", aliases=("人均纯收入(元)", "年人均纯收入")),
    Column(name="联系电话", aliases=("电话",)),
    *(Column(name=name) for name in POINT_COLUMNS),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdRecord:
    """A household as the national system has it; None and empty where it says nothing."""

    number: str
    area_code: str
    hamlet: str = ""
    size: int | None = None
    state: str = ""
    attribute: str = ""
    causes: tuple[str, ...] = ()
    is_housing_unsafe: bool | None = None
    is_water_safe: bool | None = None
    is_water_hard_to_get: bool | None = None
    net_income_per_head_yuan: Decimal | None = None
    phone: str = ""
    point: Point | None = None
    members: tuple[MemberRecord, ...] = ()
    row: int = field(default=0, compare=False)
    """Where in the file it begins."""


def causes(cell: Cell) -> tuple[str, ...]:
    """Read the main cause of poverty and up to two others, all different."""
    found = tuple(dict.fromkeys(read_cause(part) for part in parts(cell)))
    if len(found) > MAX_CAUSES:
        raise Misfit(Text("These are too many causes."), Text("Keep the main one and two others."))
    return found


FACTS: Mapping[str, tuple[str, Callable[[Cell], Any]]] = {
    "自然村": ("hamlet", words),
    "人数": ("size", whole),
    "脱贫属性": ("state", read_state),
    "贫困户属性": ("attribute", read_attribute),
    "主要致贫原因": ("causes", causes),
    "是否危房户": ("is_housing_unsafe", yes_no),
    "是否饮水安全": ("is_water_safe", yes_no),
    "是否饮水困难": ("is_water_hard_to_get", yes_no),
    "人均纯收入": ("net_income_per_head_yuan", yuan),
    "联系电话": ("phone", phone),
}
"""Columns that all rows of a household must agree in."""
AGREE = (*FACTS, "乡", "村", *POINT_COLUMNS)
READERS = Readers({column: reader for column, (_, reader) in FACTS.items()})
SAID = {column: name for column, (name, _) in FACTS.items()} | members.SAID
"""The facts that the columns tell."""


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
