"""The world: people with phones, groups, one bot and its Bot API, all in this process."""

from pathlib import Path
from typing import Any

from sandbox import api
from sandbox.clock import Clock
from sandbox.companion import Companion
from sandbox.errors import JSON, ApiError, Dropped, Impossible
from sandbox.files import Upload
from sandbox.gathering import Gathering
from sandbox.journal import Journal
from sandbox.scenes import Scenes

__all__ = ["ApiError", "Clock", "Dropped", "Impossible", "Upload", "World"]


class World(Gathering):
    """Everything together; nothing in it waits for the network."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.companion = Companion()
        self.journal = Journal()
        self.subscribe(lambda event: self.journal.hear(self, event))
        self.scenes = Scenes(self)

    def begins(self, companion: Companion | None = None, scenes: Path | None = None) -> None:
        """Say that this is the beginning, who runs beside it, and where scenes are kept."""
        self.companion = companion or self.companion
        self.journal.begin(fresh=True)
        self.scenes = Scenes(self, scenes)

    async def call(
        self, method: str, params: JSON | None = None, files: dict[str, Upload] | None = None
    ) -> Any:
        """Make a Bot API request, already decoded.

        Raises:
            ApiError: Telegram would say no.
            Dropped: a fault broke the connection.
        """
        return await api.call(self, method, params or {}, files or {})

    def add_user(  # noqa: PLR0913 (keywords describing a person)
        self,
        first_name: str,
        phone: str | None = None,
        username: str | None = None,
        language_code: str = "zh-hans",
        note: str = "",
        *,
        last_name: str | None = None,
        started: bool = False,
        shown: bool = True,
        user_id: int | None = None,
    ) -> JSON:
        """Give somebody a phone with the bot's chat on it; give the Telegram User."""
        if user_id in self.people.phones:
            raise Impossible(f"这个人已有手机 (somebody has the id {user_id})")
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        names["language_code"] = language_code
        facts = {"number": phone, "note": note, "started": started, "shown": shown}
        user = self.people.add(names, user_id, **facts).user
        self.chats.open_private(user)
        self.events.emit("chat", chat_id=user["id"])
        return user

    def set_presets(self, user_id: int, presets: list[JSON]) -> None:
        """Set the places the page offers to somebody for sending."""
        self.phone(user_id).presets = presets
        self.events.emit("chat", chat_id=user_id)

    def show_phone(self, user_id: int, *, shown: bool = True) -> None:
        """Put a phone on the desk or take it off."""
        self.phone(user_id).shown = shown
        self.events.emit("chat", chat_id=user_id)

    def inject(self, facts: JSON, chat_id: int = 0) -> JSON:
        """Queue an update as it is given, however malformed, to see what the bot makes of it."""
        update = self.updates.inject(facts, chat_id)
        self.tell_update(update)
        return update
