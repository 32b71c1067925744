"""Delivery to a webhook: each chat in order, chats at once, again and again until a 2xx."""

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

import aiohttp
import orjson

from sandbox.errors import JSON, ApiError, bad

if TYPE_CHECKING:
    from sandbox.updates import Waiting
    from sandbox.world import World

PORTS = {80, 88, 443, 8443}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the header's name)
FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 10.0
TIMEOUT_S = 60.0
log = logging.getLogger(__name__)


@dataclass
class Webhook:
    """Where updates go, and how the last deliveries went."""

    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None

    def shown(self) -> JSON:
        """Give it as getWebhookInfo does, but for what the queue knows."""
        shown: JSON = {"url": self.url, "has_custom_certificate": False}
        if self.url:
            shown["max_connections"] = self.max_connections
        if self.last_error_date is not None:
            shown["last_error_date"] = self.last_error_date
            shown["last_error_message"] = self.last_error_message
        return shown


def check_url(url: str, secret: str | None) -> None:
    """Refuse what Telegram refuses; plain HTTP is allowed on this machine.

    Raises:
        ApiError: no such webhook can be set.
    """
    parts, port = _split(url)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if parts.scheme != "https" and not local:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in LOOPBACK and port not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")


def _split(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as wrong:
        raise bad("bad webhook: URL host is invalid") from wrong
    return parts, port


class Deliverer:
    """Posts updates as long as a webhook is set."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._busy: set[int] = set()
        self._retries: dict[int, int] = {}

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
            while True:
                self._start(session, tasks)
                await self._world.updates.arrived()

    def _start(self, session: aiohttp.ClientSession, tasks: asyncio.TaskGroup) -> None:
        if not self._world.webhook.url:
            return
        for waiting in self._world.updates.waiting():
            if len(self._busy) >= self._world.webhook.max_connections:
                return
            if waiting.chat_id not in self._busy:
                self._busy.add(waiting.chat_id)
                tasks.create_task(self._deliver(session, waiting))

    async def _deliver(self, session: aiohttp.ClientSession, waiting: "Waiting") -> None:
        webhook = self._world.webhook
        try:
            if problem := await self._post(session, webhook, waiting.update):
                await self._fail(webhook, waiting, problem)
            else:
                self._retries.pop(waiting.id, None)
                self._world.updates.confirm(waiting)
        finally:
            self._busy.discard(waiting.chat_id)
            self._world.updates.wake()

    async def _post(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: JSON
    ) -> str | None:
        """Post an update; give what went wrong."""
        headers = {"Content-Type": "application/json"}
        headers |= {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        limit = aiohttp.ClientTimeout(total=TIMEOUT_S)
        body = orjson.dumps(update)
        try:
            request = session.post(
                webhook.url, data=body, headers=headers, timeout=limit, allow_redirects=False
            )
            async with request as response:
                return await self._received(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as broken:
            return str(broken) or type(broken).__name__

    async def _received(self, response: aiohttp.ClientResponse) -> str | None:
        answer = await response.read()
        if not 200 <= response.status < 300:
            reason = response.reason or ""
            return f"Wrong response from the webhook: {response.status} {reason}".strip()
        await self._call(answer)
        return None

    async def _call(self, answer: bytes) -> None:
        """Make the call a webhook may give as its answer; its result is never told."""
        try:
            params: Any = orjson.loads(answer or b"{}")
        except orjson.JSONDecodeError:
            return
        if not isinstance(params, dict) or not isinstance(params.get("method"), str):
            return
        method = params.pop("method")
        try:
            await self._world.call(method, params)
        except (ApiError, ConnectionError):
            log.info("a call given as a webhook's answer was refused", extra={"method": method})

    async def _fail(self, webhook: Webhook, waiting: "Waiting", problem: str) -> None:
        webhook.last_error_date = self._world.clock.stamp()
        webhook.last_error_message = problem
        tries = self._retries.get(waiting.id, 0)
        self._retries[waiting.id] = tries + 1
        await asyncio.sleep(min(FIRST_RETRY_S * 2**tries, LONGEST_RETRY_S))
