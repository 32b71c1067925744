"""Campaigns in chat (任务): the list, a new one, its preview, its beginning."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    campaign_cards,
    campaign_desk,
    campaign_making,
    campaign_previews,
    form_walk,
    forms,
)
from bot.campaign_steps import steps
from bot.filters import HasRole, Pressed, Says
from bot.forms import Form
from bot.replies import Reply, change, say
from domain import campaign_edits, campaign_offices
from domain.campaign_edits import MAKERS
from domain.campaigns import State
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import disturbances

GIVE = Text("Give a task")
"""Another word for it."""
router = Router(name="campaigns")
router.message.filter(HasRole(*MAKERS))
router.callback_query.filter(HasRole(*MAKERS))


@router.message(Says("deadline", "Assign tasks", GIVE.msgid))
async def list_tasks(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List the tasks of one's office, those that run first."""
    return say(*await campaign_cards.page(db, person, 0, 0))


@router.callback_query(Pressed("campaign", "list"))
async def go_back_to_the_list(_query: CallbackQuery, person: Person, db: AsyncConnection) -> Reply:
    """Show the list in place of a card."""
    return change(*await campaign_cards.page(db, person, 0, 0))


@router.callback_query(Pressed("campaign", "page"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show another page, or drafts, or what is over."""
    tab, page = [*numbers, 0, 0][:2]
    if tab >= len(campaign_desk.TABS):
        raise Refusal("This button is not known any more.")
    return change(*await campaign_cards.page(db, person, tab, page))


@router.callback_query(Pressed("campaign", "show"))
async def show_a_task(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show a task with all that can be done with it."""
    campaign = await campaign_desk.to_manage(db, person, numbers)
    return change(*await campaign_making.shown(db, person, campaign, now))


@router.callback_query(Pressed("campaign", "add"))
async def begin_a_task(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask for a new task, of several offices of which; one that was left half done is offered."""
    offices = campaign_offices.offices_of(person)
    if len(offices) > 1:
        return await campaign_making.which_office(db, offices)
    return await _begin(db, person, offices, now)


@router.callback_query(Pressed("campaign", "of"))
async def begin_it_for_an_office(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for a new task of one of somebody's offices."""
    wanted = [it for it in campaign_offices.offices_of(person) if it == str([*numbers, 0][0])]
    return await _begin(db, person, wanted, now)


async def _begin(
    db: AsyncConnection, person: Person, offices: Sequence[str], now: datetime
) -> Reply:
    if not offices:
        raise Refusal("This is not in your area.")
    return await form_walk.begin(db, person, CAMPAIGN, now, campaign_making.new(offices[0]))


@router.callback_query(Pressed("campaign", "copy"))
async def copy_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Draft the same once more: all answers are there, and each can be changed."""
    campaign = await campaign_desk.to_manage(db, person, numbers)
    return await campaign_making.open_copy(db, person, CAMPAIGN, campaign, now)


@router.callback_query(Pressed("campaign", "try"))
async def try_it_on_oneself(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Send the first letter to whoever gives the task, as people will read it."""
    campaign = await campaign_desk.to_manage(db, person, numbers)
    letter = await campaign_previews.trial(db, person, campaign, now)
    return Reply(messages=(letter,), toast=Text("This is what people will get."))


@router.callback_query(Pressed("campaign", "start"))
async def let_it_run(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let a draft run; nobody was told before."""
    before = await campaign_desk.at_version(db, person, numbers)
    count = await disturbances.people(db, before, now)
    after = campaign_edits.begin(before, count, now)
    await campaign_desk.keep(db, person, before, after, campaign_desk.BEGUN)
    card = await campaign_cards.card(db, person, after, now)
    return change(*card, Text("It runs. Whoever is done already is not disturbed."))


@router.callback_query(Pressed("campaign", "drop"))
async def drop_a_draft(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Drop a draft; a copy of it can still be made."""
    before = await campaign_desk.at_version(db, person, numbers)
    if before.state is not State.DRAFT:
        raise Refusal("It was begun or dropped already.")
    after = campaign_edits.cancel(before, now)
    await campaign_desk.keep(db, person, before, after, campaign_desk.CANCELLED)
    card = await campaign_cards.card(db, person, after, now)
    return change(*card, Text("Dropped. ⧉ Copy brings it back."))


CAMPAIGN = forms.register(
    Form(
        name="campaign",
        title=Text("New task"),
        steps=steps,
        submit=campaign_making.keep_new,
        roles=MAKERS,
        rest=Text("⏩ The rest as usual"),
        remarks=campaign_making.remarks,
    )
)
