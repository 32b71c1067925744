"""What has risen to somebody, read off the records as they are now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import rise_readers
from domain.calendar import local_day
from domain.campaign_events import events
from domain.campaigns import Campaign, Owing, Standing
from domain.people import Person
from domain.rises import OFFICES, Noted, Section, rise_of
from storage import absences, calendars, campaigns, criteria, people, rises
from storage.calendars import Book
from storage.rises import Risen

MOST = 300
"""So many people of a campaign are looked at for one card; more are counted."""


async def sections(db: AsyncConnection, reader: Person, now: datetime) -> list[Section]:
    """List what has risen to somebody and is still owed, what was due first first."""
    told = await rises.risen(db, reader.id, await _with_him(db, reader, now))
    given = await campaigns.by_numbers(db, {it.campaign for it in told})
    book = await calendars.book(db, now)
    found: list[Section] = []
    for campaign in given.values():
        mine = [it for it in told if it.campaign == campaign.number]
        found += await _of_campaign(db, reader, campaign, mine, book, now)
    return sorted(found, key=lambda it: (it.due_at, it.campaign.number))


async def _with_him(db: AsyncConnection, reader: Person, now: datetime) -> set[int]:
    """Give his colleagues at the same offices, and those for whom he stands in."""
    colleagues = await people.at_desks(db, reader.roles & OFFICES, reader.areas(OFFICES))
    absent = await absences.absent(db, reader.id, local_day(now))
    return {it.id for it in (*colleagues, *absent)}


async def _of_campaign(  # noqa: PLR0913  # one campaign of a reader's
    db: AsyncConnection,
    reader: Person,
    campaign: Campaign,
    told: Sequence[Risen],
    book: Book,
    now: datetime,
) -> list[Section]:
    ids, hidden, hidden_open = await rises.due(db, reader, campaign, now, MOST)
    owings = await criteria.owing(db, campaign, now, ids) if ids else []
    known = {it.person_id: it for it in await _notes(db, owings)}
    found: dict[datetime, dict[int, Owing]] = {}
    for risen in told:
        level, due_on = rise_of(risen.event)
        here = [
            it
            for it in owings
            if local_day(it.due_at) == due_on and not _stopped(known.get(it.person_id), risen)
        ]
        hers = (await rise_readers.all_readers(db, level, here, now)).get(reader.id, [])
        for it in hers:
            _add(found.setdefault(it.due_at, {}), it)
    still = [
        it for it in found.values() if any(one.standing is Standing.OPEN for one in it.values())
    ]
    longest = max(still, key=len, default=None)  # those not looked at are counted once
    return [
        await _section(
            db, campaign, it, known, (hidden, hidden_open) if it is longest else (0, 0), book, now
        )
        for it in still
    ]


def _stopped(note: Noted | None, risen: Risen) -> bool:
    """Tell whether somebody further down knew of him before this rise: it did not climb."""
    return note is not None and note.at < risen.at


def _add(found: dict[int, Owing], owing: Owing) -> None:
    """Keep of what came twice, for two offices of one reader, the one that says more."""
    before = found.get(owing.person_id)
    if before is None or len(before.items) < len(owing.items):
        found[owing.person_id] = owing


async def _section(  # noqa: PLR0913  # what it shows
    db: AsyncConnection,
    campaign: Campaign,
    found: Mapping[int, Owing],
    known: Mapping[int, Noted],
    hidden: tuple[int, int],
    book: Book,
    now: datetime,
) -> Section:
    owings = sorted(found.values(), key=lambda it: (it.area_code, it.name, it.person_id))
    due_at = owings[0].due_at
    section = Section(
        campaign=campaign,
        due_at=due_at,
        owings=tuple(owings),
        notes=tuple(known[it] for it in found if it in known),
        hidden=hidden[0],
        hidden_open=hidden[1],
    )
    ids = [it.person_id for it in section.open]
    count, day = await rises.nudged(db, campaign.number, ids, local_day(due_at))
    section = replace(section, nudged=count, nudged_on=day)
    calendar = book.of_area(owings[0].area_code or campaign.area_code)
    later = (it for it in events(campaign, due_at, calendar) if it.level and it.at > now)
    following = next(later, None)
    if following is None:
        return section
    return replace(section, next_level=following.level, next_at=following.at)


async def _notes(db: AsyncConnection, owings: Iterable[Owing]) -> tuple[Noted, ...]:
    """Find who knows of these people, of each the first who noted what is due now."""
    due = {(it.campaign, it.person_id): it.due_at for it in owings}
    known = await rises.noted(db, due)
    firsts = (
        next((note for note in notes if note.due_at == due[matter]), None)
        for matter, notes in known.items()
    )
    return tuple(it for it in firsts if it)
