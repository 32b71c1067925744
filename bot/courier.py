"""The courier: sends what the outbox holds, each chat in order, and writes down how it went.

Replies arrive by `accept` right after their commit; everything else is claimed from the
database. A process that dies leaves its parcels leased; another takes them up when the lease ends.
"""

import asyncio
import contextlib
import heapq
import time
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from bot.clock import Clock
from bot.delivery import Delivery, Dropped, Sent, Verdict, Wait
from bot.leases import Leases
from bot.pace import Pace
from bot.packing import Packer
from bot.press_answers import PressAnswers
from bot.telegram import Telegram
from storage import office_groups, outbox, people
from storage.database import Database, is_outage
from storage.outbox import REPLIES, Outcome, Parcel

log = structlog.get_logger()

FLUSH_S = 0.1
CLAIM_S = 0.25
RENEW_S = 10.0
DRAIN_S = 3.0
CLAIM_MOST = 30

Ordered = tuple[int, int, Parcel]


class Courier:
    """Everything one process has in hand to send."""

    def __init__(  # noqa: PLR0913  # what it works with
        self,
        database: Database,
        telegram: Telegram,
        clock: Clock,
        owner: str,
        pace: Pace | None = None,
        packer: Packer | None = None,
    ) -> None:
        self.owner = owner
        self._database = database
        self._clock = clock
        self._pace = pace or Pace()
        self._delivery = Delivery(telegram, self._card_message, packer)
        self._lines: dict[int, list[Ordered]] = {}
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._answers = PressAnswers(telegram)
        self.leases = Leases(database, owner)
        self._done: list[tuple[Parcel, Outcome]] = []
        self._flushing = asyncio.Lock()
        self._group = asyncio.TaskGroup()
        self._stopping = asyncio.Event()

    def accept(self, parcels: Sequence[Parcel]) -> None:
        """Take parcels leased to this process and begin to send them."""
        self.leases.begin(parcel.id for parcel in parcels)
        for parcel in parcels:
            line = self._lines.get(parcel.chat_id)
            if line is None:
                line = self._lines[parcel.chat_id] = []
                serving = self._serve(parcel.chat_id, line)
                self._sending[parcel.chat_id] = self._group.create_task(serving)
            heapq.heappush(line, (parcel.lane, parcel.id, parcel))

    def answer(self, press_id: str, text: str, *, alert: bool = False) -> None:
        """Answer a press."""
        self._answers.give(self._group, press_id, text, alert=alert)

    async def answered(self) -> None:
        """Wait until every press is answered."""
        await self._answers.given()

    async def run(self) -> None:
        """Send until told to stop; unsent parcels stay for the next start."""
        async with self._group:
            loops = [self._every(CLAIM_S, self.claim), self._every(FLUSH_S, self.flush)]
            loops.append(self._every(RENEW_S, self._renew))
            tasks = [self._group.create_task(loop) for loop in loops]
            await self._stopping.wait()
            for task in tasks:
                await task
            await self._drain()

    async def idle(self) -> None:
        """Wait until everything in hand is sent."""
        while self._sending:
            await asyncio.wait(set(self._sending.values()))

    def stop(self) -> None:
        """Ask `run` to end."""
        self._stopping.set()

    async def _drain(self) -> None:
        """Give sends under way a few seconds, then leave the rest in the outbox."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_S):
                await self.idle()
        for sending in self._sending.values():
            sending.cancel()
        await asyncio.gather(*self._sending.values(), return_exceptions=True)
        try:
            await self._let_go()
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("the outbox is out of reach; leases will end by themselves")

    async def _let_go(self) -> None:
        await self.flush()
        async with self._database.write() as db:
            await outbox.release(db, self.owner)

    async def _every(self, seconds: float, step: Callable[[], Any]) -> None:
        while not self._stopping.is_set():
            try:
                await step()
            except Exception as error:
                if not is_outage(error):
                    raise
                self.leases.part()
                log.warning("the outbox is out of reach", fault=type(error).__name__)
                await asyncio.sleep(1)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._stopping.wait()

    async def claim(self) -> int:
        """Take up what is due and nobody else has; returns how many."""
        while self.leases.is_in_doubt():
            self.accept(self._not_in_hand(await self.leases.settle()))
        room = self._pace.letters_now(time.monotonic(), CLAIM_MOST)
        async with self._database.read() as db:
            if not room or not await outbox.any_due(db, self._clock()):
                return 0
        async with self._database.write() as db:
            claimed = await outbox.claim(db, self.leases.lessee, self._clock(), room)
        parcels = self._not_in_hand(claimed)
        self.accept(parcels)
        return len(parcels)

    def _not_in_hand(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Leave out what is in hand: after an outage its leases may have ended."""
        in_hand = {*self._waiting(), *(parcel.id for parcel, _ in self._done)}
        return [parcel for parcel in parcels if parcel.id not in in_hand]

    async def flush(self) -> None:
        """Write down every outcome so far, in one transaction; waits for one being written."""
        async with self._flushing:
            await self._flush()

    async def _flush(self) -> None:
        """Until it is written down an outcome stays in hand, so that no claim takes it up."""
        if not (done := list(self._done)):
            return
        async with self._database.write() as db:
            await outbox.finish(db, [outcome for _, outcome in done], self._clock())
            for parcel, outcome in done:
                if outcome.error == "unreachable" and parcel.chat_id < 0:
                    await office_groups.lose(db, parcel.chat_id, self._clock())
                elif outcome.error == "unreachable":
                    await people.set_unreachable(db, parcel.chat_id, self._clock())
        del self._done[: len(done)]

    async def _renew(self) -> None:
        """Prolong what is in hand, and let go at once of what others took up meanwhile."""
        if held := {number: chat for chat, line in self._lines.items() for _, number, _ in line}:
            await self.leases.renew(held)
        for line in self._lines.values():  # what is sorted is a heap too
            line[:] = sorted(it for it in line if not self.leases.is_lost(it[1]))

    def _waiting(self) -> list[int]:
        return [number for line in self._lines.values() for _, number, _ in line]

    async def _serve(self, chat_id: int, line: list[Ordered]) -> None:
        """Send one chat's parcels, one after the other."""
        while line:
            parcel = line[0][2]
            outcome = await self._send(parcel) if await self._is_ours(parcel) else None
            if outcome is not None:
                line[:] = sorted(it for it in line if it[1] != parcel.id)
                self.leases.end(parcel.id)
                self._done.append((parcel, outcome))
            elif self._stopping.is_set():
                break  # the rest stays in the outbox for the next start
        del self._lines[chat_id], self._sending[chat_id]

    async def _is_ours(self, parcel: Parcel) -> bool:
        """Tell whether a parcel may be sent; when that is not sure, the next renewal tells."""
        if not self.leases.is_sure(parcel.id):
            await self._sleep(CLAIM_S)
        return self.leases.is_sure(parcel.id)

    async def _send(self, parcel: Parcel) -> Outcome | None:
        """Try once; None when it must be tried again, after the wait is over."""
        if not await self._keep_pace(parcel):
            return None
        verdict = await self._attempt(parcel)
        if isinstance(verdict, Wait):
            if verdict.holds_letters:
                self._pace.pause(verdict.seconds, time.monotonic())
                self._pace.slow_down(parcel.chat_id, time.monotonic())
            await self._sleep(verdict.seconds)
            return None
        return Outcome(
            id=parcel.id,
            state="sent" if isinstance(verdict, Sent) else "dropped",
            message_id=verdict.message_id if isinstance(verdict, Sent) else None,
            error=None if isinstance(verdict, Sent) else verdict.reason,
        )

    async def _attempt(self, parcel: Parcel) -> Verdict:
        """Deliver; whatever goes wrong concerns this parcel alone."""
        try:
            return await self._delivery.attempt(parcel, self._clock())
        except Exception as error:  # noqa: BLE001  # it must not stop the others
            fault = type(error).__name__
            log.error("a parcel could not be sent", parcel=parcel.id, fault=fault)
            return Wait(1.0) if is_outage(error) else Dropped(fault)

    async def _keep_pace(self, parcel: Parcel) -> bool:
        """Wait for a letter's turn; False when there is none any more, as we are to stop."""
        is_reply = parcel.lane == REPLIES
        count = self._pace.note_reply if is_reply else self._pace.wait_s
        if wait_s := count(parcel.chat_id, time.monotonic()):
            await self._sleep(wait_s)
        return (is_reply and not wait_s) or not self._stopping.is_set()

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def _card_message(self, chat_id: int, card: str) -> int | None:
        await self.flush()
        async with self._database.read() as db:
            return await outbox.card_message(db, chat_id, card)
