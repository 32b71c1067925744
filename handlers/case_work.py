"""Officers' work with cases, level by level; each number opens the cases behind it."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_work_cards, pages
from bot.case_viewing import asked
from bot.filters import HasRole, Pressed
from bot.replies import Reply, change
from domain.calendar import local_day
from domain.case_views import VIEWERS, begins_at
from domain.case_work import work_of
from domain.people import Person
from storage import areas, calendars, case_work, cases

router = Router(name="case_work")
router.callback_query.filter(HasRole(*VIEWERS))


@router.callback_query(Pressed("view", "work"))
async def show_who_did_what(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show what each officer ended in an area and a period."""
    view = asked(numbers)
    since = begins_at(view.period, local_day(now))
    endings = await case_work.endings(db, person, view.area_code, since)
    book = await calendars.book(db, now)
    area = await areas.name_of(db, view.area_code)
    return change(*case_work_cards.work_card(view, area, work_of(endings, book.of_area)))


@router.callback_query(Pressed("view", "done"))
async def list_what_somebody_ended(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """List the cases behind an officer's number."""
    view, who, page = asked(numbers[:6]), *[*numbers[6:], 0, 0][:2]
    since = begins_at(view.period, local_day(now))
    found = await case_work.ended_by(db, person, view.area_code, since, who)
    page = min(page, pages.pages_of(len(found)) - 1)
    shown = found[page * pages.PAGE :][: pages.PAGE]
    entries = await cases.by_numbers(db, shown)
    return change(*case_work_cards.done_card(view, entries, who, page, len(found)))
