"""The world over HTTP: the Bot API for a bot, the desk for a browser, on one port."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any

import orjson
from aiohttp import web

from sandbox import bodies, gate, pages, seats
from sandbox.desk import UPLOAD_LIMIT, Desk
from sandbox.errors import JSON, ApiError
from sandbox.files import DOWNLOAD_LIMIT
from sandbox.files import UPLOAD_LIMIT as BOT_UPLOAD_LIMIT
from sandbox.seating import Seating
from sandbox.webhooks import Deliverer
from sandbox.world import World

SHUTDOWN_S = 0.5
HERE = "127.0.0.1"
WITH_HERE = {HERE, "localhost", "0.0.0.0", "::", ""}  # noqa: S104 (only compared)
"""What one listens on and is reached by from this machine anyway."""
BOT_BODY_LIMIT = BOT_UPLOAD_LIMIT + 1024 * 1024


@dataclass(kw_only=True)
class Served:
    """A running server."""

    world: World
    gate: gate.Gate
    runner: web.AppRunner
    deliverer: "asyncio.Task[None]"
    host: str = HERE
    port: int = 0
    desk_url: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.desk_url = self.new_desk_url()

    @property
    def api_base(self) -> str:
        """Give what a bot on this machine calls instead of https://api.telegram.org."""
        return f"http://{HERE}:{self.port}"

    def new_desk_url(self) -> str:
        """Make another link that opens the desk once."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/?key={self.gate.new_key()}"

    async def close(self) -> None:
        """Stop; polls and streams end at once."""
        self.deliverer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.deliverer
        self.world.poll.end("terminated by the sandbox's end")
        await self.runner.cleanup()


async def serve(world: World, host: str = HERE, port: int = 0) -> Served:
    """Start serving a world; port 0 picks a free one. This machine reaches it in any case."""
    keeper = gate.Gate()
    runner = web.AppRunner(_app(world, keeper), access_log=None, shutdown_timeout=SHUTDOWN_S)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    keeper.port = runner.addresses[0][1]
    if host not in WITH_HERE:
        await web.TCPSite(runner, HERE, keeper.port).start()
        keeper.names.add(host)
    deliverer = asyncio.get_running_loop().create_task(Deliverer(world).run())
    return Served(
        world=world,
        gate=keeper,
        runner=runner,
        deliverer=deliverer,
        host=HERE if host in WITH_HERE else host,
        port=keeper.port,
    )


def _app(world: World, keeper: gate.Gate) -> web.Application:
    app = web.Application(
        middlewares=[gate.middleware(keeper), seats.middleware(world)],
        client_max_size=max(UPLOAD_LIMIT, BOT_BODY_LIMIT),
    )
    bots, desk = BotApi(world), Desk(world)
    app.add_routes([web.route("*", "/bot{token:[^/]+}/{method}", bots.answer)])
    app.add_routes([web.get("/file/bot{token:[^/]+}/{path:.+}", bots.download)])
    app.add_routes([*desk.routes(), web.post("/desk/seat", Seating(world, keeper).offer)])
    app.add_routes([web.get("/{path:.*}", pages.serve)])
    app.on_response_prepare.append(gate.add_headers)

    async def close_stream(_app: web.Application) -> None:
        await desk.stream.close()

    app.on_shutdown.append(close_stream)
    return app


class BotApi:
    """Answers the bot."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Play one method."""
        try:
            self._check_token(request)
            params, files = await bodies.read(request, BOT_BODY_LIMIT)
            result = await self._world.call(request.match_info["method"], params, files)
        except ApiError as problem:
            return _json(problem.body(), problem.code)
        except ConnectionError:  # the weather's, or the bot died while it spoke
            return await _drop(request)
        return _json({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file's bytes by its path."""
        try:
            self._check_token(request)
        except ApiError as problem:
            return _json(problem.body(), problem.code)
        stored = self._world.files.at(request.match_info["path"], self._world.clock.now())
        if stored is None or stored.upload.size > DOWNLOAD_LIMIT:
            return _json(ApiError(404, "Not Found").body(), 404)
        return web.Response(body=stored.upload.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"].encode()
        if not compare_digest(given, self._world.token.encode()):
            raise ApiError(401, "Unauthorized")


def _json(content: JSON | dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(content), content_type="application/json")


async def _drop(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
