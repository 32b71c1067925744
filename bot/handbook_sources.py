"""What a handbook is written from: one household's records as they are now."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_fields, income_figures, keeping, visit_cards
from bot.handbook_parts import Book
from bot.income_figures import Year
from bot.texts import day_and_time, said
from domain.changes import Change
from domain.changes import State as Reviewed
from domain.files import File, State
from domain.people import Person
from domain.refusals import Text
from domain.visits import Visit
from exports.handbook import Photo
from pictures.shrinking import shrunk
from storage import cases, changes, files, haves, pairings, people, visits
from storage.database import Database
from storage.households import Known

MOST_VISITS, MOST_CHANGES, MOST_CASES, MOST_PHOTOS, MOST_YEARS = 500, 500, 20, 100, 6
PHOTO_PIXELS = 640


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A kept photo that goes into the handbook, with the words below it."""

    file: File
    caption: str


async def book_of(db: AsyncConnection, known: Known, today: date, *, is_masked: bool) -> Book:
    """Load everything but the photos."""
    visited = await visits.of_household(db, known.id, MOST_VISITS)
    paired = await pairings.of_household(db, known.id)
    changed = await changes.of_household(db, known.id, MOST_CHANGES)
    named = {it.person_id for it in visited} | {it.person_id for it in paired}
    named |= {it.person_id for it in changed} | {it.decided_by or 0 for it in changed}
    return Book(
        known=known,
        is_masked=is_masked,
        pairings=paired,
        cases=await cases.open_of_household(db, known.id, MOST_CASES),
        visits=visited,
        years=await _years(db, known, today),
        haves=await haves.state(db, known.id),
        changes=changed,
        people=await _people(db, named),
        photos=(),
    )


async def _people(db: AsyncConnection, ids: Iterable[int]) -> dict[int, Person]:
    return {number: await people.by_id(db, number) for number in ids if number}


async def _years(db: AsyncConnection, known: Known, today: date) -> list[Year]:
    """Return the income years that have lines, the newest first."""
    found, day = [], today
    for _ in range(MOST_YEARS):
        year = await income_figures.of_year(db, known, day)
        if year.lines:
            found.append(year)
        day = year.first_on - timedelta(days=1)
    return found


async def photos_of(db: AsyncConnection, book: Book) -> list[Shown]:
    """List the kept photos of visits, the newest first, then those of evidence.

    Evidence is mostly papers with private numbers on them: without a purpose it is left out.
    """
    captions = _of_visits(book.visits)
    if not book.is_masked:
        captions |= _of_evidence(book.changes)
    known = await files.known(db, list(captions)[:MOST_PHOTOS])
    return [
        Shown(file=known[number], caption=caption)
        for number, caption in captions.items()
        if number in known and known[number].state is State.KEPT
    ]


def _of_visits(visited: Iterable[Visit]) -> dict[int, str]:
    return {
        it["file"]: f"{day_and_time(visit.at)} {it.get('caption') or ''}".strip()
        for visit in visited
        for it in visit_cards.photos(visit)
        if it.get("file")
    }


def _of_evidence(changed: Iterable[Change]) -> dict[int, str]:
    return {
        file: said(Text("{at} evidence: {what}", at=day_and_time(it.at),
                        what=change_fields.label(it)))
        for it in changed
        if it.state in (Reviewed.ACCEPTED, Reviewed.ENTERED)
        for file in it.files
    }  # fmt: skip


async def small(database: Database, folder: Path, shown: Sequence[Shown]) -> list[Photo]:
    """Open photos and make them small, one after the other: a few stay in memory."""
    photos = []
    for it in shown:
        try:
            content = await keeping.content_of(database, folder, it.file)
        except FileNotFoundError:
            continue
        jpeg, height = await asyncio.to_thread(shrunk, content, PHOTO_PIXELS)
        photos.append(Photo(jpeg=jpeg, height=height, caption=it.caption))
    return photos
