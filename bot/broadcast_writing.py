"""Writing a broadcast, or a reminder of it, to a piece of its people: a few at a time.

Little is written ahead of what can be sent: a broadcast stops at once, whoever leaves meanwhile
gets nothing, and quiet hours that begin in the middle hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import broadcast_letters as wordings
from bot import hushing
from bot.broadcast_letters import Wording
from bot.replies import Message
from bot.texts import speaking
from domain.broadcasts import Broadcast, Stage, State
from domain.calendar import local_day
from domain.people import Person
from domain.speaking import Quiet, Rules, next_moment
from domain.worktime import Calendar
from storage import audiences, broadcast_letters, bulk, calendars, people, quiet_hours, rules
from storage.broadcast_letters import Letter
from storage.outbox import Parcel

PIECE = 20
"""So many are written to in one transaction: most of what it takes is the same for one."""
AHEAD = 600
"""So many letters may wait in the outbox: what can be sent until the errand looks again."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When people of a broadcast may be spoken to."""

    calendar: Calendar
    rules: Rules
    is_urgent: bool

    def next(self, at: datetime, quiet: Quiet | None = None) -> datetime:
        """Give that instant, or the next at which it may come."""
        rules, is_urgent = self.rules, self.is_urgent
        return next_moment(at, self.calendar, quiet, is_urgent=is_urgent, rules=rules)


async def hours(db: AsyncConnection, broadcast: Broadcast, now: datetime) -> Hours:
    """Load when people of a broadcast may be spoken to."""
    return Hours(
        calendar=await calendars.of_area(db, broadcast.area_code, now),
        rules=await rules.speaking_on(db, local_day(now)),
        is_urgent=broadcast.is_urgent,
    )


async def room(db: AsyncConnection, lane: int, now: datetime) -> int:
    """Tell how many more letters a lane of the outbox should hold now: a piece, or none."""
    waiting = await bulk.count_waiting(db, lane, now, AHEAD)
    return PIECE if waiting <= AHEAD - PIECE else 0


async def are_waiting(db: AsyncConnection, broadcast: Broadcast, now: datetime) -> bool:
    """Tell whether anything of its lanes is due and not sent."""
    lanes = wordings.lanes_of(broadcast)
    return any([await bulk.count_waiting(db, lane, now, 1) for lane in lanes])


async def write(
    db: AsyncConnection, broadcast: Broadcast, spoken: Hours, most: int, now: datetime
) -> Broadcast:
    """Write to the next people; the broadcast comes back as far as it is, out at its end."""
    audience, after_id = broadcast.audience, broadcast.after_id
    found = await audiences.page(db, audience, broadcast.area_code, after_id, most)
    wording = await wordings.wording(db, broadcast)
    key = wordings.key_of(broadcast, "letter")
    letters = [_letter(broadcast, it, f"{key}:{it.id}") for it in found]
    await broadcast_letters.add(db, letters)
    bound = {it.person_id: it for it in letters if it.chat_id}
    readers = [it for it in found if it.id in bound]
    ringing = _Ringing(db, broadcast, spoken, now)
    await ringing.post([(it, bound[it.id], bound[it.id].key) for it in readers], wording)
    if len(found) < most:
        return replace(broadcast, state=State.OUT)
    return replace(broadcast, state=State.GOING, after_id=found[-1].id)


def _letter(broadcast: Broadcast, person: Person, key: str) -> Letter:
    return Letter(
        broadcast=broadcast.number,
        person_id=person.id,
        key=key,
        chat_id=person.telegram_id,
        stage=Stage.WRITTEN if person.telegram_id else Stage.UNBOUND,
        edition=broadcast.edition,
    )


async def remind(
    db: AsyncConnection,
    broadcast: Broadcast,
    silent: Sequence[Letter],
    spoken: Hours,
    now: datetime,
) -> None:
    """Ask some people who have not said that they read it."""
    known = await _by_id(db, silent)
    await broadcast_letters.move(
        db, broadcast.number, [it.person_id for it in silent], nudged_at=now
    )
    asked = [
        (known[it.person_id], it, wordings.reminder_key(broadcast, it.person_id)) for it in silent
    ]
    ringing = _Ringing(db, broadcast, spoken, now)
    await ringing.post(asked, None)


async def _by_id(db: AsyncConnection, letters: Sequence[Letter]) -> Mapping[int, Person]:
    found = await people.by_ids(db, [it.person_id for it in letters])
    return {it.id: it for it in found}


@dataclass(frozen=True)
class _Ringing:
    """Posts what may ring: at the right time, or without a sound."""

    db: AsyncConnection
    broadcast: Broadcast
    hours: Hours
    now: datetime

    async def post(
        self, to: Sequence[tuple[Person, Letter, str]], wording: Wording | None
    ) -> None:
        """Post the wording, or a reminder of it, under these keys."""
        quiet = await quiet_hours.of(self.db, [person.id for person, _, _ in to])
        parcels = [
            await self._parcel(person, letter, key, wording, quiet.get(person.id))
            for person, letter, key in to
        ]
        await bulk.post_all(self.db, parcels)

    async def _parcel(
        self,
        person: Person,
        letter: Letter,
        key: str,
        wording: Wording | None,
        quiet: Quiet | None,
    ) -> Parcel:
        after = self.hours.next(self.now, quiet) - self.now
        with speaking(person.language):
            said = replace(self._said(letter, wording), after=after)
            timed = await hushing.timed(self.db, person, said, key, self.now)
            lane = wordings.lane_of(self.broadcast)
            return wordings.parcel(timed, letter, key, self.now, lane)

    def _said(self, letter: Letter, wording: Wording | None) -> Message:
        if wording is None:
            return wordings.reminder(self.broadcast, letter)
        return wordings.message(wording)
