"""Needs: a helper raises what a household needs, and sees what became of it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, form_walk, forms
from bot.answers import Kind as Answer
from bot.case_cards import PAGE
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Option, Step
from bot.menus import HELPERS, keys_of
from bot.raising import Wish, raise_case, raised_words, topics
from bot.replies import Button, Reply, change, press, say
from domain.checkins import Place
from domain.ladders import Kind as LadderKind
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import case_steps, cases, pairings

URGENT = "urgent"
MINE = Text("My needs")
"""Another word for the key."""

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


@router.message(Says("needs", "Needs", MINE.msgid))
async def list_my_needs(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List what one has raised and where it stands."""
    words, rows, _ = await _page(db, person, 0)
    return say(words, rows, private=True)


@router.callback_query(Pressed("need", "page"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Turn the pages of that list."""
    return change(*await _page(db, person, *numbers[:1]))


async def _page(
    db: AsyncConnection, person: Person, page: int = 0
) -> tuple[Joined, list[list[Button]], Text]:
    count = await cases.count_raised_by(db, person.id)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = await cases.raised_by(db, person.id, PAGE, page * PAGE)
    more = Button(label=Text("📋 Raise a need"), press=press("need", "raise"))
    nothing = Text("You have raised none yet. Does a household need something? Tap below.")
    lines = [case_cards.line(it) for it in found] or [nothing]
    words = Joined([Text("<b>My needs</b> · {count}", count=count), *lines])
    rows = [*case_cards.page_rows(found, "need", page, count), [more]]
    return words, rows, case_cards.page_words(page, pages)


@router.callback_query(Pressed("need", "show"))
async def show_my_need(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show one's own need with everything that was done."""
    entry = await cases.by_number(db, numbers[0] if numbers else 0)
    if entry is None or entry.case.asker_id != person.id:
        raise Refusal("This need is not yours.")
    done = await case_steps.of_case(db, entry.case.number)
    return say(case_cards.card_text(entry, done), private=True)


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


def _is_open_household(filling: Filling) -> bool:
    return not filling.given.get("household")


async def hand_in(filling: Filling) -> Reply:
    """Keep the need, bring it to its first office and say who has it."""
    place = await _household(filling)
    if place is None or place.household_id is None:
        raise Refusal("This household is no longer paired with you. Please tap Cancel.")
    wish = Wish(
        kind=LadderKind.NEED,
        household_id=place.household_id,
        area_code=place.area_code,
        topic=filling.answer("topic"),
        words=filling.answer("what"),
        is_urgent=filling.answer("urgency") == URGENT,
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
            Step(
                name="topic",
                kind=Answer.CHOOSE,
                prompt=_for_household(Text("What is it about?")),
                options=topics,
            ),
            Step(
                name="what",
                kind=Answer.TEXT,
                prompt=_for_household(
                    Text("What is needed? Type or say it in a sentence or two.")
                ),
            ),
            Step(
                name="urgency",
                kind=Answer.CHOOSE,
                prompt=_for_household(Text("How urgent is it? It is handed in with this tap.")),
                options=_urgencies,
            ),
        ),
        submit=hand_in,
        roles=HELPERS,
        has_summary=False,
    )
)
