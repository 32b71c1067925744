"""A TCP line to a server on this machine that can be held still, cut, or cut in a COMMIT."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 65536
COMMIT = b"COMMIT;\x00"
"""How asyncpg ends a transaction: a simple query."""
CUTS = ("before it left", "on its way", "its answer lost")
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Scissors:
    """Cut some of the commits that come by, each in one of three ways."""

    share: float
    rng: random.Random = field(default_factory=lambda: random.Random(3))
    made: Counter[str] = field(default_factory=Counter)

    def cut(self, chunk: bytes) -> str | None:
        """Say where this chunk is to be cut, if it holds a commit and its time has come."""
        if COMMIT not in chunk or self.rng.random() >= self.share:
            return None
        way = self.rng.choice(CUTS)
        self.made[way] += 1
        return way


class Line:
    """Passes bytes on, both ways, for any number of connections."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.port = 0
        self.scissors: Scissors | None = None
        self._moves = asyncio.Event()
        self._moves.set()
        self._open: set[asyncio.StreamWriter] = set()
        self._running: set[asyncio.Task[None]] = set()

    def hold(self) -> None:
        """Let nothing through; nobody is told."""
        self._moves.clear()

    def let_go(self) -> None:
        """Let everything through that waited."""
        self._moves.set()

    def cut(self) -> None:
        """Break every connection."""
        for end in list(self._open):
            end.transport.abort()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until either side ends it."""
        task = asyncio.current_task()
        assert task
        self._running.add(task)
        self._open.add(writer)
        with suppress(OSError, asyncio.CancelledError):
            await self._moves.wait()
            far = await asyncio.open_connection("127.0.0.1", self.to_port)
            self._open.add(far[1])
            await self._both_ways((reader, writer), far)
            self._open.discard(far[1])
        writer.transport.abort()
        self._open.discard(writer)
        self._running.discard(task)

    async def _both_ways(self, near: Ends, far: Ends) -> None:
        is_to_be_lost = asyncio.Event()
        pumps = {
            asyncio.ensure_future(self._pump(near[0], far[1], is_to_be_lost, is_outward=True)),
            asyncio.ensure_future(self._pump(far[0], near[1], is_to_be_lost, is_outward=False)),
        }
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            far[1].transport.abort()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        drain: asyncio.StreamWriter,
        is_to_be_lost: asyncio.Event,
        *,
        is_outward: bool,
    ) -> None:
        """Pass on until the end, or until the scissors close."""
        while chunk := await source.read(CHUNK):
            await self._moves.wait()
            if not is_outward and is_to_be_lost.is_set():
                return
            way = self.scissors.cut(chunk) if is_outward and self.scissors else None
            if way == "before it left":
                return
            drain.write(chunk)
            await drain.drain()
            if way == "on its way":
                return
            if way:
                is_to_be_lost.set()

    async def end(self) -> None:
        """Break everything off."""
        self.let_go()
        self.cut()
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


@asynccontextmanager
async def line(to_port: int) -> AsyncIterator[Line]:
    """Open a line to a port."""
    opened = Line(to_port)
    server = await asyncio.start_server(opened.take, "127.0.0.1", 0)
    opened.port = server.sockets[0].getsockname()[1]
    try:
        yield opened
    finally:
        server.close()
        await opened.end()
