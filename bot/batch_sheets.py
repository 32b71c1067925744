"""The workbook of a batch: every mistake of the file, or everything it would change."""

import asyncio
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bot import documents
from bot.documents import Made
from bot.replies import Document, Message
from bot.texts import clipped, said
from domain.batches import Batch
from domain.people import State
from domain.refusals import Refusal, Text
from exports import workbook
from exports.workbook import Sheet
from imports import mistakes
from storage import batches, people
from storage.database import Database

KIND = "import_sheet"
CHUNK = 65_536
HEADINGS: Mapping[str, tuple[Sequence[str], Sequence[int]]] = {
    "mistakes": (mistakes.HEADERS, mistakes.WIDTHS),
    "differences": (("记录", "项目", "原值", "新值"), (24, 20, 30, 30)),
}
SHEETS = {"mistakes": "错误清单", "differences": "差异"}
NAMES = {"mistakes": Text("Mistakes"), "differences": Text("Differences")}


def message(batch: Batch, what: str) -> Message:
    """Bring the workbook of a batch."""
    values = {"batch": batch.id, "person": batch.person_id, "what": what}
    return Message(document=Document(kind=KIND, values=values), private=True)


async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
    """Make the workbook for whoever sent the file.

    Raises:
        Refusal: the file is somebody else's, or the account is closed.
    """
    async with database.read() as db:
        batch = await batches.by_id(db, values["batch"])
        person = await people.by_id(db, values["person"])
        if batch is None or batch.person_id != person.id or person.state is not State.ACTIVE:
            raise Refusal("This sheet is not yours any more.")
        packed = await batches.details(db, batch.id)
    path = await asyncio.to_thread(documents.blank, folder, ".xlsx")
    await asyncio.to_thread(_write, path, values["what"], packed)
    stem = clipped(str(batch.outcome.get("name") or "").rpartition(".")[0], 40)
    return Made(name=f"{said(NAMES[values['what']])}-{stem}.xlsx", content=path)


documents.register(KIND, make)


def _write(path: Path, what: str, packed: bytes) -> None:
    heading, widths = HEADINGS[what]
    sheet = Sheet(name=SHEETS[what], heading=heading, rows=_lines(packed), widths=widths)
    workbook.write(path, [sheet])


def _lines(packed: bytes) -> Iterator[Sequence[Any]]:
    """Unpack the lines one by one."""
    unpacker, rest = zlib.decompressobj(), b""
    for start in range(0, len(packed), CHUNK):
        *lines, rest = (rest + unpacker.decompress(packed[start : start + CHUNK])).split(b"\n")
        yield from map(orjson.loads, lines)
    for line in (rest + unpacker.flush()).split(b"\n"):
        if line:
            yield orjson.loads(line)
