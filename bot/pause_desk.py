"""Keeping pauses: which one somebody may change, and what follows from a change."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import calendar_cards, letters
from bot.calendar_cards import areas_of
from bot.replies import Message
from domain.calendar import SHANGHAI, local_day
from domain.pauses import Pause
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import areas, audit, campaigns, case_clocks, pauses


async def to_change(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Pause:
    """Load the pause a button is about.

    Raises:
        Refusal: it does not lie where this person may change it.
    """
    pause = await pauses.by_id(db, numbers[0] if numbers else 0)
    mine = areas_of(person)
    if pause is None or not any(pause.area_code.startswith(code) for code in mine):
        raise Refusal("This is not in your area.")
    return pause


async def at_version(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Pause:
    """Do the same, if nobody has changed it since.

    Raises:
        Refusal: somebody has, or it is none of theirs.
    """
    pause = await to_change(db, person, numbers)
    if tuple(numbers[1:]) != (pause.version,):
        raise Refusal(
            "Somebody has changed it meanwhile. Please open it again under the calendar."
        )
    return pause


async def changed(
    db: AsyncConnection, person: Person, after: Pause, action: str, now: datetime
) -> Pause:
    """Keep a change of a pause, set clocks anew and tell the offices.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await pauses.move_on(db, after):
        raise Refusal(
            "Somebody has changed it meanwhile. Please open it again under the calendar."
        )
    await kept(db, person, after, action, now)
    return after


async def kept(
    db: AsyncConnection, person: Person, pause: Pause, action: str, now: datetime
) -> None:
    """Note it, ask for new clocks from its first day on, and tell the offices."""
    await audit.write(db, person.id, action, f"pause:{pause.id}", now)
    since = min(pause.since_on, local_day(now))
    await case_clocks.retime(db, pause.area_code, datetime.combine(since, time(), SHANGHAI))
    await campaigns.look_at_all(db)
    names = await areas.names(db)
    moves = Text("The due times of open cases there move along.")
    words: Text = Joined([calendar_cards.pause_line(pause, names), moves])
    if pause.lifted_at:
        words = Text("▶ {area}: clocks run again.", area=names[pause.area_code])
    once = f"pause:{pause.id}:{pause.version}"
    for officer in await pauses.officers(db, pause.area_code):
        if officer.id != person.id:
            await letters.post(db, officer, Message(text=words), once, now)
