"""The errand that checks, writes and takes back files people sent, one batch at a time."""

import secrets
from collections.abc import Awaitable, Callable

import structlog

from bot import import_checks, import_writing
from bot.errands import Workplace
from bot.import_jobs import Job, Lost
from domain.batches import MOST_ATTEMPTS, Batch, State
from domain.refusals import Text
from storage import batches, people

log = structlog.get_logger()

STEPS: dict[State, Callable[[Job], Awaitable[None]]] = {
    State.CHECKING: import_checks.check,
    State.WRITING: import_writing.write,
    State.UNDOING: import_writing.take_back,
}
NOT_FETCHED = Text("The file could not be fetched from Telegram. Please send it again.")
NOT_YOURS = Text("You do not import tables of this kind any more.")
BROKEN = Text(
    "Something on our side broke while working on this file. "
    "Please tell your administrator the number {number}."
)


async def carry_on(place: Workplace) -> int:
    """Do the next step of the oldest batch that nobody has in hand; returns how many it did."""
    async with place.database.read() as db:
        if not await batches.any_due(db):
            return 0
    owner = secrets.token_hex(8)
    async with place.database.write() as db:
        batch = await batches.claim(db, owner)
        person = await people.by_id(db, batch.person_id) if batch else None
    if batch is None or person is None:
        return 0
    await _step(Job(place, owner, batch, person))
    return 1


async def _step(job: Job) -> None:
    try:
        if job.batch.attempts > MOST_ATTEMPTS:
            log.error("an import was given up", batch=job.batch.id)
            await _give_up(job, Text(BROKEN.msgid, number=job.batch.id))
        elif not job.may_go_on():
            await _give_up(job, NOT_YOURS)
        else:
            await STEPS[job.batch.state](job)
    except FileNotFoundError:
        await _give_up(job, NOT_FETCHED)
    except Lost:
        log.warning("another worker took an import over", batch=job.batch.id)
    except Exception:
        async with job.place.database.write() as db:
            await batches.release(db, job.batch, job.owner)
        raise


async def _give_up(job: Job, why: Text) -> None:
    """End a step that cannot be done; what was written until now can still be taken back."""
    async with job.place.database.write() as db:
        if job.batch.state is State.CHECKING or not _has_begun(job.batch):
            await job.refuse(db, why)
        else:
            await job.end(db, State.WRITTEN, is_cut_off=True, written_at=_written_at(job))


def _has_begun(batch: Batch) -> bool:
    return batch.state is State.UNDOING or batch.done > 0


def _written_at(job: Job) -> str:
    return str(job.batch.outcome.get("written_at") or job.now.isoformat())
