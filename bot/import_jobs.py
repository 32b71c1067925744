"""One batch in hand: its file, its sender and its card, whatever is being done with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import batch_cards, keeping, letters
from bot.errands import Workplace
from bot.import_plans import Sender, Sent
from bot.replies import Message
from bot.texts import speaking
from domain.batches import Batch, State, kinds_for
from domain.calendar import local_day
from domain.people import Person
from domain.people import State as Account
from domain.refusals import Text
from imports.plan import Kind
from storage import batches, rules

BETWEEN_EDITS = timedelta(seconds=2)


class Lost(Exception):
    """Somebody else has the batch by now; what this process was about to write is rolled back."""


@dataclass
class Job:
    """A batch leased to this process, and the person it belongs to."""

    place: Workplace
    owner: str
    batch: Batch
    person: Person
    _edited_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._edited_at = self.now

    @property
    def now(self) -> datetime:
        """Tell the time."""
        return self.place.clock()

    @property
    def kind(self) -> Kind:
        """Tell what the table is."""
        return Kind(self.batch.kind)

    @property
    def sender(self) -> Sender:
        """Tell whose file it is."""
        return Sender(person=self.person)

    def sent(self, file: BinaryIO) -> Sent:
        """Tell everything about the table that was sent."""
        return Sent(kind=self.kind, source=file, sender=self.sender, today=local_day(self.now))

    def may_go_on(self) -> bool:
        """Tell whether the sender may still import this kind of table."""
        is_there = self.person.state is Account.ACTIVE
        return is_there and (not self.batch.kind or self.batch.kind in kinds_for(self.person))

    @asynccontextmanager
    async def file(self) -> AsyncIterator[BinaryIO]:
        """Lend the file; on the disk it has no name, so nothing of it outlives this process.

        Raises:
            FileNotFoundError: it was not kept.
        """
        content = await keeping.content(self.place.database, self.place.folder, self.batch.file_id)
        with TemporaryFile(dir=self.place.folder) as file:
            file.write(content)
            file.flush()
            del content
            yield file

    async def hold(self, db: AsyncConnection, **values: Any) -> None:
        """Prolong the lease and note progress.

        Raises:
            Lost: somebody else has the batch.
        """
        if not await batches.hold(db, self.batch, self.owner, **values):
            raise Lost
        self.batch = replace(self.batch, **values)

    def count_taken_back(self, restored: int, removed: int, left: list[str], most: int) -> None:
        """Add to what was taken back so far; `left` names some of those that stay."""
        known = self.batch.outcome
        outcome = {
            **known,
            "restored": known.get("restored", 0) + restored,
            "removed": known.get("removed", 0) + removed,
            "stayed": known.get("stayed", 0) + most,
            "stayed_names": [*known.get("stayed_names", []), *left][:10],
        }
        self.batch = replace(self.batch, outcome=outcome)

    async def report(self, done: int) -> None:
        """Keep the lease and show how far it is, at most every two seconds."""
        if self.is_time_to_tell():
            async with self.place.database.write() as db:
                await self.hold(db)
                await self.progress(db, done)

    def is_time_to_tell(self) -> bool:
        """Tell whether the card was not changed for a while."""
        return self.now - self._edited_at >= BETWEEN_EDITS

    async def progress(self, db: AsyncConnection, done: int, total: int = 0) -> None:
        """Show how far it is, at most every two seconds; how much a file has shows at its end."""
        if self.is_time_to_tell():
            self._edited_at = self.now
            words = batch_cards.progress(self.batch, done, total)
            await self.say(db, Message(text=words, keyboard=()), f"p{done}")

    async def settle_kind(self, db: AsyncConnection, kind: Kind) -> None:
        """Note what the table is.

        Raises:
            Lost: somebody else has the batch.
        """
        await self.hold(db, kind=kind)
        self.batch = replace(self.batch, kind=kind)

    async def end(self, db: AsyncConnection, state: State, **outcome: Any) -> None:
        """Keep how it ended, and show it.

        Raises:
            Lost: somebody else has the batch.
        """
        columns: dict[str, Any] = {}
        for name in ("seen", "details_sealed"):
            if name in outcome:
                columns[name] = outcome.pop(name)
        told = {**self.batch.outcome, **outcome}
        moved: dict[str, Any] = {"state": state, "outcome": told, "attempts": 0, **columns}
        if not await batches.move(db, self.batch, **moved):
            raise Lost
        version = self.batch.version + 1
        self.batch = replace(self.batch, state=state, outcome=told, version=version)
        await self.show(db)

    async def refuse(self, db: AsyncConnection, why: Text) -> None:
        """Say why nothing was written."""
        with speaking(self.person.language):
            await self.end(db, State.REFUSED, why=batch_cards.plain(why))

    async def show(self, db: AsyncConnection) -> None:
        """Put the card as it is now in place of the last one."""
        days = (await rules.imports_on(db, local_day(self.now))).import_undo_days
        await self.say(db, batch_cards.card(self.batch, days), "card")

    async def say(self, db: AsyncConnection, message: Message, what: str) -> None:
        """Change the live card, or say something beside it."""
        once = f"batch:{self.batch.id}:{self.batch.version}:{what}"
        if not message.document:
            message = replace(message, card=batch_cards.name(self.batch), edits=True)
        await letters.post(db, self.person, message, once, self.now)
