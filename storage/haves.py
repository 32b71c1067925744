"""Checks of the exit standard: appended, never changed; of each item the latest day holds."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.haves import Check, Item, Verdict
from storage import quality
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.sealed import open_facts, seal_facts
from storage.tables import CheckRow

_NEWEST_FIRST = CheckRow.checked_on.desc(), CheckRow.id.desc()
_KNOWN = frozenset(Item)


async def add(db: AsyncConnection, check: Check) -> None:
    """Append what was found about an item."""
    number = new_id()
    said = {"facts": dict(check.facts), "reason": check.reason}
    row = {
        "id": number,
        "household_id": check.household_id,
        "item": check.item,
        "standard": check.standard,
        "checked_on": check.checked_on,
        "verdict": check.verdict,
        "facts_sealed": seal_facts(vault_of(db), _place(number), said),
        "person_id": check.person_id,
        "visit_id": check.visit_id,
    }
    await db.execute(insert(CheckRow).values(row))
    await quality.outdate(db, check.household_id)


async def state(db: AsyncConnection, household_id: int) -> dict[Item, Check]:
    """Return what holds of each item that was ever checked."""
    return (await states(db, [household_id])).get(household_id, {})


async def states(
    db: AsyncConnection, household_ids: Sequence[int]
) -> dict[int, dict[Item, Check]]:
    """Return what holds of each item, by household."""
    found: dict[int, dict[Item, Check]] = {}
    for row in await db.execute(_holding(household_ids)):
        if row.item in _KNOWN:
            found.setdefault(row.household_id, {})[Item(row.item)] = _check(db, row)
    return found


async def unmet(db: AsyncConnection, household_ids: Sequence[int]) -> dict[int, tuple[Item, ...]]:
    """List the items not met, by household; those that have none are left out."""
    holding = _holding(household_ids).subquery()
    wanted = select(holding.c.household_id, holding.c.item).where(
        holding.c.verdict == Verdict.UNMET, holding.c.item.in_(_KNOWN)
    )
    found: dict[int, set[str]] = {}
    for row in await db.execute(wanted):
        found.setdefault(row.household_id, set()).add(row.item)
    return {number: tuple(it for it in Item if it in items) for number, items in found.items()}


async def history(db: AsyncConnection, household_id: int, most: int = 100) -> list[Check]:
    """List a household's checks, the newest first."""
    wanted = (
        select(CheckRow)
        .where(CheckRow.household_id == household_id, CheckRow.item.in_(_KNOWN))
        .order_by(*_NEWEST_FIRST)
        .limit(most)
    )
    return [_check(db, row) for row in await db.execute(wanted)]


def _holding(household_ids: Iterable[int]) -> Select[*tuple[Any, ...]]:
    """Of each household and item, the check of the latest day."""
    same = CheckRow.household_id, CheckRow.item
    place = func.row_number().over(partition_by=same, order_by=_NEWEST_FIRST).label("place")
    ranked = select(CheckRow, place).where(CheckRow.household_id.in_(list(household_ids)))
    newest = ranked.subquery()
    return select(newest).where(newest.c.place == 1)


def _check(db: AsyncConnection, row: AnyRow) -> Check:
    said = open_facts(vault_of(db), _place(row.id), row.facts_sealed)
    return Check(
        household_id=row.household_id,
        item=Item(row.item),
        verdict=Verdict(row.verdict),
        checked_on=row.checked_on,
        standard=row.standard,
        facts=said["facts"],
        reason=said["reason"],
        person_id=row.person_id,
        visit_id=row.visit_id,
    )


def _place(check_id: int) -> str:
    return f"checks:{check_id}:facts"
