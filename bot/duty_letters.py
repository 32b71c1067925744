"""Whom a month's visits concern, and letters about them: a new one shrinks the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import duty_cards as cards
from bot import letters
from bot.replies import Message
from domain.areas import ancestors
from domain.calendar import local_day
from domain.duties import Period, Reach, Round, Visit, is_missed, month_before, next_hour
from domain.people import Person, Role
from storage import duties, outbox, people
from storage.duties import ACKNOWLEDGED
from storage.ids import new_id

OFFICER = Role.INFORMATION_OFFICER
Officers = Mapping[str, Sequence[Person]]


async def missed_months(db: AsyncConnection, now: datetime) -> list[Period]:
    """List the months past their deadline and not closed, newest first."""
    today = local_day(now)
    found = [await duties.period(db, day) for day in (today, month_before(today))]
    return [month for month in found if is_missed(month, now)]


async def officers_by_area(db: AsyncConnection) -> Officers:
    """Return the active information officers by the areas they hold."""
    found: dict[str, list[Person]] = {}
    for officer in await people.with_role(db, OFFICER):
        for code in officer.areas({OFFICER}):
            found.setdefault(code, []).append(officer)
    return found


def nearest(officers: Officers, code: str, besides: int) -> list[Person]:
    """Give a village's own officers, else its town's or district's; nobody looks at his own."""
    for area in ancestors(code):
        if found := [it for it in officers.get(area, ()) if it.id != besides]:
            return found
    return []


def concerned(officers: Officers, rounds: Iterable[Round]) -> list[Person]:
    """List the officers nearest to what is still open, by name."""
    found = {
        officer.id: officer
        for round_ in rounds
        for visit in round_.open
        for officer in nearest(officers, visit.area_code, round_.person_id)
    }
    return sorted(found.values(), key=lambda it: (it.name, it.id))


async def rounds_under(db: AsyncConnection, officer: Person, month: Period) -> list[Round]:
    """List the visits of a month that no other officer is nearer to."""
    officers = await officers_by_area(db)
    rounds = await duties.in_areas(db, officer.areas({OFFICER}), month)
    hers = [replace(it, visits=_hers(officers, officer, it)) for it in rounds]
    return [it for it in hers if it.visits]


def _hers(officers: Officers, officer: Person, round_: Round) -> tuple[Visit, ...]:
    return tuple(
        visit
        for visit in round_.visits
        if officer in nearest(officers, visit.area_code, round_.person_id)
    )


async def tell(
    db: AsyncConnection, person: Person, message: Message, once: str, now: datetime
) -> bool:
    """Write to a helper about a month, and let the letter before it point to this one."""
    chat_id, card = person.telegram_id, message.card
    if chat_id is None or card is None or await _was_said(db, once, person):
        return False
    before = await outbox.card_message(db, chat_id, card)
    if before is not None:
        shrunk = Message(method="editMessageText", params=_pointer(chat_id, before))
        await letters.post(db, person, replace(shrunk, after=message.after), f"{once}:before", now)
    return await letters.post(db, person, message, once, now)


def _pointer(chat_id: int, message_id: int) -> dict[str, Any]:
    return {"chat_id": chat_id, "message_id": message_id, "text": cards.OUTDATED}


async def _was_said(db: AsyncConnection, once: str, person: Person) -> bool:
    return bool(await outbox.known(db, [f"{once}:{person.id}"]))


async def ask_again(
    db: AsyncConnection, officer: Person, round_: Round, month: Period, now: datetime
) -> bool:
    """Bring an officer's request to a helper, once a day at most and never in quiet hours."""
    if round_.reach is not Reach.REACHED or not round_.open:
        return False
    at = next_hour(now)
    person = await people.by_id(db, round_.person_id)
    message = replace(cards.nudge(round_, month, officer), after=at - now)
    return await tell(db, person, message, f"visits:{month.number}:nudge:{local_day(at)}", now)


async def missed_card(
    db: AsyncConnection, officer: Person, rounds: Sequence[Round], month: Period
) -> Message:
    """Make an officer's card with all that was done about it."""
    notes = await duties.notes(db, subjects(rounds, month))
    is_known = any(it.action == ACKNOWLEDGED and it.by_id == officer.id for it in notes)
    return cards.missed(rounds, month, notes, is_known=is_known)


def villages(rounds: Iterable[Round]) -> list[str]:
    """Name the villages of these visits."""
    return sorted({visit.area_code for it in rounds for visit in it.visits})


def subjects(rounds: Iterable[Round], month: Period) -> list[str]:
    """Name what the audit notes about these visits, one subject a village."""
    return [f"visits:{month.number}:{code}" for code in villages(rounds)]


async def refresh_others(
    db: AsyncConnection, officer: Person, rounds: Iterable[Round], month: Period, now: datetime
) -> None:
    """Change the card wherever another officer of these visits has it."""
    shown = await outbox.chats_with_card(db, cards.missed_card_of(month))
    officers = await officers_by_area(db)
    codes = villages(rounds)
    others = {it.id: it for code in codes for it in nearest(officers, code, officer.id)}
    for other in others.values():
        if other.telegram_id in shown:
            card = await missed_card(db, other, await rounds_under(db, other, month), month)
            once = f"visits:{month.number}:changed:{new_id()}"
            await letters.post(db, other, replace(card, edits=True), once, now)
