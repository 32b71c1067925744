"""The thin server, with Telegram's limits: 30 messages a second, one a second and chat."""

from collections.abc import Callable
from typing import Any

import orjson

from benchmarks.server import Server
from benchmarks.wire import Respond
from sandbox.errors import ApiError
from sandbox.limits import Limits


class LimitedServer(Server):
    """Refuses what comes too fast with 429, exactly as the sandbox does, and counts it."""

    def __init__(self, now_s: Callable[[], int]) -> None:
        super().__init__(now_s)
        self.refused = 0
        self._limits = Limits(enforced=True)

    def _send_message(self, given: dict[str, Any], respond: Respond) -> None:
        try:
            self._limits.spend("sendMessage", given | {"chat_id": int(given["chat_id"])})
        except ApiError as error:
            self.refused += 1
            respond(orjson.dumps(error.body()))
            return
        super()._send_message(given, respond)
