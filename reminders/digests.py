"""The officers' morning digest: yesterday's check-ins, one line each, and what waits since.

Late entries of visits wait like check-ins out of range.

What comes up today brings a card of its own, and is no reason for a digest at noon.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import late_letters, letters
from bot.checkin_cards import line
from bot.replies import Message
from domain.calendar import SHANGHAI, local_day
from domain.people import Person, Role
from domain.refusals import Joined, Text
from domain.visits import Visit
from storage import checkins, late_visits, outbox, people
from storage.checkins import Entry
from storage.database import Database

FROM, UNTIL = time(8), time(21)
"""Digests go out at 08:00 and never in the quiet hours (DOMAIN §5)."""
MOST_LINES = 40


async def remind(database: Database, now: datetime) -> int:
    """Write today's digests; returns how many were new."""
    local = now.astimezone(SHANGHAI)
    if not FROM <= local.time() < UNTIL:
        return 0
    async with database.read() as db:
        officers = await people.with_role(db, Role.INFORMATION_OFFICER)
        told = await outbox.known(db, [_once(officer, now) for officer in officers])
    written = 0
    for officer in officers:
        if officer.telegram_id is not None and _once(officer, now) not in told:
            async with database.write() as db:
                written += await _write(db, officer, now)
    return written


def _once(officer: Person, now: datetime) -> str:
    return f"digest:{local_day(now)}:{officer.id}"


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when this sweep would next say something, if nothing is recorded until then."""
    local = now.astimezone(SHANGHAI)
    day = local.date() + timedelta(days=local.time() >= FROM)
    at = datetime.combine(day, FROM, SHANGHAI)
    async with database.read() as db:
        for officer in await people.with_role(db, Role.INFORMATION_OFFICER):
            if officer.telegram_id is not None and any(await _news(db, officer, at)):
                return at
    return None


async def _news(
    db: AsyncConnection, officer: Person, now: datetime
) -> tuple[list[Entry], list[Entry], list[Visit]]:
    """Find what an officer's digest would tell: yesterday's check-ins, and what waits."""
    areas = officer.areas({Role.INFORMATION_OFFICER})
    day = local_day(now) - timedelta(days=1)
    found = await _hers(db, officer, await checkins.in_areas(db, areas, day, day))
    left = [it for it in await checkins.open_exceptions(db, areas) if it.checkin.local_on <= day]
    return found, await _hers(db, officer, left), await _late(db, officer, areas, day)


async def _late(
    db: AsyncConnection, officer: Person, areas: Sequence[str], day: date
) -> list[Visit]:
    """Find the late entries that wait since that day for nobody nearer."""
    waiting = await late_visits.waiting(db, areas, MOST_LINES)
    return [
        visit
        for visit in waiting
        if local_day(visit.handed_in_at) <= day
        and officer.id in {it.id for it in await late_letters.officers(db, visit)}
    ]


async def _write(db: AsyncConnection, officer: Person, now: datetime) -> int:
    found, waiting, late = await _news(db, officer, now)
    if not found and not waiting and not late:
        return 0
    lines = [line(entry.checkin, entry.person_name) for entry in found[:MOST_LINES]]
    rest = Text("… and {count} more", count=len(found) - len(lines))
    words = Joined(
        [
            Text("<b>Yesterday: {count} check-ins</b>", count=len(found)),
            *lines,
            rest if len(found) > len(lines) else "",
            Text("🟡 {count} wait for you: 📋 Check-ins here", count=len(waiting))
            if waiting
            else "",
            Text("🗂 {count} late entries wait for you: /lates", count=len(late)) if late else "",
        ]
    )
    once = _once(officer, now).rpartition(":")[0]
    await letters.post(db, officer, Message(text=words, private=True), once, now)
    return 1


async def _hers(db: AsyncConnection, officer: Person, entries: list[Entry]) -> list[Entry]:
    """Keep what no officer nearer to the village is there for; nobody looks at his own."""
    hers = set()
    for code, person_id in set(map(_matter, entries)):
        role = Role.INFORMATION_OFFICER
        nearest = await people.responsible(db, code, role, besides=person_id)
        if any(it.id == officer.id for it in nearest):
            hers.add((code, person_id))
    return [entry for entry in entries if _matter(entry) in hers]


def _matter(entry: Entry) -> tuple[str, int]:
    return entry.checkin.place.area_code, entry.checkin.person_id
