"""Cases in the hands of somebody who is away, or of a deputy whose time is over."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds, case_letters
from domain.calendar import local_day
from domain.case_deeds import assign, claim
from domain.cases import permitted, without_holder
from domain.ladders import Deed
from domain.people import State
from storage import absences, cases, people
from storage.case_steps import Doing

LOOKED_BACK = timedelta(days=14)
"""What still lies with a deputy after a leave comes back within this time."""


async def to_deputy(db: AsyncConnection, number: int, now: datetime) -> bool:
    """Give a case to the deputy of its holder; False when there is none who can have it."""
    entry = await cases.by_number(db, number)
    if entry is None or entry.case.holder_id is None:
        return False
    day, holder_id = local_day(now), entry.case.holder_id
    deputy = (await absences.deputies(db, [holder_id], day)).get(holder_id)
    held = await case_letters.as_held(db, entry, now)
    if deputy is None or held.case.holder_id is None or deputy.id == entry.case.asker_id:
        return False
    holder = await absences.acting(db, await people.by_id(db, holder_id), day)
    acting = await absences.acting(db, deputy, day)
    after = assign(held.case, holder, acting, now)
    await case_deeds.keep(db, Doing(holder, Deed.ASSIGNED, to_id=deputy.id), held, after)
    return True


async def back(db: AsyncConnection, number: int, now: datetime) -> bool:
    """Bring a case back to whoever was away, when his deputy has no right to it any more."""
    entry = await cases.by_number(db, number)
    if entry is None or entry.case.holder_id is None:
        return False
    held = await case_letters.as_held(db, entry, now)
    if held.case.holder_id is not None:
        return False
    day, deputy_id = local_day(now), entry.case.holder_id
    for absence in await absences.over_of_deputy(db, deputy_id, day - LOOKED_BACK, day):
        person = await absences.acting(db, await people.by_id(db, absence.person_id), day)
        free = without_holder(entry.case)
        if person.state is State.ACTIVE and Deed.CLAIMED in permitted(free, person, now):
            deputy = await people.by_id(db, deputy_id)
            doing = Doing(deputy, Deed.ASSIGNED, to_id=person.id)
            await case_deeds.keep(db, doing, entry, claim(free, person, now))
            return True
    return False
