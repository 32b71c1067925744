"""The way to Telegram: one call over HTTP, and how it can go wrong.

aiogram's own client costs three times as much per send and cannot hand over raw updates
(docs/decisions/0004), so calls go straight over aiohttp. No exception here carries the token.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import aiohttp
import orjson

SEND_TIMEOUT_S = 30.0
UPLOAD_TIMEOUT_S = 300.0
DOWNLOAD_TIMEOUT_S = 60.0
MOST_BYTES = 20 * 1024 * 1024
"""What bots may download (Bot API, getFile)."""
CHUNK = 256 * 1024
JSON_BODY = {"Content-Type": "application/json"}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file to send: its name as people see it, and its bytes or where they are."""

    name: str
    content: bytes | Path
    mime: str = "application/octet-stream"


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


class TooLarge(Exception):
    """The file is larger than a bot may download."""


class Telegram:
    """A Bot API server, reached with a token."""

    def __init__(self, api_base: str, token: str) -> None:
        self._address = f"{api_base.rstrip('/')}/bot{token}/"
        self._files = f"{api_base.rstrip('/')}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, Attachment] | None = None,
        timeout_s: float = SEND_TIMEOUT_S,
    ) -> Any:
        """Call a method and return its result; files go under their names, or as attach://name.

        Raises:
            Rejected: Telegram said no.
            NotSent: it could not be reached.
            Unanswered: the connection or the time ended before the answer.
        """
        try:
            if files:
                answer = await self._upload(method, params, files)
            else:
                body = {"data": orjson.dumps(params), "headers": JSON_BODY}
                answer = await self._post(method, body, timeout_s)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotSent from None
        except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError):
            raise Unanswered from None
        if answer.get("ok"):
            return answer.get("result")
        raise _rejection(answer)

    async def download(self, file_id: str, most: int = MOST_BYTES) -> bytes:
        """Fetch a file somebody sent.

        Raises:
            Rejected: Telegram does not have it or does not give it.
            TooLarge: it has more than so many bytes.
            NotSent: Telegram could not be reached.
            Unanswered: the connection or the time ended before the file did.
        """
        try:
            known = await self.call("getFile", {"file_id": file_id})
        except Rejected as no:
            if "too big" in no.description.lower():
                raise TooLarge from None
            raise
        path = known.get("file_path") if isinstance(known, dict) else None
        if not isinstance(path, str):
            raise Unanswered
        return await self._fetch(path, most)

    async def _fetch(self, path: str, most: int) -> bytes:
        try:
            return await self._read(self._files + quote(path), most)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotSent from None
        except (aiohttp.ClientError, TimeoutError):
            raise Unanswered from None

    async def _read(self, address: str, most: int) -> bytes:
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_TIMEOUT_S, sock_connect=5, sock_read=30)
        async with self._opened().get(address, timeout=timeout) as answer:
            if answer.status != 200:
                raise Rejected(answer.status, "the file is not given")
            content = bytearray()
            async for chunk in answer.content.iter_chunked(CHUNK):
                content += chunk
                if len(content) > most:
                    raise TooLarge
        return bytes(content)

    async def _upload(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, Attachment]
    ) -> dict[str, Any]:
        """Send files along; those on the disk are read while they are sent."""
        opened = {}
        try:
            for name, file in files.items():
                opened[name] = await _readable(file.content)
            body = {"data": _multipart(params, files, opened)}
            return await self._post(method, body, UPLOAD_TIMEOUT_S)
        finally:
            for content in opened.values():
                if not isinstance(content, bytes):
                    content.close()

    async def _post(self, method: str, body: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=5)
        address = self._address + method
        async with self._opened().post(address, timeout=timeout, **body) as answer:
            parsed = _parsed(await answer.read())
        return parsed if isinstance(parsed, dict) else {}

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session

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


async def _readable(content: bytes | Path) -> bytes | BinaryIO:
    return content if isinstance(content, bytes) else await asyncio.to_thread(content.open, "rb")


def _multipart(
    params: Mapping[str, Any],
    files: Mapping[str, Attachment],
    opened: Mapping[str, bytes | BinaryIO],
) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # quoted, Chinese names would arrive as %E6%…
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, file in files.items():
        form.add_field(name, opened[name], filename=file.name, content_type=file.mime)
    return form


def _rejection(answer: Mapping[str, Any]) -> Rejected:
    wait_s = (answer.get("parameters") or {}).get("retry_after")
    code, words = answer.get("error_code"), answer.get("description")
    return Rejected(code if isinstance(code, int) else 500, str(words), wait_s)
