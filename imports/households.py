"""Households from the 26 columns of the national export, one row per person.

What a household is follows from the rows of one 户编号, wherever in the file they are; a cell
may be left empty in some of them, but two rows that disagree are a mistake.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from domain.geo import Point
from domain.refusals import Text
from imports import members
from imports.cells import Cell
from imports.choices import read_attribute, read_cause, read_state
from imports.fields import Misfit, parts, phone, whole, words, yes_no, yuan
from imports.lines import Readers
from imports.members import MemberRecord
from imports.table import Column

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
