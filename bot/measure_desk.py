"""Measures as people work on them: who can own one, and what becomes of the alert when it ends."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_raising, case_deeds
from domain.case_moves import moved
from domain.cases import Case
from domain.ladders import Deed
from domain.measures import Measure
from domain.people import RESIDENTS, Person, Role
from domain.refusals import Refusal
from storage import cases, files, measures, pairings, people
from storage.case_steps import Doing
from storage.measures import Entry


async def owners(db: AsyncConnection, case: Case, me: Person) -> list[Person]:
    """Find who can see to a measure: helpers, residents and officers there, and oneself."""
    found = await pairings.helpers_of(db, case.household_id) if case.household_id else []
    for role in sorted(RESIDENTS | {Role.INFORMATION_OFFICER}):
        found += await people.responsible(db, case.area_code, role)
    return list({it.id: it for it in [*found, me]}.values())


async def own(db: AsyncConnection, person: Person, number: int) -> Entry:
    """Load a measure for its owner.

    Raises:
        Refusal: it is somebody else's, or there is none.
    """
    entry = await measures.by_id(db, number)
    if entry is None or entry.measure.owner_id != person.id:
        raise Refusal("This measure is not yours.")
    return entry


async def end(
    db: AsyncConnection, person: Person, measure: Measure, words: Any, now: datetime
) -> None:
    """Keep that a measure is over; the town and the asker hear of it as of any step.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await measures.move_on(db, measure):
        raise Refusal("Somebody else was quicker. Please see the newest card.")
    await files.link(db, measure.files, alert_raising.subject(measure.number))
    entry = await cases.by_number(db, measure.number)
    if entry and entry.case.is_going_on:
        doing = Doing(person, Deed.MEASURE_ENDED, words)
        await case_deeds.keep(db, doing, entry, moved(entry.case, now))
