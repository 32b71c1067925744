"""Documents are made just before they are sent: the outbox keeps a kind and its values.

Whoever owns a kind registers its maker. A maker checks again who asks: it gets the person's id
in its values, and raises a Refusal when that person may not have it any more.
"""

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from bot.telegram import Attachment
from domain.refusals import Text
from storage.database import Database

WORKSHOP = "made"
MIMES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".oga": "audio/ogg",
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A finished document; a file on the disk is removed when it is sent."""

    name: str
    content: bytes | Path
    caption: Text | str = ""

    def attachment(self) -> Attachment:
        """Give it to be sent."""
        mime = MIMES.get(Path(self.name).suffix.lower(), "application/octet-stream")
        return Attachment(name=self.name, content=self.content, mime=mime)


Maker = Callable[[Database, Path, Mapping[str, Any]], Awaitable[Made]]
"""Gets the database, the bot's folder and the values; speaks the reader's language."""

_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Say who makes documents of a kind."""
    if kind in _makers:
        raise ValueError(f"two makers of {kind}")
    _makers[kind] = maker


async def make(database: Database, folder: Path, kind: str, values: Mapping[str, Any]) -> Made:
    """Make a document.

    Raises:
        LookupError: nobody makes documents of this kind.
        Refusal: whoever asked may not have it any more.
    """
    if kind not in _makers:
        raise LookupError(f"nobody makes a document called {kind!r}")
    return await _makers[kind](database, folder, values)


def blank(folder: Path, suffix: str) -> Path:
    """Make an empty file that only this user may read, for a maker to write; blocks briefly."""
    workshop = folder / WORKSHOP
    workshop.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(suffix, dir=workshop)
    os.close(handle)
    return Path(name)
