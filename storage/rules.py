"""The rule book's figures with the day from which each holds; history stays true."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import (
    batches,
    doubts,
    incomes,
    late_visits,
    pairings,
    speaking,
    standards,
    worktime,
)
from domain.checkins import Rules
from storage.prepared import Prepared
from storage.tables import RuleRow

PREFIX, OFFICE, SPEAKING = "checkin.", "office.", "speaking."
BOOKS: dict[str, Any] = {
    PREFIX: Rules,
    "pairing.": pairings.Rules,
    "have.": standards.Rules,
    "income.": incomes.Rules,
    "quality.": doubts.Rules,
    "late_visit.": late_visits.Rules,
    "import.": batches.Rules,
    OFFICE: worktime.Rules,
    SPEAKING: speaking.Rules,
}
"""The parts of the rule book by the beginning of their figures' stored names."""
_until = Prepared(
    select(RuleRow.name, RuleRow.value)
    .where(RuleRow.since_on <= bindparam("day"))
    .order_by(RuleRow.since_on)
)


async def on(db: AsyncConnection, day: date) -> Rules:
    """Return the figures of check-ins that hold on a day; what was never set is the default."""
    return Rules(**await _figures(db, day, PREFIX))


async def imports_on(db: AsyncConnection, day: date) -> batches.Rules:
    """Return the figures of imports that hold on a day."""
    return batches.Rules(**await _figures(db, day, "import."))


async def quality_on(db: AsyncConnection, day: date) -> doubts.Rules:
    """Return the figures of the data-quality rules that hold on a day."""
    return doubts.Rules(**await _figures(db, day, "quality."))


async def pairings_on(db: AsyncConnection, day: date) -> pairings.Rules:
    """Return the figures of pairings that hold on a day."""
    return pairings.Rules(**await _figures(db, day, "pairing."))


async def haves_on(db: AsyncConnection, day: date) -> standards.Rules:
    """Return the figures of the exit standard that hold on a day."""
    return standards.Rules(**await _figures(db, day, "have."))


async def incomes_on(db: AsyncConnection, day: date) -> incomes.Rules:
    """Return the figures of income that hold on a day."""
    return incomes.Rules(**await _figures(db, day, "income."))


async def late_visits_on(db: AsyncConnection, day: date) -> late_visits.Rules:
    """Return the figures of late entries that hold on a day."""
    return late_visits.Rules(**await _figures(db, day, "late_visit."))


async def speaking_on(db: AsyncConnection, day: date) -> speaking.Rules:
    """Return the figures of speaking that hold on a day."""
    return speaking.Rules(**await _figures(db, day, SPEAKING))


async def figures_on(db: AsyncConnection, day: date) -> dict[str, int]:
    """Return every figure that holds on a day, by name."""
    found: dict[str, int] = {}
    for prefix, book in BOOKS.items():
        found |= asdict(book(**await _figures(db, day, prefix)))
    return found


async def _figures(db: AsyncConnection, day: date, prefix: str) -> dict[str, int]:
    rows = await _until.all(db, {"day": day})
    known = {prefix + field.name for field in fields(BOOKS[prefix])}
    return {row.name.removeprefix(prefix): int(row.value) for row in rows if row.name in known}


def _stored_name(figure: str) -> str:
    found = (prefix for prefix, book in BOOKS.items() if figure in vars(book))
    return next(found, PREFIX) + figure


@dataclass(frozen=True)
class Figure:
    """A value of the rule book and the day from which it holds."""

    name: str
    value: int
    since_on: date


async def set_figure(db: AsyncConnection, figure: Figure, by: int | None, now: datetime) -> None:
    """Let a figure hold from a day on; set again for the same day it is corrected."""
    values = {"value": str(figure.value), "set_by": by, "set_at": now}
    row = {"name": _stored_name(figure.name), "since_on": figure.since_on, **values}
    statement = insert(RuleRow).values(row)
    await db.execute(
        statement.on_conflict_do_update(index_elements=["name", "since_on"], set_=values)
    )
