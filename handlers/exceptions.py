"""What village officers do with check-ins: the day's list, and exceptions to settle."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import checkin_letters, form_walk, forms, letters
from bot.checkin_cards import line
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import OFFICERS, keys_of
from bot.replies import Button, Reply, Rows, press, say, toast
from bot.replies import Message as Said
from domain.areas import contains
from domain.calendar import local_day
from domain.checkins import State, decide
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, checkins, households, late_visits, people
from storage.checkins import Entry

router = Router(name="exceptions")
router.message.filter(HasRole(*OFFICERS))
router.callback_query.filter(HasRole(*OFFICERS))

MOST_LINES = 40
MOST_CARDS = 5


@router.message(Says("review", "Check-ins here"))
async def list_the_day(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show today's check-ins in the officer's areas and the exceptions that wait."""
    areas, today = person.areas(OFFICERS), local_day(now)
    found = await checkins.in_areas(db, areas, today, today)
    waiting = await checkins.open_exceptions(db, areas)
    lines = [line(entry.checkin, entry.person_name) for entry in found[-MOST_LINES:]]
    head = Text(
        "<b>Check-ins today: {count}</b> · waiting for you: {waiting}",
        count=len(found),
        waiting=len(waiting),
    )
    more = Text("… and {count} earlier", count=len(found) - len(lines))
    words = Joined([head, *lines, more if len(found) > len(lines) else ""])
    cards = [await checkin_letters.card_of(db, entry) for entry in waiting[:MOST_CARDS]]
    return say(words, await _late_entries(db, areas), private=True).and_then(*cards)


async def _late_entries(db: AsyncConnection, areas: Sequence[str]) -> Rows | None:
    """Lead to the late entries of visits, if any wait: they are check-ins that never were."""
    count = await late_visits.count_waiting(db, areas)
    if not count:
        return None
    label = Text("🗂 Late entries: {count}", count=count)
    return [[Button(label=label, press=press("late", "list"))]]


async def _entry(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> Entry:
    """Load the exception a button is about, if it lies in the officer's areas."""
    entry = await checkins.by_id(db, numbers[0] if numbers else 0)
    mine = person.areas(OFFICERS)
    if entry is None or not any(contains(it, entry.checkin.place.area_code) for it in mine):
        raise Refusal("This check-in is not in your area.")
    if len(numbers) > 1 and entry.checkin.version != numbers[1] and entry.checkin.decided_by:
        by = await people.by_id(db, entry.checkin.decided_by)
        raise Refusal(
            "{name} has dealt with this meanwhile. Please see the newest card.", name=by.name
        )
    return entry


async def _settle(
    db: AsyncConnection, person: Person, entry: Entry, state: State, now: datetime
) -> Entry:
    settled = decide(entry.checkin, person, state)
    if not await checkins.move_on(db, settled, now):
        raise Refusal("Somebody else has dealt with this just now. Please see the newest card.")
    subject = f"checkin:{settled.id}"
    await audit.write(db, person.id, f"exception.{state}", subject, now)
    return replace(entry, checkin=settled)


@router.callback_query(Pressed("exception", "accept"))
async def accept(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let an exception count; the helper is told, every officer's card changes."""
    entry = await _settle(db, person, await _entry(db, person, numbers), State.ACCEPTED, now)
    words = Text(
        "☑️ {name} accepted your check-in at {place}.",
        name=person.name,
        place=entry.checkin.place.name,
    )
    return await _told(db, entry, words, now)


@router.callback_query(Pressed("exception", "keep"))
async def accept_and_keep_point(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let it count, and take its point as the household's coordinates."""
    entry = await _settle(db, person, await _entry(db, person, numbers), State.ACCEPTED, now)
    household = entry.checkin.place.household_id
    if household is None or not await households.set_point(
        db, household, entry.checkin.proof.point
    ):
        raise Refusal("This place has coordinates already. Please use Accept.")
    await audit.write(db, person.id, "household.point.set", f"household:{household}", now)
    words = Text(
        "☑️ {name} accepted your check-in; {place} now has coordinates.",
        name=person.name,
        place=entry.checkin.place.name,
    )
    return await _told(db, entry, words, now)


async def _told(db: AsyncConnection, entry: Entry, words: Text, now: datetime) -> Reply:
    number, version = entry.checkin.id, entry.checkin.version
    helper = await people.by_id(db, entry.checkin.person_id)
    letter = Said(text=words, urgent=True)
    await letters.post(db, helper, letter, f"checkin:{number}:settled", now)
    await checkin_letters.refresh(db, number, f"settled:{version}", now)
    return toast(Text("Done. The helper is told."))


async def _hand_in_question(filling: Filling) -> Reply:
    numbers = filling.given["checkin"], filling.given["version"]
    try:
        entry = await _entry(filling.db, filling.person, numbers)
        entry = await _settle(filling.db, filling.person, entry, State.ASKED, filling.now)
    except Refusal as no:  # it will not become askable again, so the form ends
        return say(no.text, keys=keys_of(filling.person))
    number = entry.checkin.id
    await checkin_letters.remark(filling, number, "question", filling.answer("words"))
    await checkin_letters.ask_helper(filling, entry.checkin, filling.answer("words"))
    await checkin_letters.refresh(
        filling.db, number, f"asked:{entry.checkin.version}", filling.now
    )
    return say(Text("✅ Asked. The answer comes back to this card."))


async def _hand_in_note(filling: Filling) -> Reply:
    entry = await _entry(filling.db, filling.person, (filling.given["checkin"],))
    await checkin_letters.remark(filling, entry.checkin.id, "note", filling.answer("words"))
    event = f"note:{filling.draft.id}"
    await checkin_letters.refresh(filling.db, entry.checkin.id, event, filling.now)
    return say(Text("✅ Noted on the card."))


ASK = forms.one_message(
    "ask_back",
    Text("Ask back"),
    Text("Type or say your question to the helper."),
    _hand_in_question,
    OFFICERS,
)
NOTE = forms.one_message(
    "officer_note", Text("Note"), Text("Type or say the note."), _hand_in_note, OFFICERS
)


@router.callback_query(Pressed("exception", "ask"))
async def ask_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask the helper something before deciding."""
    return await _begin(db, person, ASK, numbers, now)


@router.callback_query(Pressed("exception", "note"))
async def write_note(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Write a note on the card."""
    return await _begin(db, person, NOTE, numbers, now)


async def _begin(
    db: AsyncConnection, person: Person, form: Form, numbers: tuple[int, ...], now: datetime
) -> Reply:
    entry = await _entry(db, person, numbers)
    given = {"checkin": entry.checkin.id, "version": entry.checkin.version}
    return await form_walk.begin(db, person, form, now, given)
