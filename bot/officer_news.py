"""What an officer's morning digest tells beside his own tasks: check-ins since, and what waits.

Late entries of visits wait like check-ins out of range. What comes up today brings a card of its
own, and is no reason for a digest at noon. Nothing is told on a rest day: the next working day
tells of all days since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import late_letters
from bot.calendar_cards import day_words
from bot.checkin_cards import line
from domain.calendar import local_day, working_day_by
from domain.people import Person, Role
from domain.refusals import Text
from domain.visits import Visit
from storage import calendars, checkins, late_visits, people
from storage.checkins import Entry

MOST_LINES = 40
A_DAY = timedelta(days=1)
LONGEST = 10
"""So many days back check-ins are told; longer holidays than that there are none."""


@dataclass(frozen=True)
class News:
    """The check-ins since a day, and what waits since then: exceptions and late entries."""

    since: date
    until: date
    found: list[Entry]
    waiting: list[Entry]
    late: list[Visit]

    def lines(self) -> list[Text | str]:
        """Write it, check-ins one line each; nothing where there is nothing."""
        if not self.found and not self.waiting and not self.late:
            return []
        lines: list[Text | str] = [
            self._head(),
            *(line(it.checkin, it.person_name) for it in self.found[:MOST_LINES]),
        ]
        if more := len(self.found) - MOST_LINES if len(self.found) > MOST_LINES else 0:
            lines.append(Text("… and {count} more", count=more))
        if self.waiting:
            count = len(self.waiting)
            lines.append(Text("🟡 {count} wait for you: 📋 Check-ins here", count=count))
        if self.late:
            lines.append(Text("🗂 {count} late entries wait for you: /lates", count=len(self.late)))
        return lines

    def _head(self) -> Text:
        count = len(self.found)
        if self.since == self.until:
            return Text("<b>Yesterday: {count} check-ins</b>", count=count)
        since = day_words(self.since)
        return Text("<b>Since {since}: {count} check-ins</b>", since=since, count=count)


async def of(db: AsyncConnection, officer: Person, now: datetime) -> News:
    """Find what an officer's digest would tell."""
    areas = officer.areas({Role.INFORMATION_OFFICER})
    until = local_day(now) - A_DAY
    overrides = (await calendars.book(db, now)).overrides
    since = max(working_day_by(until, overrides), until - LONGEST * A_DAY)
    found = await _hers(db, officer, await checkins.in_areas(db, areas, since, until))
    left = await checkins.open_exceptions(db, areas)
    waiting = await _hers(db, officer, [it for it in left if it.checkin.local_on <= until])
    return News(since, until, found, waiting, await _late(db, officer, areas, until))


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
