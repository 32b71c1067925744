"""The data doctor at work: households loaded as the rules look at them, and what they doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import income_figures, letters
from bot.income_figures import Year
from bot.replies import Message
from domain.calendar import local_day
from domain.doubts import Doubt, Rules, Subject
from domain.duties import next_hour
from domain.haves import Check, Item
from domain.quality import doubts, money_of
from storage import haves, households, outbox, pairings, quality, rules
from storage.households import Known
from storage.quality import Examined


async def examined(
    db: AsyncConnection, household_ids: Sequence[int], today: date
) -> list[Examined]:
    """Look at some households with every rule."""
    known = await households.by_ids(db, household_ids)
    book = await rules.quality_on(db, today)
    years = await income_figures.of_years(db, known, today)
    states = await haves.states(db, [it.id for it in known])
    return [
        Examined(
            household_id=it.id,
            version=it.version,
            doubts=doubts(subject_of(it, years[it.id], states.get(it.id, {}), (book, today))),
        )
        for it in known
    ]


def subject_of(
    known: Known, year: Year, checks: Mapping[Item, Check], by: tuple[Rules, date]
) -> Subject:
    """Put together what the rules look at, by their figures of a day."""
    book, today = by
    return Subject(
        facts=known.household.facts,
        members=known.members,
        today=today,
        rules=book,
        line_yuan=year.rules.poverty_line_yuan,
        haves=checks,
        money=money_of(year.lines, year.figures),
    )


async def open_doubts(db: AsyncConnection, household_id: int, today: date) -> list[Doubt]:
    """List what is doubted about a household now and was not waived."""
    found = await examined(db, [household_id], today)
    waived = await quality.waived(db, household_id)
    return [
        doubt
        for it in found
        for doubt in it.doubts
        if quality.mark(db, household_id, doubt) not in waived
    ]


def number_of(db: AsyncConnection, household_id: int, doubt: Doubt) -> int:
    """Give the number by which buttons name a doubt: another one once its facts have changed."""
    return int.from_bytes(quality.mark(db, household_id, doubt)[:7])


async def find(db: AsyncConnection, household_id: int, number: int, today: date) -> Doubt | None:
    """Find an open doubt by its button's number; None when the facts have changed."""
    for doubt in await open_doubts(db, household_id, today):
        if number_of(db, household_id, doubt) == number:
            return doubt
    return None


async def ask(db: AsyncConnection, household_id: int, letter: Message, now: datetime) -> list[str]:
    """Bring an officer's request to a household's helpers, once a day and never in quiet hours.

    Returns the names of those who are asked.
    """
    at = next_hour(now)
    once = f"quality:{household_id}:{local_day(at)}"
    later = replace(letter, after=at - now, reminds=True)
    asked = []
    for helper in await pairings.helpers_of(db, household_id):
        was_said = await outbox.known(db, [f"{once}:{helper.id}"])
        if not was_said and await letters.post(db, helper, later, once, now):
            asked.append(helper.name)
    return asked
