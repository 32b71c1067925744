"""Clearing away: contents that no file has any more, and what a killed process left behind."""

import asyncio
import time
from pathlib import Path

from bot.documents import WORKSHOP
from bot.errands import Workplace
from storage import contents, facts, files

CLEARED = "files_cleared"
FRESH_S = 24 * 3600.0
"""So long a content stays in any case: its file may be about to be noted."""
LEFT_S = 3600.0
BUCKETS = 256


async def clear(place: Workplace) -> int:
    """Once an hour look through one bucket of contents, and through unfinished documents."""
    hour = str(int(place.clock().timestamp()) // 3600)
    async with place.database.read() as db:
        if await facts.get(db, CLEARED) == hour:
            return 0
    async with place.database.write() as db:
        await facts.put(db, CLEARED, hour)
    await asyncio.to_thread(_clear_workshop, place.folder / WORKSHOP)
    bucket = int(hour) % BUCKETS
    found = await asyncio.to_thread(contents.shelved, place.folder, bucket, FRESH_S)
    async with place.database.read() as db:
        gone = await files.unnamed(db, found)
    await asyncio.to_thread(contents.remove, place.folder, gone, FRESH_S)
    return len(gone)


def _clear_workshop(workshop: Path) -> None:
    for left in workshop.glob("*"):
        if left.stat().st_mtime < time.time() - LEFT_S:
            left.unlink(missing_ok=True)
