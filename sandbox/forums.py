"""Methods about the topics of a forum, the general one included."""

from collections.abc import Callable

from sandbox.chats import GENERAL, Chat
from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.requests import Request, reachable
from sandbox.roles import require

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
NAME = 128
NO_CREATING = "not enough rights to create a topic"
NO_EDITING = "not enough rights to edit the topic"
NO_CLOSING = "not enough rights to close or reopen the topic"
NO_DELETING = "not enough rights to delete the topic"
NO_HIDING = "not enough rights to close or reopen the topic"
NO_PINNING = "not enough rights to manage pinned messages in the chat"
SAME = "TOPIC_NOT_MODIFIED"

Method = Callable[[Ground, Request], bool]


def create_forum_topic(ground: Ground, request: Request) -> JSON:
    """Open a topic."""
    chat = _forum(ground, request)
    require(chat, "can_manage_topics", NO_CREATING)
    color = request.get("icon_color") or COLORS[0]
    if color not in COLORS:
        raise bad("invalid icon_color specified")
    topic = {"name": _name(request), "icon_color": color}
    thread = open_topic(ground, chat, topic, ground.bot)["message_thread_id"]
    return {"message_thread_id": thread, **topic}


def open_topic(ground: Ground, chat: Chat, topic: JSON, by: JSON) -> JSON:
    """Open a topic with the message that says so; its id is the topic's; give that message."""
    content = {"forum_topic_created": topic, "is_topic_message": True}
    message = ground.post(chat, by, content)
    message = message | {"message_thread_id": message["message_id"]}
    chat.keep(message)
    chat.topics[message["message_id"]] = topic | {"creator": by["id"]}
    ground.events.emit("edited", chat_id=chat.id, message=message)
    ground.events.emit("chat", chat_id=chat.id)
    ground.tell_bot("message", message, chat)
    return message


def edit_forum_topic(ground: Ground, request: Request) -> bool:
    """Rename a topic; without a name it keeps its own."""
    chat, thread = _topic(ground, request, NO_EDITING)
    if not request.get("name"):
        return True
    return _rename(ground, chat, thread, _name(request))


def edit_general_forum_topic(ground: Ground, request: Request) -> bool:
    """Rename the general topic."""
    chat = _forum(ground, request)
    require(chat, "can_manage_topics", NO_EDITING)
    return _rename(ground, chat, GENERAL, _name(request))


def switch_topic(*, closed: bool) -> Method:
    """Make closeForumTopic and reopenForumTopic."""

    def switch(ground: Ground, request: Request) -> bool:
        chat, thread = _topic(ground, request, NO_CLOSING)
        return _close(ground, chat, thread, closed=closed)

    return switch


def switch_general_topic(*, closed: bool) -> Method:
    """Make closeGeneralForumTopic and reopenGeneralForumTopic; reopened, it shows again."""

    def switch(ground: Ground, request: Request) -> bool:
        chat = _forum(ground, request)
        require(chat, "can_manage_topics", NO_CLOSING)
        if not closed and chat.topics[GENERAL].get("is_hidden"):
            _hide(ground, chat, hidden=False)
        return _close(ground, chat, GENERAL, closed=closed)

    return switch


def hide_general_topic(*, hidden: bool) -> Method:
    """Make hideGeneralForumTopic and unhideGeneralForumTopic; hidden, it is closed too."""

    def hide(ground: Ground, request: Request) -> bool:
        chat = _forum(ground, request)
        require(chat, "can_manage_topics", NO_HIDING)
        if bool(chat.topics[GENERAL].get("is_hidden")) == hidden:
            raise bad(SAME)
        if hidden and not chat.topics[GENERAL].get("is_closed"):
            _close(ground, chat, GENERAL, closed=True)
        return _hide(ground, chat, hidden=hidden)

    return hide


def delete_forum_topic(ground: Ground, request: Request) -> bool:
    """Delete a topic with all its messages."""
    chat = _forum(ground, request)
    thread = request["message_thread_id"]
    require(chat, "can_delete_messages", NO_DELETING)
    if thread == GENERAL or thread not in chat.topics:
        raise bad("TOPIC_ID_INVALID")
    del chat.topics[thread]
    for message in list(chat.messages.values()):
        if message.get("message_thread_id") == thread:
            ground.remove(chat, message["message_id"])
    ground.events.emit("chat", chat_id=chat.id)
    return True


def unpin_all_forum_topic_messages(ground: Ground, request: Request) -> bool:
    """Unpin everything in a topic."""
    chat = _forum(ground, request)
    require(chat, "can_pin_messages", NO_PINNING)
    if request["message_thread_id"] not in chat.topics:
        raise bad("TOPIC_ID_INVALID")
    return _unpin(ground, chat, request["message_thread_id"])


def unpin_all_general_forum_topic_messages(ground: Ground, request: Request) -> bool:
    """Unpin everything in the general topic."""
    chat = _forum(ground, request)
    require(chat, "can_pin_messages", NO_PINNING)
    return _unpin(ground, chat, GENERAL)


def _forum(ground: Ground, request: Request) -> Chat:
    chat = reachable(ground, request["chat_id"])
    if not chat.forum:
        raise bad("the chat is not a forum")
    return chat


def _topic(ground: Ground, request: Request, words: str) -> tuple[Chat, int]:
    """Find a topic the bot may change: its own, or any with the right to."""
    chat, thread = _forum(ground, request), request["message_thread_id"]
    if thread == GENERAL or thread not in chat.topics:
        raise bad("TOPIC_ID_INVALID")
    if chat.topics[thread].get("creator") != ground.bot["id"]:
        require(chat, "can_manage_topics", words)
    return chat, thread


def _name(request: Request) -> str:
    name: str = request["name"].strip()
    if not name:
        raise bad("topic title must be non-empty")
    return name[:NAME]


def _rename(ground: Ground, chat: Chat, thread: int, name: str) -> bool:
    if chat.topics[thread]["name"] == name:
        raise bad(SAME)
    chat.topics[thread] = chat.topics[thread] | {"name": name}
    return _say(ground, chat, thread, {"forum_topic_edited": {"name": name}})


def _close(ground: Ground, chat: Chat, thread: int, *, closed: bool) -> bool:
    if bool(chat.topics[thread].get("is_closed")) == closed:
        raise bad(SAME)
    chat.topics[thread] = chat.topics[thread] | {"is_closed": closed}
    done = "closed" if closed else "reopened"
    return _say(ground, chat, thread, {f"forum_topic_{done}": {}})


def _hide(ground: Ground, chat: Chat, *, hidden: bool) -> bool:
    chat.topics[GENERAL] = chat.topics[GENERAL] | {"is_hidden": hidden}
    done = "hidden" if hidden else "unhidden"
    return _say(ground, chat, GENERAL, {f"general_forum_topic_{done}": {}})


def _say(ground: Ground, chat: Chat, thread: int, content: JSON) -> bool:
    if thread != GENERAL:
        content |= {"message_thread_id": thread, "is_topic_message": True}
    ground.post_service(chat, ground.bot, content)
    ground.events.emit("chat", chat_id=chat.id)
    return True


def _unpin(ground: Ground, chat: Chat, thread: int) -> bool:
    chat.pinned = [
        each for each in chat.pinned
        if chat.messages[each].get("message_thread_id", GENERAL) != thread
    ]  # fmt: skip
    ground.events.emit("chat", chat_id=chat.id)
    return True
