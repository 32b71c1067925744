"""Who may see the desk: a one-time key, a cookie, the right Host and Origin; and the CSP."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from yarl import URL

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
OPEN_TO_BOTS = ("/bot", "/file/bot")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TURNED_AWAY = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>沙盒 · Sandbox</title>
<h1>这个链接已经用过, 或者不对</h1>
<p>请回到启动沙盒的终端, 复制最新的一条链接, 在浏览器里打开。</p>
<h1 lang="en">This link has been used, or is not right</h1>
<p lang="en">Go back to the terminal that runs the sandbox, copy the newest link and open it.</p>
</html>"""


@dataclass(frozen=True)
class Pass:
    """What a key or a cookie opens: the whole desk, or one person's phone."""

    user_id: int | None = None


DIRECTOR = Pass()
PASS = web.RequestKey("pass", Pass)
"""Where a request carries what its browser may open."""


class Gate:
    """Hands out keys, changes each for a cookie once, and turns everybody else away."""

    def __init__(self) -> None:
        self.names = set(LOOPBACK)
        self.port = 0
        self._keys: dict[str, Pass] = {}
        self._cookies: dict[str, Pass] = {}
        self.on_key_used: Callable[[], object] = lambda: None

    def new_key(self, opens: Pass = DIRECTOR) -> str:
        """Make a key that works once; one for a phone takes the place of those before it."""
        if opens != DIRECTOR:
            self._keys = {key: other for key, other in self._keys.items() if other != opens}
        key = secrets.token_urlsafe(24)
        self._keys[key] = opens
        return key

    async def enter(self, request: web.Request) -> web.StreamResponse | None:
        """Change a key for a cookie and lead to the page without it; None when no key is shown."""
        if "key" not in request.query:
            return None
        answer = web.Response(status=303, headers={"Location": "/"})
        if opens := self._keys.pop(request.query["key"], None):
            self._give_cookie(answer, opens)
            if opens == DIRECTOR:
                self.on_key_used()
        elif self.pass_of(request) is None:
            return turned_away()
        return answer

    def is_here(self, request: web.Request) -> bool:
        """Say whether Host, and Origin if there is one, are ours (against DNS rebinding)."""
        here, origin = _host_of(request), request.headers.get("Origin")
        if here is None or not self._is_named(here) or here.port != self.port:
            return False
        return origin is None or origin == str(here.origin())

    def is_a_bot(self, request: web.Request) -> bool:
        """Say whether a call may come from a bot: no page of a browser leads it here."""
        here = _host_of(request)
        return here is not None and self._is_named(here) and "Origin" not in request.headers

    def _is_named(self, here: URL) -> bool:
        """Say whether it is a name of ours, or an address, which nobody can bend to us by DNS."""
        return here.host in self.names or _is_address(here.host or "")

    def pass_of(self, request: web.Request) -> Pass | None:
        """Give what the browser may open; None when it never entered."""
        return self._cookies.get(request.cookies.get(self._cookie_name, ""))

    @property
    def _cookie_name(self) -> str:
        return f"desk{self.port}"  # a browser shares cookies between ports

    def _give_cookie(self, answer: web.Response, opens: Pass) -> None:
        cookie = secrets.token_urlsafe(24)
        self._cookies[cookie] = opens
        answer.set_cookie(self._cookie_name, cookie, httponly=True, samesite="Strict", path="/")


def _host_of(request: web.Request) -> URL | None:
    try:
        return URL(f"http://{request.headers.get('Host', '')}")
    except ValueError:
        return None


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def turned_away() -> web.Response:
    """Say where the newest link is."""
    return web.Response(status=403, text=TURNED_AWAY, content_type="text/html")


def middleware(gate: Gate) -> Middleware:
    """Guard every path but the bots', who have their token."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(OPEN_TO_BOTS):
            return await handler(request) if gate.is_a_bot(request) else turned_away()
        if not gate.is_here(request):
            return turned_away()
        if request.path == "/" and (answer := await gate.enter(request)):
            return answer
        if opens := gate.pass_of(request):
            request[PASS] = opens
            return await handler(request)
        return turned_away()

    return guard


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the policy on every answer the browser gets."""
    if not request.path.startswith(OPEN_TO_BOTS):
        response.headers.update(HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
