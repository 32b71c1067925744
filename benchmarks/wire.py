"""HTTP/1.1 with nothing in it but speed: loopback, trusted peers, bodies of known length."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HEAD_END = b"\r\n\r\n"
_length = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_kind = re.compile(rb"(?i)\r\ncontent-type: *([^\r;]+)")


@dataclass(frozen=True, slots=True)
class Request:
    """A request that came in whole; `kind` is the body's type, without parameters."""

    path: str
    kind: bytes
    body: bytes


Respond = Callable[[bytes], None]
"""Sends a JSON body back."""
Take = Callable[[Request, Respond], None]


class Connection(asyncio.Protocol):
    """One peer's connection, kept alive; it waits for each answer before it asks again."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._buffer = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Collect bytes until a request is whole."""
        self._buffer = buffer = self._buffer + data if self._buffer else data
        end = buffer.find(HEAD_END)
        if end < 0:
            return
        head = buffer[: end + 2]
        body_end = end + 4 + self._body_length(head)
        if len(buffer) < body_end:
            return
        self._buffer = buffer[body_end:]
        path = head.split(b" ", 2)[1].decode()
        kind = _kind.search(head)
        self._take(
            Request(path, kind[1] if kind else b"", buffer[end + 4 : body_end]), self.respond
        )

    def respond(self, body: bytes) -> None:
        """Answer 200 with JSON."""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % len(body) + body)

    def _body_length(self, head: bytes) -> int:
        if found := _length.search(head):
            return int(found[1])
        if b"chunked" in head.lower():
            raise NotImplementedError("chunked bodies; no client here sends them")
        return 0


def post(host: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Write a POST request with a JSON body."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + HEAD_END + body


async def read_status(reader: asyncio.StreamReader) -> int:
    """Read an answer to its end and return its status."""
    head = await reader.readuntil(HEAD_END)
    if length := _length.search(head):
        await reader.readexactly(int(length[1]))
    elif b"chunked" in head.lower():
        await reader.readuntil(b"0" + HEAD_END)
    return int(head.split(b" ", 2)[1])
