"""Long sheets are fetched page by page in the loop, and written row by row in a thread."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from exports.workbook import Cell

Page = Callable[[Any], Awaitable[tuple[list[Sequence[Cell]], Any]]]
"""Gets where the page before ended; gives its rows and where it ends, None after the last."""


def streamed(page: Page, after: Any, loop: asyncio.AbstractEventLoop) -> Iterator[Sequence[Cell]]:
    """Give the rows to the thread that writes them, while the loop fetches page after page."""
    while after is not None:
        rows, after = asyncio.run_coroutine_threadsafe(_coroutine(page, after), loop).result()
        yield from rows


async def _coroutine(page: Page, after: Any) -> tuple[list[Sequence[Cell]], Any]:
    return await page(after)
