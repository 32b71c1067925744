"""Digests: everything that waits to be told somebody, in one letter at the right moment.

An officer's first one of a day also tells of yesterday. Nothing is said in the quiet hours, on
rest days, and in somebody's own quiet hours: what waits is looked at again with the next sweep.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_letters, officer_news
from bot.campaign_desks import DIGEST, first_of
from bot.campaign_letters import Lines, Told
from bot.faults import described
from domain.calendar import local_day
from domain.people import Person, Role
from domain.speaking import Rules, next_digest, next_moment
from storage import calendars, facts, outbox, people, rules, tellings
from storage.calendars import Book
from storage.database import Database, is_outage

log = structlog.get_logger()

A_PIECE = 50
"""So many people in one transaction: others write between."""
LOOKED = "officers_looked_at_on"
"""The fact that says on which day every officer's yesterday was last looked at."""


async def remind(database: Database, now: datetime) -> int:
    """Write what may be told now; returns how many letters."""
    async with database.read() as db:
        book, figures = await calendars.book(db, now), await rules.speaking_on(db, local_day(now))
    if _moment(now, book, figures) > now:
        return 0
    written = 0
    async for person_ids in _waiting(database, local_day(now)):
        written += (await _tell(database, person_ids, book, now)).written
    return written + await _tell_officers(database, book, now)


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when this sweep would next say something, if nothing is recorded until then."""
    async with database.read() as db:
        book, figures = await calendars.book(db, now), await rules.speaking_on(db, local_day(now))
        at = _moment(now, book, figures)
        if await tellings.waiting(db, 0, 1, local_day(now)):
            return at
        if at == now:
            at = next_digest(now, book.of_area(""), None, figures)
        for officer in await people.with_role(db, Role.INFORMATION_OFFICER):
            if (
                officer.telegram_id is not None
                and (await officer_news.of(db, officer, at)).lines()
            ):
                return at
    return None


def _moment(now: datetime, book: Book, figures: Rules) -> datetime:
    """Give now, or when digests may be said to anybody: from their hour to the quiet hours."""
    return next_moment(now, book.of_area(""), None, is_digest=True, rules=figures)


async def _waiting(database: Database, day: date) -> AsyncIterator[Sequence[int]]:
    after_id = 0
    while True:
        async with database.read() as db:
            page = await tellings.waiting(db, after_id, A_PIECE, day)
        if not page:
            return
        yield page
        after_id = page[-1]


async def _tell(database: Database, person_ids: Sequence[int], book: Book, now: datetime) -> Told:
    """Tell a piece at once, or where it breaks one by one: one person's fault stops no other."""
    try:
        async with database.write() as db:
            return await campaign_letters.tell(db, person_ids, book, now, _yesterday)
    except Exception as error:
        if is_outage(error):
            raise
        if len(person_ids) == 1:
            log.error("a digest broke", person=person_ids[0], fault=described(error))
            return Told(0, 1)
    each = [await _tell(database, [it], book, now) for it in person_ids]
    return Told(sum(it.written for it in each), sum(it.passed_over for it in each))


async def _yesterday(db: AsyncConnection, person: Person, now: datetime) -> Lines:
    if Role.INFORMATION_OFFICER not in person.roles:
        return ()
    return (await officer_news.of(db, person, now)).lines()


async def _tell_officers(database: Database, book: Book, now: datetime) -> int:
    """Look at each officer's yesterday once a day: there is no news of it at noon."""
    async with database.read() as db:
        if await facts.get(db, LOOKED) == local_day(now).isoformat():
            return 0
        officers = await people.with_role(db, Role.INFORMATION_OFFICER)
        told = await outbox.known(db, [first_of(DIGEST, it, now) for it in officers])
    left = [it.id for it in officers if first_of(DIGEST, it, now) not in told]
    written, passed_over = 0, 0
    for first in range(0, len(left), A_PIECE):
        piece = await _tell(database, left[first : first + A_PIECE], book, now)
        written, passed_over = written + piece.written, passed_over + piece.passed_over
    if not passed_over:
        async with database.write() as db:
            await facts.put(db, LOOKED, local_day(now).isoformat())
    return written
