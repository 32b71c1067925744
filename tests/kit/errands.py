"""Errands of a play: done when the stage settles, and then looked for with one look at all tables.

Plays settle thousands of times, and seldom is there anything to do.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, exists, literal, or_, select

from bot import broadcast_errand, clearing, errands, group_links, import_errand, keeping, parts
from bot.errands import Errand, Workplace
from domain import batches, files
from storage.columns import Instant
from storage.prepared import Prepared
from storage.tables import BatchRow, BroadcastRow, FileRow, OfficeGroupRow

SOMETHING: Mapping[Errand, Any] = {
    keeping.fetch: FileRow.state == files.State.WAITING.value,
    import_errand.carry_on: or_(*(BatchRow.state == it.value for it in batches.WORKING)),
    group_links.check: or_(*(OfficeGroupRow.state == it for it in ("asked", "checking"))),
    broadcast_errand.carry_on: BroadcastRow.next_at <= bindparam("now", type_=Instant()),
}
"""What there is whenever an errand has something to do, and seldom else."""
HOURLY = {clearing.clear}
assert {*SOMETHING, *HOURLY} == {*parts.ERRANDS}
_found = or_(*(exists(select(literal(1)).where(it)) for it in SOMETHING.values()))
_look = Prepared(select(_found.label("is_something")))


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
        now = self._place.clock()
        hour = int(now.timestamp()) // 3600
        async with self._place.database.read() as db:
            found = await _look.first(db, {"now": now})
        if hour == self._hour and not (found and found.is_something):
            return 0
        self._hour = hour
        return await super().settled()
