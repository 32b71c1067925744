"""The way to Telegram: one call over HTTP, and how it can go wrong.

aiogram's own client costs three times as much per send and cannot hand over raw updates
(docs/decisions/0004), so calls go straight over aiohttp. No exception here carries the token.
"""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson

SEND_TIMEOUT_S = 30.0


class Rejected(Exception):
    """Telegram answered no: its code, its words, and seconds to wait when it said so."""

    def __init__(self, code: int, description: str, retry_after_s: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s


class NotSent(Exception):
    """The call did not leave this machine."""


class Unanswered(Exception):
    """The call left and no answer came: it may have taken effect."""


class Telegram:
    """A Bot API server, reached with a token."""

    def __init__(self, api_base: str, token: str) -> None:
        self._address = f"{api_base.rstrip('/')}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, bytes] | None = None,
        timeout_s: float = SEND_TIMEOUT_S,
    ) -> Any:
        """Call a method and return its result.

        Raises:
            Rejected: Telegram said no.
            NotSent: it could not be reached.
            Unanswered: the connection or the time ended before the answer.
        """
        try:
            answer = await self._post(method, _body(params, files), timeout_s)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotSent from None
        except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError):
            raise Unanswered from None
        if answer.get("ok"):
            return answer.get("result")
        raise _rejection(answer)

    async def _post(self, method: str, body: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)
        timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=5)
        async with self._session.post(self._address + method, timeout=timeout, **body) as answer:
            parsed = _parsed(await answer.read())
        return parsed if isinstance(parsed, dict) else {}

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def _parsed(answer: bytes) -> Any:
    """Parse an answer; half a character in one update must not hold up all others."""
    try:
        return orjson.loads(answer)
    except orjson.JSONDecodeError:
        return json.loads(answer)


def _body(params: Mapping[str, Any], files: Mapping[str, bytes] | None) -> dict[str, Any]:
    if not files:
        return {"data": orjson.dumps(params), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, content in files.items():
        form.add_field(name, content, filename=f"{name}.png", content_type="image/png")
    return {"data": form}


def _rejection(answer: Mapping[str, Any]) -> Rejected:
    wait_s = (answer.get("parameters") or {}).get("retry_after")
    code, words = answer.get("error_code"), answer.get("description")
    return Rejected(code if isinstance(code, int) else 500, str(words), wait_s)
