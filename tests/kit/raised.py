"""Cases that are raised without a play."""

from bot.raising import Wish, raise_case
from domain.ladders import Kind
from storage import people
from tests.kit.cast import VILLAGE
from tests.kit.stage import Stage

WORDS = "水管裂了三天,家里没水"
TOPICS = {
    Kind.NEED: "water",
    Kind.ALERT: "illness",
    Kind.QUESTION: "policy",
    Kind.SUGGESTION: "work",
}
OF_HOUSEHOLDS = (Kind.NEED, Kind.ALERT)


async def raised(
    stage: Stage, kind: Kind = Kind.NEED, who: str = "韦秀英", *, is_urgent: bool = False
) -> int:
    """Let somebody have raised something; returns its number."""
    home = stage.roster.households["黄大明"] if kind in OF_HOUSEHOLDS else None
    wish = Wish(
        kind=kind,
        area_code=VILLAGE,
        topic=TOPICS[kind],
        words=WORDS,
        household_id=home,
        is_urgent=is_urgent,
    )
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, stage.roster.people[who])
        entry = await raise_case(db, asker, wish, stage.app.clock())
    await stage.settle()
    return entry.case.number
