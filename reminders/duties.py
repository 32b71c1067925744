"""Monthly visits: reminders to those who still owe some, and a missed deadline passed on once.

A reminder is said on its own day only. A miss is passed on at the first chance after its hour,
while the month is open. Whoever was bound after the hour of a letter is not written to.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import duty_cards, duty_letters, letters
from bot.replies import Message
from domain.calendar import local_day
from domain.duties import (
    Period,
    Round,
    Step,
    is_missed,
    may_speak,
    month_after,
    month_before,
    next_hour,
    step_on,
)
from domain.people import Person
from storage import duties, outbox, people
from storage.database import Database


@dataclass(frozen=True)
class Letter:
    """What helpers who owe visits are told: its once-key, and the words for one of them."""

    month: Period
    once: str
    words: Callable[[AsyncConnection, Round], Awaitable[Message]]


async def remind(database: Database, now: datetime) -> int:
    """Write today's reminders and pass on what was missed; returns how many letters it wrote."""
    if not may_speak(now):
        return 0
    async with database.read() as db:
        this = await duties.period(db, local_day(now))
        missed = await duty_letters.missed_months(db, now)
    step = step_on(this, now)
    written = await _remind(database, this, step, now) if step else 0
    for month in missed:
        written += await _tell_officers(database, month, now)
        written += await _tell_helpers(database, month, now)
    return written


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when this sweep would next say something, if nothing is recorded until then."""
    today = local_day(now)
    days = month_before(today), today, month_after(today)
    async with database.read() as db:
        months = [await duties.period(db, day) for day in days]
        moments = [at for month in months for at in await _moments(db, month, now)]
    return min(moments, default=None)


async def _moments(db: AsyncConnection, month: Period, now: datetime) -> list[datetime]:
    """List when something is to be said about a month, from now on."""
    rounds, steps = await duties.rounds(db, month), [it for it in month.steps if it.at > now]
    found = [it.at for it in steps if await _to_remind(db, rounds, _step(month, it), it.at)]
    passing = next_hour(max(now, month.passed_on_at))
    if is_missed(month, passing) and (
        await _to_remind(db, rounds, _passed_on(month), month.passed_on_at)
        or await _to_show(db, rounds, month)
    ):
        found.append(passing)
    return found


def _step(month: Period, step: Step) -> str:
    return f"visits:{month.number}:t{step.days_before}"


def _shown(month: Period) -> str:
    return f"visits:{month.number}:shown"


def _passed_on(month: Period) -> str:
    return f"visits:{month.number}:passed"


async def _to_remind(
    db: AsyncConnection, rounds: Sequence[Round], once: str, at: datetime
) -> list[int]:
    """List the helpers who owe visits and have not had this letter."""
    return await _untold(db, once, [it.person_id for it in rounds if it.hears(at)])


async def _to_show(db: AsyncConnection, rounds: Sequence[Round], month: Period) -> list[int]:
    """List the officers who have not had the card of what was missed."""
    officers = duty_letters.concerned(await duty_letters.officers_by_area(db), rounds)
    bound = await duties.bound_by(db, month.passed_on_at)
    return await _untold(db, _shown(month), [it.id for it in officers if it.id in bound])


async def _untold(db: AsyncConnection, once: str, person_ids: Iterable[int]) -> list[int]:
    keys = {f"{once}:{number}": number for number in person_ids}
    told = await outbox.known(db, list(keys))
    return [number for key, number in keys.items() if key not in told]


async def _remind(database: Database, month: Period, step: Step, now: datetime) -> int:
    async def reminder(_db: AsyncConnection, mine: Round) -> Message:
        return duty_cards.reminder(mine, month)

    async with database.read() as db:
        rounds = await duties.rounds(db, month)
        waiting = await _to_remind(db, rounds, _step(month, step), step.at)
    return await _write(database, waiting, Letter(month, _step(month, step), reminder), now)


async def _tell_officers(database: Database, month: Period, now: datetime) -> int:
    async with database.read() as db:
        waiting = await _to_show(db, await duties.rounds(db, month), month)
    for number in waiting:
        async with database.write() as db:
            officer = await people.by_id(db, number)
            rounds = await duty_letters.rounds_under(db, officer, month)
            card = await duty_letters.missed_card(db, officer, rounds, month)
            await letters.post(db, officer, card, _shown(month), now)
    return len(waiting)


async def _tell_helpers(database: Database, month: Period, now: datetime) -> int:
    async def passed_on(db: AsyncConnection, mine: Round) -> Message:
        officers = await duty_letters.officers_by_area(db)
        told = await _told(db, month, duty_letters.concerned(officers, [mine]))
        return duty_cards.passed_on(mine, month, told)

    async with database.read() as db:
        rounds = await duties.rounds(db, month)
        waiting = await _to_remind(db, rounds, _passed_on(month), month.passed_on_at)
    return await _write(database, waiting, Letter(month, _passed_on(month), passed_on), now)


async def _write(
    database: Database, person_ids: Iterable[int], letter: Letter, now: datetime
) -> int:
    """Write to each helper who still owes visits in the transaction that says so."""
    written = 0
    for number in person_ids:
        async with database.write() as db:
            person = await people.by_id(db, number)
            mine = await duties.round_of(db, person, letter.month)
            if mine and mine.open:
                message = await letter.words(db, mine)
                written += await duty_letters.tell(db, person, message, letter.once, now)
    return written


async def _told(db: AsyncConnection, month: Period, officers: list[Person]) -> list[Person]:
    """Keep the officers who have been shown what was missed."""
    untold = await _untold(db, _shown(month), [it.id for it in officers])
    return [it for it in officers if it.id not in untold]
