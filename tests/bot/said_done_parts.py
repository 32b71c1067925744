"""How the form that sends back what somebody said is done is begun in a test."""

from typing import Any

from domain.campaigns import Criterion, Mark
from tests.kit import tasks
from tests.kit.stage import Stage
from tests.kit.walker import Part


async def _said(stage: Stage) -> dict[str, Any]:
    """Let a helper say that a task is done."""
    number = await tasks.begun(stage, criterion=Criterion.CHECKED)
    return {"mark": await tasks.marked(stage, number, "韦秀英", Mark.CONFIRMED)}


SAID_DONE_PARTS = {"send_back_task": Part(who="莫小兰", prepare=_said)}
