"""Whom a check-in concerns besides the person: the officers of its area."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters
from bot.checkin_cards import card_name, exception_card
from bot.forms import Filling
from bot.replies import Button, Message, press
from bot.texts import day_and_time
from domain.checkins import CheckIn, State
from domain.people import Person, Role
from domain.refusals import Text
from storage import checkins, outbox, people
from storage.checkins import Entry


async def officers(db: AsyncConnection, entry: Entry) -> list[Person]:
    """Find the officers who look at a check-in: the village's, else the town's; never oneself."""
    found = await people.responsible(db, entry.checkin.place.area_code, Role.INFORMATION_OFFICER)
    return [officer for officer in found if officer.id != entry.checkin.person_id]


async def show(db: AsyncConnection, number: int, event: str, now: datetime) -> None:
    """Put the card of an exception into its officers' chats as something new."""
    await _post(db, number, event, now, edits=False)


async def refresh(db: AsyncConnection, number: int, event: str, now: datetime) -> None:
    """Change the card of an exception wherever it is."""
    await _post(db, number, event, now, edits=True)


async def _post(
    db: AsyncConnection, number: int, event: str, now: datetime, *, edits: bool
) -> None:
    entry = await checkins.by_id(db, number)
    if entry is None:
        raise LookupError(f"no check-in {number}")
    card = replace(await card_of(db, entry), edits=edits)
    chats = set(await outbox.chats_with_card(db, card_name(number))) if edits else set()
    once = f"checkin:{number}:{event}"
    for officer in await officers(db, entry):
        if not edits or officer.telegram_id in chats:
            await letters.post(db, officer, card, once, now)


async def card_of(db: AsyncConnection, entry: Entry) -> Message:
    """Make the card of an exception with all that was said about it."""
    said = await checkins.remarks(db, entry.checkin.id)
    decided_by = entry.checkin.decided_by
    settled_by = (await people.by_id(db, decided_by)).name if decided_by else ""
    return exception_card(entry, said, settled_by)


async def remark(filling: Filling, number: int, kind: str, words: Any) -> None:
    """Keep what was said about a check-in, typed or spoken."""
    text = words if isinstance(words, str) else f"🎤 {words['seconds']}″"
    await checkins.add_remark(filling.db, number, filling.person.id, kind, text)


async def ask_helper(filling: Filling, checkin: CheckIn, words: Any) -> None:
    """Bring an officer's question to the helper, with a button to answer."""
    helper = await people.by_id(filling.db, checkin.person_id)
    question = Text(
        "❓ {name} asks about your check-in at {place}, {at}:\n{words}",
        name=filling.person.name,
        place=checkin.place.name,
        at=day_and_time(checkin.at),
        words=words if isinstance(words, str) else "🎤",
    )
    answer = Button(label=Text("✍ Answer"), press=press("checkin", "answer", checkin.id))
    letter = Message(text=question, keyboard=[[answer]], private=True)
    once = f"checkin:{checkin.id}:asked:{checkin.version}"
    await letters.post(filling.db, helper, letter, once, filling.now)
    await _pass_voice_on(filling, helper, words, once)


async def answered(filling: Filling, checkin: CheckIn) -> None:
    """Bring the helper's answer to the officers as a new card, open again for a decision."""
    if checkin.state is State.ASKED:
        waiting = replace(checkin, state=State.PENDING, version=checkin.version + 1)
        await checkins.move_on(filling.db, waiting, filling.now)
    await show(filling.db, checkin.id, f"answered:{filling.draft.id}", filling.now)


async def _pass_voice_on(filling: Filling, reader: Person, words: Any, once: str) -> None:
    """Bring a spoken remark along, in the lane of the letter it belongs to."""
    if isinstance(words, dict):
        voice = Message(method="sendVoice", params={"voice": words["voice"]})
        await letters.post(filling.db, reader, voice, f"{once}:voice", filling.now)


async def pass_voice_to_officers(filling: Filling, number: int, words: Any) -> None:
    """Let officers hear what a helper said, after the card it belongs to."""
    entry = await checkins.by_id(filling.db, number)
    for officer in await officers(filling.db, entry) if entry else []:
        await _pass_voice_on(filling, officer, words, f"checkin:{number}:{filling.draft.id}")
