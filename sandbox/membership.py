"""Methods about chats, members and files."""

from sandbox.chats import Chat
from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.requests import Request

RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
DENIED = {"can_be_edited", "is_anonymous"}
GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip


def get_chat(ground: Ground, request: Request) -> JSON:
    """Describe a chat."""
    chat = ground.chat(request["chat_id"])
    full: JSON = chat.card | {"accent_color_id": chat.id % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]]
    return full


def get_chat_member(ground: Ground, request: Request) -> JSON:
    """Say what somebody is in a chat."""
    chat, user_id = ground.chat(request["chat_id"]), request["user_id"]
    if user_id == ground.bot["id"]:
        return member(ground.bot, chat.bot_status)
    if user_id not in ground.people.phones:
        raise bad("invalid user_id specified")
    return member(ground.phone(user_id).user, _status(chat, user_id))


def member(user: JSON, status: str) -> JSON:
    """Write a ChatMember."""
    result: JSON = {"status": status, "user": user}
    if status == "administrator":
        return result | {right: right not in DENIED for right in RIGHTS}
    if status == "creator":
        return result | {"is_anonymous": False}
    return result | ({"until_date": 0} if status == "kicked" else {})


def _status(chat: Chat, user_id: int) -> str:
    if user_id not in chat.members:
        return "left"
    return "administrator" if user_id in chat.admins else "member"


def get_chat_administrators(ground: Ground, request: Request) -> list[JSON]:
    """List a group's administrators."""
    chat = ground.chat(request["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    people = [member(ground.phone(each).user, "administrator") for each in sorted(chat.admins)]
    own = [member(ground.bot, "administrator")] if chat.bot_status == "administrator" else []
    return people + own


def get_chat_member_count(ground: Ground, request: Request) -> int:
    """Count the members, the bot among them."""
    chat = ground.chat(request["chat_id"])
    return len(chat.members) + (chat.bot_status not in {"left", "kicked"})


def leave_chat(ground: Ground, request: Request) -> bool:
    """Leave a group."""
    chat = ground.chat(request["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    change_bot(ground, chat, "left", ground.bot)
    return True


def change_bot(ground: Ground, chat: Chat, status: str, by: JSON) -> None:
    """Change what the bot is in a chat, and tell it."""
    old, chat.bot_status = chat.bot_status, status
    facts = {"chat": chat.card, "from": by, "date": ground.clock.stamp()}
    facts |= {"old_chat_member": member(ground.bot, old)}
    facts |= {"new_chat_member": member(ground.bot, status)}
    ground.queue("my_chat_member", facts, chat)
    ground.events.emit("chat", chat_id=chat.id)


def get_file(ground: Ground, request: Request) -> JSON:
    """Say where a file can be downloaded."""
    stored = ground.files.find(request["file_id"])
    return stored.named() | {"file_path": stored.path}


def get_user_profile_photos(ground: Ground, request: Request) -> JSON:
    """List a person's pictures: the sandbox's people have none."""
    if request["user_id"] not in ground.people.phones:
        raise bad("user not found")
    return {"total_count": 0, "photos": []}
