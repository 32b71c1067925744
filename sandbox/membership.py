"""Methods about chats, members and files."""

from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.requests import Request, reachable
from sandbox.roles import OUTSIDE, PERMISSIONS, change_bot, member_of

GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip


def get_chat(ground: Ground, request: Request) -> JSON:
    """Describe a chat."""
    chat = reachable(ground, request["chat_id"])
    full: JSON = chat.card | {"accent_color_id": chat.id % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    full |= {"description": chat.description} if chat.description else {}
    if not chat.private:
        full["permissions"] = {each: chat.permissions.get(each, True) for each in PERMISSIONS}
        if primary := next((link for link in chat.links if link["is_primary"]), None):
            full["invite_link"] = primary["invite_link"]
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]]
    return full


def get_chat_member(ground: Ground, request: Request) -> JSON:
    """Say what somebody is in a chat."""
    chat = reachable(ground, request["chat_id"])
    return member_of(ground, chat, known(ground, request["user_id"]))


def known(ground: Ground, user_id: int) -> int:
    """Give the id of the bot or of somebody who has a phone.

    Raises:
        ApiError: nobody has that id.
    """
    if user_id <= 0:
        raise bad("invalid user_id specified")
    if user_id != ground.bot["id"] and user_id not in ground.people.phones:
        raise bad("member not found")
    return user_id


def get_chat_administrators(ground: Ground, request: Request) -> list[JSON]:
    """List a group's administrators."""
    chat = reachable(ground, request["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    own = [ground.bot["id"]] if chat.bot_status == "administrator" else []
    return [member_of(ground, chat, each) for each in [*sorted(chat.admins), *own]]


def get_chat_member_count(ground: Ground, request: Request) -> int:
    """Count the members, the bot among them."""
    chat = reachable(ground, request["chat_id"])
    return len(chat.members) + (chat.bot_status not in OUTSIDE)


def leave_chat(ground: Ground, request: Request) -> bool:
    """Leave a group."""
    chat = reachable(ground, request["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    change_bot(ground, chat, "left", ground.bot)
    ground.post(chat, ground.bot, {"left_chat_member": ground.bot})
    return True


def get_file(ground: Ground, request: Request) -> JSON:
    """Say where a file can be downloaded."""
    stored = ground.files.find(request["file_id"], ground.clock.now())
    return stored.named() | {"file_path": stored.path}


def get_user_profile_photos(ground: Ground, request: Request) -> JSON:
    """List a person's pictures: the sandbox's people have none."""
    if request["user_id"] not in ground.people.phones:
        raise bad("user not found")
    return {"total_count": 0, "photos": []}
