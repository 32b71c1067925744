"""The lines of a ledger: each case with its asker, what was said first and last, and its times."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.geo import Point
from storage import case_steps, cases, people
from storage.case_steps import Step
from storage.cases import Entry
from storage.database import vault_of
from storage.sealed import open_point
from storage.tables import AlertRow, CaseRow, HouseholdRow

PAGE = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """One case of a ledger; `class_code` is that of an alert."""

    entry: Entry
    asker: str
    steps: Sequence[Step] = field(default_factory=tuple)
    class_code: str = ""


async def lines(
    db: AsyncConnection, wanted: ColumnElement[bool], after: int, most: int = PAGE
) -> list[Line]:
    """Open the next cases on a condition by their numbers."""
    following = select(CaseRow.id).where(wanted, CaseRow.id > after).order_by(CaseRow.id)
    numbers = list(await db.scalars(following.limit(most)))
    entries = await cases.by_numbers(db, numbers)
    steps = await case_steps.of_cases(db, numbers)
    names = await people.names(db, {it.case.asker_id for it in entries})
    classes = await _classes(db, numbers)
    return [
        Line(
            entry=it,
            asker=names.get(it.case.asker_id, ""),
            steps=steps.get(it.case.number, ()),
            class_code=classes.get(it.case.number, ""),
        )
        for it in entries
    ]


async def _classes(db: AsyncConnection, numbers: Sequence[int]) -> dict[int, str]:
    wanted = select(AlertRow.case_id, AlertRow.class_code).where(AlertRow.case_id.in_(numbers))
    return {row.case_id: row.class_code for row in await db.execute(wanted)}


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where the household of a case lives."""

    number: int
    about: str
    point: Point
    due_at: datetime | None


async def spots(db: AsyncConnection, wanted: ColumnElement[bool], most: int) -> list[Spot]:
    """Open where the households of some cases live; those without coordinates are left out."""
    columns = (
        CaseRow.id,
        CaseRow.due_at,
        HouseholdRow.id.label("household_id"),
        HouseholdRow.head_name,
        HouseholdRow.point_sealed,
    )
    found = (
        select(*columns)
        .join(HouseholdRow, HouseholdRow.id == CaseRow.household_id)
        .where(wanted, HouseholdRow.point_sealed.is_not(None))
        .order_by(CaseRow.due_at, CaseRow.id)
        .limit(most)
    )
    vault = vault_of(db)
    spots = []
    for row in await db.execute(found):
        point = open_point(vault, f"households:{row.household_id}:point", row.point_sealed)
        if point:
            spots.append(Spot(number=row.id, about=row.head_name, point=point, due_at=row.due_at))
    return spots
