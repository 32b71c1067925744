"""The officers' list: what is accepted and not yet in the national system, ticked off here."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_cards, change_deeds, entry_cards, entry_sheets
from bot.filters import HasRole, Pressed, Says
from bot.pages import PAGE, page_words, pages_of, turn_rows
from bot.replies import Button, Document, Reply, Rows, change, in_rows, press, say
from bot.replies import Message as Said
from domain import reviews
from domain.areas import contains
from domain.changes import OFFICERS, Change
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, changes, entries, households
from storage.entries import Entry
from storage.households import Known

router = Router(name="entries")
router.message.filter(HasRole(*OFFICERS))
router.callback_query.filter(HasRole(*OFFICERS))

Numbers = tuple[int, ...]


@router.message(Says("entries", "To enter"))
async def list_what_to_enter(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List the households with accepted changes that are not in the national system yet."""
    words, rows, _ = await _page(db, person, 0)
    return say(words, rows, private=True)


@router.callback_query(Pressed("entry", "page"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: Numbers
) -> Reply:
    """Turn the pages of that list."""
    return change(*await _page(db, person, *numbers[:1]))


async def _page(
    db: AsyncConnection, person: Person, page: int = 0
) -> tuple[Joined, list[list[Button]], Text]:
    count = await entries.count_piles(db, person)
    pages = pages_of(count)
    page = min(page, pages - 1)
    found = await entries.piles(db, person, PAGE, page * PAGE)
    lines = [entry_cards.line(number, it) for number, it in enumerate(found, 1)]
    nothing = Text("Everything accepted is entered. Well done.")
    head = Text("<b>To enter in the national system</b> · {count} households", count=count)
    opens = [
        Button(label=str(number), press=press("entry", "show", it.household_id))
        for number, it in enumerate(found, 1)
    ]
    rows = [*in_rows(opens, 4), *turn_rows(("entry", "page"), page, pages)]
    rows += await _more(db, person, is_empty=not count)
    return Joined([head, *(lines or [nothing])]), rows, page_words(page, pages)


async def _more(db: AsyncConnection, person: Person, *, is_empty: bool) -> list[list[Button]]:
    """Offer the sheet, and what waits for the officer's own review."""
    rows = []
    if not is_empty:
        rows.append([Button(label=Text("📤 As a sheet"), press=press("entry", "sheet"))])
    if waiting := await changes.count_batches_for(db, person):
        label = Text("✅ To review: {count}", count=waiting)
        rows.append([Button(label=label, press=press("review", "page", 0))])
    return rows


@router.callback_query(Pressed("entry", "show"))
async def show_a_household(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Show what is to be entered of one household."""
    known = await _known(db, person, numbers[0] if numbers else 0)
    return change(*await _card(db, known, now))


async def _known(db: AsyncConnection, person: Person, household_id: int) -> Known:
    """Load a household of the officer's areas; another one is as if it did not exist."""
    known = await households.seen(db, person, household_id)
    codes = person.areas(OFFICERS)
    if known is None or not any(contains(it, known.household.area_code) for it in codes):
        raise Refusal("There is no such household in your area.")
    return known


async def _card(db: AsyncConnection, known: Known, now: datetime) -> tuple[Joined, Rows]:
    return entry_cards.card(known, await entries.of_household(db, known.id, now))


@router.callback_query(Pressed("entry", "tick"))
async def tick_off(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Tick one field off."""
    known, entry = await _entry(db, person, now, numbers)
    if entry is None or entry.is_ticked:
        return await _overtaken(db, known, now)
    await _keep(db, entry.all, lambda it: reviews.enter(it, person.id, now))
    return change(*await _card(db, known, now), Text("Ticked off."))


@router.callback_query(Pressed("entry", "undo"))
async def take_the_tick_back(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Take a tick back."""
    known, entry = await _entry(db, person, now, numbers)
    if entry is None or not entry.is_ticked:
        return await _overtaken(db, known, now)
    if not entries.is_fresh(entry.latest, now):
        raise Refusal(
            "This was ticked off half a day ago or more. Please propose the change anew."
        )
    ticked = entries.ticked_together(entry)
    await _keep(db, ticked, lambda it: reviews.take_tick_back(it, person.id, now))
    return change(*await _card(db, known, now), Text("Back on the list."))


@router.callback_query(Pressed("entry", "all"))
async def tick_all_off(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Tick off all of a household that was seen."""
    known = await _known(db, person, numbers[0] if numbers else 0)
    found = await entries.waiting_of(db, known.id)
    if not found or numbers[1:] != (change_cards.stamp([it.latest for it in found]),):
        return await _overtaken(db, known, now)
    both = [change for entry in found for change in entry.all]
    await _keep(db, both, lambda it: reviews.enter(it, person.id, now))
    return change(*await _card(db, known, now), Text("Ticked off."))


async def _entry(
    db: AsyncConnection, person: Person, now: datetime, numbers: Numbers
) -> tuple[Known, Entry | None]:
    """Find the entry a button is about; None when it has changed since."""
    found = await changes.by_id(db, numbers[0] if numbers else 0)
    known = await _known(db, person, found.household_id if found else 0)
    if found is None or numbers[1:] != (found.version,):
        return known, None
    of_household = await entries.of_household(db, known.id, min(now, found.entered_at or now))
    return known, next((it for it in of_household if it.latest.id == found.id), None)


async def _overtaken(db: AsyncConnection, known: Known, now: datetime) -> Reply:
    words = Text("It has changed meanwhile. This is how it stands now.")
    return change(*await _card(db, known, now), words)


async def _keep(
    db: AsyncConnection, found: tuple[Change, ...] | list[Change], deed: Callable[[Change], Change]
) -> None:
    await change_deeds.keep(db, [deed(it) for it in found])


@router.callback_query(Pressed("entry", "sheet"))
async def send_the_sheet(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Send the whole list as a sheet; it is made when it is sent."""
    await audit.write(db, person.id, "entries.exported", f"person:{person.id}", now)
    document = Document(kind=entry_sheets.KIND, values={"person": person.id})
    return Reply(messages=(Said(document=document),))
