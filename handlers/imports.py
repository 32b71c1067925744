"""Imports: an officer sends a table, sees what it would change, and writes it or not."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import batch_cards, import_menu
from bot.filters import HasRole, Pressed, Says, Shares
from bot.import_plans import LIMITS
from bot.replies import Reply, say
from domain.batches import IMPORTERS, Batch, State, can_be_taken_back, kinds_for
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Refusal, Text
from imports.limits import MEGABYTE
from storage import audit, batches, files, rules
from storage.ids import new_id

router = Router(name="imports")
router.message.filter(HasRole(*IMPORTERS))
router.callback_query.filter(HasRole(*IMPORTERS))

TABLES = frozenset({"", ".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv", ".txt"})


@router.message(Says("imports", "Import, export"))
async def look_at_imports(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """Say how to import, list the latest files, and offer what can be exported."""
    return say(import_menu.words(person), await import_menu.rows(db, person))


@router.message(Shares("document"))
async def take_a_file(
    message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Take a table to be checked; it is fetched and read after this turn."""
    document = message.document
    assert document is not None  # noqa: S101 - the filter saw it
    name = document.file_name or ""
    if PurePath(name).suffix.lower() not in TABLES:
        raise Refusal("This is not a spreadsheet. Send a CSV, XLSX, XLS or ODS file.")
    if (document.file_size or 0) > LIMITS.max_bytes:
        raise Refusal(
            "This file has more than {max_megabytes} MB. Split it and send the parts one by one.",
            max_megabytes=LIMITS.max_bytes // MEGABYTE,
        )
    batch = await _received(db, person, document, now)
    return Reply(messages=(batch_cards.card(batch, 0),))


async def _received(db: AsyncConnection, person: Person, document: Any, now: datetime) -> Batch:
    name = document.file_name or ""
    given = (document.file_id, document.file_unique_id)
    file_id = await files.receive(db, person.id, "document", *given, now, name)
    batch = Batch(
        id=new_id(),
        kind="",
        person_id=person.id,
        file_id=file_id,
        state=State.CHECKING,
        version=1,
        at=now,
        outcome={"name": name},
    )
    await batches.add(db, batch)
    await files.link(db, [file_id], f"batch:{batch.id}")
    return batch


async def _own(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> Batch:
    """Load the file a button is about; somebody else's is as if it did not exist."""
    batch = await batches.by_id(db, numbers[0]) if numbers else None
    if batch is None or batch.person_id != person.id:
        raise Refusal("There is no such file. Send it again.")
    if batch.kind and batch.kind not in kinds_for(person):
        raise Refusal("You do not import tables of this kind any more.")
    return batch


async def _as_it_is(
    db: AsyncConnection, batch: Batch, now: datetime, over: Text | str = ""
) -> Reply:
    """Show the card as it is now in place of the pressed message."""
    days = (await rules.imports_on(db, local_day(now))).import_undo_days
    card = batch_cards.card(batch, days)
    return Reply(messages=(batch_cards.instead(card),), toast=over)


async def _move(
    db: AsyncConnection,
    batch: Batch,
    numbers: tuple[int, ...],
    now: datetime,
    **values: Any,
) -> Reply:
    """Go on to another state, unless the card is of an earlier one."""
    if numbers[1:2] != (batch.version,) or not await batches.move(db, batch, **values):
        return await _as_it_is(db, batch, now, _MOVED_ON)
    moved = await batches.by_id(db, batch.id)
    return await _as_it_is(db, moved or batch, now)


_MOVED_ON = Text("It has moved on; this is how it stands.")
Numbers = tuple[int, ...]


@router.callback_query(Pressed("batch", "show"))
async def show_a_file(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Show how a file stands, as a new message that is live from now on."""
    batch = await _own(db, person, numbers)
    days = (await rules.imports_on(db, local_day(now))).import_undo_days
    return Reply(messages=(batch_cards.card(batch, days),))


@router.callback_query(Pressed("batch", "kind"))
async def say_what_it_is(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Say what is in a table whose headings do not tell."""
    batch = await _own(db, person, numbers)
    kind = dict(enumerate(batch_cards.ORDER)).get(numbers[2] if len(numbers) > 2 else -1, "")
    if batch.state is not State.UNCLEAR or kind not in kinds_for(person):
        return await _as_it_is(db, batch, now, _MOVED_ON)
    return await _move(db, batch, numbers, now, kind=kind, state=State.CHECKING)


@router.callback_query(Pressed("batch", "write"))
async def write_it(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Agree to what was shown; it is written after this turn."""
    batch = await _own(db, person, numbers)
    if batch.state is not State.CHECKED:
        return await _as_it_is(db, batch, now, _MOVED_ON)
    await audit.write(db, person.id, "import.agreed", f"batch:{batch.id}", now)
    return await _move(db, batch, numbers, now, state=State.WRITING)


@router.callback_query(Pressed("batch", "drop"))
async def do_not_write_it(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Decide against it."""
    batch = await _own(db, person, numbers)
    if batch.state is not State.CHECKED:
        return await _as_it_is(db, batch, now, _MOVED_ON)
    return await _move(db, batch, numbers, now, state=State.DROPPED)


@router.callback_query(Pressed("batch", "undo"))
async def look_before_taking_back(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Show what taking a written file back would do, while it is not too old."""
    batch = await _own(db, person, numbers)
    if not await _is_written(db, batch, now):
        return await _as_it_is(db, batch, now, _MOVED_ON)
    return Reply(messages=(batch_cards.before_taking_back(batch),))


@router.callback_query(Pressed("batch", "look"))
async def leave_it(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Show a file as it stands, in place of the question about it."""
    return await _as_it_is(db, await _own(db, person, numbers), now)


async def _is_written(db: AsyncConnection, batch: Batch, now: datetime) -> bool:
    """Tell whether a batch is written and can be taken back.

    Raises:
        Refusal: it is written and too old.
    """
    days = (await rules.imports_on(db, local_day(now))).import_undo_days
    if batch.state is State.WRITTEN and not can_be_taken_back(batch, now, days):
        raise Refusal("It is too old to be taken back. Correct the records one by one.")
    return batch.state is State.WRITTEN


@router.callback_query(Pressed("batch", "back"))
async def take_it_back(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Take a written file back."""
    batch = await _own(db, person, numbers)
    if not await _is_written(db, batch, now):
        return await _as_it_is(db, batch, now, _MOVED_ON)
    return await _move(
        db, batch, numbers, now, state=State.UNDOING, done=batch.outcome["records"],
        outcome=_afresh(batch.outcome),
    )  # fmt: skip


def _afresh(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """Forget how far it was taken back before."""
    counted = ("restored", "removed", "stayed", "stayed_names")
    return {name: it for name, it in outcome.items() if name not in counted}
