"""Who may see the desk: a one-time key, a cookie, the right Host and Origin; and the CSP."""

import secrets
from collections.abc import Callable

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


class Gate:
    """Hands out keys, changes each for a cookie once, and turns everybody else away."""

    def __init__(self) -> None:
        self.names = set(LOOPBACK)
        self.port = 0
        self._keys: set[str] = set()
        self._cookies: set[str] = set()
        self.on_key_used: Callable[[], object] = lambda: None

    def new_key(self) -> str:
        """Make a key that opens the desk once."""
        key = secrets.token_urlsafe(24)
        self._keys.add(key)
        return key

    async def enter(self, request: web.Request) -> web.StreamResponse | None:
        """Change a key for a cookie and lead to the page without it; None when no key is shown."""
        if "key" not in request.query:
            return None
        answer = web.Response(status=303, headers={"Location": "/"})
        if request.query["key"] in self._keys:
            self._keys.discard(request.query["key"])
            self._give_cookie(answer)
            self.on_key_used()
        elif not self._known(request):
            return turned_away()
        return answer

    def admits(self, request: web.Request) -> bool:
        """Say whether a request comes from a browser that entered, by our own name and page."""
        return self.is_here(request) and self._known(request)

    def is_here(self, request: web.Request) -> bool:
        """Say whether Host, and Origin if there is one, are ours (against DNS rebinding)."""
        try:
            here = URL(f"http://{request.headers.get('Host', '')}")
            ours = here.host in self.names and here.port == self.port
        except ValueError:
            return False
        origin = request.headers.get("Origin")
        return ours and (origin is None or origin == str(here.origin()))

    def _known(self, request: web.Request) -> bool:
        return request.cookies.get(self._cookie_name) in self._cookies

    @property
    def _cookie_name(self) -> str:
        return f"desk{self.port}"  # a browser shares cookies between ports

    def _give_cookie(self, answer: web.Response) -> None:
        cookie = secrets.token_urlsafe(24)
        self._cookies.add(cookie)
        answer.set_cookie(self._cookie_name, cookie, httponly=True, samesite="Strict", path="/")


def turned_away() -> web.Response:
    """Say where the newest link is."""
    return web.Response(status=403, text=TURNED_AWAY, content_type="text/html")


def middleware(gate: Gate) -> Middleware:
    """Guard every path but the bots', who have their token."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(OPEN_TO_BOTS):
            return await handler(request)
        if not gate.is_here(request):
            return turned_away()
        if request.path == "/" and (answer := await gate.enter(request)):
            return answer
        return await handler(request) if gate.admits(request) else turned_away()

    return guard


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the policy on every answer the browser gets."""
    if not request.path.startswith(OPEN_TO_BOTS):
        response.headers.update(HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
