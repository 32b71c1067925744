"""Chats and what was said in them. Messages are never changed in place: an edit is a new dict."""

from dataclasses import dataclass, field

from sandbox.counting import Numbers
from sandbox.errors import JSON

FIRST_GROUP_ID = -1002000000001
GENERAL = 1
"""The topic every forum has; its messages name no thread."""
GENERAL_TOPIC = {"name": "General", "icon_color": 7322096}
LEADING = {"creator", "administrator"}


@dataclass
class Marks:
    """What Telegram's clients see of a message and bots do not."""

    silent: bool = False
    protected: bool = False
    edited: bool = False
    deleted: bool = False
    read: bool = False
    under_keyboard: bool = False
    """Sent with a reply keyboard, so a bot cannot edit it."""
    reactions: dict[int, list[JSON]] = field(default_factory=dict)

    def shown(self) -> JSON:
        """Give what the page shows."""
        seen = ("silent", "protected", "edited", "deleted", "read")
        return {name: getattr(self, name) for name in seen} | {
            "reactions": [kind for kinds in self.reactions.values() for kind in kinds]
        }


@dataclass
class Chat:
    """A private chat with the bot, or a group."""

    card: JSON
    """Telegram's Chat object."""
    ids: Numbers
    members: set[int] = field(default_factory=set)
    roles: dict[int, JSON] = field(default_factory=dict)
    """What people are who are no plain members: Telegram's ChatMember without its user."""
    bot_status: str = "member"
    bot_rights: JSON = field(default_factory=dict)
    """What the bot may do as an administrator."""
    description: str = ""
    permissions: JSON = field(default_factory=dict)
    """What members may do; what is not named they may."""
    links: list[JSON] = field(default_factory=list)
    """Invitations: Telegram's ChatInviteLink, and in `joined` who came by it."""
    messages: dict[int, JSON] = field(default_factory=dict)
    marks: dict[int, Marks] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, JSON] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Give the id; a private chat has its person's."""
        number: int = self.card["id"]
        return number

    @property
    def admins(self) -> set[int]:
        """List the people who lead the group, its creator among them."""
        return {each for each, what in self.roles.items() if what["status"] in LEADING}

    @property
    def forum(self) -> bool:
        """Say whether the group has topics."""
        return bool(self.card.get("is_forum"))

    @property
    def private(self) -> bool:
        """Say whether this is a person's chat with the bot."""
        return bool(self.card["type"] == "private")

    def topics_shown(self) -> list[JSON]:
        """List the topics as the page shows them, the general one first."""
        return [
            {
                "message_thread_id": thread,
                "name": topic["name"],
                "icon_color": topic["icon_color"],
                "is_closed": bool(topic.get("is_closed")),
                "is_hidden": bool(topic.get("is_hidden")),
            }
            for thread, topic in self.topics.items()
        ]

    def keep(self, message: JSON, marks: Marks | None = None) -> None:
        """Keep a message, new or changed."""
        self.messages[message["message_id"]] = message
        if marks is not None:
            self.marks[message["message_id"]] = marks

    def forget(self, message_id: int) -> bool:
        """Delete a message; false when there is none."""
        if self.messages.pop(message_id, None) is None:
            return False
        self.marks[message_id].deleted = True
        self.pinned = [pinned for pinned in self.pinned if pinned != message_id]
        return True


class Chats:
    """All chats."""

    def __init__(self, first_message_id: int) -> None:
        self.by_id: dict[int, Chat] = {}
        self._group_ids = Numbers(FIRST_GROUP_ID, -1)
        self._private_ids = Numbers(first_message_id)  # one sequence, as in a bot's account

    def open_private(self, user: JSON) -> Chat:
        """Open a person's chat with the bot."""
        named: JSON = {k: user[k] for k in ("first_name", "last_name", "username") if k in user}
        chat = Chat(
            {"id": user["id"], "type": "private", **named}, self._private_ids, {user["id"]}
        )
        return self._add(chat)

    def open_group(self, title: str, members: set[int], *, is_forum: bool) -> Chat:
        """Open a group; the sandbox's groups are supergroups."""
        card: JSON = {"id": next(self._group_ids), "type": "supergroup", "title": title}
        card |= {"is_forum": True} if is_forum else {}
        chat = Chat(card, Numbers(1), members)
        if is_forum:
            chat.topics[GENERAL] = dict(GENERAL_TOPIC)
        return self._add(chat)

    def of(self, user_id: int) -> list[Chat]:
        """List the chats on a person's phone."""
        return [chat for chat in self.by_id.values() if user_id in chat.members]

    def _add(self, chat: Chat) -> Chat:
        self.by_id[chat.id] = chat
        return chat
