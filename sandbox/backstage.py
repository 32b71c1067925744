"""What the director's panel reads: people, moments, scenes, tours, and the session as a play."""

import orjson
from aiohttp import web

from sandbox import directing, exporting
from sandbox.errors import JSON
from sandbox.world import World


class Backstage:
    """Answers the director's panel."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """List the paths."""
        return [
            web.get("/desk/directory", self.directory),
            web.get("/desk/almanac", self.almanac),
            web.get("/desk/scenes", self.scenes),
            web.get("/desk/play", self.play),
            web.get("/desk/tours", self.tours),
        ]

    async def directory(self, _request: web.Request) -> web.Response:
        """Give everybody who could be given a phone."""
        return _json({"people": directing.directory(self._world)})

    async def almanac(self, _request: web.Request) -> web.Response:
        """Give the next moments worth waiting for."""
        return _json(await directing.almanac(self._world))

    async def scenes(self, _request: web.Request) -> web.Response:
        """Give the scenes that were saved."""
        return _json({"scenes": self._world.scenes.listed()})

    async def play(self, _request: web.Request) -> web.Response:
        """Give the session as a play test."""
        return _json(exporting.session(self._world))

    async def tours(self, _request: web.Request) -> web.Response:
        """Give the guided tours."""
        return _json({"tours": self._world.companion.tours})


def _json(content: JSON) -> web.Response:
    return web.Response(body=orjson.dumps(content), content_type="application/json")
