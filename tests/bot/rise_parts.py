"""How the forms about somebody's overdue task are begun in a test."""

from typing import Any

from bot import rise_desk
from storage import people
from tests.kit import overdue
from tests.kit.stage import Stage
from tests.kit.walker import Part


async def _owed(stage: Stage) -> dict[str, Any]:
    """Let somebody owe a task that is due on the 13th."""
    campaign = await overdue.give(stage)
    numbers = campaign.number, stage.roster.people["韦秀英"]
    async with stage.app.database.read() as db:
        officer = await people.by_id(db, stage.roster.people["莫小兰"])
        found = await rise_desk.opened(db, officer, numbers, stage.app.clock())
    return {"numbers": [*numbers, found.version], "about": "韦秀英", "due": "2026-03-13"}


RISE_PARTS = {
    "more_time": Part(
        who="莫小兰",
        prepare=_owed,
        typed={"until": "2026-03-20"},
        unfit={"until": ("昨天", "2026-03-13")},
    ),
    "no_more_time": Part(who="莫小兰", prepare=_owed),
    "excuse": Part(who="莫小兰", prepare=_owed),
}
