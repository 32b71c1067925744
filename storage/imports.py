"""Applies what a file says to the database; the same file twice changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from imports.pairings import HOUSEHOLDS_PER_HELPER, Known
from imports.plan import PIECE, Kind, Plan
from storage import (
    households,
    imported_areas,
    imported_households,
    imported_pairings,
    imported_people,
    pairings,
    roster,
)
from storage.imported import Imported

IMPORTED: dict[Kind, Imported] = {
    Kind.AREAS: imported_areas,
    Kind.PEOPLE: imported_people,
    Kind.HOUSEHOLDS: imported_households,
    Kind.PAIRINGS: imported_pairings,
}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many records are new, changed and as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            same=self.same + other.same,
        )


async def apply(db: AsyncConnection, plan: Plan[Any], *, write: bool = True) -> Counts:
    """Apply a clean plan; without `write` only count what it would do."""
    counts = Counts()
    for first in range(0, len(plan.records), PIECE):
        piece = plan.records[first : first + PIECE]
        counts += await apply_piece(plan.kind, db, piece, plan.absent, write=write)
    return counts


async def apply_piece(
    kind: Kind,
    db: AsyncConnection,
    records: Sequence[Any],
    absent: frozenset[str] = frozenset(),
    *,
    write: bool = True,
) -> Counts:
    """Apply some hundred records of one kind."""
    besides = await IMPORTED[kind].beside(db, list(records), absent)
    new = [it for it in besides if it.is_new]
    changed = [it for it in besides if it.is_changed]
    if write and (new or changed):
        await IMPORTED[kind].write(db, [*new, *changed])
    same = len(besides) - len(new) - len(changed)
    return Counts(new=len(new), changed=len(changed), same=same)


apply_areas = partial(apply_piece, Kind.AREAS)
apply_people = partial(apply_piece, Kind.PEOPLE)
apply_households = partial(apply_piece, Kind.HOUSEHOLDS)
apply_pairings = partial(apply_piece, Kind.PAIRINGS)


async def known_for_pairings(
    db: AsyncConnection, within: Sequence[str] = ("",), limit: int = HOUSEHOLDS_PER_HELPER
) -> Known:
    """Return what a file of pairings is checked against: the households of these areas."""
    helpers, homes = await roster.helpers(db), await households.ids(db)
    phones = {number: phone for phone, number in helpers.items()}
    numbers = {number: name for name, number in homes.items()}
    paired: dict[str, set[str]] = {}
    for it in await pairings.history(db):
        if it.until_on is None and it.person_id in phones:
            paired.setdefault(phones[it.person_id], set()).add(numbers[it.household_id])
    inside = homes if "" in within else await households.ids_within(db, within)
    return Known(household_numbers=inside, helper_phones=helpers, paired=paired, limit=limit)
