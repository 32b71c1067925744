"""A world that knows which row of the outbox, sent by which life, every message came from."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sandbox.errors import JSON
from sandbox.world import ApiError, Dropped, Upload, World

APART = 3 << 33
"""Telegram queues a person's presses apart from the messages, so either may come first."""


@dataclass(frozen=True)
class Arrival:
    """Something of the bot that reached a phone."""

    row: int
    life: int
    chat_id: int


Tag = tuple[int, int]
_tag: ContextVar[Tag | None] = ContextVar("tag", default=None)


class TaggedWorld(World):
    """Takes the tags off that `points` puts on, and writes the arrivals down."""

    def __init__(self, **options: Any) -> None:
        super().__init__(limits=False, **options)
        self.arrivals: list[Arrival] = []
        self.unanswered: set[Tag] = set()
        """What arrived while the weather kept it from the bot."""
        self.updates_made: list[int] = []
        self.press_updates: set[int] = set()
        """Those of the updates that are presses."""
        self.subscribe(self._watch)
        self._queue_presses_apart()

    async def call(
        self, method: str, params: JSON | None = None, files: dict[str, Upload] | None = None
    ) -> Any:
        """Play a request; whatever it does to a phone bears the tag it came with."""
        given = dict(params or {})
        tag = _read(given.pop("_parcel", None))
        _tag.set(tag)
        try:
            result = await super().call(method, given, files)
        except ApiError as no:
            if "not modified" in no.description:
                self._arrive(tag, given["chat_id"])
            if no.code == 502:
                self._arrive_unanswered(tag, method)
            raise
        except Dropped:
            self._arrive_unanswered(tag, method)
            raise
        if not _is_said(method):
            self._arrive(tag, 0)
        return result

    def _arrive_unanswered(self, tag: Tag | None, method: str) -> None:
        """Note what took effect without the bot's knowing; what is said `_watch` has noted."""
        if tag:
            self.unanswered.add(tag)
            if not _is_said(method):
                self._arrive(tag, 0)

    def _watch(self, event: JSON) -> None:
        if event["type"] == "update":
            self.updates_made.append(event["update"]["update_id"])
            if "callback_query" in event["update"]:
                self.press_updates.add(event["update"]["update_id"])
        if event["type"] in {"message", "edited"} and event["message"]["from"]["is_bot"]:
            self._arrive(_tag.get(), event["chat_id"])

    def _arrive(self, tag: Tag | None, chat_id: int) -> None:
        if tag:
            life, row = tag
            self.arrivals.append(Arrival(row, life, chat_id))

    def _queue_presses_apart(self) -> None:
        put = self.updates.put

        def apart(kind: str, facts: JSON, chat_id: int) -> JSON | None:
            is_press = kind == "callback_query"
            return put(kind, facts, facts["from"]["id"] + APART if is_press else chat_id)

        self.updates.put = apart  # type: ignore[method-assign]


def _is_said(method: str) -> bool:
    return method.startswith(("send", "edit"))


def _read(written: Any) -> Tag | None:
    if written is None:
        return None
    life, _, row = str(written).partition(":")
    return int(life), int(row)
