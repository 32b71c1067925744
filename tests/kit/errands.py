"""Errands of a play: done when the stage settles, and then looked for with one look at all tables.

Plays settle thousands of times, and seldom is there anything to do.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from bot import broadcast_errand, clearing, errands, group_links, import_errand, keeping, parts
from bot.errands import Errand, Workplace

SOMETHING: Mapping[Errand, str] = {
    keeping.fetch: "SELECT 1 FROM files WHERE state = 'waiting'",
    import_errand.carry_on: "SELECT 1 FROM batches",
    group_links.check: "SELECT 1 FROM office_groups WHERE state IN ('asked', 'checking')",
    broadcast_errand.carry_on: "SELECT 1 FROM broadcasts WHERE next_at IS NOT NULL",
}
"""What there is whenever an errand has something to do, and seldom else."""
HOURLY = {clearing.clear}
assert {*SOMETHING, *HOURLY} == {*parts.ERRANDS}
_look = text("SELECT " + " OR ".join(f"EXISTS({rows})" for rows in SOMETHING.values()))


class Errands(errands.Errands):
    """Waits to be told."""

    def __init__(self, workplace: Workplace, every: Any) -> None:
        super().__init__(workplace, every)
        self._place = workplace
        self._hour = 0

    async def run(self) -> None:
        """Do nothing by itself."""

    async def settled(self) -> int:
        """Do everything that is due; returns how many pieces there were."""
        hour = int(self._place.clock().timestamp()) // 3600
        async with self._place.database.read() as db:
            may_be_due = await db.scalar(_look)
        if hour == self._hour and not may_be_due:
            return 0
        self._hour = hour
        return await super().settled()
