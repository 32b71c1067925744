"""The desk's protocol: what the page reads and does, over HTTP."""

import inspect
import re
from typing import Any
from urllib.parse import quote

import orjson
from aiohttp import web

from sandbox import acts, bodies, deeds, files, history
from sandbox.backstage import Backstage
from sandbox.errors import JSON, ApiError, Impossible
from sandbox.files import DOWNLOAD_LIMIT, Upload
from sandbox.people import Phone
from sandbox.roles import members_shown
from sandbox.seats import check, seat_of
from sandbox.stream import Stream, with_marks
from sandbox.world import World

UPLOAD_LIMIT = 11 * DOWNLOAD_LIMIT
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif"}


class Desk:
    """Answers the page."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.stream = Stream(world)

    def routes(self) -> list[web.RouteDef]:
        """List the paths."""
        return [
            web.get("/desk/state", self.state),
            web.get("/desk/history", self.history),
            web.get("/desk/search", self.search),
            web.get("/desk/events", self.stream.serve),
            web.get("/desk/calls", self.calls),
            web.get("/desk/file/{file_id}", self.file),
            web.post("/desk/act", self.act),
            web.post("/desk/upload", self.upload),
            *Backstage(self.world).routes(),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """Give everything but the messages; to a seated browser, of its own phone alone."""
        world, seat = self.world, seat_of(request)
        chats = [*world.chats.by_id.values()] if seat is None else world.chats.of(seat)
        phones = [*world.people] if seat is None else [world.phone(seat)]
        groups = [chat for chat in chats if not chat.private]
        texts = {kind: world.profile.text(kind) for kind in ("description", "short_description")}
        return _json(
            {
                "bot": world.bot | texts,
                "banner": world.banner,
                "clock": {"now": world.clock.now().isoformat(), "frozen": world.clock.frozen},
                "seat": seat,
                "phones": [self._phone(phone) for phone in phones],
                "chats": {chat.id: chat.card for chat in chats},
                "pinned": {chat.id: chat.pinned for chat in chats},
                "topics": {chat.id: chat.topics_shown() for chat in groups if chat.forum},
                "members": {chat.id: members_shown(world, chat) for chat in groups},
                "faults": world.faults.shown() if seat is None else [],
            }
        )

    def _phone(self, phone: Phone) -> JSON:
        user_id = phone.user["id"]
        chats = self.world.chats.of(user_id)
        shown = ("user", "note", "presets", "place", "blocked", "shown")
        return {name: getattr(phone, name) for name in shown} | {
            "phone": phone.number,
            "chats": [chat.id for chat in chats],
            "keyboards": self.world.keyboards.all_of(user_id),
            "commands": {chat.id: self.world.profile.menu(chat, phone) for chat in chats},
        }

    async def history(self, request: web.Request) -> web.Response:
        """Give so many of a chat's messages, oldest first: before, after or around one of them."""
        chat = self.world.chats.by_id.get(_number(request, "chat"))
        if chat is None:
            return _refused("没有这个聊天 (no such chat)")
        page = _page(history.of_topic(chat, _number(request, "thread", 0) or None), request)
        shown = [with_marks(self.world, message) for message in page.messages]
        return _json({"messages": shown, "older": page.older, "newer": page.newer})

    async def search(self, request: web.Request) -> web.Response:
        """Find messages by their words, in a chat that is on the asking phone."""
        try:
            chat = self.world.chat_on(_number(request, "user"), _number(request, "chat"))
        except Impossible as refusal:
            return _refused(str(refusal))
        messages = history.of_topic(chat, _number(request, "thread", 0) or None)
        return _json({"hits": history.search(messages, request.query.get("q", ""))})

    async def calls(self, request: web.Request) -> web.Response:
        """Give the latest raw calls, oldest first."""
        return _json({"calls": list(self.world.calls)[-_number(request, "limit", 200) :]})

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person or the director does."""
        if request.content_type != "application/json":
            return _refused("JSON is expected")
        try:
            details, _ = await bodies.read(request, DOWNLOAD_LIMIT)
            name = str(details.pop("do", ""))
            check(request, name, details)
            result = deeds.do(self.world, name, details)
            if inspect.isawaitable(result):
                result = await result
        except (Impossible, ApiError) as refusal:
            return _refused(str(refusal))
        return _json({"ok": True, "result": result})

    async def upload(self, request: web.Request) -> web.Response:
        """Send files from a phone; several pictures are an album."""
        try:
            _, parts = await bodies.read_parts(request, UPLOAD_LIMIT)
            uploads = [upload for name, upload in parts if name == "file"]
            result = self._sent(request, uploads)
        except (Impossible, ApiError, ValueError) as refusal:
            return _refused(str(refusal))
        return _json({"ok": True, "result": result})

    def _sent(self, request: web.Request, uploads: list[Upload]) -> Any:
        kind = request.query.get("kind")
        _check(kind, uploads)
        written = acts.written(self.world, "upload", _upload(request, kind, uploads))
        calm = self.world.journal.is_calm(self.world)
        with self.world.in_topic(_number(request, "thread_id", 0) or None):
            result = self._send(request, kind, uploads)
        deeds.note(self.world, "upload", written, calm=calm)
        return result

    def _send(self, request: web.Request, kind: str | None, uploads: list[Upload]) -> Any:
        user_id, chat_id = _number(request, "user_id"), _number(request, "chat_id", 0) or None
        caption = request.query.get("caption", "")
        contents = [upload.content for upload in uploads]
        if kind == "photo" and len(uploads) > 1:
            return self.world.send_album(user_id, contents, caption, chat_id)
        if kind == "photo":
            return self.world.send_photo(user_id, contents[0], caption, chat_id=chat_id)
        if kind == "voice":
            duration, sound = _number(request, "duration", 3), uploads[0].content_type
            return self.world.send_voice(user_id, contents[0], duration, chat_id, _heard(sound))
        return [self.world.send_document(user_id, each, caption, chat_id) for each in uploads]

    async def file(self, request: web.Request) -> web.Response:
        """Give a file's bytes; only pictures and voices may be shown, the rest is saved."""
        stored = self.world.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        voice, upload = stored.kind == "voice", stored.upload
        kind = _heard(upload.content_type) if voice else _picture_type(upload.content)
        headers = {"Content-Type": kind or "application/octet-stream"}
        if stored.kind == "document" or kind is None:
            named = quote(stored.upload.name, safe="")
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{named}"
        return web.Response(body=stored.upload.content, headers=headers)


def _check(kind: str | None, uploads: list[Upload]) -> None:
    if kind not in {"photo", "document", "voice"} or not uploads:
        raise Impossible("没有文件 (no file, or an unknown kind)")
    if any(upload.size > DOWNLOAD_LIMIT for upload in uploads):
        raise Impossible("文件超过 20 MB (a file is larger than 20 MB)")
    if len(uploads) > 10:
        raise Impossible("一次最多 10 个 (at most 10 at once)")
    if kind == "photo" and not all(files.picture_size(upload.content) for upload in uploads):
        raise Impossible("这不是图片, 请作为文件发送 (not a picture; send it as a document)")


def _upload(request: web.Request, kind: str | None, uploads: list[Upload]) -> JSON:
    """Describe an upload as a deed."""
    numbers = ("user_id", "chat_id", "thread_id", "duration")
    details: JSON = {name: _number(request, name, 0) or None for name in numbers}
    details |= {"kind": kind, "caption": request.query.get("caption", "")}
    return details | {"names": [upload.name for upload in uploads]}


def _heard(content_type: str) -> str:
    """Give the type of a recording; what a browser does not call one is taken for Telegram's."""
    return content_type if re.fullmatch(r"(audio|video)/[\w.+-]+", content_type) else "audio/ogg"


def _picture_type(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in PICTURES.items() if content.startswith(start)), None)


def _page(messages: list[JSON], request: web.Request) -> history.Page:
    limit = _number(request, "limit", 100)
    for name, read in (("after", history.after), ("around", history.around)):
        if name in request.query:
            return read(messages, _number(request, name), limit)
    return history.before(messages, _number(request, "before", 0) or None, limit)


def _number(request: web.Request, name: str, default: int | None = None) -> int:
    try:
        return int(request.query.get(name) or default)  # type: ignore[arg-type]
    except (TypeError, ValueError) as wrong:
        raise web.HTTPBadRequest(text=f"{name}: a number is expected") from wrong


def _json(content: JSON) -> web.Response:
    body = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS, default=str)
    return web.Response(body=body, content_type="application/json")


def _refused(words: str) -> web.Response:
    body = orjson.dumps({"ok": False, "error": words})
    return web.Response(status=400, body=body, content_type="application/json")
