"""Measures of alerts: owners are reminded the working day before and on the day; lateness is told.

What is late is told the owner, and whoever has the alert, once.
"""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_letters, letters, measure_cards
from domain.calendar import local_day, working_day_by
from domain.duties import may_speak
from domain.measures import State
from domain.worktime import A_DAY
from storage import cases, measures, outbox, people
from storage.database import Database
from storage.measures import Entry

AHEAD, LOOKED_BACK = timedelta(days=12), timedelta(days=10)
"""A holiday may lie between the last working day and the day; what is late for long was told."""


async def remind(database: Database, now: datetime) -> int:
    """Remind whom it is time to remind; returns how many measures were spoken of."""
    if not may_speak(now):
        return 0
    today = local_day(now)
    async with database.read() as db:
        near = await measures.open_and_due(db, today - LOOKED_BACK, today + AHEAD)
        keys = {
            f"{once}:{owner}": number
            for number, owner, due_on in near
            if (once := _once(number, due_on, today))
        }
        told = await outbox.known(db, list(keys))
    waiting = [number for key, number in keys.items() if key not in told]
    for number in waiting:
        async with database.write() as db:
            await _remind(db, number, now)
    return len(waiting)


def _once(number: int, due_on: date, today: date) -> str:
    """Name what is to be said today about a measure; "" for nothing."""
    if today > due_on:
        return f"measure:{number}:{due_on}:late"
    if today == due_on:
        return f"measure:{number}:{due_on}:today"
    return f"measure:{number}:{due_on}:soon" if today >= working_day_by(due_on - A_DAY) else ""


async def _remind(db: AsyncConnection, number: int, now: datetime) -> None:
    entry, today = await measures.by_id(db, number), local_day(now)
    if entry is None or entry.measure.state is not State.OPEN:
        return
    once = _once(number, entry.measure.due_on, today)
    owner = await people.by_id(db, entry.measure.owner_id)
    if once:
        await letters.post(db, owner, measure_cards.reminder(entry, today), once, now)
    if entry.measure.is_late(today):
        await _tell_office(db, entry, f"{once}:office", now)


async def _tell_office(db: AsyncConnection, entry: Entry, once: str, now: datetime) -> None:
    alert = await cases.by_number(db, entry.measure.number)
    for officer in await case_letters.concerned(db, alert.case, now) if alert else ():
        await letters.post(db, officer, measure_cards.late(entry), once, now)
