"""The calendar of next year: administrators hear once that its holidays are not known here."""

from datetime import datetime, timedelta

from bot import letters
from bot.replies import Button, Message, press
from domain.calendar import is_presumed, local_day
from domain.duties import may_speak
from domain.people import Role
from domain.refusals import Text
from storage import calendars, facts, people
from storage.database import Database

AHEAD = timedelta(days=40)
"""The State Council announces a year's holidays in November of the year before."""
WARNED = "calendar_warned"


async def warn(database: Database, now: datetime) -> int:
    """Tell administrators of a year that is presumed; returns how many were told."""
    year = (local_day(now) + AHEAD).year
    if not may_speak(now) or not is_presumed(year):
        return 0
    async with database.read() as db:
        if await facts.get(db, WARNED) == str(year):
            return 0
    async with database.write() as db:
        is_kept = bool(await calendars.kept_days(db, year))
        admins = [] if is_kept else await people.with_role(db, Role.ADMIN)
        for admin in admins:
            await letters.post(db, admin, _words(year), f"calendar:{year}:presumed", now)
        await facts.put(db, WARNED, str(year))
    return len(admins)


def _words(year: int) -> Message:
    words = Text(
        "📅 The official holidays of {year} are not known here yet; until then offices work from "
        "Monday to Friday. Please enter them when the notice is out, or install a newer version.",
        year=year,
    )
    look = Button(label=Text("📅 Open {year}", year=year), press=press("calendar", "year", year))
    return Message(text=words, keyboard=[[look]])
