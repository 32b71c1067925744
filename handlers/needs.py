"""Needs: a helper raises what a household needs, or joins what is raised already."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_words, form_walk, forms, raising_steps
from bot.answers import Kind as Answer
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Option, Step
from bot.menus import HELPERS, keys_of
from bot.raising import Wish, raise_case, raised_words
from bot.replies import Reply, say
from domain.checkins import Place
from domain.ladders import Kind
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import pairings

URGENT = "urgent"
WHAT = "what"

router = Router(name="needs")
router.message.filter(HasRole(*HELPERS))
router.callback_query.filter(HasRole(*HELPERS))


async def _households(db: AsyncConnection, person: Person) -> list[Place]:
    return [it for it in await pairings.places_of(db, person) if it.household_id]


@router.message(Says("need", "Raise a need"))
async def raise_a_need(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask what a household needs."""
    return await _begin(db, person, now)


@router.callback_query(Pressed("need", "raise"))
async def raise_a_need_here(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Do the same from a list, or from a check-in with its household."""
    return await _begin(db, person, now, *numbers[:1])


async def _begin(db: AsyncConnection, person: Person, now: datetime, household: int = 0) -> Reply:
    mine = await _households(db, person)
    if not mine:
        raise Refusal(
            "No household is paired with you yet. Please ask your information officer to pair you."
        )
    chosen = [it for it in mine if it.household_id == household] if household else mine
    if not chosen:
        raise Refusal("This household is not paired with you.")
    given = {"household": chosen[0].key if len(chosen) == 1 else ""}
    return await form_walk.begin(db, person, NEED, now, given)


async def _places(filling: Filling) -> list[Option]:
    mine = await _households(filling.db, filling.person)
    return [Option(key=it.key, label=it.name) for it in mine]


async def _urgencies(_filling: Filling) -> list[Option]:
    return [
        Option(key="normal", label=Text("Ordinary")),
        Option(key=URGENT, label=Text("🔴 Urgent")),
    ]


def _for_household(question: Text) -> Callable[[Filling], Awaitable[Text]]:
    """Say above a question which household it is about: a draft may be taken up days later."""

    async def prompt(filling: Filling) -> Text:
        place = await _household(filling)
        return Joined([Text("Household: {name}", name=place.name if place else "?"), question])

    return prompt


async def _household(filling: Filling) -> Place | None:
    key: Any = filling.answer("household") or filling.given["household"]
    return await pairings.place_of(filling.db, filling.person, key)


async def _area(filling: Filling) -> str:
    place = await _household(filling)
    return place.area_code if place else ""


def _is_open_household(filling: Filling) -> bool:
    return not filling.given.get("household")


def _is_new(filling: Filling) -> bool:
    return not raising_steps.joins(filling.answer(WHAT))


async def hand_in(filling: Filling) -> Reply:
    """Keep the need, bring it to its first office and say who has it."""
    place = await _household(filling)
    if place is None or place.household_id is None:
        raise Refusal("This household is no longer paired with you. Please tap Cancel.")
    wish = Wish(
        kind=Kind.NEED,
        household_id=place.household_id,
        area_code=place.area_code,
        topic=filling.answer("topic"),
        words=case_words.of(filling, WHAT),
        is_urgent=filling.answer("urgency") == URGENT,
        heard=case_words.heard_in(filling, WHAT),
        joins=raising_steps.joins(filling.answer(WHAT)),
    )
    entry = await raise_case(filling.db, filling.person, wish, filling.now)
    words = await raised_words(filling.db, entry)
    return say(words, keys=keys_of(filling.person), private=True)


NEED = forms.register(
    Form(
        name="need",
        title=Text("Raise a need"),
        steps=(
            Step(
                name="household",
                kind=Answer.CHOOSE,
                prompt=Text("Which household is it for?"),
                options=_places,
                when=_is_open_household,
            ),
            raising_steps.topic_step(
                "topic", Kind.NEED, _for_household(Text("What is it about?"))
            ),
            raising_steps.words_step(
                WHAT,
                "topic",
                _for_household(
                    Text("What is needed? Type or say it in a sentence or two; photos too.")
                ),
                _area,
            ),
            Step(
                name="urgency",
                kind=Answer.CHOOSE,
                prompt=_for_household(Text("How urgent is it? It is handed in with this tap.")),
                options=_urgencies,
                when=_is_new,
            ),
        ),
        submit=hand_in,
        roles=HELPERS,
        has_summary=False,
    )
)
