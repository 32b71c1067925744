"""Methods that send again what was sent before."""

from sandbox.chats import Chat
from sandbox.contents import content_of, is_service, origin_of
from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.requests import Request, caption_of, destination, reachable, send

MOST = 100
NO_IDS = "message identifiers are not specified"


def forward_message(ground: Ground, request: Request) -> JSON:
    """Forward a message."""
    message = _source(ground, request, request["message_id"], "forward")
    content = content_of(message) | {"forward_origin": origin_of(message)}
    return send(ground, request, content)


def copy_message(ground: Ground, request: Request) -> JSON:
    """Send a message again as one's own; give its id alone."""
    content = content_of(_source(ground, request, request["message_id"], "copy"))
    if request.get("caption") is not None:
        content = _bare(content) | caption_of(request.params)
    return {"message_id": send(ground, request, content)["message_id"]}


def forward_messages(ground: Ground, request: Request) -> list[JSON]:
    """Forward several; those that are gone or protected are left out, albums stay albums."""
    return _several(ground, request, "forward")


def copy_messages(ground: Ground, request: Request) -> list[JSON]:
    """Copy several; those that are gone or protected are left out, albums stay albums."""
    return _several(ground, request, "copy")


def _several(ground: Ground, request: Request, verb: str) -> list[JSON]:
    destination(ground, request)
    ids = request["message_ids"]
    if not ids or len(ids) > MOST:
        raise bad("too many message identifiers specified" if ids else NO_IDS)
    if sorted(set(ids)) != ids:
        raise bad("message identifiers must be in a strictly increasing order")
    source = reachable(ground, request["from_chat_id"])
    messages = [
        _checked(source, message_id, verb) for message_id in ids if _may(source, message_id)
    ]
    albums: dict[str, JSON] = {}
    return [
        {"message_id": _again(ground, request, verb, message, albums)["message_id"]}
        for message in messages
    ]


def _again(
    ground: Ground, request: Request, verb: str, message: JSON, albums: dict[str, JSON]
) -> JSON:
    content = content_of(message)
    if verb == "forward":
        content |= {"forward_origin": origin_of(message)}
    if request.get("remove_caption"):
        content = _bare(content)
    if (album := message.get("media_group_id")) and album not in albums:
        albums[album] = {"media_group_id": str(ground.next_number())}
    return send(ground, request, content | albums.get(message.get("media_group_id", ""), {}))


def _bare(content: JSON) -> JSON:
    captioned = ("caption", "caption_entities", "show_caption_above_media")
    return {name: value for name, value in content.items() if name not in captioned}


def _source(ground: Ground, request: Request, message_id: int, verb: str) -> JSON:
    destination(ground, request)
    chat = reachable(ground, request["from_chat_id"])
    return _checked(chat, message_id, verb)


def _checked(chat: Chat, message_id: int, verb: str) -> JSON:
    message = chat.messages.get(message_id)
    if message is None:
        raise bad(f"message to {verb} not found")
    if is_service(message) or chat.marks[message_id].protected:
        raise bad(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return message


def _may(chat: Chat, message_id: int) -> bool:
    message = chat.messages.get(message_id)
    return message is not None and not is_service(message) and not chat.marks[message_id].protected
