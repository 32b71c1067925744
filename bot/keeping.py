"""Keeping what people send: fetched after the turn, re-encoded or as it is, sealed (0026).

Telegram's file ids die with the bot's token, and its pictures carry whatever the phone wrote
into them; what is kept here is the pixels alone.
"""

import asyncio
from pathlib import Path

from domain.files import File, State
from storage import contents, files
from storage.database import Database


async def content(database: Database, folder: Path, file_id: int) -> bytes:
    """Return what is kept of a file.

    Raises:
        FileNotFoundError: it is not kept, or not yet.
    """
    async with database.read() as db:
        known = await files.known(db, [file_id])
    if file_id not in known:
        raise FileNotFoundError(file_id)
    return await content_of(database, folder, known[file_id])


async def content_of(database: Database, folder: Path, file: File) -> bytes:
    """Return what is kept of a file that is known.

    Raises:
        FileNotFoundError: it is not kept, or not yet.
    """
    if file.state is not State.KEPT or file.digest is None:
        raise FileNotFoundError(file.id)
    return await asyncio.to_thread(contents.get, folder, database.vault, file.digest)
