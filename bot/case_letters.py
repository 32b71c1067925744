"""Whom a case concerns: the office that has it, the offices that saw it, and its asker."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_keys, letters
from bot.replies import Message
from domain.calendar import local_day
from domain.cases import Case, may_see, permitted, serves, without_holder
from domain.ladders import Ladder
from domain.people import Person, State
from storage import absences, case_steps, outbox, people
from storage.cases import Entry


async def office(db: AsyncConnection, case: Case, now: datetime) -> list[Person]:
    """Find who works on a case where it is: the nearest who hold the role; never its asker.

    For those who are away their deputies do; where there is none either, it is theirs after all.
    """
    nearest = await people.responsible(db, case.area_code, case.rung.role, besides=case.asker_id)
    return await _present(db, nearest, case, now)


async def colleagues(
    db: AsyncConnection, case: Case, person: Person, now: datetime
) -> list[Person]:
    """Find to whom somebody can give a case: others who hold the role here, the nearest."""
    found = await people.responsible(db, case.area_code, case.rung.role, besides=person.id)
    there = await _present(db, found, case, now)
    return [it for it in there if it.id not in {person.id, case.asker_id, case.holder_id}]


async def _present(
    db: AsyncConnection, found: list[Person], case: Case, now: datetime
) -> list[Person]:
    day = local_day(now)
    away = await absences.away(db, day)
    if not any(it.id in away for it in found):
        return found
    deputies = await absences.deputies(db, [it.id for it in found], day)
    there = [it for it in found if it.id not in away]
    there += [await absences.acting(db, it, day) for it in deputies.values()]
    by_id = {it.id: it for it in there if it.id != case.asker_id}
    return list(by_id.values()) or found


async def first_rung(
    db: AsyncConnection, ladder: Ladder, places: Iterable[int], area_code: str, asker_id: int
) -> int | None:
    """Return the first of these places on a ladder where somebody works."""
    for place in places:
        role = ladder.rungs[place].role
        if await people.responsible(db, area_code, role, besides=asker_id):
            return place
    return None


async def staffed(db: AsyncConnection, case: Case, places: Iterable[int]) -> int | None:
    """Return the first of these places on a case's ladder where somebody works.

    The places are `case.higher`, `case.lower` or `case.to_reopen`.
    """
    return await first_rung(db, case.ladder, places, case.area_code, case.asker_id)


async def as_held(db: AsyncConnection, entry: Entry, now: datetime) -> Entry:
    """Leave a holder out who has no account any more, or no longer that work."""
    case = entry.case
    if case.holder_id is None:
        return entry
    holder = await people.by_id(db, case.holder_id)
    if _has_work(holder, case) or _has_work(await _acting(db, holder, now), case):
        return entry
    return replace(entry, case=without_holder(case), holder="")


async def _holder(db: AsyncConnection, case: Case, now: datetime) -> Person | None:
    """Return who has a case, if he still has an account and that work."""
    if case.holder_id is None:
        return None
    holder = await _acting(db, await people.by_id(db, case.holder_id), now)
    return holder if _has_work(holder, case) else None


async def _acting(db: AsyncConnection, holder: Person, now: datetime) -> Person:
    return await absences.acting(db, holder, local_day(now))


def _has_work(holder: Person, case: Case) -> bool:
    return holder.state is State.ACTIVE and serves(holder, case)


async def card_for(db: AsyncConnection, entry: Entry, reader: Person, now: datetime) -> Message:
    """Make the card of a case, as it is now, for one reader."""
    entry = await as_held(db, entry, now)
    done = await case_steps.of_case(db, entry.case.number)
    facts = [line for fact in case_cards.FACTS for line in await fact(db, entry, now)]
    deeds = permitted(entry.case, reader, now)
    return Message(
        text=case_cards.card_text(entry, done, facts),
        keyboard=case_keys.rows(entry.case, reader, deeds),
        card=case_cards.card_name(entry.case.number),
        private=True,
        urgent=entry.case.is_urgent,
    )


async def voices(db: AsyncConnection, entry: Entry) -> list[Message]:
    """Bring what was spoken and photographed about a case."""
    done = await case_steps.of_case(db, entry.case.number)
    spoken = [
        Message(method="sendVoice", params={"voice": voice, "protect_content": True})
        for voice in case_steps.voices(done)
    ]
    photos = case_steps.photos(done)
    return [*spoken, Message(files=photos, private=True)] if photos else spoken


async def show(db: AsyncConnection, entry: Entry, now: datetime, besides: int = 0) -> None:
    """Put the card into the chats of whoever has the case, as something new."""
    once, spoken = event(entry.case, "shown"), await voices(db, entry)
    for officer in await concerned(db, entry.case, now):
        if officer.id == besides:
            continue
        await letters.post(db, officer, await card_for(db, entry, officer, now), once, now)
        for number, voice in enumerate(spoken):
            follows = replace(voice, urgent=entry.case.is_urgent)
            await letters.post(db, officer, follows, f"{once}:{number}", now)


async def show_to(db: AsyncConnection, entry: Entry, officer: Person, now: datetime) -> None:
    """Bring the card into the chat of somebody who has come by the case elsewhere."""
    name = case_cards.card_name(entry.case.number)
    if await outbox.chats_showing(db, name, [officer.telegram_id or 0]):
        return  # it changed there with everybody's
    card = await card_for(db, entry, officer, now)
    await letters.post(db, officer, card, event(entry.case, "shown"), now)


async def concerned(db: AsyncConnection, case: Case, now: datetime) -> list[Person]:
    """Find who is to hear of a case: its holder, else everybody of its office."""
    holder = await _holder(db, case, now)
    return [holder] if holder else await office(db, case, now)


async def refresh(db: AsyncConnection, entry: Entry, now: datetime, mark: str = "card") -> None:
    """Change the card wherever it was shown, for those who may still see it.

    `mark` names what changed where the case stayed at its version.
    """
    for chat in await outbox.chats_with_card(db, case_cards.card_name(entry.case.number)):
        reader = await people.by_telegram(db, chat)
        if reader is None or reader.state is not State.ACTIVE:
            continue
        reader = await absences.acting(db, reader, local_day(now))
        if may_see(reader, entry.case):
            card = replace(await card_for(db, entry, reader, now), edits=True)
        else:
            card = case_cards.gone(entry.case)
        await letters.post(db, reader, card, event(entry.case, mark), now)


def event(case: Case, what: str) -> str:
    """Name an event by the version it made, so that it is told once."""
    return f"case:{case.number}:{case.version}:{what}"
