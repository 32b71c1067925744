"""One webhook address for several workers, some of them dead: what a load balancer does."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

PASSED_ON = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")
LATEST_S = 3.0


@dataclass
class Crossing:
    """The ports behind one address, and what goes wrong on the way to them."""

    ports: list[int]
    session: aiohttp.ClientSession
    url: str = ""
    doors: list[int] = field(default_factory=list)
    """Where posts go: the ports themselves, or lines to them."""
    delay_s: float = 0.0
    """Posts wait up to so long, so that chats overtake each other."""
    unthanked: float = 0.0
    """This share is taken by a worker and yet answered 502, so Telegram posts it again."""
    late: float = 0.0
    """This share is given to a worker once more, after newer ones of the same chat."""
    patience_s: float = 60.0
    _stragglers: set["asyncio.Task[None]"] = field(default_factory=set)

    def hook(self, number: int) -> dict[str, str]:
        """Write what a worker needs to know."""
        return {
            "BANGFU_WEBHOOK_URL": self.url,
            "BANGFU_WEBHOOK_SECRET": "crossing-secret",
            "BANGFU_LISTEN": f"127.0.0.1:{self.ports[number]}",
        }

    async def receive(self, request: web.Request) -> web.Response:
        """Give an update to one worker, and answer as it does; 502 when it is dead."""
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        await asyncio.sleep(random.uniform(0, self.delay_s))
        if random.random() < self.late:
            straggler = asyncio.ensure_future(self._once_more(body, headers))
            self._stragglers.add(straggler)
            straggler.add_done_callback(self._stragglers.discard)
        status = await self._pass_on(body, headers)
        return web.Response(status=502 if random.random() < self.unthanked else status)

    async def _pass_on(self, body: bytes, headers: dict[str, str]) -> int:
        address = f"http://127.0.0.1:{random.choice(self.doors)}/telegram"
        patience = aiohttp.ClientTimeout(total=self.patience_s)
        try:
            async with self.session.post(
                address, data=body, headers=headers, timeout=patience
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 502

    async def _once_more(self, body: bytes, headers: dict[str, str]) -> None:
        await asyncio.sleep(random.uniform(0, LATEST_S))
        await self._pass_on(body, headers)

    async def end(self) -> None:
        """Let nobody come late any more."""
        for straggler in list(self._stragglers):
            straggler.cancel()
            with suppress(asyncio.CancelledError):
                await straggler


@asynccontextmanager
async def crossing(workers: int) -> AsyncIterator[Crossing]:
    """Open the crossing for so many workers."""
    async with aiohttp.ClientSession() as session:
        ports = [free_port() for _ in range(workers)]
        road = Crossing(ports, session, doors=list(ports))
        app = web.Application()
        app.router.add_post("/telegram", road.receive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        road.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
        try:
            yield road
        finally:
            await road.end()
            await runner.cleanup()


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
