"""Households from the 26 columns of the national export, one row per person.

What a household is follows from the rows of one 户编号, wherever in the file they are; a cell
may be left empty in some of them, but two rows that disagree are a mistake.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.areas import Area
from domain.geo import Point
from domain.refusals import Text
from imports import members
from imports.choices import read_attribute, read_cause, read_state
from imports.fields import Misfit, code, parts, phone, whole, words, yes_no, yuan
from imports.members import MemberRecord, member_of
from imports.plan import Kind, Mistake, Plan
from imports.points import point_of
from imports.reader import Cell, SheetRow
from imports.table import FILL_IN, Column, Line, Once, lines
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


def parse(rows: Iterable[SheetRow], *, areas: Iterable[Area]) -> Plan[HouseholdRecord]:
    """Read households against the known villages."""
    mistakes: list[Mistake] = []
    drafts: dict[str, _Draft] = {}
    villages, people = Villages(areas), Once()
    count = 0
    for line in lines(rows, COLUMNS, mistakes):
        count += 1
        number = line.need("户编号", code)
        facts = _facts(line, villages)
        member = member_of(line)
        _note_second(line, member, people)
        if number is not None:
            drafts.setdefault(number, _Draft(line)).add(line, facts, member)
    found = tuple(draft.record(number) for number, draft in drafts.items() if draft.is_whole())
    return Plan(kind=Kind.HOUSEHOLDS, records=found, mistakes=tuple(mistakes), rows=count)


def _facts(line: Line, villages: Villages) -> dict[str, Any]:
    facts = {column: line.read(column, reader) for column, (_, reader) in FACTS.items()}
    town = words(line.cell("乡"))
    facts["村"] = line.read("村", lambda cell: villages.code(town, words(cell)))
    facts["经度"] = point_of(line, POINT_COLUMNS)
    return facts


def _note_second(line: Line, member: MemberRecord, people: Once) -> None:
    """A person lives in one household: the same ID number twice is a mistake."""
    row = people.earlier(member.id_number, line) if member.id_number else None
    if row is not None:
        line.note(
            "证件号码",
            Text("Row {row} has the same ID number.", row=row),
            Text("Delete one of the two rows, or correct the number."),
        )


class _Draft:
    """A household while its rows are being read."""

    def __init__(self, line: Line) -> None:
        self._first = line
        self._facts: dict[str, tuple[Any, int]] = {}
        self._members: list[MemberRecord] = []
        self._is_good = True

    def add(self, line: Line, facts: Mapping[str, Any], member: MemberRecord) -> None:
        """Take a row, and note where it contradicts an earlier one."""
        for column, value in facts.items():
            if value is not None:
                self._agree(line, column, value)
        self._members.append(member)
        self._is_good = self._is_good and line.is_good

    def _agree(self, line: Line, column: str, value: Any) -> None:
        first, row = self._facts.setdefault(column, (value, line.row.number))
        if first != value:
            line.note(
                column,
                Text("Row {row} says something else about the same household.", row=row),
                Text("Write the same into all rows of the household."),
            )

    def is_whole(self) -> bool:
        """Tell whether this can be a record; a household without a village is a mistake."""
        if self._is_good and "村" not in self._facts:
            self._first.note("村", Text("This cell is empty."), FILL_IN)
            self._is_good = False
        return self._is_good

    def record(self, number: str) -> HouseholdRecord:
        """Make the record."""
        said = {name: self._facts[c][0] for c, (name, _) in FACTS.items() if c in self._facts}
        return HouseholdRecord(
            number=number,
            area_code=self._facts["村"][0],
            point=self._facts.get("经度", (None, 0))[0],
            members=tuple(self._members),
            **said,
        )
