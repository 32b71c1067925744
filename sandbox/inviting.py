"""Links by which people come into a group."""

import re
from hashlib import sha1
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import JSON, Impossible, bad
from sandbox.ground import Ground
from sandbox.requests import Request, reachable
from sandbox.roles import require

NO_INVITING = "not enough rights to manage chat invite link"
NAME = 32
MOST = 99_999
OURS = "joined"


def export_chat_invite_link(ground: Ground, request: Request) -> str:
    """Make a new primary link; the old one is revoked."""
    chat = _inviting(ground, request)
    for link in chat.links:
        if link["is_primary"]:
            link |= {"is_primary": False, "is_revoked": True}
    made: str = _made(ground, chat, is_primary=True)["invite_link"]
    return made


def create_chat_invite_link(ground: Ground, request: Request) -> JSON:
    """Make another link."""
    chat = _inviting(ground, request)
    details = _details(ground, request)
    link = _made(ground, chat, is_primary=False)
    link |= details
    return shown(link)


def edit_chat_invite_link(ground: Ground, request: Request) -> JSON:
    """Change a link's name, end or number of people; what is not given is taken away."""
    link = _own(_inviting(ground, request), request["invite_link"])
    if link["is_primary"] or link["is_revoked"]:
        raise bad("INVITE_HASH_EXPIRED")
    details = _details(ground, request)
    for name in ("name", "expire_date", "member_limit"):
        link.pop(name, None)
    link |= details
    return shown(link)


def revoke_chat_invite_link(ground: Ground, request: Request) -> JSON:
    """End a link; in the place of a primary one comes a new one."""
    chat = _inviting(ground, request)
    link = _own(chat, request["invite_link"])
    primary = link["is_primary"]
    link |= {"is_primary": False, "is_revoked": True}
    if primary:
        _made(ground, chat, is_primary=True)
    return shown(link)


def shown(link: JSON) -> JSON:
    """Give a link as Telegram shows it."""
    return {name: value for name, value in link.items() if name != OURS}


def find(ground: Ground, address: str) -> tuple[Chat, JSON]:
    """Find the group and the link behind an address, for somebody who opens it.

    Raises:
        Impossible: there is no such link, it has ended, or enough people have come by it.
    """
    for chat in ground.chats.by_id.values():
        for link in chat.links:
            if link["invite_link"] == address and not _ended(ground, link):
                return chat, link
    raise Impossible("邀请链接无效或已过期 (the invitation does not exist, or has ended)")


def _ended(ground: Ground, link: JSON) -> bool:
    late = 0 < link.get("expire_date", 0) <= ground.clock.stamp()
    full = 0 < link.get("member_limit", 0) <= len(link[OURS])
    return bool(link["is_revoked"]) or late or full


def _inviting(ground: Ground, request: Request) -> Chat:
    chat = reachable(ground, request["chat_id"])
    if chat.private:
        raise bad("can't create invite link for the chat")
    require(chat, "can_invite_users", NO_INVITING)
    return chat


def _made(ground: Ground, chat: Chat, *, is_primary: bool) -> JSON:
    digest = sha1(f"{chat.id}{ground.next_number()}".encode()).hexdigest()  # noqa: S324 (a name)
    link: JSON = {"invite_link": f"https://t.me/+{digest[:16]}", "creator": ground.bot}
    link |= {"creates_join_request": False, "is_primary": is_primary, "is_revoked": False}
    chat.links.append(link | {OURS: []})
    return chat.links[-1]


def _details(ground: Ground, request: Request) -> JSON:
    given: dict[str, Any] = {
        name: request[name]
        for name in ("name", "expire_date", "member_limit")
        if request.get(name)
    }
    if len(given.get("name", "")) > NAME:
        raise bad("INVITE_LINK_NAME_TOO_LONG")
    if not 0 <= given.get("member_limit", 0) <= MOST:
        raise bad("USAGE_LIMIT_INVALID")
    if "expire_date" in given and given["expire_date"] <= ground.clock.stamp():
        raise bad("EXPIRE_DATE_INVALID")
    return given


def _own(chat: Chat, address: str) -> JSON:
    if not re.fullmatch(r"https://t\.me/\+[\w-]{16,}", address):
        raise bad("INVITE_HASH_INVALID")
    link = next((link for link in chat.links if link["invite_link"] == address), None)
    if link is None:
        raise bad("INVITE_HASH_EXPIRED")
    return link
