"""The doubts of an area: how many by rule, which households, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.scope import is_inside
from storage.tables import AreaRow, DoubtRow, HouseholdRow, WaiverRow


@dataclass(frozen=True, kw_only=True)
class Home:
    """A household with doubts, and how many."""

    id: int
    head_name: str
    area: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Balance:
    """The doubts of an area before and now: open is before and new without mended and waived."""

    before: int
    mended: int
    waived: int
    new: int
    open: int


def _inside(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(false(), *[is_inside(code) for code in codes])


def _is_waived(*more: Any) -> ColumnElement[bool]:
    """Tell whether somebody gave a reason for exactly this doubt."""
    return exists().where(
        WaiverRow.household_id == DoubtRow.household_id,
        WaiverRow.facts_index == DoubtRow.facts_index,
        *more,
    )


_is_open = and_(DoubtRow.gone_at.is_(None), ~_is_waived())
_of_home = DoubtRow.household_id == HouseholdRow.id


async def counts(db: AsyncConnection, codes: Iterable[str]) -> dict[str, int]:
    """Count the open doubts in some areas by rule; a rule without any is left out."""
    wanted = (
        select(DoubtRow.rule, func.count().label("doubts"))
        .join(HouseholdRow, _of_home)
        .where(_inside(codes), _is_open)
        .group_by(DoubtRow.rule)
    )
    return {row.rule: row.doubts for row in await db.execute(wanted)}


async def homes(
    db: AsyncConnection, codes: Iterable[str], rule: str, most: int, offset: int = 0
) -> list[Home]:
    """List households that a rule doubts, or any rule by an empty name; most doubts first."""
    number = func.count().label("doubts")
    wanted = (
        select(HouseholdRow.id, HouseholdRow.head_name, AreaRow.name.label("area"), number)
        .select_from(DoubtRow)
        .join(HouseholdRow, _of_home)
        .join(AreaRow, AreaRow.code == HouseholdRow.area_code)
        .where(_inside(codes), _is_open, *([DoubtRow.rule == rule] if rule else []))
        .group_by(HouseholdRow.id, HouseholdRow.head_name, AreaRow.name)
        .order_by(number.desc(), HouseholdRow.head_name, HouseholdRow.id)
        .limit(most)
        .offset(offset)
    )
    return [
        Home(id=row.id, head_name=row.head_name, area=row.area, count=row.doubts)
        for row in await db.execute(wanted)
    ]


async def count_homes(db: AsyncConnection, codes: Iterable[str], rule: str) -> int:
    """Count them."""
    wanted = (
        select(func.count(func.distinct(DoubtRow.household_id)))
        .join(HouseholdRow, _of_home)
        .where(_inside(codes), _is_open, *([DoubtRow.rule == rule] if rule else []))
    )
    return await db.scalar(wanted) or 0


async def count_outdated(db: AsyncConnection, codes: Iterable[str]) -> int:
    """Count households that changed since the rules looked at them."""
    changed = HouseholdRow.doubted_version != HouseholdRow.version
    counted = select(func.count()).select_from(HouseholdRow)
    return await db.scalar(counted.where(_inside(codes), changed)) or 0


async def balance(db: AsyncConnection, codes: Iterable[str], since: datetime) -> Balance:
    """Tell what became of the doubts of some areas since an instant."""
    still = or_(DoubtRow.gone_at.is_(None), DoubtRow.gone_at >= since)
    counted = and_(still, ~_is_waived(WaiverRow.at < since))
    waived = _is_waived(WaiverRow.at >= since)
    gone = DoubtRow.gone_at.is_not(None)
    number = func.count()
    wanted = (
        select(
            number.filter(DoubtRow.found_at < since).label("before"),
            number.filter(DoubtRow.found_at >= since).label("new"),
            number.filter(waived).label("waived"),
            number.filter(gone, ~waived).label("mended"),
            number.filter(~gone, ~waived).label("open"),
        )
        .select_from(DoubtRow)
        .join(HouseholdRow, _of_home)
        .where(_inside(codes), counted)
    )
    return Balance(**(await db.execute(wanted)).mappings().one())
