"""Noting who is to be told what about a campaign, a page of people at a time, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import rise_readers
from domain.areas import Level
from domain.campaign_events import Event, events
from domain.campaign_looks import CALL, Come, come, named
from domain.campaigns import Campaign, Owing
from domain.duties import Reach
from domain.worktime import Calendar
from storage import criteria, people, tellings
from storage.calendars import Book
from storage.tellings import Outcome


@dataclass
class Look:
    """A look at a campaign: what has come since the last one, of each due date worked out once."""

    campaign: Campaign
    book: Book
    since: datetime
    now: datetime
    _found: dict[tuple[datetime, int], Come] = field(default_factory=dict)

    def come(self, owing: Owing) -> Come:
        """Return what has come of somebody's own due date."""
        calendar = self.book.of_area(owing.area_code)
        key = owing.due_at, id(calendar)
        if key not in self._found:
            found = events(self.campaign, owing.due_at, calendar)
            self._found[key] = come(found, self.since, self.now)
        return self._found[key]

    def is_about(self, calendar: Calendar, due_at: datetime) -> bool:
        """Tell whether anything has come of a due date."""
        found = come(events(self.campaign, due_at, calendar), self.since, self.now)
        return bool(found.reminder or found.rises)


async def note(db: AsyncConnection, look: Look, person_ids: Sequence[int]) -> int:
    """Note whom of these people, and whom about them, the look is to tell; returns how many."""
    owing = await criteria.still_open(db, look.campaign, look.now, person_ids)
    return await _note_reminders(db, look, owing) + await _note_rises(db, look, owing)


async def _note_reminders(db: AsyncConnection, look: Look, owing: Sequence[Owing]) -> int:
    """Whoever came after an event's hour is left alone until the next one.

    Of what was begun later than that he is told: it is as new to him as to everybody.
    """
    plan: dict[tuple[str, Outcome], set[int]] = {}
    since = look.campaign.set_at
    for it in owing:
        found = look.come(it)
        for event in (*found.overtaken, found.reminder):
            if event is not None and (outcome := _outcome(it, event, found, since)):
                plan.setdefault((event.name, outcome), set()).add(it.holder_id)
    noted, lost = 0, set()
    for (event_name, outcome), ids in plan.items():
        told = look.campaign.number, event_name, sorted(ids), look.now, outcome
        fresh = set(await tellings.stage(db, *told))
        noted += len(fresh) if outcome is Outcome.WAITING else 0
        lost |= fresh if outcome is Outcome.UNREACHABLE else set()
    await call(db, look.campaign, [it for it in owing if it.holder_id in lost], look.now)
    return noted


def _outcome(owing: Owing, event: Event, found: Come, since: datetime) -> Outcome | None:
    if owing.reach is not Reach.REACHED:
        return Outcome.UNREACHABLE if event is found.reminder else None
    if owing.bound_at is None or owing.bound_at > max(event.at, since):
        return None
    return Outcome.WAITING if event is found.reminder else Outcome.OVERTAKEN


async def _note_rises(db: AsyncConnection, look: Look, owing: Sequence[Owing]) -> int:
    rising: dict[Event, list[Owing]] = {}
    for it in owing:
        for event in look.come(it).rises:
            rising.setdefault(event, []).append(it)
    noted = 0
    for event, those in rising.items():
        level = event.level or Level.VILLAGE
        readers = await rise_readers.readers(db, level, those, look.now)
        noted += await _note_readers(db, look, event, readers)
    return noted


async def _note_readers(
    db: AsyncConnection, look: Look, event: Event, readers: Iterable[int]
) -> int:
    """Nobody is shown at once what was missed before he came."""
    bound = await people.bound_at(db, readers)
    there = [it for it, at in bound.items() if at <= event.at]
    gone = [it for it in readers if it not in bound]
    told = look.campaign.number, event.name
    await tellings.stage(db, *told, gone, look.now, Outcome.UNREACHABLE)
    return len(await tellings.stage(db, *told, there, look.now))


async def hears(db: AsyncConnection, coming: Sequence[tuple[Event, Owing]], now: datetime) -> bool:
    """Tell whether anybody would be told of these events."""
    for event, owing in coming:
        if event.level is None:
            if _outcome(owing, event, Come(reminder=event), event.at) is Outcome.WAITING:
                return True
            continue
        readers = await rise_readers.readers(db, event.level, [owing], now)
        if any(at <= event.at for at in (await people.bound_at(db, readers)).values()):
            return True
    return False


async def call(
    db: AsyncConnection, campaign: Campaign, lost: Sequence[Owing], now: datetime
) -> None:
    """Let officers know in their next digest that somebody is to be called, once a day."""
    readers = await rise_readers.callers(db, campaign, lost, now)
    if readers:
        await tellings.stage(db, campaign.number, named(CALL, now), list(readers), now)
