"""Income and expenditure of households: lines are added and retracted, never altered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Update, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incomes import Line
from storage import quality
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.tables import IncomeLineRow, PersonRow

_PLAIN = ("id", "household_id", "month_on", "category", "heads", "person_id", "visit_id", "at")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line as people read it: who wrote it down, and who took it back when."""

    line: Line
    by: str
    retracted_by: int | None = None
    retracted_at: datetime | None = None


async def add(db: AsyncConnection, line: Line) -> Line:
    """Append a line under a number of its own, whatever id it came with."""
    number = new_id()
    values = {name: getattr(line, name) for name in _PLAIN} | {"id": number}
    amount = vault_of(db).seal_text(_place(number), str(line.amount_yuan))
    await db.execute(insert(IncomeLineRow).values(values | {"amount_sealed": amount}))
    await quality.outdate(db, line.household_id)
    return _line(db, values, amount)


async def lines(
    db: AsyncConnection, household_id: int, first_on: date, last_on: date
) -> list[Line]:
    """List the lines of the months between two days, the oldest month first."""
    return (await lines_of(db, [household_id], first_on, last_on)).get(household_id, [])


async def lines_of(
    db: AsyncConnection, household_ids: Sequence[int], first_on: date, last_on: date
) -> dict[int, list[Line]]:
    """List those lines by household."""
    wanted = (
        select(IncomeLineRow)
        .where(
            IncomeLineRow.household_id.in_(household_ids),
            IncomeLineRow.month_on.between(first_on, last_on),
            IncomeLineRow.retracted_at.is_(None),
        )
        .order_by(IncomeLineRow.month_on, IncomeLineRow.id)
    )
    found: dict[int, list[Line]] = {}
    for row in await db.execute(wanted):
        found.setdefault(row.household_id, []).append(_of_row(db, row))
    return found


async def latest_on(db: AsyncConnection, household_id: int) -> date | None:
    """Return the newest month that has a line."""
    wanted = (
        select(IncomeLineRow.month_on)
        .where(IncomeLineRow.household_id == household_id, IncomeLineRow.retracted_at.is_(None))
        .order_by(IncomeLineRow.month_on.desc())
        .limit(1)
    )
    return await db.scalar(wanted)


async def entries(
    db: AsyncConnection, household_id: int, first_on: date, last_on: date
) -> list[Entry]:
    """List the lines of the months between two days, retracted ones too, the newest first."""
    wanted = _entries().where(
        IncomeLineRow.household_id == household_id,
        IncomeLineRow.month_on.between(first_on, last_on),
    )
    newest = IncomeLineRow.month_on.desc(), IncomeLineRow.id.desc()
    return [_entry(db, row) for row in await db.execute(wanted.order_by(*newest))]


async def by_id(db: AsyncConnection, line_id: int) -> Entry | None:
    """Return a line, retracted or not."""
    row = (await db.execute(_entries().where(IncomeLineRow.id == line_id))).one_or_none()
    return _entry(db, row) if row else None


async def retract(db: AsyncConnection, line_id: int, by: int, now: datetime) -> bool:
    """Take a line back; it stays in the history. False when somebody else was quicker."""
    same = IncomeLineRow.id == line_id, IncomeLineRow.retracted_at.is_(None)
    values = {"retracted_by": by, "retracted_at": now}
    return await _moved(db, update(IncomeLineRow).where(*same).values(values))


async def restore(db: AsyncConnection, line_id: int, by: int, after: datetime) -> bool:
    """Undo a retraction of one's own that is younger than this; False when there is none."""
    mine = (
        IncomeLineRow.id == line_id,
        IncomeLineRow.retracted_by == by,
        IncomeLineRow.retracted_at >= after,
    )
    values = {"retracted_by": None, "retracted_at": None}
    return await _moved(db, update(IncomeLineRow).where(*mine).values(values))


async def _moved(db: AsyncConnection, change: Update) -> bool:
    """Make a change of one line, if it can still be made; its household is looked at again."""
    household_id = await db.scalar(change.returning(IncomeLineRow.household_id))
    if household_id is None:
        return False
    await quality.outdate(db, household_id)
    return True


def _entries() -> Select[*tuple[Any, ...]]:
    return select(IncomeLineRow, PersonRow.name).join(
        PersonRow, PersonRow.id == IncomeLineRow.person_id
    )


def _entry(db: AsyncConnection, row: AnyRow) -> Entry:
    return Entry(
        line=_of_row(db, row),
        by=row.name,
        retracted_by=row.retracted_by,
        retracted_at=row.retracted_at,
    )


def _of_row(db: AsyncConnection, row: AnyRow) -> Line:
    return _line(db, {name: getattr(row, name) for name in _PLAIN}, row.amount_sealed)


def _line(db: AsyncConnection, values: dict[str, Any], sealed: bytes | None) -> Line:
    amount = vault_of(db).open_text(_place(values["id"]), sealed)
    return Line(**values, amount_yuan=Decimal(amount or 0))


def _place(line_id: int) -> str:
    return f"income_lines:{line_id}:amount"
