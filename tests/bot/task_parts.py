"""How the forms about one's own tasks, and about households that rest, are begun in a test."""

from typing import Any

from domain import muted as rules
from domain.campaigns import Criterion
from storage import muted
from tests.kit import tasks
from tests.kit.stage import Stage
from tests.kit.walker import Part


async def _report(stage: Stage) -> dict[str, Any]:
    """Let somebody owe a report."""
    number = await tasks.begun(stage, title="月报", criterion=Criterion.HANDED_IN)
    return {"about": "月报", "task": [number, stage.roster.people["韦秀英"]]}


async def _owed(stage: Stage) -> dict[str, Any]:
    """Let somebody owe a word."""
    number = await tasks.begun(stage)
    return {"about": "交补贴数据", "task": [number, stage.roster.people["韦秀英"]]}


async def _home(stage: Stage) -> dict[str, Any]:
    return {"about": "黄大明", "household": stage.roster.households["黄大明"], "version": 0}


async def _asked(stage: Stage) -> dict[str, Any]:
    """Let a helper ask that a household rest."""
    home, helper = stage.roster.households["黄大明"], stage.roster.people["韦秀英"]
    asked = rules.ask(home, "住院", None, helper, stage.app.clock())
    async with stage.app.database.write() as db:
        assert await muted.keep(db, asked)
    return {"about": "黄大明", "household": home, "version": asked.version, "why": asked.reason}


TASK_PARTS = {
    "task_hand_in": Part(prepare=_report),
    "task_trouble": Part(prepare=_owed),
    "mute_ask": Part(prepare=_home),
    "mute_agree": Part(
        who="莫小兰",
        prepare=_asked,
        typed={"until": "2026-03-20"},
        unfit={"until": ("昨天", "2028-01-01")},
    ),
}
