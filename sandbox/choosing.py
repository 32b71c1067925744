"""What keys that ask for people or for a chat send."""

from typing import Any

from sandbox.chats import Chat
from sandbox.errors import JSON, Impossible
from sandbox.ground import Ground
from sandbox.roles import RIGHTS, administrator, change, role_of

Chosen = list[int] | int | None


def users_shared(ground: Ground, wanted: JSON, chosen: Chosen) -> JSON:
    """Write the message that tells which people somebody chose.

    Raises:
        Impossible: nobody, too many, or such as the key does not ask for.
    """
    ids = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    most = wanted.get("max_quantity", 1)
    if not 1 <= len(set(ids)) <= most or len(set(ids)) < len(ids):
        raise Impossible(f"请选择 1 至 {most} 个人 (choose 1 to {most} people)")
    if wanted.get("user_is_bot") or wanted.get("user_is_premium"):
        raise Impossible("这里没有这样的人 (there is nobody like that here)")
    users = [_shared_user(ground.phone(each).user, wanted) for each in ids]
    return {"users_shared": {"request_id": wanted["request_id"], "users": users}}


def _shared_user(user: JSON, wanted: JSON) -> JSON:
    names: tuple[str, ...] = ("first_name", "last_name") if wanted.get("request_name") else ()
    names += ("username",) if wanted.get("request_username") else ()
    return {"user_id": user["id"]} | {name: user[name] for name in names if name in user}


def chat_shared(ground: Ground, user_id: int, wanted: JSON, chosen: Chosen) -> JSON:
    """Write the message that tells which group somebody chose.

    Raises:
        Impossible: none, or such as the key does not ask for.
    """
    if not isinstance(chosen, int):
        raise Impossible("请选择一个群 (choose a group)")
    chat = ground.chat_on(user_id, chosen)
    if not _fits(ground, chat, user_id, wanted):
        raise Impossible("这个群不符合要求 (this group is not what the key asks for)")
    _promote_bot(ground, chat, user_id, wanted.get("bot_administrator_rights", {}))
    shared: JSON = {"request_id": wanted["request_id"], "chat_id": chat.id}
    return {"chat_shared": shared | ({"title": chat.card["title"]} if _titled(wanted) else {})}


def _titled(wanted: JSON) -> bool:
    return bool(wanted.get("request_title"))


def _fits(ground: Ground, chat: Chat, user_id: int, wanted: JSON) -> bool:
    status = role_of(ground, chat, user_id)["status"]
    checks: dict[str, Any] = {
        "chat_is_channel": False,
        "chat_is_forum": chat.forum,
        "chat_has_username": "username" in chat.card,
    }
    alike = all(wanted[name] == is_so for name, is_so in checks.items() if name in wanted)
    created = status == "creator" or not wanted.get("chat_is_created")
    leads = user_id in chat.admins or not wanted.get("user_administrator_rights")
    inside = chat.bot_status in {"member", "administrator"} or not wanted.get("bot_is_member")
    return not chat.private and alike and created and leads and inside


def _promote_bot(ground: Ground, chat: Chat, user_id: int, rights: JSON) -> None:
    """Give the bot the rights it asks for, as the app does once somebody agrees."""
    asked = {right for right in RIGHTS if rights.get(right)}
    if asked <= {right for right, has in chat.bot_rights.items() if has}:
        return
    if user_id not in chat.admins:
        raise Impossible("只有管理员能给机器人权限 (only administrators give the bot rights)")
    new = administrator(rights | chat.bot_rights | dict.fromkeys(asked, True))
    change(ground, chat, ground.bot["id"], new, ground.phone(user_id).user)
