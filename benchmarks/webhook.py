"""The way of updates to a bot that has set a webhook."""

import asyncio
import contextlib
from collections import deque
from typing import Any
from urllib.parse import urlsplit

from benchmarks.wire import post, read_status

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
DEFAULT_CONNECTIONS = 40
RETRY_S = 0.05


class Webhook:
    """Posts updates until they are taken: over so many connections, each chat's in order."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        address = urlsplit(str(parameters["url"]))
        self._host, self._port = address.hostname or "", address.port or 80
        self._path = address.path or "/"
        self._headers = {SECRET_HEADER: str(parameters.get("secret_token", ""))}
        self.connections = int(parameters.get("max_connections") or DEFAULT_CONNECTIONS)
        self.refused = 0
        self._ready: asyncio.Queue[tuple[int, bytes]] = asyncio.Queue()
        self._held: dict[int, deque[bytes]] = {}

    def offer(self, chat_id: int, update: bytes) -> None:
        """Queue an update; it waits while an earlier one of its chat is under way."""
        if chat_id in self._held:
            self._held[chat_id].append(update)
            return
        self._held[chat_id] = deque()
        self._ready.put_nowait((chat_id, update))

    async def run(self) -> None:
        """Post until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.connections):
                group.create_task(self._keep_posting())

    async def _keep_posting(self) -> None:
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection(self._host, self._port)
                try:
                    await self._post_all(reader, writer)
                finally:
                    writer.close()
            await asyncio.sleep(RETRY_S)

    async def _post_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            chat_id, update = await self._ready.get()
            try:
                writer.write(post(self._host, self._path, self._headers, update))
                taken = await read_status(reader) // 100 == 2
            except BaseException:
                self._ready.put_nowait((chat_id, update))
                raise
            await self._done(chat_id, update, taken=taken)

    async def _done(self, chat_id: int, update: bytes, *, taken: bool) -> None:
        if not taken:
            self.refused += 1
            await asyncio.sleep(RETRY_S)
            self._ready.put_nowait((chat_id, update))
        elif self._held[chat_id]:
            self._ready.put_nowait((chat_id, self._held[chat_id].popleft()))
        else:
            del self._held[chat_id]
