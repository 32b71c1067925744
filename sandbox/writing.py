"""Where in a chat somebody may write, and what."""

from sandbox.chats import GENERAL, Chat
from sandbox.errors import JSON, Impossible
from sandbox.ground import Ground
from sandbox.roles import role_of

NEEDED = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "voice": "can_send_voice_notes",
}


def allowed(ground: Ground, chat: Chat, user_id: int, content: JSON, thread: int | None) -> JSON:
    """Give the fields that put somebody's message into its topic.

    Raises:
        Impossible: there is no such topic, it is closed, or this person may not send such things.
    """
    if chat.private:
        return {}
    _check_permissions(ground, chat, user_id, content)
    thread = thread or GENERAL
    if thread not in chat.topics and (chat.forum or thread != GENERAL):
        raise Impossible("没有这个话题 (there is no such topic)")
    if chat.topics.get(thread, {}).get("is_closed") and user_id not in chat.admins:
        raise Impossible("话题已关闭 (the topic is closed)")
    return {} if thread == GENERAL else {"message_thread_id": thread, "is_topic_message": True}


def _check_permissions(ground: Ground, chat: Chat, user_id: int, content: JSON) -> None:
    role = role_of(ground, chat, user_id)
    if role["status"] in {"creator", "administrator"}:
        return
    needed = next((NEEDED[kind] for kind in NEEDED if kind in content), "can_send_messages")
    if not chat.permissions.get(needed, True) or not role.get(needed, True):
        raise Impossible(f"群里不允许你发送这个 (one may not send this here: {needed})")
