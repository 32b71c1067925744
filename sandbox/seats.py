"""A browser that may open one phone: what it sees and does, and nothing of anybody else."""

import re
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.chats import Chat
from sandbox.deeds import PERSONAL
from sandbox.errors import JSON, Impossible
from sandbox.gate import DIRECTOR, PASS, Pass
from sandbox.ground import Ground

FOR_ALL = {"clock", "reload"}
FOR_THE_DIRECTOR = {"call", "update"}
KINDS = ("document", "voice", "audio", "video", "animation")


def seat_of(request: web.Request) -> int | None:
    """Give whose phone alone the browser opens; None for the director's, which opens all."""
    opens: Pass = request.get(PASS, DIRECTOR)
    return opens.user_id


def middleware(ground: Ground) -> Middleware:
    """Keep seated browsers to the paths and the chats of their phone."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        seat = seat_of(request)
        if seat is not None and request.path.startswith("/desk/"):
            name = request.path.split("/")[2]
            if name not in OPEN or not OPEN[name](ground, seat, request):
                raise web.HTTPForbidden(text="这部手机上没有这个 (not on this phone)")
        return await handler(request)

    return guard


def _anything(_ground: Ground, _seat: int, _request: web.Request) -> bool:
    return True


def _on_the_phone(ground: Ground, seat: int, request: web.Request) -> bool:
    chat = ground.chats.by_id.get(_number(request, "chat"))
    return chat is not None and seat in chat.members


def _asked_by_itself(ground: Ground, seat: int, request: web.Request) -> bool:
    return _number(request, "user") == seat and _on_the_phone(ground, seat, request)


def _sent_by_itself(_ground: Ground, seat: int, request: web.Request) -> bool:
    return _number(request, "user_id") == seat


def _sent_to_it(ground: Ground, seat: int, request: web.Request) -> bool:
    file_id = request.match_info["file_id"]
    return any(_has(chat, file_id) for chat in ground.chats.of(seat))


OPEN: dict[str, Callable[[Ground, int, web.Request], bool]] = {
    "state": _anything,  # which shows the own phone alone
    "events": _anything,  # the same
    "act": _anything,  # asks `check` below
    "history": _on_the_phone,
    "search": _asked_by_itself,
    "upload": _sent_by_itself,
    "file": _sent_to_it,
}


def check(request: web.Request, name: str, details: JSON) -> None:
    """Let a seated browser act as its own person only.

    Raises:
        Impossible: it is somebody else's deed, or the director's.
    """
    seat = seat_of(request)
    if seat is None:
        return
    own = details.get("user_id") == seat and details.get("of_user_id") in {seat, None}
    if name not in PERSONAL or not own:
        raise Impossible("这里只能用自己的手机 (this browser opens one phone)")


def hears(ground: Ground, seat: int | None, event: JSON) -> bool:
    """Say whether an event is for a browser."""
    if seat is None or event["type"] in FOR_ALL:
        return True
    if event["type"] in FOR_THE_DIRECTOR or event.get("user_id", seat) != seat:
        return False
    chat = ground.chats.by_id.get(event.get("chat_id", seat))
    return chat is not None and seat in chat.members


def _has(chat: Chat, file_id: str) -> bool:
    return any(file_id in _file_ids(message) for message in reversed(chat.messages.values()))


def _file_ids(message: JSON) -> set[str]:
    files = [*message.get("photo", []), *(message[kind] for kind in KINDS if kind in message)]
    return {file["file_id"] for file in files}


def _number(request: web.Request, name: str) -> int:
    written = request.query.get(name, "")
    return int(written) if re.fullmatch(r"-?\d{1,19}", written, re.ASCII) else 0
