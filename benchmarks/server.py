"""A Bot API server that is deliberately thin: no checks, no limits, as fast as Python allows.

What is measured is the bot, so this must never be what it waits for; fidelity is the sandbox's.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

import orjson

from benchmarks.calls import method_of, parameters
from benchmarks.webhook import Webhook
from benchmarks.wire import Connection, Request, Respond

ME = {"id": 4242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
LARGEST_BATCH = 100

Heard = Callable[[int], None]
"""Is told the chat of every message the bot sends."""


class Server:
    """One bot's Telegram."""

    def __init__(self, now_s: Callable[[], int]) -> None:
        self.heard: Heard = lambda _chat_id: None
        self._now_s = now_s
        self._updates: deque[tuple[int, bytes]] = deque()
        self._last_update = self._last_message = 0
        self._poll: Respond | None = None
        self._poll_end: asyncio.TimerHandle | None = None
        self.webhook: Webhook | None = None
        self.webhook_set = asyncio.Event()
        self.polled = asyncio.Event()
        self.calls: dict[str, int] = {}
        self._methods = {
            "sendMessage": self._send_message,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
        }

    def connection(self) -> Connection:
        """Make the protocol of one connection."""
        return Connection(self.take)

    def take(self, request: Request, respond: Respond) -> None:
        """Answer a call."""
        method = method_of(request)
        self.calls[method] = self.calls.get(method, 0) + 1
        answer = self._methods.get(method)
        if answer:
            answer(parameters(request), respond)
        else:
            respond(_ok(ME if method == "getMe" else self._anything(request)))

    def offer(self, chat_id: int, event: dict[str, Any]) -> None:
        """Make an update of a message and let the bot have it."""
        self._last_update += 1
        self._last_message += 1
        message = event | {"message_id": self._last_message}
        update = orjson.dumps({"update_id": self._last_update, "message": message})
        if self.webhook:
            self.webhook.offer(chat_id, update)
            return
        self._updates.append((self._last_update, update))
        if self._poll:
            self._answer_poll_soon()

    def _send_message(self, given: dict[str, Any], respond: Respond) -> None:
        chat_id = int(given["chat_id"])
        respond(_ok(self._message(chat_id, str(given.get("text", "")))))
        self.heard(chat_id)

    def _anything(self, request: Request) -> Any:
        """Sent and edited messages come back as messages, everything else as true."""
        chat_id = parameters(request).get("chat_id")
        wants_message = method_of(request).startswith(("send", "edit")) and chat_id
        return self._message(int(str(chat_id)), "") if wants_message else True

    def _message(self, chat_id: int, text: str) -> dict[str, Any]:
        self._last_message += 1
        return {
            "message_id": self._last_message,
            "from": ME,
            "chat": {"id": chat_id, "type": "private", "first_name": "User"},
            "date": self._now_s(),
            "text": text,
        }

    def _get_updates(self, given: dict[str, Any], respond: Respond) -> None:
        self.polled.set()
        offset, limit = int(given.get("offset") or 0), int(given.get("limit") or LARGEST_BATCH)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._updates or not int(given.get("timeout") or 0):
            respond(self._batch(limit))
            return
        self._poll = respond
        loop = asyncio.get_running_loop()
        self._poll_end = loop.call_later(int(given["timeout"]), self._answer_poll)

    def _answer_poll_soon(self) -> None:
        """Answer when everything that has come in at once is queued."""
        respond, self._poll = self._poll, None
        if self._poll_end:
            self._poll_end.cancel()
        if respond:
            asyncio.get_running_loop().call_soon(lambda: respond(self._batch(LARGEST_BATCH)))

    def _answer_poll(self) -> None:
        respond, self._poll = self._poll, None
        if respond:
            respond(self._batch(LARGEST_BATCH))

    def _batch(self, limit: int) -> bytes:
        first = [update for _, update in list(self._updates)[:limit]]
        return b'{"ok":true,"result":[' + b",".join(first) + b"]}"

    def _set_webhook(self, given: dict[str, Any], respond: Respond) -> None:
        self.webhook = Webhook(given) if given.get("url") else None
        if self.webhook:
            self.webhook_set.set()
        respond(_ok(True))  # noqa: FBT003

    def _delete_webhook(self, _given: dict[str, Any], respond: Respond) -> None:
        self.webhook = None
        respond(_ok(True))  # noqa: FBT003


def _ok(result: Any) -> bytes:
    return orjson.dumps({"ok": True, "result": result})
