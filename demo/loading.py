"""Fills the demo's database the way a district fills its own: through the imports."""

from datetime import datetime

from demo import answers, histories, past_cases, tasks
from demo.district import District
from storage import facts, people
from storage.database import Database
from storage.imports import apply


async def load(database: Database, made: District, now: datetime) -> bool:
    """Fill an empty database and mark it as a demo's; False when that was done before.

    Raises:
        SystemExit: there is somebody in it, and it is no demo's.
    """
    async with database.write() as db:
        if await facts.get(db, facts.DEMO) is not None:
            return False
        if await people.count(db):
            raise SystemExit(
                "The demo's data folder holds a database that is not a demo's. "
                "Move it away, or set BANGFU_DATA_DIR to another folder."
            )
        await facts.put(db, facts.DEMO, "yes")
        for plan in (made.areas, made.people, made.households, made.pairings):
            await apply(db, plan)
        await histories.write(db, made.homes, made.pairings.records, now)
        await past_cases.write(db, made.homes, made.pairings.records, now)
        await answers.write(db, now)
        await tasks.write(db, now)
    return True
