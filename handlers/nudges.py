"""Asking again (催一下): all of a view who still owe a task, or one of them."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_nudges, progress_desk
from bot.filters import HasRole, Pressed, StandsIn
from bot.progress_desk import viewed
from bot.replies import Reply, say
from domain.campaigns import Campaign, Owing, State
from domain.people import Person
from domain.refusals import Refusal
from domain.rises import READERS
from storage import criteria, progress

router = Router(name="nudges")
router.callback_query.filter(HasRole(*READERS), StandsIn())


@router.callback_query(Pressed("nudge", "all"))
async def ask_all_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask everybody of a view who still owes it."""
    asked = await progress_desk.asked(db, person, viewed(numbers), now)
    ids = await progress.still_open(db, asked)
    owings = await criteria.owing(db, asked.campaign, now, ids) if ids else []
    return await _ask(db, person, asked.campaign, owings, now)


@router.callback_query(Pressed("nudge", "one"))
async def ask_one_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask one person who still owes it."""
    number, whose = (*numbers, 0, 0)[:2]
    campaign = await progress_desk.campaign_of(db, number)
    owing = await progress_desk.owing_of(db, person, campaign, whose, now)
    return await _ask(db, person, campaign, [owing], now)


async def _ask(
    db: AsyncConnection, person: Person, campaign: Campaign, owings: list[Owing], now: datetime
) -> Reply:
    if campaign.state is not State.RUNNING:
        raise Refusal("This task is over; nobody is asked again.")
    nudged = await campaign_nudges.nudge(db, person, campaign, owings, now)
    if not (nudged.asked or nudged.before or nudged.unreached):
        raise Refusal("Everybody has done it meanwhile. Nobody was asked.")
    return say(campaign_nudges.outcome(nudged, now), private=True)
