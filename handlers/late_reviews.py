"""Late entries at the village's officers: accept, or send back with a reason."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, late_cards, late_letters, visit_settling
from bot.answers import Kind
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Option, Step
from bot.late_cards import RETURNED
from bot.menus import OFFICERS, keys_of
from bot.replies import Message as Said
from bot.replies import Reply, say
from domain.late_visits import decide
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.visits import State, Visit
from storage import audit, files, late_visits, people, visits

router = Router(name="late_reviews")
router.message.filter(HasRole(*OFFICERS))
router.callback_query.filter(HasRole(*OFFICERS))

MOST_CARDS = 5


@router.message(Says("lates", "Late entries"))
async def list_what_waits(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """Show the oldest late entries that wait in the officer's areas."""
    return await _list(db, person)


@router.callback_query(Pressed("late", "list"))
async def list_what_waits_from_the_day(
    _query: CallbackQuery, person: Person, db: AsyncConnection
) -> Reply:
    """Do the same from the day's list of check-ins."""
    return await _list(db, person)


async def _list(db: AsyncConnection, person: Person) -> Reply:
    codes = person.areas(OFFICERS)
    count = await late_visits.count_waiting(db, codes)
    if not count:
        return say(Text("No late entry waits for you."), keys=keys_of(person))
    found = await late_visits.waiting(db, codes, MOST_CARDS)
    head = Text("<b>Late entries that wait: {count}</b>", count=count)
    if count > len(found):
        head = Text("<b>Late entries that wait: {count}</b>, the oldest first:", count=count)
    cards = [late_cards.card(await late_letters.entry_of(db, it)) for it in found]
    return say(head, private=True).and_then(*cards)


async def _visit(db: AsyncConnection, person: Person, number: int) -> Visit:
    """Load the late entry a button is about, if it lies in the officer's areas."""
    visit = await visits.by_id(db, number)
    if visit is None or not visit.is_late or not await late_letters.is_for(db, person, visit):
        raise Refusal("This late entry is not in your area.")
    return visit


async def _overtaken(db: AsyncConnection, visit: Visit, numbers: tuple[int, ...]) -> Reply | None:
    """Answer a press on a card that has changed since: what happened, and the card as it is."""
    if visit.state is State.WAITING and numbers[1:] == (visit.version,):
        return None
    card = replace(late_cards.card(await late_letters.entry_of(db, visit)), edits=True)
    return Reply(messages=(card,), toast=await _happened(db, visit), alert=True)


async def _happened(db: AsyncConnection, visit: Visit) -> Text:
    if visit.state is State.UNDONE:
        return Text("The helper has taken this late entry back.")
    by = (await people.by_id(db, visit.decided_by)).name if visit.decided_by else "?"
    return Text("{name} has dealt with this meanwhile. Please see the newest card.", name=by)


@router.callback_query(Pressed("late", "accept"))
async def accept(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let a late entry count: everything it says takes effect now, and the helper is told."""
    visit = await _visit(db, person, numbers[0] if numbers else 0)
    if answer := await _overtaken(db, visit, numbers):
        return answer
    kept = await _decide(db, person, visit, State.KEPT, now)
    raised = await visit_settling.take_effect(db, kept, now)
    entry = await late_letters.entry_of(db, kept)
    await late_letters.refresh(db, entry, now)
    await late_letters.tell_helper(db, entry, late_cards.accepted(entry, raised), now)
    return _changed(late_cards.card(entry), Text("Accepted. The helper is told."))


async def _decide(
    db: AsyncConnection, person: Person, visit: Visit, state: State, now: datetime
) -> Visit:
    decide(visit, person)
    if not await visits.move(db, visit, state, person.id, now):
        raise Refusal("Somebody else was quicker. Please see the newest card.")
    await audit.write(db, person.id, f"late_visit.{state}", f"visit:{visit.id}", now)
    return replace(visit, state=state, version=visit.version + 1, decided_by=person.id)


def _changed(card: Said, over: Text) -> Reply:
    return Reply(messages=(replace(card, edits=True),), toast=over)


@router.callback_query(Pressed("late", "return"))
async def send_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why, once it is sure that it may be sent back."""
    visit = await _visit(db, person, numbers[0] if numbers else 0)
    if answer := await _overtaken(db, visit, numbers):
        return answer
    decide(visit, person)
    given = {"visit": visit.id, "version": visit.version}
    return await form_walk.begin(db, person, RETURN, now, given)


async def hand_in(filling: Filling) -> Reply:
    """Send a late entry back with the reason; one decided meanwhile ends the form."""
    db, person, now = filling.db, filling.person, filling.now
    try:
        visit = await _visit(db, person, filling.given["visit"])
        if await _overtaken(db, visit, (visit.id, filling.given["version"])):
            return say(await _happened(db, visit), keys=keys_of(person))
        returned = await _decide(db, person, visit, State.REFUSED, now)
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text, keys=keys_of(person))
    words = filling.answer("words")
    returned = replace(returned, given={**visit.given, RETURNED: words})
    await visits.put_given(db, returned)
    await _tell(filling, returned, words)
    return say(Text("↩ Sent back. The helper reads why and has his answers again."))


async def _tell(filling: Filling, returned: Visit, words: Any) -> None:
    entry = await late_letters.entry_of(filling.db, returned)
    await late_letters.refresh(filling.db, entry, filling.now)
    voice = ""
    if isinstance(words, dict):
        voice = words["voice"]
        await files.link(filling.db, [words["file"]], f"visit:{returned.id}")
    letter = late_cards.sent_back(entry)
    await late_letters.tell_helper(filling.db, entry, letter, filling.now, voice)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="more", label=Text("Please say more")),
        Option(key="photo", label=Text("Photos are missing")),
        Option(key="day", label=Text("The day is wrong")),
        Option(key="again", label=Text("Please visit again")),
    ]


RETURN = forms.register(
    Form(
        name="return_late_visit",
        title=Text("Send back"),
        steps=(
            Step(
                name="words",
                kind=Kind.TEXT,
                prompt=Text("Why does it go back? Tap, type or say it; the helper reads it."),
                options=_reasons,
            ),
        ),
        submit=hand_in,
        roles=OFFICERS,
        has_summary=False,
        resumes=False,
    )
)
