"""Raising cases without a conversation, for tests of what happens to them afterwards."""

from bot import raising
from bot.raising import Wish
from domain.ladders import Kind
from storage import people
from storage.cases import Entry
from tests.kit.cast import VILLAGE
from tests.kit.stage import Stage


async def raised(stage: Stage, who: str = "韦秀英", topic: str = "water-pipe") -> Entry:
    """Let somebody raise a need for 黄大明; everybody hears of it."""
    async with stage.app.database.write() as db:
        person = await people.by_id(db, stage.roster.people[who])
        wish = Wish(
            kind=Kind.NEED,
            area_code=VILLAGE,
            topic=topic,
            words="水管裂了",
            household_id=stage.roster.households["黄大明"],
        )
        entry = await raising.raise_case(db, person, wish, stage.app.clock())
    await stage.settle()
    return entry
