"""Whom a case concerns: the office that has it, the offices that saw it, and its asker."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, letters
from bot.replies import Button, Message, press
from domain.cases import Case, may_see, serves
from domain.ladders import Ladder, Rung
from domain.people import Person, State
from domain.refusals import Refusal, Text
from storage import cases, outbox, people
from storage.cases import Entry


async def office(db: AsyncConnection, case: Case) -> list[Person]:
    """Find who works on a case where it is: the nearest who hold the role; never its asker."""
    return await people.responsible(db, case.area_code, case.rung.role, besides=case.asker_id)


async def first_rung(
    db: AsyncConnection, ladder: Ladder, places: Iterable[int], area_code: str, asker_id: int
) -> int | None:
    """Return the first of these places on a ladder where somebody works."""
    for place in places:
        role = ladder.rungs[place].role
        if await people.responsible(db, area_code, role, besides=asker_id):
            return place
    return None


async def next_rung(db: AsyncConnection, case: Case) -> int | None:
    """Return the office above to which a case can be passed."""
    return await first_rung(db, case.ladder, case.higher, case.area_code, case.asker_id)


async def holder_of(db: AsyncConnection, case: Case) -> Person | None:
    """Return who has claimed a case, if he still has an account and that work."""
    if case.holder_id is None:
        return None
    holder = await people.by_id(db, case.holder_id)
    return holder if holder.state is State.ACTIVE and serves(holder, case) else None


async def for_office(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> Entry:
    """Load the case a button is about; the asker's own is none of his office's business."""
    entry = await cases.by_number(db, numbers[0] if numbers else 0)
    if entry is None or not may_see(person, entry.case):
        raise Refusal("This is not in your area.")
    if entry.case.asker_id == person.id:
        raise Refusal("You raised this yourself, so somebody else sees to it.")
    return entry


async def card_for(db: AsyncConnection, entry: Entry, reader: Person) -> Message:
    """Make the card of a case, as it is now, for one reader."""
    done = await cases.steps(db, entry.case.number)
    return case_cards.card(entry, done, reader, await holder_of(db, entry.case))


async def voices(db: AsyncConnection, entry: Entry) -> list[Message]:
    """Bring what was spoken about a case."""
    done = await cases.steps(db, entry.case.number)
    return [
        Message(method="sendVoice", params={"voice": voice, "protect_content": True})
        for voice in cases.voices(done)
    ]


async def show(db: AsyncConnection, entry: Entry, now: datetime, besides: int = 0) -> None:
    """Put the card into the chats of the office that has the case, as something new."""
    once, spoken = _event(entry.case, "shown"), await voices(db, entry)
    for officer in await office(db, entry.case):
        if officer.id == besides:
            continue
        await letters.post(db, officer, await card_for(db, entry, officer), once, now)
        for number, voice in enumerate(spoken):
            follows = replace(voice, urgent=entry.case.is_urgent)
            await letters.post(db, officer, follows, f"{once}:{number}", now)


async def refresh(db: AsyncConnection, entry: Entry, now: datetime) -> None:
    """Change the card wherever it was shown, for those who may still see it."""
    for chat in await outbox.chats_with_card(db, case_cards.card_name(entry.case.number)):
        reader = await people.by_telegram(db, chat)
        if reader is None or reader.state is not State.ACTIVE or not may_see(reader, entry.case):
            continue
        card = replace(await card_for(db, entry, reader), edits=True)
        await letters.post(db, reader, card, _event(entry.case, "card"), now)


async def tell_asker(db: AsyncConnection, entry: Entry, was: Rung, now: datetime) -> None:
    """Bring the latest step to whoever raised the case."""
    case = entry.case
    step = (await cases.steps(db, case.number))[-1]
    words = case_cards.news(entry, step, was, await office(db, case))
    look = Button(label=Text("📄 How it went"), press=press("need", "show", case.number))
    letter = Message(text=words, keyboard=[[look]], private=True, urgent=True)
    asker = await people.by_id(db, case.asker_id)
    once = _event(case, "told")
    await letters.post(db, asker, letter, once, now)
    if step.voice:
        params = {"voice": step.voice, "protect_content": True}
        voice = Message(method="sendVoice", params=params, urgent=True)
        await letters.post(db, asker, voice, f"{once}:voice", now)


def _event(case: Case, what: str) -> str:
    """Name an event by the version it made, so that it is told once."""
    return f"case:{case.number}:{case.version}:{what}"
