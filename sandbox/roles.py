"""What somebody is in a chat, what that allows, and how a change of it is told."""

from sandbox.chats import Chat
from sandbox.errors import JSON, bad
from sandbox.ground import Ground

RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip
EVERY_RIGHT = {right: right != "is_anonymous" for right in RIGHTS}
PLAIN: JSON = {"status": "member"}
LEFT: JSON = {"status": "left"}
CREATOR: JSON = {"status": "creator", "is_anonymous": False}
OUTSIDE = {"left", "kicked"}


def administrator(rights: JSON, title: str = "", *, by_bot: bool = False) -> JSON:
    """Describe an administrator; one the bot promoted it may also demote."""
    described: JSON = {"status": "administrator", "can_be_edited": by_bot}
    described |= {right: bool(rights.get(right)) for right in RIGHTS}
    return described | ({"custom_title": title} if title else {})


def kicked(until: int = 0) -> JSON:
    """Describe somebody who may not come back, until a time or for ever (0)."""
    return {"status": "kicked", "until_date": until}


def restricted(permissions: JSON, until: int, *, inside: bool) -> JSON:
    """Describe a member who may do less than the others."""
    described: JSON = {"status": "restricted", "is_member": inside, "until_date": until}
    return described | {each: bool(permissions.get(each)) for each in PERMISSIONS}


def role_of(ground: Ground, chat: Chat, user_id: int) -> JSON:
    """Say what somebody is in a chat; a ban or restriction that has run out is over."""
    if user_id == ground.bot["id"]:
        return _bots(chat)
    role = chat.roles.get(user_id)
    if role is not None and 0 < role.get("until_date", 0) <= ground.clock.stamp():
        del chat.roles[user_id]
        role = None
    return role or (PLAIN if user_id in chat.members else LEFT)


def _bots(chat: Chat) -> JSON:
    if chat.bot_status == "administrator":
        return administrator(chat.bot_rights)
    return kicked() if chat.bot_status == "kicked" else {"status": chat.bot_status}


def member_of(ground: Ground, chat: Chat, user_id: int) -> JSON:
    """Write somebody's ChatMember."""
    user = ground.bot if user_id == ground.bot["id"] else ground.phone(user_id).user
    return {"user": user, **role_of(ground, chat, user_id)}


def members_shown(ground: Ground, chat: Chat) -> list[JSON]:
    """List who is in a group, the bot too, as the page shows it."""
    bot = [] if chat.bot_status in OUTSIDE else [ground.bot["id"]]
    members = [member_of(ground, chat, each) for each in [*sorted(chat.members), *bot]]
    return [{name: member[name] for name in ("user", "status")} for member in members]


def require(chat: Chat, right: str, words: str) -> None:
    """Let only a bot through that leads the group and has this right.

    Raises:
        ApiError: it does not, or has not.
    """
    if chat.bot_status != "administrator" or not chat.bot_rights.get(right):
        raise bad(words)


def change(ground: Ground, chat: Chat, user_id: int, new: JSON, by: JSON, **details: JSON) -> None:
    """Change what somebody is in a chat, and tell the bot: of others only as administrator."""
    own = user_id == ground.bot["id"]
    facts: JSON = {"chat": chat.card, "from": by, "date": ground.clock.stamp(), **details}
    facts["old_chat_member"] = member_of(ground, chat, user_id)
    if own:
        _set_bots(chat, new)
    else:
        _set(chat, user_id, new)
    facts["new_chat_member"] = member_of(ground, chat, user_id)
    if own or chat.bot_status == "administrator":
        ground.queue("my_chat_member" if own else "chat_member", facts, chat)
    ground.events.emit("chat", chat_id=chat.id)


def change_bot(ground: Ground, chat: Chat, status: str, by: JSON) -> None:
    """Change what the bot is in a chat; as an administrator it gets the rights it asks for."""
    rights = ground.profile.rights or EVERY_RIGHT
    new = administrator(rights) if status == "administrator" else {"status": status}
    change(ground, chat, ground.bot["id"], new, by)


def _set_bots(chat: Chat, new: JSON) -> None:
    chat.bot_status = new["status"]
    leading = new["status"] == "administrator"
    chat.bot_rights = {right: new[right] for right in RIGHTS} if leading else {}


def _set(chat: Chat, user_id: int, new: JSON) -> None:
    chat.roles.pop(user_id, None)
    if new["status"] not in {"member", "left"}:
        chat.roles[user_id] = new
    if new["status"] in OUTSIDE or not new.get("is_member", True):
        chat.members.discard(user_id)
    else:
        chat.members.add(user_id)
