"""Letters at the right time: few of them ring, and none at night or on a rest day.

Whoever writes letters need not know: bot/letters.py asks here. What is urgent always rings. Of the
rest so many ring a day as the rule book says; what comes within one minute rings once. What does
not ring comes without a sound, so that nothing somebody waits for is late; a reminder waits for
the next digest instead, and says so (decision 0043).
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Message
from bot.texts import day_and_time
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Joined, Text
from domain.speaking import may_speak, next_digest
from storage import calendars, pushes, readers
from storage.readers import Reader

FULL = Text("(It was to come {at}, when you had heard enough for that day.)")
AT_REST = Text("(It was to come {at}, when you were not to be disturbed.)")


async def timed(
    db: AsyncConnection, person: Person, message: Message, key: str, now: datetime
) -> Message:
    """Let a letter ring, come without a sound, or wait; and count it."""
    if message.urgent or not _rings(message):
        return message
    at = (now + message.after).replace(second=0, microsecond=0)
    reader = await readers.reader(db, person.id, at, key)
    if reader.is_known:
        return message
    rules, day = reader.rules, local_day(at)
    is_free = may_speak(at, reader.calendar, reader.quiet, rules)
    if is_free and await pushes.take(db, person.id, day, rules.pushes_a_day, at):
        return message
    if message.reminds:
        return await _waiting(db, person, message, reader, now, why=FULL if is_free else AT_REST)
    return await _hushed(db, person, message, day)


def _rings(message: Message) -> bool:
    is_new = not message.edits and (not message.method or message.method.startswith("send"))
    return is_new and not message.silent


async def _waiting(  # noqa: PLR0913  # what is to wait, for whom, since when and why
    db: AsyncConnection,
    person: Person,
    message: Message,
    reader: Reader,
    now: datetime,
    *,
    why: Text,
) -> Message:
    """Let a reminder come with the next digest, and say why it comes only then."""
    meant_at = now + message.after
    calendar = (await calendars.book(db, now)).of_area(_area_of(person))
    at = next_digest(meant_at, calendar, reader.quiet, reader.rules)
    words = Text(why.msgid, at=day_and_time(meant_at))
    waiting = replace(message, text=Joined([message.text, words]), after=at - now)
    if await pushes.take(db, person.id, local_day(at), reader.rules.pushes_a_day, at):
        return waiting
    return await _hushed(db, person, waiting, local_day(at))


def _area_of(person: Person) -> str:
    return next((it.area_code for it in person.duties if it.area_code), "")


async def _hushed(db: AsyncConnection, person: Person, message: Message, day: date) -> Message:
    """Let it come without a sound, and count that."""
    await pushes.hush(db, person.id, day)
    if message.method:
        return replace(message, params={**message.params, "disable_notification": True})
    return replace(message, silent=True)
