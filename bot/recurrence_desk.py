"""Duties that come back as offices see to them: which one, at which version, who was quicker."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_desk
from bot.texts import day_and_time
from domain.calendar import local_day
from domain.campaigns import Campaign, Recurrence
from domain.people import Person
from domain.periods import campaign_of
from domain.recurrence_edits import (
    OWN,
    begun_by,
    holds_from,
    may_keep,
    name_of_number,
    period_of,
)
from domain.recurrences import is_shipped
from domain.refusals import Refusal, Text
from storage import audit, calendars, recurrence_news, recurrences
from storage.ids import new_id


async def to_see(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Recurrence:
    """Load the duty a button is about: a shipped one, or one of this person's offices.

    Raises:
        Refusal: there is none.
    """
    found = await recurrences.by_name(db, name_of_number(numbers[0] if numbers else 0))
    if found is None or not (may_keep(person, found) or is_shipped(found)):
        raise Refusal("This standing task is not one of your office's.")
    return found


async def listed(db: AsyncConnection, person: Person) -> list[Recurrence]:
    """List what somebody sees."""
    every = await recurrences.every(db)
    return [it for it in every if is_shipped(it) or may_keep(person, it)]


async def at_version(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Recurrence:
    """Load one to change it, if nobody has since the button was shown.

    Raises:
        Refusal: somebody has, or it is not theirs to change.
    """
    found = await to_see(db, person, numbers)
    if not may_keep(person, found):
        raise Refusal("The district office or an administrator changes this one.")
    if tuple(numbers[1:]) != (found.version,):
        raise Refusal(
            "It was changed meanwhile. {who}\nPlease open it again under 🔁 Standing tasks.",
            who=await last_word(db, found),
        )
    return found


async def last_word(db: AsyncConnection, recurrence: Recurrence) -> Text | str:
    """Say who changed it last, and when; nothing of one as it was shipped."""
    if recurrence.set_at is None:
        return Text("As shipped, nobody has changed it.") if is_shipped(recurrence) else ""
    by = await recurrence_news.kept_by(db, recurrence.name)
    return Text("Changed by {name}, {at}", name=by, at=day_and_time(recurrence.set_at))


async def keep(db: AsyncConnection, person: Person, after: Recurrence, now: datetime) -> None:
    """Keep the next version, with a line in the audit.

    Raises:
        Refusal: somebody else was quicker.
    """
    if await recurrences.keep(db, after, person.id, now) is None:
        raise Refusal(
            "Somebody else has changed this task just now. Please look at it and try again."
        )
    subject = f"recurrence:{after.name}:{after.version}"
    await audit.write(db, person.id, "recurrence.changed", subject, now)


async def next_period(
    db: AsyncConnection, recurrence: Recurrence, now: datetime, of: Campaign | None = None
) -> Campaign:
    """Make the campaign of the first period that a change made now reaches.

    Of a new one that is the period after that of the campaign it is made `of`.
    """
    newest = await recurrences.newest(db)
    last = period_of(recurrence, of) if of else newest.get(recurrence.name)
    first = holds_from(recurrence, last, local_day(now))
    overrides = (await calendars.book(db, now)).overrides
    return campaign_of(recurrence, first, now, overrides)


async def add(
    db: AsyncConnection, person: Person, recurrence: Recurrence, of: Campaign, now: datetime
) -> Recurrence:
    """Keep a new one of somebody's office; the campaign it is made of is its first period.

    Raises:
        Refusal: somebody has changed the campaign just now.
    """
    own = replace(recurrence, name=f"{OWN}{new_id()}", owner_id=person.id)
    await keep(db, person, own, now)
    first = begun_by(of, own, now)
    await campaign_desk.keep(db, person, of, first, campaign_desk.CHANGED)
    return replace(own, set_at=now)
