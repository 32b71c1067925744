"""Make our bot's database: whom to write to, helpers who check in, a notice that waits."""

import argparse
from datetime import timedelta

import uvloop
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import prepare as village
from benchmarks.broadcast.people import FIRST_READER, TALKERS, WORDS
from bot import settings
from bot.clock import wall_clock
from bot.opening import open_database
from bot.settings import Settings
from domain.broadcast_moves import send
from domain.broadcasts import Broadcast
from domain.calendar import local_day
from domain.campaigns import Audience
from domain.people import Duty, Role
from storage import broadcasts, calendars, people, rules
from storage.calendars import KeptDay
from storage.rules import Figure

OFFICE = 3_999_999_999
A_DAY = timedelta(days=1)


async def prepare(loaded: Settings, readers: int, seconds: float) -> None:
    """Fill a new database; the notice goes out so many seconds from now."""
    await village.prepare(loaded, TALKERS)
    database = await open_database(loaded)
    try:
        async with database.write() as db:
            owner = await _office(db)
            for number in range(readers):
                await _add(db, f"队员{number}", FIRST_READER + number, Duty(
                    role=Role.RESIDENT, area_code=village.VILLAGES[number % 53]
                ))  # fmt: skip
            await _always_awake(db, owner)
        async with database.write() as db:
            await _notice(db, owner, readers, seconds)
    finally:
        await database.close()


async def _add(db: AsyncConnection, name: str, telegram_id: int, duty: Duty) -> int:
    person = await people.add(db, name, None)
    await people.set_duties(db, person, [duty])
    await people.bind(db, person, telegram_id, wall_clock(), instead_of=None)
    return person


async def _office(db: AsyncConnection) -> int:
    duty = Duty(role=Role.DISTRICT_OFFICE, area_code=village.DISTRICT)
    return await _add(db, "区扶贫办", OFFICE, duty)


async def _always_awake(db: AsyncConnection, owner: int) -> None:
    """Let people be spoken to whenever this runs: no quiet hours, no rest days."""
    now = wall_clock()
    today = local_day(now)
    for name in ("quiet_from_min", "quiet_until_min"):
        figure = Figure(name=name, value=0, since_on=today - A_DAY)
        await rules.set_figure(db, figure, owner, now)
    for day in (today, today + A_DAY):
        kept = KeptDay(day=day, is_working=True, reason="benchmark", by="")
        await calendars.keep_day(db, kept, owner, now)


async def _notice(db: AsyncConnection, owner: int, readers: int, seconds: float) -> None:
    now = wall_clock()
    draft = Broadcast(
        words=WORDS,
        audience=Audience(roles=frozenset({Role.RESIDENT})),
        area_code=village.DISTRICT,
        owner_id=owner,
        due_at=now + timedelta(seconds=seconds),
        set_at=now,
    )
    kept = await broadcasts.add(db, draft)
    await broadcasts.change(db, send(kept, readers, now))


def main() -> None:
    """Prepare BANGFU_DATA_DIR: `python -m benchmarks.broadcast.prepare READERS SECONDS`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("readers", type=int)
    parser.add_argument("seconds", type=float)
    given = parser.parse_args()
    uvloop.run(prepare(settings.load(), given.readers, given.seconds))


if __name__ == "__main__":
    main()
