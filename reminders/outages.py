"""After a longer outage: say so, and show open questions and waiting cards again.

Telegram keeps messages for a day, presses only for 150 seconds, so taps made meanwhile are gone.
The database's own clock tells how long nobody swept.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_course, forms, letters
from bot.forms import Filling
from bot.replies import Message
from bot.texts import day_and_time
from domain.people import Person, Role, State
from domain.refusals import Text
from storage import checkins, drafts, facts, people
from storage.database import Database
from storage.drafts import Draft

AWAY = timedelta(minutes=10)


async def report(database: Database, now: datetime) -> int:
    """Note that the bot is alive; after an outage write to those it concerns. Returns how many."""
    async with database.write() as db:
        before, alive_at = await facts.seen_alive(db)
        if before is None or alive_at - before < AWAY:
            return 0
        gap = before, alive_at
        open_drafts = [await _ask_again(db, draft, gap, now) for draft in await drafts.opened(db)]
        officers = await people.with_role(db, Role.INFORMATION_OFFICER)
        waiting = [await _remind(db, officer, gap, now) for officer in officers]
        return sum(open_drafts) + sum(waiting)


def _sorry(gap: tuple[datetime, datetime]) -> Text:
    return Text(
        "The bot was away from {since} to {until}. Taps made then may be lost; "
        "messages and locations were kept.",
        since=day_and_time(gap[0]),
        until=day_and_time(gap[1]),
    )


async def _ask_again(
    db: AsyncConnection, draft: Draft, gap: tuple[datetime, datetime], now: datetime
) -> int:
    """Show the open question again to whoever was in the middle of a form."""
    form, person = forms.known(draft.form), await people.by_id(db, draft.person_id)
    if form is None or form.version != draft.form_version or person.state is not State.ACTIVE:
        return 0
    filling = Filling(db=db, person=person, draft=draft, now=now)
    shown = (await form_course.show(form, filling)).messages[0]
    once = f"outage:{gap[0]:%Y%m%d%H%M%S}:draft"
    await letters.post(db, person, Message(text=_sorry(gap)), once, now)
    return await letters.post(db, person, replace(shown, edits=False), f"{once}:shown", now)


async def _remind(
    db: AsyncConnection, officer: Person, gap: tuple[datetime, datetime], now: datetime
) -> int:
    """Point officers to what waits for them."""
    areas = officer.areas({Role.INFORMATION_OFFICER})
    waiting = len(await checkins.open_exceptions(db, areas))
    if not waiting:
        return 0
    words = Text(
        "{sorry}\n🟡 {count} wait for you: 📋 Check-ins here", sorry=_sorry(gap), count=waiting
    )
    once = f"outage:{gap[0]:%Y%m%d%H%M%S}:waiting"
    return await letters.post(db, officer, Message(text=words), once, now)
