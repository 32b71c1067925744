"""Methods by which a bot leads a group: bans, restrictions, promotions, its name and rules."""

from sandbox.chats import Chat
from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.membership import known
from sandbox.requests import Request, reachable
from sandbox.roles import (
    LEFT,
    PERMISSIONS,
    PLAIN,
    RIGHTS,
    administrator,
    change,
    kicked,
    require,
    restricted,
    role_of,
)

TITLE, DESCRIPTION, CUSTOM_TITLE = 128, 255, 16
FOR_EVER_S = 30, 366 * 24 * 3600
"""A ban shorter than the first or longer than the second is one for ever."""
NO_RESTRICTING = "not enough rights to restrict/unrestrict chat member"
LINKED = {
    "can_send_other_messages", "can_send_polls", "can_add_web_page_previews",
}  # fmt: skip
MEDIA = PERMISSIONS[1:7]


def ban_chat_member(ground: Ground, request: Request) -> bool:
    """Put somebody out of a group, for a time or for ever."""
    chat = _group(ground, request, "can't ban members in private chats")
    user_id = _other(ground, chat, request)
    require(chat, "can_restrict_members", NO_RESTRICTING)
    inside = user_id in chat.members
    change(ground, chat, user_id, kicked(_until(ground, request)), ground.bot)
    if inside:
        user = ground.phone(user_id).user
        ground.post_service(chat, ground.bot, {"left_chat_member": user})
    if request.get("revoke_messages"):
        _revoke(ground, chat, user_id)
    return True


def unban_chat_member(ground: Ground, request: Request) -> bool:
    """Let somebody come back; one who is inside is put out unless only the banned are meant."""
    chat = _group(ground, request, "method is available for supergroup and channel chats only")
    user_id = _other(ground, chat, request)
    require(chat, "can_restrict_members", NO_RESTRICTING)
    status = role_of(ground, chat, user_id)["status"]
    if status != "left" and (status == "kicked" or not request.get("only_if_banned")):
        change(ground, chat, user_id, LEFT, ground.bot)
    return True


def restrict_chat_member(ground: Ground, request: Request) -> bool:
    """Let a member do less, or everything again."""
    chat = _group(ground, request, "method is available only for supergroups")
    user_id = _other(ground, chat, request)
    require(chat, "can_restrict_members", NO_RESTRICTING)
    permissions = _independent(request)
    inside = user_id in chat.members
    free = all(permissions.get(each) for each in PERMISSIONS)
    new = restricted(permissions, _until(ground, request), inside=inside)
    change(ground, chat, user_id, (PLAIN if inside else LEFT) if free else new, ground.bot)
    return True


def promote_chat_member(ground: Ground, request: Request) -> bool:
    """Make somebody an administrator with these rights; with none, a member again."""
    chat = _group(ground, request, "method is available for supergroup and channel chats only")
    user_id = known(ground, request["user_id"])
    role = role_of(ground, chat, user_id)
    if user_id == ground.bot["id"]:
        raise bad("can't promote self")
    if role["status"] == "creator":
        raise bad("can't remove chat owner")
    if role["status"] in {"left", "kicked"}:
        raise bad("USER_NOT_PARTICIPANT")
    require(chat, "can_promote_members", "not enough rights")
    rights = {right: True for right in RIGHTS if request.get(right)}
    if role["status"] == "administrator" and not role["can_be_edited"]:
        raise bad("CHAT_ADMIN_REQUIRED")
    if not set(rights) <= {right for right, has in chat.bot_rights.items() if has}:
        raise bad("RIGHT_FORBIDDEN")
    title = role.get("custom_title", "")
    new = administrator(rights | {"can_manage_chat": True}, title, by_bot=True)
    change(ground, chat, user_id, new if rights else PLAIN, ground.bot)
    return True


def set_chat_administrator_custom_title(ground: Ground, request: Request) -> bool:
    """Name an administrator's office."""
    chat = _group(ground, request, "method is available only for supergroups")
    user_id = known(ground, request["user_id"])
    role = role_of(ground, chat, user_id)
    if role["status"] == "creator":
        raise bad("only creator can edit their custom title")
    if role["status"] != "administrator":
        raise bad("user is not an administrator")
    if not role["can_be_edited"]:
        raise bad("not enough rights to change custom title of the user")
    title = request.get("custom_title", "")
    if len(title) > CUSTOM_TITLE:
        raise bad("ADMIN_RANK_INVALID")
    change(ground, chat, user_id, administrator(role, title, by_bot=True), ground.bot)
    return True


def set_chat_permissions(ground: Ground, request: Request) -> bool:
    """Set what members may do."""
    chat = _group(ground, request, "can't change private chat permissions")
    require(chat, "can_restrict_members", "not enough rights to change chat permissions")
    given = _independent(request)
    chat.permissions = {each: bool(given.get(each)) for each in PERMISSIONS}
    ground.events.emit("chat", chat_id=chat.id)
    return True


def set_chat_title(ground: Ground, request: Request) -> bool:
    """Rename a group and say so in it."""
    chat = _group(ground, request, "can't change private chat title")
    require(chat, "can_change_info", "not enough rights to set chat title")
    title = " ".join(request["title"].split())[:TITLE]
    if not title:
        raise bad("title must be non-empty")
    if title != chat.card["title"]:
        chat.card = chat.card | {"title": title}
        ground.post_service(chat, ground.bot, {"new_chat_title": title})
        ground.events.emit("chat", chat_id=chat.id)
    return True


def set_chat_description(ground: Ground, request: Request) -> bool:
    """Describe a group; an empty text takes the description away."""
    chat = _group(ground, request, "can't change private chat description")
    require(chat, "can_change_info", "not enough rights to set chat description")
    description = request.get("description", "").strip()[:DESCRIPTION]
    if description == chat.description:
        raise bad("chat description is not modified")
    chat.description = description
    ground.events.emit("chat", chat_id=chat.id)
    return True


def _group(ground: Ground, request: Request, words: str) -> Chat:
    chat = reachable(ground, request["chat_id"])
    if chat.private:
        raise bad(words)
    return chat


def _other(ground: Ground, chat: Chat, request: Request) -> int:
    """Find a member a bot may put out: neither itself nor somebody who leads.

    Raises:
        ApiError: there is none, or it is one of those.
    """
    user_id = known(ground, request["user_id"])
    if user_id == ground.bot["id"]:
        raise bad("can't restrict self")
    status = role_of(ground, chat, user_id)["status"]
    if status == "creator":
        raise bad("can't remove chat owner")
    if status == "administrator":
        raise bad("user is an administrator of the chat")
    return user_id


def _until(ground: Ground, request: Request) -> int:
    until: int = request.get("until_date", 0)
    shortest, longest = FOR_EVER_S
    return until if shortest <= until - ground.clock.stamp() <= longest else 0


def _independent(request: Request) -> JSON:
    """Read permissions; unless said otherwise the greater ones bring the lesser along."""
    given: JSON = dict(request["permissions"])
    if request.get("use_independent_chat_permissions"):
        return given
    if any(given.get(each) for each in LINKED):
        given |= dict.fromkeys(MEDIA, True)
    if any(given.get(each) for each in MEDIA):
        given["can_send_messages"] = True
    return given


def _revoke(ground: Ground, chat: Chat, user_id: int) -> None:
    for message in [each for each in chat.messages.values() if each["from"]["id"] == user_id]:
        ground.remove(chat, message["message_id"])
