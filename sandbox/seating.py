"""Links that open one phone, for trainees on devices of their own."""

import orjson
import segno
from aiohttp import web

from sandbox import bodies
from sandbox.errors import ApiError, Impossible
from sandbox.gate import Gate, Pass
from sandbox.world import World

BODY_LIMIT = 1024


class Seating:
    """Makes the links; who opened none of them but the desk's may."""

    def __init__(self, world: World, gate: Gate) -> None:
        self._world, self._gate = world, gate

    async def offer(self, request: web.Request) -> web.Response:
        """Give a link to a phone that works once, and its QR code."""
        try:
            details, _ = await bodies.read(request, BODY_LIMIT)
            url = self._link(request, details.get("user_id"))
        except (Impossible, ApiError) as refusal:
            return _json({"ok": False, "error": str(refusal)}, 400)
        return _json({"ok": True, "result": {"url": url, "qr": _qr(url)}})

    def _link(self, request: web.Request, user_id: object) -> str:
        if not isinstance(user_id, int):
            raise Impossible("哪一部手机? (which phone?)")
        self._world.phone(user_id)
        return f"http://{request.host}/?key={self._gate.new_key(Pass(user_id))}"


def _qr(url: str) -> str:
    return segno.make(url, error="m").svg_data_uri(scale=6, border=3, light="white")


def _json(content: dict[str, object], status: int = 200) -> web.Response:
    body = orjson.dumps(content)
    return web.Response(status=status, body=body, content_type="application/json")
