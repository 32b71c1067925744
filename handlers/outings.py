"""Where to go today (今天去谁家): the next best visits, why, and in which order."""

from datetime import date, datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import outing_cards
from bot.filters import HasRole, Pressed, Says
from bot.menus import HELPERS, keys_of
from bot.outing_cards import Outing
from bot.replies import Reply, say
from domain.calendar import local_day
from domain.outings import best, way_round
from domain.people import Person
from domain.refusals import Refusal
from storage import duties, outings

router = Router(name="outings")
router.message.filter(HasRole(*HELPERS))
router.callback_query.filter(HasRole(*HELPERS))


@router.message(Says("today", "Where to go today"))
async def plan_my_day(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Propose whom to visit, from where one checked in last."""
    return await _plan(db, person, now)


@router.callback_query(Pressed("outing", "show"))
async def plan_my_day_from_the_list(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same from the list of one's households."""
    return await _plan(db, person, now)


async def _plan(db: AsyncConnection, person: Person, now: datetime) -> Reply:
    today = local_day(now)
    mine = await outings.stops(db, person, await _owed(db, person, now), today)
    if not mine:
        raise Refusal(
            "No household is paired with you yet. Please ask your information officer to pair you."
        )
    chosen = best(mine, today)
    if not chosen:
        return say(outing_cards.NOTHING, keys=keys_of(person))
    start = await outings.start(db, person, today)
    outing = Outing(
        stops=way_round(chosen, start.point if start else None),
        start=start,
        places=await outings.places(db, [it.household_id for it in chosen]),
        today=today,
    )
    words = say(outing_cards.text(outing), outing_cards.rows(outing), private=True)
    if not any(it.point for it in outing.stops):
        return words
    return words.and_then(outing_cards.sketch(outing))


async def _owed(db: AsyncConnection, person: Person, now: datetime) -> dict[int, date]:
    """Return the earliest month in which each household's visit is still to make."""
    this = await duties.period(db, local_day(now))
    missed = [it for it in await duties.missed(db, now) if it != this]
    found: dict[int, date] = {}
    for month in (this, *missed):
        round_ = await duties.round_of(db, person, month)
        for visit in round_.open if round_ else ():
            first = found.get(visit.household_id, month.first)
            found[visit.household_id] = min(first, month.first)
    return found
