"""The dry run: what a file is, what is wrong with it, what it would change. Nothing is written."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

import orjson

from bot import batch_sheets
from bot.import_differences import Difference, differences
from bot.import_jobs import Job
from bot.import_plans import (
    SCATTERED,
    Sent,
    Understood,
    guessed,
    objections,
    pieces_of,
    understood,
)
from bot.texts import said, speaking
from domain.batches import State, kinds_for
from domain.refusals import Text
from imports.drafts import Scattered
from imports.limits import Unreadable
from imports.plan import Kind, Mistake
from storage import batches, import_gaps
from storage.imported import Beside, mark
from storage.imports import IMPORTED, Counts
from storage.vault import Vault

SHOWN = 10
MOST_OBJECTIONS = 200


@dataclass
class Findings:
    """What is found, piece by piece; the whole list is kept small until somebody wants it."""

    counts: Counts = field(default_factory=Counts)
    mistakes: list[Mistake] = field(default_factory=list)
    shown: list[list[str]] = field(default_factory=list)
    different: int = 0
    held: int = 0
    marks: bytearray = field(default_factory=bytearray)
    names: list[Any] = field(default_factory=list)
    """What is enough of each record to tell later what is missing in the file."""
    _packer: Any = field(default_factory=zlib.compressobj)
    _packed: list[bytes] = field(default_factory=list)

    def add(self, vault: Vault, kind: Kind, besides: Sequence[Beside]) -> None:
        """Take some records."""
        new, changed = sum(it.is_new for it in besides), sum(it.is_changed for it in besides)
        same = len(besides) - new - changed
        self.counts += Counts(new=new, changed=changed, same=same)
        for it in besides:
            before = None if it.is_new else IMPORTED[kind].plain(it.before)
            self.marks += mark(vault, before)
            self.held += len(it.held)
            for difference in differences(kind, it) if it.before != it.after or it.held else ():
                self._note(it, difference)

    def _note(self, it: Beside, difference: Difference) -> None:
        line = [it.name, *map(said, (difference.what, difference.old, difference.new))]
        if not it.is_new:
            self.different += 1
            if len(self.shown) < SHOWN:
                self.shown.append(line)
        self.write(line)

    def write(self, line: Sequence[Any]) -> None:
        """Keep a line of the workbook."""
        self._packed.append(self._packer.compress(orjson.dumps(line) + b"\n"))

    def packed(self) -> bytes:
        """Give every line."""
        return b"".join([*self._packed, self._packer.flush()])


async def check(job: Job) -> None:
    """Read the file and show what it would do."""
    try:
        async with job.file() as file:
            if await _has_kind(job, await guessed(file)):
                await _look_through(job, file)
    except Unreadable as no:
        async with job.place.database.write() as db:
            await job.refuse(db, no.text)


async def _has_kind(job: Job, guesses: Iterable[Kind]) -> bool:
    """Settle what the table is: known, clear from the headings, or to be asked."""
    if job.batch.kind:
        return True
    mine = kinds_for(job.person)
    fitting = [kind for kind in guesses if kind in mine]
    async with job.place.database.write() as db:
        if len(fitting) == 1:
            await job.settle_kind(db, fitting[0])
            return True
        if guesses and not fitting:
            await job.refuse(db, _NOT_FOR_YOU)
        else:
            await job.end(db, State.UNCLEAR, choices=fitting or mine)
    return False


_NOT_FOR_YOU = Text("Tables of this kind are not imported by you. Send it to the officer above.")


async def _look_through(job: Job, file: BinaryIO) -> None:
    try:
        await _compare(job, job.sent(file), None)
    except Scattered:
        await _compare(job, job.sent(file), SCATTERED)


async def _compare(job: Job, sent: Sent, checked_as: str | None) -> None:
    """Put what the file says beside what is known, while it is being read."""
    found = Findings()
    async with understood(job.place.database, sent, checked_as) as plan:
        async for piece in pieces_of(plan):
            await _compare_piece(job, plan, piece, found)
    if mistakes := plan.mistakes or found.mistakes:
        await _refuse_mistakes(job, plan.rows, mistakes)
    else:
        await _show(job, plan, found)


async def _compare_piece(
    job: Job, plan: Understood, piece: Sequence[Any], found: Findings
) -> None:
    async with job.place.database.read() as db:
        besides = await IMPORTED[job.kind].beside(db, piece, plan.absent)
        if len(found.mistakes) < MOST_OBJECTIONS:
            found.mistakes += await objections(db, job.kind, besides, job.sender)
    with speaking(job.person.language):
        found.add(job.place.database.vault, job.kind, besides)
    found.names += import_gaps.names_of(job.kind, piece)
    await job.report(len(found.names))


async def _show(job: Job, plan: Understood, found: Findings) -> None:
    """Show the differences; where there are none, there is nothing to decide."""
    async with job.place.database.write() as db:
        missing = await import_gaps.missing(db, job.kind, found.names, job.sender.within)
        for name in missing:
            with speaking(job.person.language):
                found.write([name, said(MISSING), "", ""])
        changes = found.counts.new + found.counts.changed
        earlier = await batches.same_file(db, job.batch)
        outcome = vars(found.counts) | {
            "rows": plan.rows,
            "records": len(found.names),
            "checked_as": plan.checked_as,
            "missing": len(missing),
            "missing_names": missing[:SHOWN],
            "differences": found.shown,
            "different": found.different,
            "held": found.held,
            "same_file_on": earlier and _day(earlier.outcome.get("written_at")),
        }
        details = batches.seal_details(db, job.batch.id, found.packed())
        state = State.CHECKED if changes else State.DROPPED
        await job.end(db, state, seen=bytes(found.marks), details_sealed=details, **outcome)
        if max(found.different, len(missing)) > SHOWN:
            await job.say(db, batch_sheets.message(job.batch, "differences"), "sheet")


MISSING = Text("Not in the file; stays as it is")


def _day(written_at: str | None) -> str | None:
    return written_at and date.fromisoformat(written_at[:10]).isoformat()


async def _refuse_mistakes(job: Job, rows: int, mistakes: Sequence[Mistake]) -> None:
    """Send every mistake back; nothing was written."""
    found = Findings()
    with speaking(job.person.language):
        lines = [_line(mistake) for mistake in mistakes]
    for line in lines:
        found.write(line)
    async with job.place.database.write() as db:
        details = batches.seal_details(db, job.batch.id, found.packed())
        first = [[line[0], line[1], line[3] + line[4]] for line in lines[:SHOWN]]
        outcome = {"rows": rows, "mistakes": len(lines), "first_mistakes": first}
        await job.end(db, State.REFUSED, details_sealed=details, **outcome)
        await job.say(db, batch_sheets.message(job.batch, "mistakes"), "sheet")


def _line(mistake: Mistake) -> list[Any]:
    reason, remedy = said(mistake.reason), said(mistake.remedy)
    return [mistake.row, mistake.column, mistake.value, reason, remedy, mistake.sheet]
