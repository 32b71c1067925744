"""The rule book's figures with the day from which each holds; history stays true."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.checkins import Rules
from storage.prepared import Prepared
from storage.tables import RuleRow

PREFIX = "checkin."
_until = Prepared(
    select(RuleRow.name, RuleRow.value)
    .where(RuleRow.since_on <= bindparam("day"))
    .order_by(RuleRow.since_on)
)


async def on(db: AsyncConnection, day: date) -> Rules:
    """Return the figures that hold on a day; what was never set is the default."""
    rows = await _until.all(db, {"day": day})
    known = {field.name for field in fields(Rules)}
    values = {row.name.removeprefix(PREFIX): int(row.value) for row in rows}
    return Rules(**{name: value for name, value in values.items() if name in known})


@dataclass(frozen=True)
class Figure:
    """A value of the rule book and the day from which it holds."""

    name: str
    value: int
    since_on: date


async def set_figure(db: AsyncConnection, figure: Figure, by: int | None, now: datetime) -> None:
    """Let a figure hold from a day on; set again for the same day it is corrected."""
    values = {"value": str(figure.value), "set_by": by, "set_at": now}
    row = {"name": PREFIX + figure.name, "since_on": figure.since_on, **values}
    statement = insert(RuleRow).values(row)
    await db.execute(
        statement.on_conflict_do_update(index_elements=["name", "since_on"], set_=values)
    )
