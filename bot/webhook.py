"""The webhook: 200 only after the commit, and nothing without the secret."""

import hmac
from typing import Any

import orjson
from aiohttp import web

from bot.hearing import is_numbered
from bot.receiver import Take
from bot.turn import Outage

PATH = "/telegram"
LARGEST_BYTES = 1_000_000
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name


def application(take: Take, secret: str) -> web.Application:
    """Make the web application that Telegram posts to."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
            return web.Response(status=403)
        raw = parsed(await request.read())
        if raw is None:
            return web.Response(status=400)
        try:
            await take(raw)
        except Outage:
            return web.Response(status=503, headers={"Retry-After": "2"})
        return web.Response()

    app = web.Application(client_max_size=LARGEST_BYTES)
    app.router.add_post(PATH, receive)
    app.router.add_get("/healthz", _healthy)
    return app


def parsed(body: bytes) -> dict[str, Any] | None:
    """Parse an update; None when it is not one."""
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return raw if is_numbered(raw) else None


async def _healthy(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Start listening; `cleanup()` on what is returned finishes running turns and stops."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=10)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner
