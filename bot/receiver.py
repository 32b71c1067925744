"""Long polling: the next offset is asked for only when every update of the batch is committed."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.hearing import is_numbered
from bot.telegram import NotSent, Rejected, Telegram, Unanswered
from bot.turn import Outage

log = structlog.get_logger()

Take = Callable[[dict[str, Any]], Awaitable[None]]

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_S = 50
BATCH = 100
BACKOFF_S = (0.5, 1.0, 2.0, 5.0, 10.0)


class Receiver:
    """Asks for updates and hands them over, each person's in order, different people's at once."""

    def __init__(self, telegram: Telegram, take: Take, poll_s: int = POLL_S) -> None:
        self._telegram = telegram
        self._take = take
        self._poll_s = poll_s
        self._stopping = asyncio.Event()
        self._failures = 0

    async def run(self) -> None:
        """Receive until told to stop; a batch begun is finished."""
        offset = 0
        while not self._stopping.is_set():
            batch = await self._ask(offset)
            if batch:
                await self._handle(batch)
                offset = batch[-1]["update_id"] + 1 if not self._stopping.is_set() else offset

    def stop(self) -> None:
        """Ask `run` to end."""
        self._stopping.set()

    async def _ask(self, offset: int) -> list[dict[str, Any]]:
        """Ask once; an empty list when there is nothing, or after the wait a failure costs."""
        params = {
            "offset": offset,
            "timeout": self._poll_s,
            "limit": BATCH,
            "allowed_updates": ALLOWED_UPDATES,
        }
        try:
            batch = await self._unless_stopped(
                self._telegram.call("getUpdates", params, timeout_s=self._poll_s + 15)
            )
        except (Rejected, NotSent, Unanswered) as error:
            await self._back_off(error)
            return []
        self._failures = 0
        return sorted(filter(is_numbered, batch or []), key=lambda raw: int(raw["update_id"]))

    async def _unless_stopped(self, call: Awaitable[Any]) -> Any:
        asked, stopped = asyncio.ensure_future(call), asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return asked.result() if asked.done() else None
        finally:
            for task in (asked, stopped):
                task.cancel()

    async def _back_off(self, error: Exception) -> None:
        if isinstance(error, Rejected) and error.code in (401, 404):
            raise SystemExit(
                "Telegram does not know this token. Check BANGFU_BOT_TOKEN with @BotFather; "
                "./run doctor says more."
            )
        code = error.code if isinstance(error, Rejected) else 0
        log.warning("updates could not be fetched", fault=type(error).__name__, code=code)
        wait_s = getattr(error, "retry_after_s", None) or self._next_backoff()
        await self._unless_stopped(asyncio.sleep(wait_s))

    def _next_backoff(self) -> float:
        self._failures += 1
        return BACKOFF_S[min(self._failures, len(BACKOFF_S)) - 1]

    async def _handle(self, batch: list[dict[str, Any]]) -> None:
        """Handle a batch; what an outage left is tried until it is over or we are stopped."""
        chains = by_sender(batch)
        failures = 0
        while chains:
            async with asyncio.TaskGroup() as group:
                for chain in chains:
                    group.create_task(self._work_off(chain))
            chains = [chain for chain in chains if chain]
            if chains and self._stopping.is_set():
                return
            if chains:
                log.warning("the database is out of reach; updates wait", waiting=len(chains))
                await self._unless_stopped(asyncio.sleep(BACKOFF_S[min(failures, 4)]))
                failures += 1

    async def _work_off(self, chain: list[dict[str, Any]]) -> None:
        with contextlib.suppress(Outage):
            while chain:
                await self._take(chain[0])
                chain.pop(0)


def by_sender(batch: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Split a batch into chains that must keep their order; unknown shapes stand alone."""
    chains: dict[Any, list[dict[str, Any]]] = {}
    for raw in batch:
        chains.setdefault(_sender(raw), []).append(raw)
    return list(chains.values())


def _sender(raw: dict[str, Any]) -> Any:
    for event in raw.values():
        if isinstance(event, dict) and isinstance(event.get("from"), dict):
            return str(event["from"].get("id"))
    return f"update {raw.get('update_id')}"
