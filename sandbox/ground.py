"""What everything in the world stands on: its state, and how a message comes into it."""

from collections import deque
from collections.abc import Callable
from typing import Any

from sandbox.chats import Chat, Chats, Marks
from sandbox.clock import Clock
from sandbox.contents import is_service, without_reply
from sandbox.errors import JSON, ApiError, Impossible, bad
from sandbox.events import Events, Listener
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.keyboards import Keyboards
from sandbox.limits import Limits
from sandbox.people import People, Phone
from sandbox.polls import Poll
from sandbox.profile import Profile
from sandbox.updates import Updates
from sandbox.webhooks import Webhook

CALLS_KEPT = 1000
UPDATES_FROM = 700_000_000


class Ground:
    """The state of the world."""

    def __init__(  # noqa: PLR0913 (keywords; this is the world's one place of settings)
        self,
        *,
        token: str = "100:sandbox",  # noqa: S107 (opens nothing but this machine's sandbox)
        bot_name: str = "帮扶",
        bot_username: str = "bangfu_bot",
        limits: bool = True,
        clock: Clock | None = None,
        numbers_from: int = 1,
    ) -> None:
        """Begin a world; `numbers_from` keeps its ids from meeting an earlier world's."""
        self.token = token
        self.bot: JSON = {"id": int(token.partition(":")[0]), "is_bot": True}
        self.bot |= {"first_name": bot_name, "username": bot_username}
        self.banner = ""
        self.clock = clock or Clock()
        self.people = People()
        self.chats = Chats(numbers_from)
        self.files = Files(numbers_from)
        self.keyboards = Keyboards()
        self.profile = Profile(bot_name)
        self.updates = Updates(self.clock, UPDATES_FROM + numbers_from)
        self.webhook = Webhook()
        self.poll = Poll()
        self.limits = Limits(enforced=limits)
        self.faults = Faults()
        self.calls: deque[JSON] = deque(maxlen=CALLS_KEPT)
        self.events = Events()
        self.presses: dict[str, JSON] = {}
        """Presses that wait for their answer, the latest thousand."""
        self.presses_made: dict[str, JSON] = {}
        self._numbers_from = numbers_from
        self.clock.on_moved.append(self._tell_time)
        self.updates.on_confirmed = self._mark_read
        self.faults.on_changed = self._tell_weather

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell somebody of every event from now on; call the result to stop."""
        return self.events.subscribe(listener)

    def phone(self, user_id: int) -> Phone:
        """Find somebody's phone."""
        return self.people.phone(user_id)

    def history(self, chat_id: int) -> list[JSON]:
        """List the messages of a chat, oldest first, without deleted ones."""
        return list(self.chats.by_id[chat_id].messages.values())

    def next_number(self) -> int:
        """Count callback queries, albums and the like."""
        self._numbers_from += 1
        return self._numbers_from

    def post(self, chat: Chat, sender: JSON, content: JSON, marks: Marks | None = None) -> JSON:
        """Put a message into a chat."""
        message = {"message_id": next(chat.ids), "from": sender, "chat": chat.card}
        message |= {"date": self.clock.stamp(), **content}
        chat.keep(message, marks or Marks())
        self.events.emit("message", chat_id=chat.id, message=message)
        return message

    def post_service(self, chat: Chat, sender: JSON, content: JSON) -> JSON:
        """Say in a chat what happened, and tell the bot, which is told even of its own doing."""
        message = self.post(chat, sender, content)
        self.tell_bot("message", message, chat)
        return message

    def as_told(self, message: JSON) -> JSON:
        """Give a message as bots see it: in a topic it answers at least the topic's beginning."""
        if not message.get("is_topic_message") or "reply_to_message" in message:
            return message
        topic = self.chats.by_id[message["chat"]["id"]].messages.get(message["message_thread_id"])
        if topic is None or topic["message_id"] == message["message_id"]:
            return message
        return message | {"reply_to_message": without_reply(topic)}

    def change(self, chat: Chat, message: JSON, *, hidden: bool = False) -> JSON:
        """Put an edited message in the place of the old one."""
        message = message | {"edit_date": self.clock.stamp()}
        chat.marks[message["message_id"]].edited |= not hidden
        chat.keep(message)
        self.events.emit("edited", chat_id=chat.id, message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> bool:
        """Take a message away; false when there is none."""
        removed = chat.forget(message_id)
        if removed:
            self.events.emit("deleted", chat_id=chat.id, message_id=message_id)
        return removed

    def tell_bot(self, kind: str, facts: JSON, chat: Chat) -> None:
        """Queue an update, if the bot is there and may see it."""
        if chat.bot_status not in {"left", "kicked"} and self._sees(kind, facts, chat):
            self.queue(kind, self.as_told(facts), chat)

    def queue(self, kind: str, facts: JSON, chat: Chat) -> None:
        """Queue an update without asking whether the bot is there."""
        update = self.updates.put(kind, facts, chat.id)
        if update is not None:
            self.tell_update(update)

    def tell_update(self, update: JSON) -> None:
        """Tell everybody of a queued update."""
        self.events.emit("update", at=self.clock.now().isoformat(), update=update)

    def put_up(self, chat: Chat, markup: JSON, message: JSON) -> None:
        """Put a reply keyboard on the phones it is for."""
        for user_id in self._addressed(chat, markup, message):
            shown = self.keyboards.show(user_id, chat.id, markup, message["message_id"])
            self.events.emit("keyboard", user_id=user_id, chat_id=chat.id, markup=shown)

    def tell_commands(self) -> None:
        """Tell every phone what its command menu is now."""
        for phone in self.people:
            for chat in self.chats.of(phone.user["id"]):
                facts = {"user_id": phone.user["id"], "chat_id": chat.id}
                self.events.emit("commands", **facts, commands=self.profile.menu(chat, phone))

    def chat(self, chat_id: int | str) -> Chat:
        """Find a chat for the bot.

        Raises:
            ApiError: there is none.
        """
        if not isinstance(chat_id, int) or chat_id not in self.chats.by_id:
            raise bad("chat not found")
        return self.chats.by_id[chat_id]

    def chat_on(self, user_id: int, chat_id: int | None) -> Chat:
        """Find a chat on somebody's phone; None is the private one with the bot."""
        chat = self.chats.by_id.get(user_id if chat_id is None else chat_id)
        if chat is None or user_id not in chat.members:
            raise Impossible(f"这个聊天里没有此人 (chat {chat_id} is not on this phone)")
        return chat

    def message_on(self, chat: Chat, message_id: int) -> JSON:
        """Find a message on somebody's phone."""
        if message_id not in chat.messages:
            raise Impossible(f"消息已不在 (message {message_id} is gone)")
        return chat.messages[message_id]

    def _addressed(self, chat: Chat, markup: JSON, message: JSON) -> list[int]:
        replied = message.get("reply_to_message", {}).get("from", {}).get("id")
        if markup.get("selective") and replied in chat.members:
            return [replied]
        return sorted(chat.members)

    def _sees(self, kind: str, facts: JSON, chat: Chat) -> bool:
        if chat.private or chat.bot_status == "administrator" or not kind.endswith("message"):
            return True
        if is_service(facts):
            return True
        answers = facts.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]
        return answers or self._is_for_bot(facts)

    def _is_for_bot(self, message: JSON) -> bool:
        """Say whether a group's message begins with a command for this bot (privacy mode)."""
        word = message.get("text", "").partition(" ")[0]
        addressee = word.partition("@")[2].lower()
        return word.startswith("/") and addressee in {"", self.bot["username"].lower()}

    def _tell_weather(self) -> None:
        self.events.emit("faults", faults=self.faults.shown())

    def _tell_time(self, now: Any) -> None:
        self.events.emit("clock", now=now.isoformat(), frozen=self.clock.frozen)

    def _mark_read(self, update: JSON) -> None:
        message = update.get("message")
        chat = self.chats.by_id.get(message["chat"]["id"]) if message else None
        marks = chat.marks.get(message["message_id"]) if chat and message else None
        if chat and message and marks and not marks.read:
            marks.read = True
            self.events.emit("read", chat_id=chat.id, message_id=message["message_id"])


__all__ = ["JSON", "ApiError", "Ground"]
