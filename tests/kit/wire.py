"""The bot's way to a sandbox in the same process, without HTTP."""

from collections.abc import Mapping
from typing import Any

from bot.telegram import Rejected, Telegram, Unanswered
from sandbox.world import ApiError, Dropped, Upload, World


class Wire(Telegram):
    """Calls a world directly and fails as Telegram would."""

    def __init__(self, world: World) -> None:
        super().__init__("http://127.0.0.1", world.token)
        self.world = world

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, bytes] | None = None,
        timeout_s: float = 1.0,
    ) -> Any:
        """Call and translate."""
        uploads = {
            name: Upload(name=f"{name}.png", content=it) for name, it in (files or {}).items()
        }
        given = dict(params) | {name: f"attach://{name}" for name in uploads}
        try:
            return await self.world.call(method, given, uploads)
        except ApiError as no:
            wait_s = (no.parameters or {}).get("retry_after")
            raise Rejected(no.code, no.description, wait_s) from None
        except Dropped:
            raise Unanswered from None
