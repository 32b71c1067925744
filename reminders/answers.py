"""Public answers that changed or hold no more: whoever was given one is told, once.

What runs out at midnight is found no more from then on, and told of in the next office hours.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answer_cards, letters
from domain.answers import Answer
from domain.calendar import local_day
from domain.duties import may_speak
from domain.people import State as Account
from storage import answers, people
from storage.database import Database


async def tell(database: Database, now: datetime) -> int:
    """Tell the readers of answers that are over; returns how many were told."""
    if not may_speak(now):
        return 0
    async with database.read() as db:
        over = await answers.over(db, local_day(now))
    return sum([await _tell_readers(database, it, now) for it in over])


async def _tell_readers(database: Database, old: Answer, now: datetime) -> int:
    """Tell them in pieces, for no turn should wait; when all know, the answer is put away."""
    told = 0
    while True:
        async with database.write() as db:
            new = await _instead(db, old, now)
            waiting = await answers.readers(db, old.id)
            for number in waiting:
                told += await _tell(db, number, old, new, now)
                await answers.was_told(db, number, old, new, now)
            if not waiting:
                await answers.close(db, old)
                return told


async def _instead(db: AsyncConnection, old: Answer, now: datetime) -> Answer | None:
    """Find the wording that holds in an answer's place, if there is one."""
    newest = await answers.follower(db, old)
    return newest if newest and newest.holds_on(local_day(now)) else None


async def _tell(
    db: AsyncConnection, number: int, old: Answer, new: Answer | None, now: datetime
) -> bool:
    """Write to a reader, unless he wrote the new wording himself or it says the same."""
    person = await people.by_id(db, number)
    if person.state is not Account.ACTIVE:
        return False
    if new is None:
        last = await answers.follower(db, old) or old
        return await letters.post(
            db, person, answer_cards.over(last), f"answer:{last.id}:over", now
        )
    if new.set_by == number or new.says_the_same_as(old):
        return False
    return await letters.post(
        db, person, answer_cards.changed(old, new), f"answer:{new.id}:instead", now
    )
