"""The lines of a household's income year, page by page, to take back and put back."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import income_cards, income_figures
from bot.replies import Button, Rows, in_rows, press
from domain.calendar import local_day
from domain.incomes import may_retract
from domain.people import Person
from domain.refusals import Text
from storage import incomes, people
from storage.households import Known
from storage.incomes import Entry

PAGE = 8
BINS_A_ROW = 4
RESTORED_FOR = timedelta(seconds=60)
"""So long after it was taken back a line can be put there again."""


async def page_of(
    db: AsyncConnection, person: Person, known: Known, page: int, now: datetime
) -> tuple[Text, Rows]:
    """Write a page of the year's lines, the newest first, and what can be done with them."""
    year = await income_figures.of_year(db, known, local_day(now))
    found = await incomes.entries(db, known.id, year.first_on, year.last_on)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    names = await people.names(db, [it.retracted_by for it in shown if it.retracted_by])
    words = income_cards.page_of_lines(known, shown, page * PAGE + 1, names)
    rows = in_rows(_bins(person, known, shown, page), BINS_A_ROW)
    back = Button(label=Text("💰 Income"), press=press("income", "show", known.id))
    rows += [_undo(person, shown, page, now), _pager(known, page, pages), [back]]
    return words, [row for row in rows if row]


def _bins(person: Person, known: Known, shown: list[Entry], page: int) -> list[Button]:
    return [
        Button(
            label=Text("🗑 {number}", number=number),
            press=press("income", "retract", it.line.id, page),
        )
        for number, it in enumerate(shown, start=page * PAGE + 1)
        if it.retracted_at is None and may_retract(person, it.line, known.household.area_code)
    ]


def _undo(person: Person, shown: list[Entry], page: int, now: datetime) -> list[Button]:
    """Offer for a minute to put back what one has just taken away."""
    return [
        Button(label=Text("↩ Put it back"), press=press("income", "restore", it.line.id, page))
        for it in shown
        if it.retracted_by == person.id
        and it.retracted_at
        and now - it.retracted_at < RESTORED_FOR
    ][:1]


def _pager(known: Known, page: int, pages: int) -> list[Button]:
    def turn(label: Text, to: int) -> Button:
        return Button(label=label, press=press("income", "lines", known.id, to))

    found = [turn(Text("‹ Before"), page - 1)] if page else []
    return [*found, turn(Text("More ›"), page + 1)] if page + 1 < pages else found
