"""Methods that change or delete what was sent."""

from sandbox import keyboards
from sandbox.chats import Chat
from sandbox.contents import CONTENT, is_live
from sandbox.errors import JSON, bad
from sandbox.forwarding import MOST, NO_IDS
from sandbox.ground import Ground
from sandbox.requests import Request, caption_of, destination, text_of
from sandbox.sending import item_of, point_of

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
DELETABLE_S = 48 * 3600
COMPARED = (*CONTENT, "reply_markup")
CAPTIONED = {"photo", "document", "voice"}
REPLACEABLE = {"text", "photo", "document"}
NOT_SPECIFIED = (
    ("chat_id", "chat_id is empty"),
    ("message_id", "message identifier is not specified"),
)


def edit_message_text(ground: Ground, request: Request) -> JSON:
    """Change a text; its keyboard goes unless it is given again."""
    chat, message = _editable(ground, request)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    rest = _without(message, "text", "entities", "link_preview_options")
    return _replace(ground, chat, message, rest | text_of(request), request)


def edit_message_caption(ground: Ground, request: Request) -> JSON:
    """Change a caption."""
    chat, message = _editable(ground, request)
    if not CAPTIONED & message.keys():
        raise bad("there is no caption in the message to edit")
    rest = _without(message, "caption", "caption_entities", "show_caption_above_media")
    return _replace(ground, chat, message, rest | caption_of(request.params), request)


def edit_message_media(ground: Ground, request: Request) -> JSON:
    """Put another picture or document in the place of one."""
    chat, message = _editable(ground, request)
    _check_replaceable(message, request["media"]["type"])
    content = item_of(ground, request, request["media"])
    return _replace(ground, chat, message, _without(message, *CONTENT) | content, request)


def _check_replaceable(message: JSON, kind: str) -> None:
    if not REPLACEABLE & message.keys():
        raise bad("there is no media in the message to edit")
    if "media_group_id" in message and kind not in message:
        raise bad("can't change media type in the album")


def edit_message_reply_markup(ground: Ground, request: Request) -> JSON:
    """Change only the keyboard."""
    chat, message = _editable(ground, request)
    return _replace(ground, chat, message, message, request, hidden=True)


def edit_message_live_location(ground: Ground, request: Request) -> JSON:
    """Move a live location."""
    chat, message = _editable(ground, request)
    live = _live(ground, message)
    period = {"live_period": request.get("live_period", live["live_period"])}
    point = point_of(request.params | period)
    return _replace(ground, chat, message, message | {"location": point}, request)


def stop_message_live_location(ground: Ground, request: Request) -> JSON:
    """End a live location where it is."""
    chat, message = _editable(ground, request)
    still = _without(_live(ground, message), "live_period", "heading", "proximity_alert_radius")
    return _replace(ground, chat, message, message | {"location": still}, request)


def delete_message(ground: Ground, request: Request) -> bool:
    """Delete a message: any in a private chat, one's own elsewhere, for 48 hours."""
    chat = destination(ground, request)
    message = chat.messages.get(request["message_id"])
    if message is None:
        raise bad("message to delete not found")
    _check_deletable(ground, chat, message)
    return ground.remove(chat, message["message_id"])


def delete_messages(ground: Ground, request: Request) -> bool:
    """Delete up to a hundred; those that are gone are left out."""
    chat, ids = destination(ground, request), request["message_ids"]
    if not 1 <= len(ids) <= MOST:
        raise bad("too many message identifiers specified" if ids else NO_IDS)
    messages = [chat.messages[each] for each in ids if each in chat.messages]
    for message in messages:
        _check_deletable(ground, chat, message)
    for message in messages:
        ground.remove(chat, message["message_id"])
    return True


def _check_deletable(ground: Ground, chat: Chat, message: JSON) -> None:
    """Let a bot delete what is two days old at most, in groups only its own unless it leads.

    Raises:
        ApiError: it may not.
    """
    if "forum_topic_created" in message:
        raise bad("message can't be deleted")
    young = ground.clock.stamp() - message["date"] < DELETABLE_S
    if chat.private and not young:
        raise bad("message can't be deleted for everyone")
    own = young and message["from"]["id"] == ground.bot["id"]
    if not chat.private and not own and not chat.bot_rights.get("can_delete_messages"):
        raise bad("message can't be deleted")


def _editable(ground: Ground, request: Request) -> tuple[Chat, JSON]:
    """Find one's own message, without a reply keyboard.

    Raises:
        ApiError: it is gone, somebody else's, or cannot be edited.
    """
    for name, words in NOT_SPECIFIED:
        if request.get(name) is None:
            raise bad(words)
    chat = destination(ground, request)
    message = chat.messages.get(request["message_id"])
    if message is None:
        raise bad("message to edit not found")
    foreign = message["from"]["id"] != ground.bot["id"]
    if foreign or "forward_origin" in message or chat.marks[message["message_id"]].under_keyboard:
        raise bad("message can't be edited")
    return chat, message


def _live(ground: Ground, message: JSON) -> JSON:
    if "location" not in message or "venue" in message:
        raise bad("there is no live location in the message to edit")
    location: JSON = message["location"]
    if not is_live(message, ground.clock.stamp()):
        raise bad("message can't be edited")
    return location


def _replace(  # noqa: PLR0913 (what every edit needs)
    ground: Ground,
    chat: Chat,
    old: JSON,
    new: JSON,
    request: Request,
    *,
    hidden: bool = False,
) -> JSON:
    new = _without(new, "reply_markup")
    if buttons := keyboards.inline(request.get("reply_markup")):
        new["reply_markup"] = buttons
    if all(old.get(name) == new.get(name) for name in COMPARED):
        raise bad(SAME)
    return ground.change(chat, new, hidden=hidden)


def _without(message: JSON, *names: str) -> JSON:
    return {name: value for name, value in message.items() if name not in names}
