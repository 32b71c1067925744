"""The world's events as Server-Sent Events, with a bounded memory for browsers that come back."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass

import orjson
from aiohttp import web

from sandbox.errors import JSON
from sandbox.ground import Ground
from sandbox.seats import hears, seat_of

KEPT = 2000
HEARTBEAT_S = 15.0
RELOAD = b'data: {"type":"reload"}\n\n'


def with_marks(ground: Ground, message: JSON) -> JSON:
    """Give a message as the page sees it."""
    marks = ground.chats.by_id[message["chat"]["id"]].marks[message["message_id"]]
    return message | {"_": marks.shown()}


@dataclass(frozen=True, slots=True)
class Kept:
    """An event, and how it goes to every browser that may hear it."""

    number: int
    event: JSON
    written: bytes


class Stream:
    """Keeps the latest events and passes them on."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._kept: deque[Kept] = deque(maxlen=KEPT)
        self._last = 0
        self._happened = asyncio.Event()
        self._closed = False
        self._stop = ground.subscribe(self._keep)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Tell a browser everything from where it left off."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):  # the browser has left
            at = self._left_off(request.headers.get("Last-Event-ID"))
            await self._tell(response, at, seat_of(request))
        return response

    async def _tell(self, response: web.StreamResponse, at: int, seat: int | None) -> None:
        await response.write(b"retry: 1000\n\n")
        while not self._closed:
            if self._missed(at):
                at = self._last
                await response.write(self._head(at) + RELOAD)
            elif at < self._last:
                at, news = self._since(at, seat)
                await response.write(news)
            elif not await self._wait():
                await response.write(b": still here\n\n")

    async def close(self) -> None:
        """Send the browsers away."""
        self._closed = True
        self._stop()
        self._happened.set()

    def _keep(self, event: JSON) -> None:
        self._last += 1
        written = self._head(self._last) + b"data: " + _dumped(self._shown(event)) + b"\n\n"
        self._kept.append(Kept(self._last, event, written))
        self._happened.set()

    def _shown(self, event: JSON) -> JSON:
        if "message" in event:
            event = event | ({"type": "edited"} if event["type"] == "reaction" else {})
            return event | {"message": with_marks(self._ground, event["message"])}
        return event

    def _left_off(self, header: str | None) -> int:
        return int(header) if header and header.isdigit() else self._last

    def _missed(self, at: int) -> bool:
        oldest = self._kept[0].number if self._kept else self._last + 1
        return at > self._last or (at < self._last and at < oldest - 1)

    def _since(self, at: int, seat: int | None) -> tuple[int, bytes]:
        """Write what a browser has not heard yet, in one piece."""
        news = [kept for kept in self._kept if kept.number > at]
        written = [kept.written for kept in news if hears(self._ground, seat, kept.event)]
        return news[-1].number, b"".join(written)

    def _head(self, number: int) -> bytes:
        return f"id: {number}\n".encode()

    async def _wait(self) -> bool:
        try:
            await asyncio.wait_for(self._happened.wait(), HEARTBEAT_S)
        except TimeoutError:
            return False
        self._happened.clear()
        return True


def _dumped(event: JSON) -> bytes:
    return orjson.dumps(event, option=orjson.OPT_NON_STR_KEYS, default=str)
