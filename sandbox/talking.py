"""What people do with words and buttons."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sandbox.chats import Chat
from sandbox.choosing import chat_shared, users_shared
from sandbox.contents import content_of, origin_of, without_reply
from sandbox.entities import found, trimmed, utf16
from sandbox.errors import JSON, Impossible
from sandbox.ground import Ground
from sandbox.keyboards import find_button
from sandbox.limits import CAPTION, TEXT
from sandbox.roles import change_bot
from sandbox.writing import allowed

PRESSES_KEPT = 1000
MEDIA = ("photo", "document", "voice")


class Talking(Ground):
    """People write, press, edit and forward."""

    @contextmanager
    def in_topic(self, thread_id: Any) -> Iterator[None]:
        """Let people write into a topic for as long as this lasts."""
        if thread_id is not None and type(thread_id) is not int:
            raise Impossible("话题要用数字 (a topic is named by its number)")
        before, self.people.topic = self.people.topic, thread_id
        try:
            yield
        finally:
            self.people.topic = before

    def say(
        self, user_id: int, chat_id: int | None, content: JSON, reply_to: int | None = None
    ) -> JSON:
        """Put somebody's message into a chat and tell the bot."""
        phone, chat = self.phone(user_id), self.chat_on(user_id, chat_id)
        if chat.private and phone.blocked:
            raise Impossible("你已停用机器人, 请先恢复 (the bot is blocked; unblock it first)")
        reply_to = reply_to or self.keyboards.answer_to(user_id, chat.id)
        replied = chat.messages.get(reply_to) if reply_to else None
        thread = self.people.topic or (replied.get("message_thread_id") if replied else None)
        content = content | allowed(self, chat, user_id, content, thread)
        phone.started |= chat.private
        if replied:
            content |= {"reply_to_message": without_reply(replied)}
        message = self.post(chat, phone.user, content)
        self.tell_bot("message", message, chat)
        self._answered(user_id, chat.id)
        return message

    def send_text(
        self, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None
    ) -> JSON:
        """Write something; commands and links are marked as Telegram marks them."""
        words, entities = trimmed(text, found(text))
        if not 1 <= utf16(words) <= TEXT:
            raise Impossible("消息是空的或太长 (the message is empty, or longer than 4096)")
        content = {"text": words} | ({"entities": entities} if entities else {})
        return self.say(user_id, chat_id, content, reply_to)

    def open_link(self, user_id: int, start_param: str = "") -> JSON:
        """Follow a link to the bot and press START, which also unblocks it."""
        if self.phone(user_id).blocked:
            self.unblock_bot(user_id)
        return self.send_text(user_id, f"/start {start_param}".strip())

    def press(
        self,
        user_id: int,
        message_id: int,
        data_or_button_text: str,
        chat_id: int | None = None,
        *,
        forged: bool = False,
    ) -> str:
        """Press an inline button; give the press's id. A forged one need not be on the message.

        Raises:
            Impossible: there is no such button, or it opens something instead.
        """
        chat = self.chat_on(user_id, chat_id)
        message = self.message_on(chat, message_id)
        button = find_button(message, data_or_button_text)
        if button is None and forged:
            button = {"callback_data": data_or_button_text}
        if button is None:
            raise Impossible(f"按钮已不在 (no such button: {data_or_button_text})")
        if "callback_data" not in button:
            raise Impossible(f"这个按钮不发送数据 (not a callback button: {button['text']})")
        return self._query(user_id, chat.id, message, button["callback_data"])

    def press_key(
        self,
        user_id: int,
        text: str,
        chat_id: int | None = None,
        chosen: list[int] | int | None = None,
    ) -> JSON:
        """Press a key of the reply keyboard; some send a contact, a place, people or a chat.

        Raises:
            Impossible: there is no such key, or nothing to share.
        """
        chat = self.chat_on(user_id, chat_id)
        key = self.keyboards.key(user_id, chat.id, text)
        if key is None:
            raise Impossible(f"键盘上没有这个键 (no such key: {text})")
        if "request_users" in key:
            return self.say(user_id, chat.id, users_shared(self, key["request_users"], chosen))
        if "request_chat" in key:
            shared = chat_shared(self, user_id, key["request_chat"], chosen)
            return self.say(user_id, chat.id, shared)
        if key.get("request_contact"):
            return self.say(user_id, chat.id, {"contact": self.phone(user_id).contact})
        if key.get("request_location"):
            return self.say(user_id, chat.id, {"location": self.own_place(user_id)})
        return self.send_text(user_id, text, chat.id)

    def own_place(self, user_id: int) -> JSON:
        """Give the point where somebody's phone is."""
        place = self.phone(user_id).place
        if place is None:
            raise Impossible("这部手机还没有位置 (this phone has no place yet)")
        return place

    def edit_text(
        self, user_id: int, message_id: int, text: str, chat_id: int | None = None
    ) -> JSON:
        """Change one's own text, or the caption of one's own picture or document."""
        chat = self.chat_on(user_id, chat_id)
        kind = "text" if "text" in self.message_on(chat, message_id) else "caption"
        message = self._own(user_id, chat, message_id, *(["text"] if kind == "text" else MEDIA))
        words, entities = trimmed(text, found(text))
        if utf16(words) > (TEXT if kind == "text" else CAPTION) or not (words or kind != "text"):
            raise Impossible("消息是空的或太长 (the message is empty or too long)")
        marked = "entities" if kind == "text" else "caption_entities"
        rest = {name: value for name, value in message.items() if name not in {kind, marked}}
        rest |= ({kind: words} if words else {}) | ({marked: entities} if entities else {})
        if rest == message:
            return message
        edited = self.change(chat, rest)
        self.tell_bot("edited_message", edited, chat)
        return edited

    def delete(self, user_id: int, message_id: int, chat_id: int | None = None) -> None:
        """Delete a message, in groups one's own unless one leads; bots are not told."""
        chat = self.chat_on(user_id, chat_id)
        message = self.message_on(chat, message_id)
        if not chat.private and message["from"]["id"] != user_id and user_id not in chat.admins:
            raise Impossible("只能删除自己的消息 (not one's own message)")
        self.remove(chat, message_id)

    def forward(
        self, user_id: int, message_id: int, from_chat: int | None, to_chat: int | None = None
    ) -> JSON:
        """Forward a message, to the bot unless another chat is named."""
        source = self.chat_on(user_id, from_chat)
        message = self.message_on(source, message_id)
        if source.marks[message_id].protected:
            raise Impossible("受保护的消息不能转发 (protected messages cannot be forwarded)")
        content = content_of(message) | {"forward_origin": origin_of(message)}
        return self.say(user_id, to_chat, content)

    def react(
        self, user_id: int, message_id: int, emoji: str | None, chat_id: int | None = None
    ) -> None:
        """React to a message, or take the reaction back with None."""
        chat = self.chat_on(user_id, chat_id)
        message = self.message_on(chat, message_id)
        reactions = chat.marks[message_id].reactions
        old = reactions.get(user_id, [])
        reactions[user_id] = new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.events.emit("reaction", chat_id=chat.id, message=message)
        facts = {"chat": chat.card, "message_id": message_id, "user": self.phone(user_id).user}
        facts |= {"date": self.clock.stamp(), "old_reaction": old, "new_reaction": new}
        if chat.private or chat.bot_status == "administrator":
            self.tell_bot("message_reaction", facts, chat)

    def block_bot(self, user_id: int) -> None:
        """Stop the bot from writing to somebody."""
        phone = self.phone(user_id)
        if not phone.blocked:
            phone.blocked = True
            change_bot(self, self.chats.by_id[user_id], "kicked", phone.user)

    def unblock_bot(self, user_id: int) -> None:
        """Let it write again."""
        phone = self.phone(user_id)
        if phone.blocked:
            phone.blocked = False
            change_bot(self, self.chats.by_id[user_id], "member", phone.user)

    def duplicate_press(self, callback_query_id: str) -> str:
        """Let an app send a press again by itself: the same data under new ids."""
        press = self.presses_made[callback_query_id]
        return self._query(press["user_id"], press["chat_id"], press["message"], press["data"])

    def _query(self, user_id: int, chat_id: int, message: JSON, data: str) -> str:
        query_id = str(4_000_000_000_000_000_000 + self.next_number())
        at: datetime = self.clock.now()
        press: JSON = {"user_id": user_id, "chat_id": chat_id, "message": message, "data": data}
        for presses in (self.presses, self.presses_made):
            presses[query_id] = press | {"at": at}
            if len(presses) > PRESSES_KEPT:
                del presses[next(iter(presses))]
        facts: dict[str, Any] = {"id": query_id, "from": self.phone(user_id).user}
        facts |= {
            "message": self.as_told(message),
            "chat_instance": str(chat_id * 7919),
            "data": data,
        }
        self.tell_bot("callback_query", facts, self.chats.by_id[chat_id])
        return query_id

    def _own(self, user_id: int, chat: Chat, message_id: int, *kinds: str) -> JSON:
        message = self.message_on(chat, message_id)
        foreign = message["from"]["id"] != user_id or "forward_origin" in message
        if foreign or not any(kind in message for kind in kinds):
            raise Impossible(f"只能修改自己的消息 (not one's own {' or '.join(kinds)})")
        return message

    def _answered(self, user_id: int, chat_id: int) -> None:
        if self.keyboards.answered(user_id, chat_id):
            self.events.emit("keyboard", user_id=user_id, chat_id=chat_id, markup=None)
