"""What is measured: what the bot does for a queue or a card; and what a bare one would.

The bare one looks for the office by the beginning of the area's code, counts all there is and
sorts it.
"""

from itertools import cycle

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.case_queue.district import NOW, VILLAGE, District
from benchmarks.sized import Ask, Question
from bot import case_letters, case_times, queue_screens
from bot.queue_screens import Shown
from bot.texts import said_in_html
from domain.cases import GOING_ON
from domain.ladders import Kind
from domain.people import Person
from domain.queues import Filter, Tab
from storage import case_queues, cases
from storage.tables import CaseRow

FACTS = case_times.due_line
"""The card says when a case is due, as in the running bot."""


def questions(district: District) -> list[Question]:
    """List what is asked of a district of this size."""
    office = district.people["district"]
    alerts, here = Filter(kind=Kind.ALERT), Filter(area_code=VILLAGE)
    of_offices = [
        Question(f"queue, {name}, {tab}", _queue(person, Filter(tab=tab)))
        for name, person in district.people.items()
        for tab in (Tab.ALL, Tab.NEW, Tab.MINE, Tab.OVERDUE)
    ]
    return [
        *of_offices,
        Question("queue, district, alerts only", _queue(office, alerts)),
        Question("queue, district, one village", _queue(office, here)),
        Question("queue, district, tenth page", _queue(office, Filter(), 9)),
        Question("card", _card(office, district.shown)),
        Question("bare: prefix, count and sort, district", _bare(office), is_bare=True),
    ]


def _queue(person: Person, wanted: Filter, number: int = 0) -> Ask:
    async def ask(db: AsyncConnection) -> object:
        page = await case_queues.page(db, person, wanted, NOW, number)
        counts = await case_queues.counts(db, person, wanted, NOW)
        shown = Shown(page=page, number=number, wanted=wanted, counts=counts)
        return said_in_html(queue_screens.text(shown, person, NOW)), queue_screens.rows(shown)

    return ask


def _card(person: Person, numbers: list[int]) -> Ask:
    turn = cycle(numbers)

    async def ask(db: AsyncConnection) -> object:
        entry = await cases.by_number(db, next(turn))
        if entry is None:
            raise LookupError("a case is not there")
        return said_in_html((await case_letters.card_for(db, entry, person, NOW)).text)

    return ask


def _bare(person: Person) -> Ask:
    (duty,) = person.duties
    fits = (
        CaseRow.role == duty.role,
        CaseRow.area_code.startswith(duty.area_code),
        CaseRow.state.in_(GOING_ON),
    )

    async def ask(db: AsyncConnection) -> object:
        count = await db.scalar(select(func.count()).select_from(CaseRow).where(*fits))
        order = CaseRow.is_urgent.desc(), CaseRow.due_at, CaseRow.id
        wanted = cases.whole().where(*fits).order_by(*order)
        return count, await cases.listed(db, wanted, case_queues.PAGE)

    return ask
