"""Asking again (催一下): all of a view who still owe a task, or one of them."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_nudges, progress_desk
from bot.campaign_nudges import Told
from bot.filters import HasRole, Pressed, StandsIn
from bot.progress_desk import viewed
from bot.replies import Reply, say
from domain.campaigns import Campaign, State
from domain.people import Person
from domain.refusals import Refusal
from domain.rises import READERS, may_act

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
    _check_runs(asked.campaign)
    if not progress_desk.asks_all(person, asked.view):
        raise Refusal("This is not in your area.")
    return _answer(await campaign_nudges.nudge_all(db, person, asked), now)


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
    _check_runs(campaign)
    if not may_act(person, owing, campaign):
        raise Refusal("This is not in your area.")
    nudged = await campaign_nudges.nudge(db, person, campaign, [owing], now)
    return _answer(campaign_nudges.told(nudged), now)


def _check_runs(campaign: Campaign) -> None:
    if campaign.state is not State.RUNNING:
        raise Refusal("This task is over; nobody is asked again.")


def _answer(told: Told, now: datetime) -> Reply:
    if told.is_nobody:
        raise Refusal("Everybody has done it meanwhile. Nobody was asked.")
    return say(campaign_nudges.outcome(told, now), private=True)
