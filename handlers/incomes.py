"""收支 of a household: both figures of the year, its lines, writing one down, taking one back."""

from datetime import datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    form_walk,
    forms,
    household_cards,
    income_cards,
    income_figures,
    income_pages,
    income_part,
    record_desk,
)
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form
from bot.income_answers import NAME, read
from bot.income_figures import Year
from bot.record_desk import WRITERS
from bot.replies import Button, Message, Reply, Rows, change, press, say
from domain.calendar import local_day
from domain.income_categories import BY_CODE
from domain.incomes import may_retract
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, incomes
from storage.households import Known
from storage.incomes import Entry
from storage.scope import SEES_HOUSEHOLDS

router = Router(name="incomes")
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))


def _open_income(_person: Person, known: Known) -> list[Button]:
    return [Button(label=Text("💰 Income"), press=press("income", "show", known.id))]


household_cards.ACTIONS.append(_open_income)


@router.callback_query(Pressed("income", "show"))
async def show_the_income(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show both figures, what is left out and why, and the newest lines."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    year = await income_figures.of_year(db, known, local_day(now))
    before = await income_figures.of_year(db, known, year.first_on - timedelta(days=1))
    words = income_cards.card(known, year, before)
    return say(words, _buttons(person, known, year), private=True)


def _buttons(person: Person, known: Known, year: Year) -> Rows:
    add = Button(label=Text("➕ Write one down"), press=press("income", "add", known.id))
    lines = Button(label=Text("📃 All lines"), press=press("income", "lines", known.id, 0))
    chart = Button(label=Text("📊 Chart"), press=press("income", "chart", known.id))
    home = Button(label=Text("🏠 Household"), press=press("household", "show", known.id))
    first = [lines, chart] if year.lines else [lines]
    return [[add], first, [home]] if _is_writer(person) else [first, [home]]


def _is_writer(person: Person) -> bool:
    return not WRITERS.isdisjoint(person.roles)


@router.callback_query(Pressed("income", "chart"))
async def draw_the_year(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Draw the twelve months."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    year = await income_figures.of_year(db, known, local_day(now))
    drawing = income_cards.chart(known, year)
    return Reply(messages=(Message(drawing=drawing, private=True, silent=True),))


@router.callback_query(Pressed("income", "lines"))
async def list_the_lines(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """List the lines of the year, those taken back too, page by page."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    page = numbers[1] if len(numbers) > 1 else 0
    return change(*await income_pages.page_of(db, person, known, page, now))


async def _entry(db: AsyncConnection, person: Person, line_id: int) -> tuple[Entry, Known]:
    """Open a line of a household somebody may see, and may take it back."""
    entry = await incomes.by_id(db, line_id)
    if entry is None:
        raise Refusal("There is no such line in a household of yours.")
    known = await record_desk.opened(db, person, entry.line.household_id)
    if not may_retract(person, entry.line, known.household.area_code):
        raise Refusal("Somebody else wrote this down: please ask the resident or the officer.")
    return entry, known


@router.callback_query(Pressed("income", "retract"), HasRole(*WRITERS))
async def take_a_line_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take a line back: it counts no more and stays in the list, struck out."""
    line_id, page = (*numbers, 0, 0)[:2]
    entry, known = await _entry(db, person, line_id)
    if not await incomes.retract(db, line_id, person.id, now):
        raise Refusal("This line was taken back already.")
    await audit.write(db, person.id, "income.retracted", f"income:{line_id}", now)
    said = Text("Taken back: {line}. You can put it back for a minute.", line=_read(entry))
    return change(*await income_pages.page_of(db, person, known, page, now), toast=said)


@router.callback_query(Pressed("income", "restore"), HasRole(*WRITERS))
async def put_a_line_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Undo it, for a minute."""
    line_id, page = (*numbers, 0, 0)[:2]
    entry, known = await _entry(db, person, line_id)
    if not await incomes.restore(db, line_id, person.id, now - income_pages.RESTORED_FOR):
        raise Refusal("The minute is over: please write the line down anew, with ➕.")
    await audit.write(db, person.id, "income.restored", f"income:{line_id}", now)
    said = Text("It counts again: {line}.", line=_read(entry))
    return change(*await income_pages.page_of(db, person, known, page, now), toast=said)


def _read(entry: Entry) -> Text | str:
    line = entry.line
    return read(line) if line.category in BY_CODE else line.category


@router.callback_query(Pressed("income", "add"), HasRole(*WRITERS))
async def write_a_line_down(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for a line, and for another one."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    mine = await income_part.given(db, known.id, now) | {"alone": True}
    given = {"household": known.id, "about": known.household.head_name, NAME: mine}
    return await form_walk.begin(db, person, LINES, now, given)


async def hand_in(filling: Filling) -> Reply:
    """Write the lines down and say what the figures are now."""
    db, now = filling.db, filling.now
    known = await record_desk.opened(db, filling.person, filling.given["household"])
    about = {"household_id": known.id, "person_id": filling.person.id, "at": now}
    count = await income_part.write_down(db, filling.draft.answers, **about)
    year = await income_figures.of_year(db, known, local_day(now))
    words = Text("✅ {head}: {count} lines are written down.", head=known.household.head_name,
                 count=count)  # fmt: skip
    again = Button(label=Text("💰 Income"), press=press("income", "show", known.id))
    return say(Joined([words, income_cards.recognised(year)]), [[again]], private=True)


LINES = forms.register(
    Form(
        name="income",
        title=Text("Income and costs"),
        steps=income_part.PART.steps,
        submit=hand_in,
        roles=WRITERS,
        has_summary=False,
    )
)
