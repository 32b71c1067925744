"""What the offices do with cases: claim, solve, answer, pass up, send back, give back, assign."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds
from bot.filters import HasRole, Pressed, StandsIn
from bot.replies import Reply, toast
from domain.case_deeds import claim, give_back, take_over
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.refusals import Text
from storage.case_steps import Doing

router = Router(name="cases")
router.callback_query.filter(HasRole(*DESKS), StandsIn())


@router.callback_query(Pressed("case", "claim"))
async def take_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Claim a case; the others' cards change, the asker hears who is on it."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.CLAIMED, now)
    if isinstance(entry, Reply):
        return entry
    after = claim(entry.case, person, now)
    await case_deeds.keep(db, Doing(person, Deed.CLAIMED), entry, after)
    return toast(Text("It is yours. The asker is told."))


@router.callback_query(Pressed("case", "over"))
async def take_it_over(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take what is overdue below; those below and the asker hear of it."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.TAKEN_OVER, now)
    if isinstance(entry, Reply):
        return entry
    after = take_over(entry.case, person, now)
    await case_deeds.keep(db, Doing(person, Deed.TAKEN_OVER), entry, after)
    return toast(Text("It is yours. The asker is told."))


@router.callback_query(Pressed("case", "back"))
async def put_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Give a claimed case back to the office, where it is shown anew."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.GIVEN_BACK, now)
    if isinstance(entry, Reply):
        return entry
    after = give_back(entry.case, person, now)
    await case_deeds.keep(db, Doing(person, Deed.GIVEN_BACK), entry, after)
    return toast(Text("Given back to the queue. The asker is told."))
