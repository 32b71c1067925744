"""Standing tasks in chat (常设任务): the list, on and off, changes, one made of a campaign."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_desk, forms, recurrence_cards, recurrence_desk, recurrence_making
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.recurrence_steps import steps
from bot.replies import Reply, change, say
from domain.campaign_edits import MAKERS
from domain.people import Person
from domain.recurrence_edits import check_repeats, switched
from domain.refusals import Text

WORDS = Text("Standing tasks")
router = Router(name="recurrences")
router.message.filter(HasRole(*MAKERS))
router.callback_query.filter(HasRole(*MAKERS))


@router.message(Says("recurrences", WORDS.msgid))
async def list_standing_tasks(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List what comes back by itself."""
    return say(*await recurrence_cards.page(db, person))


@router.callback_query(Pressed("recurrence", "list"))
async def go_to_the_list(_query: CallbackQuery, person: Person, db: AsyncConnection) -> Reply:
    """Show the list in place of a card."""
    return change(*await recurrence_cards.page(db, person))


@router.callback_query(Pressed("recurrence", "show"))
async def show_a_standing_task(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one with what runs of it and when it comes next."""
    recurrence = await recurrence_desk.to_see(db, person, numbers)
    return change(*await recurrence_cards.card(db, person, recurrence, now))


@router.callback_query(Pressed("recurrence", "switch"))
async def switch_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let its periods begin or begin no more; what runs keeps its course."""
    before = await recurrence_desk.at_version(db, person, numbers)
    after = switched(before)
    await recurrence_desk.keep(db, person, after, now)
    kept = await recurrence_desk.to_see(db, person, numbers)
    toast = (
        Text("It is on from the next period.")
        if after.is_on
        else Text("It is off. What runs keeps its course.")
    )
    return change(*await recurrence_cards.card(db, person, kept, now), toast)


@router.callback_query(Pressed("recurrence", "change"))
async def change_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Open all its answers; each is changed with one tap."""
    recurrence = await recurrence_desk.at_version(db, person, numbers)
    return await recurrence_making.open_change(db, person, CHANGE, recurrence, now)


@router.callback_query(Pressed("recurrence", "of"))
async def let_it_come_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Make a standing task of a campaign: the same task each month or quarter."""
    campaign = await campaign_desk.to_manage(db, person, numbers)
    check_repeats(campaign)
    return await recurrence_making.open_new(db, person, NEW, campaign, now)


async def hand_in_change(filling: Filling) -> Reply:
    """Keep what was changed."""
    return await recurrence_making.keep_change(filling, CHANGE)


CHANGE = forms.register(
    Form(
        name="recurrence_change",
        title=Text("Standing task"),
        steps=steps,
        submit=hand_in_change,
        roles=MAKERS,
        resumes=False,
        remarks=recurrence_making.remarks_of_change,
    )
)
NEW = forms.register(
    Form(
        name="recurrence",
        title=Text("New standing task"),
        steps=steps,
        submit=recurrence_making.keep_new,
        roles=MAKERS,
        resumes=False,
        remarks=recurrence_making.remarks_of_new,
    )
)
