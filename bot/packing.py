"""Packing: what a parcel describes — a drawing, a document, kept files — becomes calls.

The outbox holds descriptions only. They are made here, just before they are sent, in the
language the reader had when the message was written.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import structlog

from bot import documents, keeping, pictures
from bot.documents import Made
from bot.faults import described
from bot.telegram import Attachment
from bot.texts import said_in_html, speaking
from domain.files import File, Kind
from domain.refusals import Refusal, Text
from storage import files
from storage.database import Database, is_outage
from storage.outbox import Parcel

log = structlog.get_logger()

MADE_AT_ONCE = 2
"""However many ask, so few documents are made at once: each needs memory."""
ALBUM = 10
SUFFIXES = {Kind.PHOTO: ".jpg", Kind.VOICE: ".oga", Kind.DOCUMENT: ""}
DESCRIBED = frozenset({"photo", "document", "files", "again"})
WORDS = frozenset({"caption", "parse_mode"})
SORRY = Text(
    "This document could not be made; something on our side broke. "
    "Please ask for it again in a while."
)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the Bot API with the files that go along; another instead if it is refused.

    Another that costs work is made `otherwise`, only when it is needed.
    """

    method: str
    params: dict[str, Any]
    files: Mapping[str, Attachment] = field(default_factory=dict)
    instead: "Call | None" = None
    otherwise: "Callable[[], Awaitable[Call]] | None" = None

    async def after_refusal(self) -> "Call | None":
        """Give the call to try when this one was refused."""
        return self.instead or (await self.otherwise() if self.otherwise else None)


class Packer:
    """Packs parcels of one bot; `folder` is where its files are."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._few = asyncio.Semaphore(MADE_AT_ONCE)

    @asynccontextmanager
    async def packed(self, parcel: Parcel, params: dict[str, Any]) -> AsyncIterator[list[Call]]:
        """Give the calls that say a parcel; what was written for them is removed at the end."""
        calls = await self._calls(parcel, params)
        try:
            yield calls
        finally:
            for call in calls:
                for file in call.files.values():
                    if isinstance(file.content, Path):
                        await asyncio.to_thread(file.content.unlink, missing_ok=True)

    async def _calls(self, parcel: Parcel, params: dict[str, Any]) -> list[Call]:
        others = {name: it for name, it in params.items() if name not in DESCRIBED}
        if isinstance(drawing := params.get("photo"), dict):
            picture = await pictures.draw(drawing["kind"], drawing["values"])
            photo = Attachment(name="photo.png", content=picture, mime="image/png")
            return [Call(method=parcel.method, params=others, files={"photo": photo})]
        if isinstance(document := params.get("document"), dict):
            with speaking(document["language"]):
                return [await self._document(parcel, document, others)]
        if "again" in params:
            return [await self._again(parcel.method, params["again"], others)]
        if "files" in params:
            return await self._kept(params["files"], others)
        return [Call(method=parcel.method, params=params)]

    async def _document(
        self, parcel: Parcel, document: Mapping[str, Any], others: dict[str, Any]
    ) -> Call:
        kind, values = document["kind"], document["values"]
        try:
            async with self._few:
                made = await documents.make(self._database, self._folder, kind, values)
        except Refusal as no:
            return _words(no.text, others)
        except Exception as error:
            if is_outage(error):
                raise
            fault = described(error)
            log.error("a document broke", document=kind, parcel=parcel.id, fault=fault)
            return _words(SORRY, others)
        return _sent(made, others)

    async def _kept(self, ids: Sequence[int], others: dict[str, Any]) -> list[Call]:
        """Send photos as one album, everything else one by one; a caption stands first."""
        async with self._database.read() as db:
            known = await files.known(db, ids)
        found = [known[number] for number in ids if number in known]
        photos = [file for file in found if file.kind is Kind.PHOTO]
        albums = [photos[at : at + ALBUM] for at in range(0, len(photos), ALBUM)]
        groups = [*albums, *([file] for file in found if file.kind is not Kind.PHOTO)]
        calls = []
        for group in groups:
            calls.append(await self._group(group, others))
            others = {name: it for name, it in others.items() if name != "caption"}
        return calls or [Call(method="sendMessage", params=_as_text(others))]

    async def _again(self, method: str, number: int, others: dict[str, Any]) -> Call:
        """Send by Telegram's id what many get: it has the file, as long as the token is kept."""
        async with self._database.read() as db:
            file = (await files.known(db, [number])).get(number)
        if file is None:
            return Call(method="sendMessage", params=_as_text(others))

        async def uploaded() -> Call:
            return await self._group([file], others)

        by_id = others | {file.kind.value: file.telegram_id}
        return Call(method=method, params=by_id, otherwise=uploaded)

    async def _group(self, group: Sequence[File], others: dict[str, Any]) -> Call:
        contents = [await self._content(file) for file in group]
        kept = [it for it in contents if isinstance(it, Attachment)]
        call = _together(group[0].kind, contents, others)
        if len(kept) == len(contents):
            return call
        return replace(call, instead=_without(group[0].kind, kept, len(contents), others))

    async def _content(self, file: File) -> Attachment | str:
        """Take what the bot keeps; by Telegram's id while it is on its way, or was lost."""
        try:
            content = await keeping.content_of(self._database, self._folder, file)
        except FileNotFoundError:
            return file.telegram_id
        name = file.name or f"{file.kind}{SUFFIXES[file.kind]}"
        return Made(name=name, content=content).attachment()


def _words(text: Text, others: dict[str, Any]) -> Call:
    params = _as_text(others | {"caption": said_in_html(text), "parse_mode": "HTML"})
    return Call(method="sendMessage", params=params)


def _as_text(params: dict[str, Any]) -> dict[str, Any]:
    """Write a caption as a message of its own, without the buttons of what is not sent."""
    kept = {name: it for name, it in params.items() if name not in ("caption", "reply_markup")}
    return kept | {"text": params.get("caption") or "…"}


def _sent(made: Made, others: dict[str, Any]) -> Call:
    caption = {"caption": said_in_html(made.caption)} if made.caption else {}
    attached = {"document": made.attachment()}
    return Call(method="sendDocument", params=others | caption, files=attached)


def _together(kind: Kind, contents: Sequence[Attachment | str], others: dict[str, Any]) -> Call:
    if len(contents) == 1:
        return _alone(kind, contents[0], others)
    attached = {
        f"file{number}": it for number, it in enumerate(contents) if isinstance(it, Attachment)
    }
    words = {name: it for name, it in others.items() if name in WORDS}
    media: list[dict[str, Any]] = [
        {"type": "photo", "media": it if isinstance(it, str) else f"attach://file{number}"}
        for number, it in enumerate(contents)
    ]
    media[0] |= words
    shared = {name: it for name, it in others.items() if name not in WORDS}
    return Call(method="sendMediaGroup", params=shared | {"media": media}, files=attached)


def _without(kind: Kind, kept: Sequence[Attachment], count: int, others: dict[str, Any]) -> Call:
    """Send what the bot keeps: Telegram may have forgotten the rest, by whose ids it would go."""
    gone = Text("{count} files sent here cannot be had any more.", count=count - len(kept))
    said = "\n".join(filter(None, [others.get("caption"), said_in_html(gone)]))
    words = others | {"caption": said, "parse_mode": "HTML"}
    if not kept:
        return Call(method="sendMessage", params=_as_text(words))
    return _together(kind, kept, words)


def _alone(kind: Kind, content: Attachment | str, others: dict[str, Any]) -> Call:
    method = f"send{kind.value.title()}"
    if isinstance(content, str):
        return Call(method=method, params=others | {kind.value: content})
    return Call(method=method, params=others, files={kind.value: content})
