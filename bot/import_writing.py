"""Writing a file that was shown and agreed to, and taking it back; both go on after a crash."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.import_jobs import Job
from bot.import_plans import SCATTERED, Sent, objections, pieces_of, understood
from domain.batches import State
from domain.refusals import Text
from imports.limits import Unreadable
from imports.plan import PIECE
from storage import audit, batches
from storage.batches import Line
from storage.imported import MARK_BYTES, Beside, mark
from storage.imports import IMPORTED

SHOWN = 10
NO_MORE = Text("The places or people it names have changed. Please send the file again.")


async def write(job: Job) -> None:
    """Write what was shown, from where it was left.

    Where it ends before the end, what was written until then can be taken back.
    """
    async with job.place.database.read() as db:
        seen = await batches.seen(db, job.batch.id)
    why: Text | None
    try:
        async with job.file() as file:
            why = None if await _write_all(job, job.sent(file), seen) else NO_MORE
    except Unreadable as no:
        why = no.text
    async with job.place.database.write() as db:
        if why is None or job.batch.done:
            await _written(job, db, is_cut_off=why is not None)
        else:
            await job.refuse(db, why)


async def _write_all(job: Job, sent: Sent, seen: bytes) -> bool:
    """Write piece by piece; tells whether the file says what it said when it was shown.

    While a file is read that is known to say the same, its first records are written already;
    any other is read whole before.
    """
    total, place = len(seen) // MARK_BYTES, 0
    checked_as = str(job.batch.outcome.get("checked_as", SCATTERED))
    async with understood(job.place.database, sent, checked_as) as plan:
        async for piece in pieces_of(plan):
            rest = piece[max(0, job.batch.done - place) :]
            place += len(piece)
            if place > total:
                return False
            if rest:
                async with job.place.database.write() as db:
                    besides = await IMPORTED[job.kind].beside(db, rest, plan.absent)
                    await _write_piece(job, db, besides, seen[job.batch.done * MARK_BYTES :])
                    await job.progress(db, job.batch.done, total)
    return plan.is_clean and place == total


async def _write_piece(
    job: Job, db: AsyncConnection, besides: Sequence[Beside], seen: bytes
) -> None:
    """Write what is still as it was shown; whatever changed since stays, and is counted."""
    vault, imported, first = job.place.database.vault, IMPORTED[job.kind], job.batch.done
    foreign = {it.row for it in await objections(db, job.kind, besides, job.sender)}
    told = [(first + place, it) for place, it in enumerate(besides) if it.is_new or it.is_changed]
    chosen = []
    for place, it in told:
        now = mark(vault, None if it.is_new else imported.plain(it.before))
        at = (place - first) * MARK_BYTES
        if now == seen[at : at + MARK_BYTES] and it.row not in foreign:
            chosen.append((place, it))
    subjects = await imported.write(db, [it for _, it in chosen]) if chosen else []
    lines = [
        Line(
            place=place,
            subject=subject,
            before=None if it.is_new else imported.plain(it.before),
            after=mark(vault, imported.plain(it.after)),
        )
        for (place, it), subject in zip(chosen, subjects, strict=True)
    ]
    await batches.add_lines(db, job.batch.id, lines)
    await _count(job, db, [it for _, it in chosen], len(told) - len(chosen), len(besides))


async def _count(
    job: Job, db: AsyncConnection, written: Sequence[Beside], left: int, size: int
) -> None:
    known = job.batch.outcome
    outcome = {
        **known,
        "written_new": known.get("written_new", 0) + sum(it.is_new for it in written),
        "written_changed": known.get("written_changed", 0) + sum(it.is_changed for it in written),
        "left": known.get("left", 0) + left,
    }
    await job.hold(db, done=job.batch.done + size, attempts=0, outcome=outcome)


async def _written(job: Job, db: AsyncConnection, *, is_cut_off: bool = False) -> None:
    await audit.write(db, job.person.id, "import.written", f"batch:{job.batch.id}", job.now)
    written_at = job.now.isoformat()
    await job.end(db, State.WRITTEN, written_at=written_at, is_cut_off=is_cut_off)


async def take_back(job: Job) -> None:
    """Restore what was before, the last first, wherever it is still as the batch left it."""
    while job.batch.done > 0:
        async with job.place.database.write() as db:
            lines = await batches.lines(db, job.batch.id, job.batch.done, PIECE)
            await _restore(job, db, lines)
            done = lines[-1].place if lines else 0
            await job.hold(db, done=done, attempts=0, outcome=job.batch.outcome)
            await job.progress(db, done, int(job.batch.outcome["records"]))
    async with job.place.database.write() as db:
        await audit.write(db, job.person.id, "import.taken_back", _subject(job), job.now)
        await job.end(db, State.TAKEN_BACK)


def _subject(job: Job) -> str:
    return f"batch:{job.batch.id}"


async def _restore(job: Job, db: AsyncConnection, lines: Sequence[Line]) -> None:
    vault, imported = job.place.database.vault, IMPORTED[job.kind]
    there = await imported.present(db, [line.subject for line in lines])
    marks = {it: mark(vault, imported.plain(thing)) for it, thing in there.items()}
    as_left = [line for line in lines if marks.get(line.subject) == line.after]
    before = {it.subject: imported.thing(it.before) for it in as_left if it.before is not None}
    new = [it.subject for it in as_left if it.before is None]
    if before:
        await imported.restore(db, before)
    needed = await imported.remove(db, new) if new else frozenset()
    changed = {
        line.subject
        for line in lines
        if marks.get(line.subject, mark(vault, None)) not in (line.after, mark(vault, line.before))
    }
    left = sorted(needed | changed)
    names = [_name(imported.plain(there[it])) for it in left if it in there]
    job.count_taken_back(len(before), len(new) - len(needed), names[:SHOWN], len(left))


def _name(plain: dict[str, Any]) -> str:
    return str(plain.get("number") or plain.get("name") or plain.get("household_id", ""))
