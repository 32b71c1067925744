"""Whom a check-in concerns besides the person: the officers of its area."""

from collections.abc import Sequence
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
from storage.checkins import Entry, Remark


async def officers(db: AsyncConnection, entry: Entry) -> list[Person]:
    """Find the officers who look at a check-in: the village's, else the town's; never oneself."""
    code, person_id = entry.checkin.place.area_code, entry.checkin.person_id
    return await people.responsible(db, code, Role.INFORMATION_OFFICER, besides=person_id)


async def show(filling: Filling, entry: Entry, said: Sequence[Remark], event: str) -> None:
    """Put the card of an exception into its officers' chats as something new."""
    card = exception_card(entry, said)
    once = f"checkin:{entry.checkin.id}:{event}"
    for officer in await officers(filling.db, entry):
        await letters.post(filling.db, officer, card, once, filling.now)


async def refresh(db: AsyncConnection, number: int, event: str, now: datetime) -> None:
    """Change the card of an exception wherever it was shown."""
    entry = await checkins.by_id(db, number)
    if entry is None:
        raise LookupError(f"no check-in {number}")
    card = replace(await card_of(db, entry), edits=True)
    chats = await outbox.chats_with_card(db, card_name(number))
    for officer in await officers(db, entry):
        if officer.telegram_id in chats:
            await letters.post(db, officer, card, f"checkin:{number}:{event}", now)


async def card_of(db: AsyncConnection, entry: Entry) -> Message:
    """Make the card of an exception with all that was said about it."""
    said = await checkins.remarks(db, entry.checkin.id)
    decided_by = entry.checkin.decided_by
    settled_by = (await people.by_id(db, decided_by)).name if decided_by else ""
    return exception_card(entry, said, settled_by)


async def remark(filling: Filling, number: int, kind: str, words: Any) -> Remark:
    """Keep what was said about a check-in, typed or spoken."""
    text = words if isinstance(words, str) else f"🎤 {words['seconds']}″"
    await checkins.add_remark(filling.db, number, filling.person.id, kind, text)
    return Remark(kind=kind, by=filling.person.name, text=text)


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


async def answered(filling: Filling, checkin: CheckIn, words: Any) -> None:
    """Bring the helper's answer to the officers as a new card, open again for a decision."""
    if checkin.state is State.ASKED:
        checkin = replace(checkin, state=State.PENDING, version=checkin.version + 1)
        await checkins.move_on(filling.db, checkin, filling.now)
    entry = Entry(checkin=checkin, person_name=filling.person.name)
    said = await checkins.remarks(filling.db, checkin.id)
    await show(filling, entry, said, f"answered:{filling.draft.id}")
    await pass_voice_to_officers(filling, entry, words)


async def _pass_voice_on(filling: Filling, reader: Person, words: Any, once: str) -> None:
    """Bring a spoken remark along, in the lane of the letter it belongs to."""
    if isinstance(words, dict):
        voice = Message(method="sendVoice", params={"voice": words["voice"]})
        await letters.post(filling.db, reader, voice, f"{once}:voice", filling.now)


async def pass_voice_to_officers(filling: Filling, entry: Entry, words: Any) -> None:
    """Let officers hear what a helper said, after the card it belongs to."""
    if not isinstance(words, dict):
        return
    once = f"checkin:{entry.checkin.id}:{filling.draft.id}"
    for officer in await officers(filling.db, entry):
        await _pass_voice_on(filling, officer, words, once)
