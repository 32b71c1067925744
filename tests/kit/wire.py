"""The bot's way to a sandbox in the same process, without HTTP."""

from collections.abc import Mapping
from typing import Any

from bot.telegram import Attachment, Rejected, Telegram, TooLarge, Unanswered
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
        files: Mapping[str, Attachment] | None = None,
        timeout_s: float = 1.0,
    ) -> Any:
        """Call and translate."""
        uploads = {name: _upload(it) for name, it in (files or {}).items()}
        is_album = method == "sendMediaGroup"
        attached = {} if is_album else {name: f"attach://{name}" for name in uploads}
        given = dict(params) | attached
        try:
            return await self.world.call(method, given, uploads)
        except ApiError as no:
            wait_s = (no.parameters or {}).get("retry_after")
            raise Rejected(no.code, no.description, wait_s) from None
        except Dropped:
            raise Unanswered from None

    async def _fetch(self, path: str, most: int) -> bytes:
        """Take a file from the world's shelf."""
        stored = self.world.files.at(path, self.world.clock.now())
        if stored is None:
            raise Rejected(404, "the file is not given")
        if stored.upload.size > most:
            raise TooLarge
        return stored.upload.content


def _upload(file: Attachment) -> Upload:
    content = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
    return Upload(name=file.name, content=content, content_type=file.mime)
