"""Templates in chat (📦 模板): the plans that ship with the bot, loaded with another first day."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import forms, template_cards, template_loading, template_previews
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.replies import Reply, change, say
from bot.template_steps import STEPS
from domain.campaign_edits import MAKERS
from domain.campaign_templates import PLANS
from domain.people import Person
from domain.refusals import Refusal, Text

WORDS = Text("Templates of tasks")
router = Router(name="campaign_templates")
router.message.filter(HasRole(*MAKERS))
router.callback_query.filter(HasRole(*MAKERS))


@router.message(Says("templates", WORDS.msgid))
async def list_templates(_message: Message, now: datetime) -> Reply:
    """Show what plans there are."""
    return say(*template_cards.page(now))


@router.callback_query(Pressed("template", "list"))
async def go_to_the_templates(_query: CallbackQuery, now: datetime) -> Reply:
    """Show them in place of the list of tasks."""
    return change(*template_cards.page(now))


@router.callback_query(Pressed("template", "load"))
async def load_a_plan(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Begin to load a plan; one that is there already is asked about first."""
    place = _place(numbers)
    there = await template_previews.there_already(db, person, PLANS[place])
    if there:
        return change(*template_cards.twice(place, there))
    return await template_loading.begin(db, person, LOAD, place, now)


@router.callback_query(Pressed("template", "again"))
async def load_it_once_more(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Load a plan although it is there."""
    return await template_loading.begin(db, person, LOAD, _place(numbers), now)


def _place(numbers: tuple[int, ...]) -> int:
    place = numbers[0] if numbers else 0
    if place >= len(PLANS):
        raise Refusal("This template is not there any more.")
    return place


async def hand_in(filling: Filling) -> Reply:
    """Keep what was chosen of the plan."""
    return await template_loading.load(filling, LOAD)


LOAD = forms.register(
    Form(
        name="template",
        title=Text("Load a template"),
        steps=STEPS,
        submit=hand_in,
        roles=MAKERS,
        remarks=template_previews.remarks,
    )
)
