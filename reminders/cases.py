"""Cases whose clocks call for somebody: each prompt once, by any number of processes.

`next_at` of a case says when to look at it; whoever moves it on first (compare-and-set) writes the
letters, in the same transaction. Their once-keys name the case, the prompt and its moment. Nothing
is said in the quiet hours and on rest days.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_prompting
from bot.faults import described
from domain.calendar import SHANGHAI, is_working_day
from domain.worktime import opening
from storage import calendars, case_clocks
from storage.calendars import Book
from storage.database import Database

log = structlog.get_logger()

SPEAKS_FROM, SPEAKS_UNTIL = time(7, 30), time(21)
A_PIECE, MOST_PIECES = 20, 200
"""So many cases in one transaction, and so many of those in a sweep: others write between."""
A_RETIMED_PIECE = 1000


async def prompt(database: Database, now: datetime) -> int:
    """Prompt whom the clocks call for; returns how many cases were looked at."""
    async with database.read() as db:
        book = await calendars.book(db, now)
        is_retiming = await case_clocks.retiming(db) is not None
    if is_retiming:
        await _retime(database, now)
    if not may_speak(now, book):
        return 0
    return await _look_at_due(database, book, now)


def may_speak(now: datetime, book: Book) -> bool:
    """Tell whether people may be prompted now."""
    local = now.astimezone(SHANGHAI)
    works = is_working_day(local.date(), book.overrides)
    return works and SPEAKS_FROM <= local.time() < SPEAKS_UNTIL


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when this sweep would next say something, if nothing is done until then."""
    async with database.read() as db:
        at, book = await case_clocks.next_at(db), await calendars.book(db, now)
    if at is None:
        return None
    return (
        max(at, now) if may_speak(max(at, now), book) else opening(max(at, now), book.of_area(""))
    )


async def _retime(database: Database, now: datetime) -> None:
    """Set clocks by a calendar that has changed, piece by piece."""
    for _ in range(MOST_PIECES):
        async with database.write() as db:
            book = await calendars.book(db, now)
            if await case_clocks.retime_piece(db, book, A_RETIMED_PIECE) < A_RETIMED_PIECE:
                return


Work = Callable[[AsyncConnection, Sequence[int]], Awaitable[None]]


async def _look_at_due(database: Database, book: Book, now: datetime) -> int:
    looked = 0
    broken: list[int] = []

    async def look(db: AsyncConnection, numbers: Sequence[int]) -> None:
        await case_prompting.look(db, numbers, book, now)

    for _ in range(MOST_PIECES):
        async with database.read() as db:
            numbers = await case_clocks.to_look_at(db, now, A_PIECE, broken)
        if not numbers:
            break
        broken += await _all_or_each(database, numbers, look)
        looked += len(numbers)
    return looked - len(broken)


async def _all_or_each(database: Database, numbers: Sequence[int], work: Work) -> list[int]:
    """Do a piece of work at once, or where it breaks one by one; returns what broke."""
    try:
        async with database.write() as db:
            await work(db, numbers)
    except Exception as error:  # noqa: BLE001  # one case's fault stops no other
        if len(numbers) == 1:
            log.error("a case broke", case=numbers[0], fault=described(error))
            return list(numbers)
        return [it for each in numbers for it in await _all_or_each(database, [each], work)]
    return []
