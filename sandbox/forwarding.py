"""Methods that send again what was sent before."""

from sandbox.chats import Chat
from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.requests import Request, caption_of, destination, send

CONTENT = (
    "text", "entities", "caption", "caption_entities", "show_caption_above_media", "photo",
    "document", "voice", "location", "venue", "contact", "has_media_spoiler",
    "link_preview_options",
)  # fmt: skip


def content_of(message: JSON) -> JSON:
    """Give what a message says, without who said it and when."""
    return {name: message[name] for name in CONTENT if name in message}


def origin_of(message: JSON) -> JSON:
    """Say where a forwarded message comes from first."""
    if "forward_origin" in message:
        origin: JSON = message["forward_origin"]
        return origin
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}


def forward_message(ground: Ground, request: Request) -> JSON:
    """Forward a message."""
    message = _source(ground, request, request["message_id"], "forward")
    content = content_of(message) | {"forward_origin": origin_of(message)}
    return send(ground, request, content)


def copy_message(ground: Ground, request: Request) -> JSON:
    """Send a message again as one's own; give its id alone."""
    content = content_of(_source(ground, request, request["message_id"], "copy"))
    if request.get("caption") is not None:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= caption_of(request.params)
    return {"message_id": send(ground, request, content)["message_id"]}


def forward_messages(ground: Ground, request: Request) -> list[JSON]:
    """Forward several; those that are gone are left out."""
    ids = _known(ground, request)
    requests = [_single(request, message_id) for message_id in ids]
    return [{"message_id": forward_message(ground, one)["message_id"]} for one in requests]


def copy_messages(ground: Ground, request: Request) -> list[JSON]:
    """Copy several; those that are gone are left out."""
    ids = _known(ground, request)
    requests = [_single(request, message_id) for message_id in ids]
    if request.get("remove_caption"):
        requests = [Request(one.method, one.params | {"caption": ""}) for one in requests]
    return [copy_message(ground, one) for one in requests]


def _known(ground: Ground, request: Request) -> list[int]:
    destination(ground, request)
    messages = ground.chat(request["from_chat_id"]).messages
    return [message_id for message_id in request["message_ids"] if message_id in messages]


def _single(request: Request, message_id: int) -> Request:
    return Request(request.method, request.params | {"message_id": message_id})


def _source(ground: Ground, request: Request, message_id: int, verb: str) -> JSON:
    destination(ground, request)
    chat: Chat = ground.chat(request["from_chat_id"])
    message = chat.messages.get(message_id)
    if message is None or not content_of(message):
        raise bad(f"message to {verb} not found")
    if chat.marks[message_id].protected:
        raise bad(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return message
