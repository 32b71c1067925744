"""The queue of an office: its open cases, and the card of each."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds, case_letters, queue_screens
from bot.filters import HasRole, Pressed, Says, StandsIn
from bot.queue_screens import Shown
from bot.replies import Reply, Rows, change, say
from domain.areas import Area
from domain.calendar import local_day
from domain.ladders import DESKS, SHIPPED, Kind
from domain.people import Person
from domain.queues import Filter, desks, kinds_at
from domain.refusals import Joined, Text
from storage import absences, areas, case_queues, ladders

router = Router(name="queues")
router.message.filter(HasRole(*DESKS), StandsIn())
router.callback_query.filter(HasRole(*DESKS), StandsIn())


@router.message(Says("queue", "To do"))
async def list_the_queue(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List the open cases at one's office."""
    words, rows = await _page(db, person, Filter(), 0, now)
    return say(words, rows, private=True)


@router.callback_query(Pressed("queue", "list"))
async def look_at_it_otherwise(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show another tab, another page, or only a kind or a place."""
    wanted, number = queue_screens.called(numbers)
    toast = Text("Page {page}", page=number + 1) if number else ""
    return change(*await _page(db, person, wanted, number, now), toast)


@router.callback_query(Pressed("case", "page"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of a queue that was shown before queues had tabs."""
    _, number = queue_screens.called((0, 0, 0, *numbers[:1]))
    return change(*await _page(db, person, Filter(), number, now))


async def _page(
    db: AsyncConnection, person: Person, wanted: Filter, number: int, now: datetime
) -> tuple[Joined, Rows]:
    shown = Shown(
        page=await case_queues.page(db, person, wanted, now, number),
        number=number,
        wanted=wanted,
        counts=await case_queues.counts(db, person, wanted, now),
        place=await areas.name_of(db, wanted.area_code) if wanted.area_code else "",
        absent=await absences.absent(db, person.id, local_day(now)),
    )
    return queue_screens.text(shown, person, now), queue_screens.rows(shown)


@router.callback_query(Pressed("queue", "choose"))
async def choose_what_to_see(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Offer the kinds and places of one's queue."""
    wanted, _ = queue_screens.called(numbers)
    places = await _places(db, person, wanted)
    kinds = await _kinds(db, person)
    words = Text("What do you want to see?")
    return change(words, queue_screens.choices(wanted, kinds, places))


async def _places(db: AsyncConnection, person: Person, wanted: Filter) -> list[Area]:
    """List the places right below what is shown now, or below one's desks."""
    codes = dict.fromkeys(it.area_code for it in desks(person, wanted.area_code))
    if len(codes) > 1:  # first which of them, then what lies in it
        named = await areas.by_codes(db, codes)
        return [named[code] for code in codes if code in named]
    return [it for code in codes for it in await areas.inside(db, code)]


async def _kinds(db: AsyncConnection, person: Person) -> list[Kind]:
    kept = await ladders.known(db)
    return kinds_at(desks(person), [*SHIPPED.values(), *kept.values()])


@router.callback_query(Pressed("case", "show"))
async def show_the_card(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show a case with its history and what can be done, and let its voices be heard."""
    entry = await case_deeds.load(db, person, numbers, now)
    card = await case_letters.card_for(db, entry, person, now)
    return Reply(messages=(card, *await case_letters.voices(db, entry)))
