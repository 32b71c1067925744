"""The exit standard of a day: the official version, with what an admin has amended."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.haves import Item
from domain.standards import Amendment, Rules, Standard, standard_on
from storage import rules
from storage.tables import RuleRow

_WORDS = "criterion."
_FIGURES = frozenset(f"have.{it.name}" for it in fields(Rules)) - {"have.checked_for_days"}


async def on(db: AsyncConnection, day: date) -> Standard:
    """Return the standard of a day."""
    return standard_on(day, await rules.haves_on(db, day), await _amendments(db, day))


async def amend(db: AsyncConnection, amendment: Amendment, by: int | None, now: datetime) -> None:
    """Let an item's criterion read so from a day on; for the same day again it is corrected."""
    values = {"value": amendment.words, "set_by": by, "set_at": now}
    row = {"name": f"{_WORDS}{amendment.item}", "since_on": amendment.since_on, **values}
    statement = insert(RuleRow).values(row)
    await db.execute(
        statement.on_conflict_do_update(index_elements=["name", "since_on"], set_=values)
    )


async def _amendments(db: AsyncConnection, day: date) -> tuple[Amendment, ...]:
    names = {f"{_WORDS}{item}": item for item in Item}
    wanted = select(RuleRow.name, RuleRow.since_on, RuleRow.value).where(
        RuleRow.since_on <= day, RuleRow.name.in_([*names, *_FIGURES])
    )
    return tuple(
        Amendment(since_on=row.since_on, item=names.get(row.name), words=row.value)
        for row in await db.execute(wanted)
    )
