"""Cases in numbers for the offices and those who read in an area; each number opens its cases."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters, case_view_cards, pages
from bot.case_view_cards import Listed
from bot.case_viewing import asked, shown
from bot.filters import HasRole, Pressed, Says
from bot.replies import Reply, Rows, change, say
from domain.case_views import VIEWERS, View
from domain.ladders import Kind
from domain.people import Person
from domain.refusals import Joined, Refusal
from storage import areas, case_views, cases, ladders

router = Router(name="case_views")
router.message.filter(HasRole(*VIEWERS))
router.callback_query.filter(HasRole(*VIEWERS))


@router.message(Says("ledger", "Cases in numbers"))
async def show_every_kind(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show the cases of one's area, kind by kind."""
    own = person.areas(VIEWERS)
    if not own:
        raise Refusal("You have no area whose cases you could see.")
    words, rows = await _kinds(db, person, View(kind=Kind.NEED, area_code=own[0]), now)
    return say(words, rows, private=True)


@router.callback_query(Pressed("view", "kinds"))
async def show_every_kind_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show them again, of another period or area."""
    view = asked(numbers)
    return change(*await _kinds(db, person, view, now))


async def _kinds(
    db: AsyncConnection, person: Person, view: View, now: datetime
) -> tuple[Joined, Rows]:
    counts = {}
    for kind in Kind:
        each = View(kind=kind, area_code=view.area_code, period=view.period)
        counts[kind] = await case_views.total(db, person, each, now)
    named = await areas.by_codes(db, {*person.areas(VIEWERS), view.area_code})
    names = {code: it.name for code, it in named.items()}
    return case_view_cards.menu(view, names, counts)


@router.callback_query(Pressed("view", "open"))
async def show_the_view(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one kind by topic or by place, as narrow as was asked."""
    return change(*case_view_cards.view_card(await shown(db, person, asked(numbers), now)))


@router.callback_query(Pressed("view", "list"))
async def list_the_cases(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """List the cases behind a number."""
    view, page = asked(numbers[:6]), [*numbers[6:], 0][0]
    wanted = await case_views.condition(db, person, view, now)
    count = (await case_views.total(db, person, view, now)).all
    page = min(page, pages.pages_of(count) - 1)
    found = await case_views.numbers(db, wanted, pages.PAGE, page * pages.PAGE)
    area = await areas.name_of(db, view.area_code)
    entries = await cases.by_numbers(db, found)
    listed = Listed(
        view=view,
        area=area,
        topic=await case_views.topic_name(db, view, await ladders.on(db, view.kind, now)),
        entries=entries,
        count=count,
        page=page,
    )
    return change(*case_view_cards.list_card(listed))


@router.callback_query(Pressed("view", "show"))
async def show_the_card(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one of them as it stands; whoever may act on it can do so here."""
    number = numbers[0] if numbers else 0
    entry = await cases.by_number(db, number)
    if entry is None or not await case_views.may_view(db, person, number):
        raise Refusal("This is not in your area.")
    card = await case_letters.card_for(db, entry, person, now)
    return Reply(messages=(replace(card, card=case_cards.card_name(number)),))
