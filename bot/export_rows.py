"""Rows of sheets: a household as the national export has it, one row a person."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot import visit_cards
from bot.texts import said
from domain import idnumbers, phones
from domain.calendar import SHANGHAI
from domain.households import Member
from domain.refusals import Joined
from exports.workbook import Cell
from storage.exported import Paired, Visited
from storage.households import Family

HOUSEHOLDS = (
    *("县", "乡", "村", "自然村", "户编号", "人编号", "姓名", "证件号码", "人数", "与户主关系"),
    *("民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工状况", "务工时间(月)"),
    *("是否大病医疗", "脱贫属性", "贫困户属性", "主要致贫原因", "是否危房户", "是否饮水安全"),
    *("是否饮水困难", "人均纯收入", "联系电话"),
)
"""The columns of the national export, in its order (DOMAIN §2)."""
PAIRINGS = ("村", "户编号", "户主", "帮扶人", "帮扶单位", "次序", "开始日期", "结束日期")
VISITS = ("村", "户编号", "户主", "帮扶人", "入户时间", "补录", "措施", "下次走访")
HEADINGS: Mapping[str, Sequence[str]] = {
    "households": HOUSEHOLDS,
    "pairings": PAIRINGS,
    "visits": VISITS,
}
YES_NO = {True: "是", False: "否", None: None}


class Names:
    """Names of areas by code, and of those above."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __call__(self, code: str, digits: int = 12) -> str:
        """Give the name of an area or of the one above with so many digits."""
        return self._names.get(code[:digits], code[:digits])


def household_rows(family: Family, names: Names, *, in_full: bool) -> Iterator[Sequence[Cell]]:
    """Write one row for each member; a household without members has one."""
    household, facts = family.household, family.household.facts
    code = household.area_code
    phone = facts.get("phone") or ""
    ends: list[Cell] = [
        facts.get("state"),
        facts.get("attribute"),
        "、".join(facts.get("causes") or ()),
        *(YES_NO[facts.get(it)] for it in ("is_housing_unsafe", "is_water_safe")),
        YES_NO[facts.get("is_water_hard_to_get")],
        _yuan(facts.get("net_income_per_head_yuan")),
        phone if in_full or not phone else phones.mask(phone),
    ]
    begin: list[Cell] = [names(code, 6), names(code, 9), names(code), facts.get("hamlet")]
    for member in family.members or (Member(number="", name=household.head_name),):
        size = facts.get("size")
        yield [*begin, household.number, *_member(member, size, in_full=in_full), *ends]


def _yuan(amount: Any) -> Decimal | None:
    return Decimal(str(amount)) if amount else None


def _member(member: Member, size: Any, *, in_full: bool) -> list[Cell]:
    facts = member.facts
    document = facts.get("disability_number") or member.id_number
    return [
        member.number.partition("#")[0],
        member.name,
        document if in_full or not document else idnumbers.mask(document),
        size,
        facts.get("relation"),
        facts.get("nation"),
        facts.get("education"),
        facts.get("pupil_stage"),
        "、".join(facts.get("health") or ()),
        facts.get("labour"),
        facts.get("work_place"),
        facts.get("work_months"),
        YES_NO[facts.get("has_serious_illness_cover")],
    ]


def pairing_row(it: Paired, names: Names) -> Sequence[Cell]:
    """Write a pairing."""
    days = (it.since_on.isoformat(), it.until_on and it.until_on.isoformat())
    village = names(it.area_code)
    return [village, it.number, it.head_name, it.helper, it.unit, it.rank, *days]


def visit_row(it: Visited, names: Names) -> Sequence[Cell]:
    """Write a kept visit, without what was seen."""
    visit = it.visit
    at = visit.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    measures = said(Joined(visit_cards.measures(visit), by="、"))
    next_on = visit.next_on and visit.next_on.isoformat()
    village, late = names(it.area_code), YES_NO[visit.is_late]
    return [village, it.number, it.head_name, it.helper, at, late, measures, next_on]
