"""Keeping what people send: fetched after the turn, re-encoded or as it is, sealed (0026).

Telegram's file ids die with the bot's token, and its pictures carry whatever the phone wrote
into them; what is kept of a photo are the pixels alone.
"""

import asyncio
import secrets
from hashlib import sha256
from pathlib import Path

import structlog

from bot import letters
from bot.errands import Workplace
from bot.faults import described
from bot.replies import Message
from bot.telegram import MOST_BYTES, NotSent, Rejected, TooLarge, Unanswered
from bot.texts import day_and_time
from domain.files import MOST_ATTEMPTS, File, Kind, State
from domain.refusals import Text
from pictures.decoding import Decoder, Undecodable
from storage import contents, files, people
from storage.database import Database, is_outage
from storage.files import Content

log = structlog.get_logger()

AT_ONCE = 4
MOST_PHOTO_BYTES = 10 * 1024 * 1024
BACKOFF_S = (5, 30, 120, 600)
"""After an attempt that did not go well."""
OUTAGE_S = 30
"""While Telegram or the disk is away; that is nobody's fault and costs no attempt."""
LOST = Text(
    "Your {what} of {at} could not be kept: it cannot be opened, or is too large. "
    "If it matters, please send it again as an ordinary photo or voice message."
)
KINDS = {Kind.PHOTO: Text("photo"), Kind.VOICE: Text("voice message")}


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


async def fetch(place: Workplace) -> int:
    """Fetch and keep a few files that wait; returns how many came to an end, good or bad."""
    async with place.database.read() as db:
        if not await files.any_due(db):
            return 0
    async with place.database.write() as db:
        claimed = await files.claim(db, secrets.token_hex(8), AT_ONCE)
    with Decoder() as decoder:
        one_at_a_time = asyncio.Lock()
        async with asyncio.TaskGroup() as group:
            for file in claimed:
                group.create_task(_Fetching(place, file, decoder, one_at_a_time).run())
    return len(claimed)


class _Fetching:
    """One file on its way from Telegram to the shelf."""

    def __init__(
        self, place: Workplace, file: File, decoder: Decoder, one_at_a_time: asyncio.Lock
    ) -> None:
        self._place = place
        self._file = file
        self._decoder = decoder
        self._one_at_a_time = one_at_a_time

    async def run(self) -> None:
        """Keep it, put it off, or give it up."""
        try:
            await self._keep()
        except (TooLarge, Undecodable) as no:
            await self._give_up(getattr(no, "why", "too_large"))
        except Rejected as no:
            is_trouble = no.code == 429 or no.code >= 500
            await (self._wait(no.retry_after_s) if is_trouble else self._fail(str(no.code)))
        except (NotSent, Unanswered, OSError):
            await self._wait()
        except Exception as error:
            if is_outage(error):
                raise
            await self._fail(described(error))

    async def _keep(self) -> None:
        if self._file.attempts > MOST_ATTEMPTS:  # whoever fetched it so often died of it
            raise Undecodable("deadly")
        most = MOST_PHOTO_BYTES if self._file.kind is Kind.PHOTO else MOST_BYTES
        plain = await self._place.telegram.download(self._file.telegram_id, most)
        async with self._one_at_a_time:
            found = await asyncio.to_thread(self._put, plain)
        async with self._place.database.write() as db:
            await files.keep(db, self._file, found)

    def _put(self, plain: bytes) -> Content:
        """Put away what is to be kept: of a photo its pixels, of all others the bytes."""
        vault = self._place.database.vault
        if self._file.kind is Kind.PHOTO:
            decoded = self._decoder.decode(plain)
            plain, likeness = decoded.jpeg, decoded.likeness
            digest = vault.index("files.pixels", decoded.pixels)
        else:
            digest, likeness = vault.index("files.bytes", sha256(plain).hexdigest()), None
        contents.put(self._place.folder, vault, digest, plain)
        return Content(digest=digest, size=len(plain), likeness=likeness)

    async def _wait(self, seconds: int | None = None) -> None:
        async with self._place.database.write() as db:
            await files.put_off(db, self._file, seconds or OUTAGE_S, counts=False)

    async def _fail(self, fault: str) -> None:
        if self._file.attempts >= MOST_ATTEMPTS:
            await self._give_up(fault)
            return
        log.warning("a file could not be kept yet", file=self._file.id, fault=fault)
        seconds = BACKOFF_S[min(self._file.attempts, len(BACKOFF_S)) - 1]
        async with self._place.database.write() as db:
            await files.put_off(db, self._file, seconds, counts=True)

    async def _give_up(self, why: str) -> None:
        """Note that it is lost, and tell who sent it; of documents their own handlers speak."""
        log.error("a file is lost", file=self._file.id, why=why)
        async with self._place.database.write() as db:
            await files.lose(db, self._file.id)
            person = await people.by_id(db, self._file.person_id)
            if self._file.kind not in KINDS:
                return
            at = day_and_time(self._file.received_at)
            words = Text(LOST.msgid, what=KINDS[self._file.kind], at=at)
            once = f"file:{self._file.id}:lost"
            await letters.post(db, person, Message(text=words), once, self._place.clock())
