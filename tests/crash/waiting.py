"""Waiting for something that only asking again can tell."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE_S = 90.0


async def until(is_so: Callable[[], Awaitable[bool]], patience_s: float = PATIENCE_S) -> None:
    """Ask until it is so.

    Raises:
        TimeoutError: it never was.
    """
    async with asyncio.timeout(patience_s):
        while not await is_so():  # noqa: ASYNC110  # another process does it, no event tells
            await asyncio.sleep(0.1)
