"""One update is one turn: one transaction, at most once, and the answers go out after it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Chat
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, words
from bot.clock import Clock
from bot.courier import Courier
from bot.faults import described
from bot.hearing import Heard, OutOfRange, hear, is_numbered
from bot.replies import Reply, say, toast
from bot.texts import DEFAULT, said, speaking
from bot.turnstile import Passage, Turnstile
from domain.people import Person, State
from domain.refusals import Refusal, Text
from storage import inbox, outbox, people, senders
from storage.database import Database, is_outage
from storage.drafts import Draft
from storage.outbox import REPLIES, Parcel

log = structlog.get_logger()

MOST_TRIES = 3
NOT_UNDERSTOOD = (OutOfRange, ValidationError, UpdateTypeLookupError, RecursionError)
ALERT_CHARACTERS = 200
TOO_MUCH = Text(
    "That was very much at once, so from here on it was not read. "
    "Please wait ten seconds, then send again what matters."
)


class Outage(Exception):
    """The database is away: the update must not be acknowledged, Telegram will send it again."""


@dataclass
class Turns:
    """Takes updates, one transaction each."""

    database: Database
    dispatcher: Dispatcher
    bot: Bot
    courier: Courier
    clock: Clock
    turnstile: Turnstile = field(default_factory=Turnstile)
    on_end: Callable[[], object] = lambda: None
    """Told after each commit: there may be errands."""
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def take(self, raw: dict[str, Any]) -> None:
        """Let an update take effect, or put it in quarantine; returning means it may be confirmed.

        Raises:
            Outage: the database cannot be reached or written.
        """
        if not is_numbered(raw):
            log.error("an update without a number was dropped")
            return
        passage = self.turnstile.passage(raw, self.clock().timestamp())
        if passage is Passage.CLOSED:
            return
        try:
            heard = hear(raw, self.bot)
        except NOT_UNDERSTOOD as error:
            await self._guarded(self._put_aside(raw, error))
            return
        lock = self._locks.setdefault(heard.user_id, asyncio.Lock())
        async with lock:
            closing = passage is Passage.CLOSING
            await self._guarded(self._hold_back(heard) if closing else self._try(heard))

    async def _hold_back(self, heard: Heard) -> None:
        """Say once, in private, that nothing is heard until the flood is over."""
        log.warning("somebody floods and is held back", update=heard.update.update_id)
        is_private = heard.chat is not None and heard.chat.type == "private"
        person = await self._reader(heard)
        with speaking(person.language if person else DEFAULT):
            await self._close(heard, say(TOO_MUCH) if is_private else Reply())

    async def _guarded(self, work: Any) -> None:
        try:
            await work
        except Exception as error:
            if is_outage(error):
                raise Outage(type(error).__name__) from None
            raise

    async def _try(self, heard: Heard) -> None:
        for left in reversed(range(MOST_TRIES)):
            try:
                return await self._once_or_refuse(heard)
            except Exception as error:
                number = heard.update.update_id
                if is_outage(error):
                    self.courier.leases.doubt(number, heard.user_id)
                    raise
                log.error("a turn broke", update=number, fault=described(error), tries_left=left)
                if not left:
                    await self._give_up(heard, error)
        return None

    async def _once_or_refuse(self, heard: Heard) -> None:
        try:
            await self._once(heard)
        except Refusal as no:
            await self._refuse(heard, no)

    async def _once(self, heard: Heard) -> None:
        now = self.clock()
        async with self.database.write() as db:
            if not await self._begin(db, heard):
                return
            person, draft = await senders.by_telegram(db, heard.user_id)
            language = person.language if person else DEFAULT
            with speaking(language):
                reply = await self._decide(db, heard, person, draft, now)
            with speaking(reply.language or language):
                parcels = await self._keep(db, heard, reply)
                over = said(reply.toast)
        self.courier.accept(parcels)
        self._answer(heard, over, alert=reply.alert)
        self.on_end()

    async def _decide(
        self,
        db: AsyncConnection,
        heard: Heard,
        person: Person | None,
        draft: Draft | None,
        now: datetime,
    ) -> Reply:
        """Let the handlers answer; whoever was removed or suspended is turned away here."""
        if person is not None and person.state is not State.ACTIVE:
            if not heard.is_about_us_in_a_group:
                return turned_away(heard)
            person = None
        command, rest = words.command_in(heard.message.text if heard.message else None)
        known = {"db": db, "person": person, "draft": draft, "now": now}
        reply = await self.dispatcher.feed_update(
            self.bot, heard.update, **known, command=command, rest=rest
        )
        return reply if isinstance(reply, Reply) else Reply()

    async def _begin(self, db: AsyncConnection, heard: Heard) -> bool:
        """Lock the person, then note the update; False when it took effect before."""
        await senders.lock(db, heard.user_id)
        return await inbox.note(db, heard.update.update_id, self.clock())

    async def _keep(self, db: AsyncConnection, heard: Heard, reply: Reply) -> list[Parcel]:
        """Put the answer into the outbox; returns what this process sends at once."""
        if heard.chat is None:
            return []
        parcels = []
        for number, parcel in enumerate(self._parcels(heard, heard.chat, reply)):
            if gather := reply.messages[number].gather:
                await letters.gather(db, parcel, gather)
            elif born := await outbox.post(db, parcel, self.courier.leases.lessee):
                parcels.append(born)
        return parcels

    def _parcels(self, heard: Heard, chat: Chat, reply: Reply) -> Sequence[Parcel]:
        now, messages = self.clock(), reply.messages
        if heard.thread_id:
            messages = tuple(replace(message, thread=heard.thread_id) for message in messages)
        parcels = [
            letters.parcel(message, chat.id, f"u{heard.update.update_id}:{number}", now, REPLIES)
            for number, message in enumerate(messages)
        ]
        if heard.press and heard.press.message and parcels and reply.messages[0].edits:
            parcels[0].params.setdefault("message_id", heard.press.message.message_id)
        return parcels

    def _answer(self, heard: Heard, over: str, *, alert: bool) -> None:
        if heard.press:
            self.courier.answer(heard.press.id, over, alert=alert)

    async def _refuse(self, heard: Heard, no: Refusal) -> None:
        """What the refused turn did is rolled back; say why and note the update."""
        person = await self._reader(heard)
        with speaking(person.language if person else DEFAULT):
            await self._close(heard, _refusal(heard, no.text))

    async def _give_up(self, heard: Heard, error: Exception) -> None:
        number = heard.update.update_id
        sorry = Text(
            "Something on our side broke. Your message is kept as #{number} and nothing was "
            "saved. "
            "Please try again in a while; if it happens again, tell your officer the number.",
            number=number,
        )
        try:
            person = await self._reader(heard)
            with speaking(person.language if person else DEFAULT):
                await self._close(heard, say(sorry), fault=type(error).__name__)
        except Exception as worse:
            if is_outage(worse):
                raise
            await self._put_aside(heard.raw, error)  # no answer, but it stands in nobody's way

    async def _reader(self, heard: Heard) -> Person | None:
        async with self.database.read() as db:
            return await people.by_telegram(db, heard.user_id)

    async def _close(self, heard: Heard, reply: Reply, fault: str = "") -> None:
        """Note an update that did nothing, in quarantine when it broke, and say so."""
        now = self.clock()
        async with self.database.write() as db:
            if fault:
                fresh = await inbox.quarantine(db, heard.raw, fault, now)
            else:
                fresh = await inbox.note(db, heard.update.update_id, now)
            parcels = await self._keep(db, heard, reply) if fresh else []
        self.courier.accept(parcels)
        self._answer(heard, said(reply.toast), alert=reply.alert)

    async def _put_aside(self, raw: dict[str, Any], error: Exception) -> None:
        async with self.database.write() as db:
            fresh = await inbox.quarantine(db, raw, type(error).__name__, self.clock())
        if fresh:
            number, fault = raw["update_id"], type(error).__name__
            log.error("an update was put in quarantine", update=number, fault=fault)


def turned_away(heard: Heard) -> Reply:
    """Answer whose account is closed; in groups and to every edit nothing is said."""
    is_private = heard.chat is not None and heard.chat.type == "private"
    if heard.press is None and not (heard.message and is_private):
        return Reply()
    raise Refusal(
        "This account is closed, so nothing can be shown or changed. "
        "If that is a mistake, please call your information officer."
    )


def _refusal(heard: Heard, words_said: Text) -> Reply:
    """A press is refused over the chat when it fits there, a message by a message."""
    if heard.press and len(said(words_said)) <= ALERT_CHARACTERS:
        return toast(words_said, alert=True)
    return say(words_said)
