"""Answers to presses: shown at once or never, so they are no outbox rows and are not repeated."""

import asyncio
import contextlib
from collections.abc import Mapping

from bot.telegram import NotSent, Rejected, Telegram, Unanswered

TIMEOUT_S = 10.0
MOST_CHARACTERS = 200


class PressAnswers:
    """The answers of one process that are on their way."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._under_way: set[asyncio.Task[None]] = set()

    def give(
        self, group: asyncio.TaskGroup, press_id: str, text: str, *, alert: bool = False
    ) -> None:
        """Answer a press with words over the chat, or only stop its clock."""
        params = {"callback_query_id": press_id, "text": text[:MOST_CHARACTERS]}
        given = {name: it for name, it in (params | {"show_alert": alert}).items() if it}
        task = group.create_task(self._try(given))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def given(self) -> None:
        """Wait until every press is answered."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def _try(self, params: Mapping[str, object]) -> None:
        with contextlib.suppress(Rejected, NotSent, Unanswered):
            await self._telegram.call("answerCallbackQuery", params, timeout_s=TIMEOUT_S)
