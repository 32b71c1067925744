"""Suggestions: what residents would have done differently, for the district."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_words, form_walk, forms, raising_steps
from bot.answers import Kind as Asks
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Step
from bot.menus import keys_of
from bot.raising import Wish, area_of, raise_case, raised_words
from bot.replies import Reply, say
from domain.ladders import Kind
from domain.people import RESIDENTS, Person
from domain.refusals import Text

router = Router(name="suggestions")
router.message.filter(HasRole(*RESIDENTS))
router.callback_query.filter(HasRole(*RESIDENTS))

WHAT = "what"


@router.message(Says("suggest", "Suggest"))
async def suggest(_message: Message, person: Person, db: AsyncConnection, now: datetime) -> Reply:
    """Ask what somebody suggests."""
    return await form_walk.begin(db, person, SUGGEST, now)


@router.callback_query(Pressed("suggest", "begin"))
async def suggest_here(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same from a list."""
    return await form_walk.begin(db, person, SUGGEST, now)


async def hand_in(filling: Filling) -> Reply:
    """Keep the suggestion, bring it to the district and say who has it."""
    wish = Wish(
        kind=Kind.SUGGESTION,
        area_code=await area_of(filling.db, filling.person),
        topic=filling.answer("topic"),
        words=case_words.of(filling, WHAT),
        heard=case_words.heard_in(filling, WHAT),
    )
    entry = await raise_case(filling.db, filling.person, wish, filling.now)
    words = await raised_words(filling.db, entry)
    return say(words, keys=keys_of(filling.person), private=True)


SUGGEST = forms.register(
    Form(
        name="suggest",
        title=Text("Suggestion"),
        steps=(
            raising_steps.topic_step("topic", Kind.SUGGESTION, Text("What is it about?")),
            Step(
                name=WHAT,
                kind=Asks.TEXT,
                prompt=Text("What do you suggest, and why? Type or say it; photos too."),
                with_photos=True,
            ),
        ),
        submit=hand_in,
        roles=RESIDENTS,
        has_summary=False,
    )
)
