"""What a message says, and where it comes from first."""

from sandbox.errors import JSON

ENDLESS_LIVE = 0x7FFFFFFF
CONTENT = (
    "text", "entities", "caption", "caption_entities", "show_caption_above_media", "photo",
    "document", "voice", "location", "venue", "contact", "has_media_spoiler",
    "link_preview_options",
)  # fmt: skip
SERVICE = (
    "new_chat_members", "left_chat_member", "new_chat_title", "pinned_message",
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
    "general_forum_topic_hidden", "general_forum_topic_unhidden", "users_shared", "chat_shared",
)  # fmt: skip


def content_of(message: JSON) -> JSON:
    """Give what a message says, without who said it and when."""
    return {name: message[name] for name in CONTENT if name in message}


def is_service(message: JSON) -> bool:
    """Say whether a message tells what happened instead of what somebody said."""
    return any(name in message for name in SERVICE)


def is_live(message: JSON, now: int) -> bool:
    """Say whether a message's location still moves."""
    period: int = message["location"].get("live_period", 0)
    return bool(period) and (period == ENDLESS_LIVE or now < message["date"] + period)


def origin_of(message: JSON) -> JSON:
    """Say where a forwarded message comes from first."""
    if "forward_origin" in message:
        origin: JSON = message["forward_origin"]
        return origin
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}


def without_reply(message: JSON) -> JSON:
    """Give a message as another embeds it: one level deep."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
