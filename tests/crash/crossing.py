"""One webhook address for several workers, some of them dead: what a load balancer does."""

import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

PASSED_ON = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")


@dataclass
class Crossing:
    """The ports behind one address."""

    ports: list[int]
    session: aiohttp.ClientSession
    url: str = ""

    def hook(self, port: int) -> dict[str, str]:
        """Write what the worker at a port needs to know."""
        return {
            "BANGFU_WEBHOOK_URL": self.url,
            "BANGFU_WEBHOOK_SECRET": "crossing-secret",
            "BANGFU_LISTEN": f"127.0.0.1:{port}",
        }

    async def pass_on(self, request: web.Request) -> web.Response:
        """Give an update to one worker, and answer as it does; 502 when it is dead."""
        port = random.choice(self.ports)
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        address = f"http://127.0.0.1:{port}/telegram"
        try:
            async with self.session.post(address, data=body, headers=headers) as answer:
                return web.Response(status=answer.status, body=await answer.read())
        except aiohttp.ClientError:
            return web.Response(status=502)


@asynccontextmanager
async def crossing(workers: int) -> AsyncIterator[Crossing]:
    """Open the crossing for so many workers."""
    async with aiohttp.ClientSession() as session:
        road = Crossing([free_port() for _ in range(workers)], session)
        app = web.Application()
        app.router.add_post("/telegram", road.pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        road.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
        try:
            yield road
        finally:
            await runner.cleanup()


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
