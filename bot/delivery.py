"""One attempt to deliver one parcel, and what its end means."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from bot.packing import Call, Packer
from bot.telegram import NotSent, Rejected, Telegram, Unanswered
from storage.outbox import LETTERS, URGENT, Parcel

log = structlog.get_logger()

MOST_ATTEMPTS = 10
"""A reply whose outcome stays unknown is tried this often; a copy costs less than silence."""
REPEAT_MARK = "🔁 "
BACKOFF_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)

OF_OLD_MESSAGES = frozenset({"deleteMessage", "editMessageCaption", "editMessageReplyMarkup"})
"""Telegram may not have these messages any more, or not let them be changed."""

CardMessage = Callable[[int, str], Awaitable[int | None]]


@dataclass(frozen=True)
class Sent:
    """Telegram has it."""

    message_id: int | None


@dataclass(frozen=True)
class Dropped:
    """It will never be sent, for this reason."""

    reason: str


@dataclass(frozen=True)
class Wait:
    """Not now; try again after so many seconds."""

    seconds: float
    holds_letters: bool = False


Verdict = Sent | Dropped | Wait


class Delivery:
    """Turns parcels into calls; remembers how often each was tried here."""

    def __init__(
        self, telegram: Telegram, card_message: CardMessage, packer: Packer | None = None
    ) -> None:
        self._telegram = telegram
        self._packer = packer
        self._card_message = card_message
        self._failures: dict[int, int] = {}
        self._silences: dict[int, int] = {}

    async def attempt(self, parcel: Parcel, now: datetime) -> Verdict:
        """Try to deliver a parcel once."""
        if parcel.expires_at < now:
            return self._over(parcel, Dropped("expired"))
        try:
            verdict: Verdict = Sent(_message_id(await self._call(await self._addressed(parcel))))
        except Rejected as no:
            verdict = await self._after_no(parcel, no)
        except NotSent:
            verdict = Wait(self._backoff(parcel, unknown=False), holds_letters=True)
        except Unanswered:
            verdict = self._after_silence(parcel)
        return verdict if isinstance(verdict, Wait) else self._over(parcel, verdict)

    async def _addressed(self, parcel: Parcel) -> Parcel:
        """Find the message an edit is for; say it anew when there is none."""
        if parcel.card is None or not parcel.method.startswith("edit"):
            return parcel
        known = parcel.params.get("message_id")
        found = known or await self._card_message(parcel.chat_id, parcel.card)
        if found is None:
            return replace(parcel, method="sendMessage")
        return replace(parcel, params=parcel.params | {"message_id": found})

    async def _call(self, parcel: Parcel) -> Any:
        params = _marked_as_repeat(parcel, self._failures.get(parcel.id, 0))
        if self._packer is None:
            return await self._telegram.call(parcel.method, params)
        result = None
        async with self._packer.packed(parcel, params) as calls:
            for call in calls:
                result = await self._call_or_instead(call)
        return result

    async def _call_or_instead(self, call: Call) -> Any:
        try:
            return await self._telegram.call(call.method, call.params, call.files)
        except Rejected as no:
            another = await call.after_refusal() if no.code == 400 else None
            if another is None:
                raise
        return await self._call_or_instead(another)

    async def _after_no(self, parcel: Parcel, no: Rejected) -> Verdict:
        if no.code == 429 or no.retry_after_s is not None:
            wait_s = no.retry_after_s or self._backoff(parcel, unknown=True)
            return Wait(float(wait_s), holds_letters=True)
        if no.code >= 500:  # trouble over there may last for hours, and nobody's words get lost
            return Wait(self._backoff(parcel, unknown=True))
        return await self._after_refusal(parcel, no, no.description.lower())

    async def _after_refusal(self, parcel: Parcel, no: Rejected, words: str) -> Verdict:
        """End a parcel that Telegram will not take as it is, or say it differently."""
        if "message is not modified" in words:
            return Sent(parcel.params.get("message_id"))
        if no.code == 403 or "chat not found" in words:
            return Dropped("unreachable")
        if "message_thread_id" in parcel.params and ("thread" in words or "topic" in words):
            return await self._outside_topics(parcel)
        if parcel.method == "editMessageText" and "message" in words and "edit" in words:
            is_cosmetic = parcel.lane >= LETTERS and parcel.card is None
            return Dropped("gone") if is_cosmetic else await self._say_anew(parcel)
        if parcel.method in OF_OLD_MESSAGES and "message" in words:
            is_deleted = parcel.method == "deleteMessage" and "not found" in words
            return Sent(None) if is_deleted else Dropped("gone")
        log.error("Telegram refused a call", method=parcel.method, code=no.code, parcel=parcel.id)
        return Dropped(f"refused {no.code}")

    async def _say_anew(self, parcel: Parcel) -> Verdict:
        params = {name: it for name, it in parcel.params.items() if name != "message_id"}
        anew = replace(parcel, method="sendMessage", params=params, card=None)
        return await self.attempt(anew, parcel.due_at)

    async def _outside_topics(self, parcel: Parcel) -> Verdict:
        """Say it in the general topic: its own was deleted or closed."""
        params = {name: it for name, it in parcel.params.items() if name != "message_thread_id"}
        return await self.attempt(replace(parcel, params=params), parcel.due_at)

    def _after_silence(self, parcel: Parcel) -> Verdict:
        silences = self._silences[parcel.id] = self._silences.get(parcel.id, 0) + 1
        if parcel.lane != URGENT and parcel.attempts - 1 + silences >= MOST_ATTEMPTS:
            return Dropped("unknown")
        return Wait(self._backoff(parcel, unknown=True))

    def _backoff(self, parcel: Parcel, *, unknown: bool) -> float:
        failed = self._failures.get(parcel.id, 0)
        self._failures[parcel.id] = failed + 1 if unknown else failed
        return BACKOFF_S[min(failed, len(BACKOFF_S) - 1)]

    def _over(self, parcel: Parcel, verdict: Verdict) -> Verdict:
        self._failures.pop(parcel.id, None)
        self._silences.pop(parcel.id, None)
        return verdict


def _message_id(result: Any) -> int | None:
    """Find the message's id; an album's is that of its first message."""
    if isinstance(result, list) and result:
        result = result[0]
    return result.get("message_id") if isinstance(result, dict) else None


def _marked_as_repeat(parcel: Parcel, failures: int) -> dict[str, Any]:
    """Show that an urgent message may have come before."""
    is_repeat = parcel.lane == URGENT and parcel.attempts + failures > 1
    if not is_repeat or "text" not in parcel.params:
        return parcel.params
    return parcel.params | {"text": REPEAT_MARK + parcel.params["text"]}
