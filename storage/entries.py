"""What officers still have to enter in the national system: accepted changes, by household."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.changes import OFFICERS, Change, State
from domain.people import Person
from storage import changes
from storage.scope import seen_by
from storage.tables import AreaRow, ChangeRow, HouseholdRow

TICKED_FOR = timedelta(hours=12)
"""So long what was ticked off stays on its household's card, and can be put back."""


@dataclass(frozen=True, kw_only=True)
class Pile:
    """A household with fields to enter; `since` is when the oldest was accepted."""

    household_id: int
    number: str
    head_name: str
    area_name: str
    count: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One field of a household to enter, or ticked off.

    Several accepted changes of one field are one entry: from the first old value to the newest.
    """

    latest: Change
    all: tuple[Change, ...]
    old: Any

    @property
    def is_ticked(self) -> bool:
        """Tell whether the national system has it."""
        return self.latest.state is State.ENTERED


async def piles(db: AsyncConnection, person: Person, most: int, offset: int = 0) -> list[Pile]:
    """List the households of an officer's areas with something to enter, the oldest first."""
    since = func.min(ChangeRow.decided_at)
    columns = HouseholdRow.id, HouseholdRow.number, HouseholdRow.head_name
    area = AreaRow.name.label("area_name")
    spot = ChangeRow.member_number + "/" + ChangeRow.field
    fields = func.count(func.distinct(spot)).label("fields")
    wanted = _waiting(person, *columns, area, fields, since.label("since"))
    grouped = wanted.group_by(*columns, AreaRow.name).order_by(since, HouseholdRow.id)
    return [
        Pile(
            household_id=row.id,
            number=row.number,
            head_name=row.head_name,
            area_name=row.area_name,
            count=row.fields,
            since=row.since,
        )
        for row in await db.execute(grouped.limit(most).offset(offset))
    ]


async def count_piles(db: AsyncConnection, person: Person) -> int:
    """Count them."""
    each = _waiting(person, HouseholdRow.id).distinct().subquery()
    return await db.scalar(select(func.count()).select_from(each)) or 0


def _waiting(person: Person, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .join(ChangeRow, ChangeRow.household_id == HouseholdRow.id)
        .join(AreaRow, AreaRow.code == HouseholdRow.area_code)
        .where(ChangeRow.state == State.ACCEPTED, seen_by(person, OFFICERS))
    )


async def of_household(db: AsyncConnection, household_id: int, now: datetime) -> list[Entry]:
    """List what is to be entered of a household, and what was ticked off lately."""
    states = State.ACCEPTED, State.ENTERED
    found = await changes.in_states(db, household_id, states)
    return entries_of(found, now)


async def waiting_of(db: AsyncConnection, household_id: int) -> list[Entry]:
    """List what is to be entered of a household, the oldest first."""
    found = await changes.in_states(db, household_id, [State.ACCEPTED])
    return entries_of(found, found[0].at) if found else []


def entries_of(found: Sequence[Change], now: datetime) -> list[Entry]:
    """Fold accepted changes into one entry a field, in the order in which they were accepted."""
    spots: dict[tuple[str, str, bool], list[Change]] = {}
    for change in sorted(found, key=_accepted_at):
        is_ticked = change.state is State.ENTERED
        if is_ticked and not is_fresh(change, now):
            continue
        spots.setdefault((*change.spot, is_ticked), []).append(change)
    made = [Entry(latest=it[-1], all=tuple(it), old=it[0].old) for it in spots.values()]
    return sorted(made, key=lambda it: _accepted_at(it.all[0]))


def is_fresh(change: Change, now: datetime) -> bool:
    """Tell whether a tick can still be taken back."""
    return (change.entered_at or now) >= now - TICKED_FOR


def _accepted_at(change: Change) -> tuple[datetime, int]:
    return change.decided_at or change.at, change.id


def ticked_together(entry: Entry) -> list[Change]:
    """List the changes of an entry that were ticked off with the latest one."""
    latest = entry.latest
    return [it for it in entry.all if it.entered_at == latest.entered_at]
