"""A Bot API request, read, and what most methods need of it."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import files, keyboards, replying
from sandbox.chats import Chat, Marks
from sandbox.entities import formatted, utf16
from sandbox.errors import JSON, ApiError, bad, forbidden, unsupported
from sandbox.files import Upload
from sandbox.ground import Ground
from sandbox.limits import CAPTION, TEXT

ATTACHED = "attach://"


@dataclass
class Request:
    """One call of one method."""

    method: str
    params: JSON
    files: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """Give a parameter."""
        return self.params.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.params[name]


def destination(ground: Ground, request: Request) -> Chat:
    """Find the chat a message shall go to.

    Raises:
        ApiError: there is none, the person never started the bot, or has blocked it.
    """
    chat = reachable(ground, request["chat_id"])
    if chat.private:
        phone = ground.phone(chat.id)
        if phone.blocked:
            raise forbidden("bot was blocked by the user")
        if not phone.started:
            raise forbidden("bot can't initiate conversation with a user")
    return chat


def reachable(ground: Ground, chat_id: int | str) -> Chat:
    """Find a chat the bot may look into.

    Raises:
        ApiError: there is none, or the bot is not in it.
    """
    chat = ground.chat(chat_id)
    if not chat.private and chat.bot_status == "kicked":
        raise forbidden("bot was kicked from the supergroup chat")
    if not chat.private and chat.bot_status == "left":
        raise forbidden("bot is not a member of the supergroup chat")
    return chat


def send(ground: Ground, request: Request, content: JSON) -> JSON:
    """Put a bot's message into its chat, with what it answers and its keyboard."""
    chat = destination(ground, request)
    markup = request.get("reply_markup")
    under = keyboards.reply(markup, private=chat.private)
    content |= _framed(ground, chat, request)
    if buttons := keyboards.inline(markup):
        content["reply_markup"] = buttons
    marks = Marks(silent=bool(request.get("disable_notification")), read=True)
    marks.protected = bool(request.get("protect_content"))
    marks.under_keyboard = under is not None
    message = ground.post(chat, ground.bot, content, marks)
    if under is not None:
        ground.put_up(chat, under, message)
    return message


def _framed(ground: Ground, chat: Chat, request: Request) -> JSON:
    framed = replying.frame(ground, chat, request)
    if request.get("protect_content"):
        framed["has_protected_content"] = True
    return framed


def text_of(request: Request) -> JSON:
    """Read a message's text.

    Raises:
        ApiError: it is empty, too long, or its markup is broken.
    """
    if not request.get("text"):
        raise bad("message text is empty")
    words, entities = formatted(
        request["text"], request.get("parse_mode"), request.get("entities")
    )
    if not words:
        raise bad("message text is empty")
    if utf16(words) > TEXT:
        raise bad("message is too long")
    content: JSON = {"text": words} | ({"entities": entities} if entities else {})
    options = request.get("link_preview_options")
    return content | ({"link_preview_options": options} if options else {})


def caption_of(given: JSON) -> JSON:
    """Read a caption, of a request or of one item of an album.

    Raises:
        ApiError: it is too long, or its markup is broken.
    """
    words, entities = formatted(
        given.get("caption", ""), given.get("parse_mode"), given.get("caption_entities")
    )
    if utf16(words) > CAPTION:
        raise bad("message caption is too long")
    content: JSON = {"caption": words} if words else {}
    if given.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content | ({"caption_entities": entities} if words and entities else {})


def media_of(ground: Ground, request: Request, kind: str, given: str, duration: int = 0) -> JSON:
    """Take an uploaded file, or a known one by its id, as the content of a message.

    Raises:
        ApiError: the file is missing, unknown, of another kind, or to be fetched from elsewhere.
    """
    if given.startswith(("http://", "https://")):
        raise unsupported("sending a file by its address")
    if not given.startswith(ATTACHED):
        return {kind: ground.files.reused(kind, given)}
    upload = request.files.get(given.removeprefix(ATTACHED))
    if upload is None or not upload.content:
        raise bad("file must be non-empty" if upload else f"there is no {kind} in the request")
    if upload.size > files.UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return {kind: _kept(ground, kind, upload, duration)}


def _kept(ground: Ground, kind: str, upload: Upload, duration: int) -> Any:
    if kind == "photo":
        return files.photo(ground.files, upload)
    if kind == "voice":
        return files.voice(ground.files, upload, duration)
    return files.document(ground.files, upload)
