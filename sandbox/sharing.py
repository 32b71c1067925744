"""What people send besides words: places, contacts, pictures, documents, voices."""

from typing import Any

from sandbox import files
from sandbox.contents import is_live
from sandbox.errors import JSON, Impossible
from sandbox.files import Upload
from sandbox.people import international
from sandbox.talking import Talking

ALBUM_KINDS = {"photo": files.photo, "document": files.document}


class Sharing(Talking):
    """People share where they are, whom they know and what they have."""

    def place(
        self, user_id: int, latitude: float, longitude: float, accuracy: float | None = None
    ) -> JSON:
        """Say where somebody's phone is from now on."""
        phone = self.phone(user_id)
        phone.place = _point(latitude, longitude, horizontal_accuracy=accuracy)
        self.events.emit("chat", chat_id=user_id)
        return phone.place

    def send_location(  # noqa: PLR0913 (a point has so many sides)
        self,
        user_id: int,
        latitude: float,
        longitude: float,
        horizontal_accuracy: float | None = None,
        live_period: int | None = None,
        chat_id: int | None = None,
        *,
        via_bot: JSON | None = None,
    ) -> JSON:
        """Send a point, live when it has a period."""
        details = {"horizontal_accuracy": horizontal_accuracy, "live_period": live_period}
        content: JSON = {"location": _point(latitude, longitude, **details)}
        return self.say(user_id, chat_id, content | ({"via_bot": via_bot} if via_bot else {}))

    def move_live(  # noqa: PLR0913 (the same)
        self,
        user_id: int,
        message_id: int,
        latitude: float,
        longitude: float,
        horizontal_accuracy: float | None = None,
        chat_id: int | None = None,
    ) -> JSON:
        """Move a live location."""
        chat = self.chat_on(user_id, chat_id)
        message = self._own(user_id, chat, message_id, "location")
        if not is_live(message, self.clock.stamp()):
            raise Impossible("这不是实时位置, 或已结束 (this location is not live, or has ended)")
        details = {"horizontal_accuracy": horizontal_accuracy}
        details["live_period"] = message["location"]["live_period"]
        return self._relocate(chat.id, message, _point(latitude, longitude, **details))

    def stop_live(self, user_id: int, message_id: int, chat_id: int | None = None) -> JSON:
        """End a live location where it is."""
        chat = self.chat_on(user_id, chat_id)
        message = self._own(user_id, chat, message_id, "location")
        still = {name: v for name, v in message["location"].items() if name != "live_period"}
        return self._relocate(chat.id, message, still)

    def send_venue(  # noqa: PLR0913 (the same)
        self,
        user_id: int,
        latitude: float,
        longitude: float,
        title: str,
        address: str = "",
        chat_id: int | None = None,
    ) -> JSON:
        """Send a named place."""
        point = _point(latitude, longitude)
        venue = {"location": point, "title": title, "address": address}
        return self.say(user_id, chat_id, {"location": point, "venue": venue})

    def send_contact(
        self,
        user_id: int,
        contact_user_id: int | None = None,
        phone: str | None = None,
        first_name: str | None = None,
        chat_id: int | None = None,
    ) -> JSON:
        """Send a contact: one's own unless another person or a bare number is named."""
        if phone is not None and contact_user_id is None:
            name = first_name or "联系人"
            contact: JSON = {"phone_number": international(phone), "first_name": name}
        else:
            contact = self.phone(contact_user_id or user_id).contact
            contact |= {"phone_number": international(phone)} if phone else {}
        return self.say(user_id, chat_id, {"contact": contact})

    def send_photo(
        self,
        user_id: int,
        content: bytes,
        caption: str = "",
        media_group_id: str | None = None,
        chat_id: int | None = None,
    ) -> JSON:
        """Send a picture."""
        sizes = files.photo(self.files, Upload(name="photo.jpg", content=content), strict=False)
        return self._send_file(user_id, chat_id, {"photo": sizes}, caption, media_group_id)

    def send_album(
        self, user_id: int, contents: list[bytes], caption: str = "", chat_id: int | None = None
    ) -> list[JSON]:
        """Send pictures together: each is a message and an update of its own."""
        group = str(13_000_000_000_000_000 + self.next_number())
        captions = [caption, *[""] * (len(contents) - 1)]
        return [
            self.send_photo(user_id, content, words, group, chat_id)
            for content, words in zip(contents, captions, strict=True)
        ]

    def send_document(
        self, user_id: int, upload: Upload, caption: str = "", chat_id: int | None = None
    ) -> JSON:
        """Send a document."""
        kept = files.document(self.files, upload)
        return self._send_file(user_id, chat_id, {"document": kept}, caption)

    def send_voice(
        self,
        user_id: int,
        content: bytes,
        duration: int = 3,
        chat_id: int | None = None,
        content_type: str = "audio/ogg",
    ) -> JSON:
        """Send a voice message; Telegram's apps record OGG, a browser what it can."""
        upload = Upload(name="voice.ogg", content=content, content_type=content_type)
        kept = files.voice(self.files, upload, duration)
        return self._send_file(user_id, chat_id, {"voice": kept}, "")

    def _send_file(
        self,
        user_id: int,
        chat_id: int | None,
        content: JSON,
        caption: str,
        media_group_id: str | None = None,
    ) -> JSON:
        content = content | ({"caption": caption} if caption else {})
        content |= {"media_group_id": media_group_id} if media_group_id else {}
        return self.say(user_id, chat_id, content)

    def _relocate(self, chat_id: int, message: JSON, point: JSON) -> JSON:
        chat = self.chats.by_id[chat_id]
        edited = self.change(chat, message | {"location": point}, hidden=True)
        self.tell_bot("edited_message", edited, chat)
        return edited


def _point(latitude: float, longitude: float, **details: Any) -> JSON:
    given = {name: value for name, value in details.items() if value is not None}
    return {"latitude": latitude, "longitude": longitude, **given}
