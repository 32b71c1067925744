"""Residents review what is proposed: accept, return with a reason, correct, choose."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_cards, change_conflicts, change_desk, change_letters
from bot.change_desk import Desk, desk_for, overtaken, sheet_for
from bot.filters import HasRole, Pressed, Says
from bot.pages import PAGE, page_words, pages_of, turn_rows
from bot.replies import Button, Reply, change, in_rows, press, say, toast
from bot.replies import Message as Said
from bot.texts import day_and_time
from domain import reviews
from domain.changes import REVIEWERS
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import changes, people
from storage.changes import Batch

router = Router(name="reviews")
router.message.filter(HasRole(*REVIEWERS))
router.callback_query.filter(HasRole(*REVIEWERS))

Numbers = tuple[int, ...]


@router.message(Says("changes", "Review"))
async def list_what_waits(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List what waits for one's review, by household and author."""
    words, rows, _ = await _page(db, person, 0)
    return say(words, rows, private=True)


@router.callback_query(Pressed("review", "page"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: Numbers
) -> Reply:
    """Turn the pages of that list."""
    return change(*await _page(db, person, *numbers[:1]))


async def _page(
    db: AsyncConnection, person: Person, page: int = 0
) -> tuple[Joined, list[list[Button]], Text]:
    count = await changes.count_batches_for(db, person)
    pages = pages_of(count)
    page = min(page, pages - 1)
    found = await changes.batches_for(db, person, PAGE, page * PAGE)
    names = await people.names(db, {it.person_id for it in found})
    lines = [_line(number, it, names) for number, it in enumerate(found, 1)]
    nothing = Text("Nothing waits for your review. Well done.")
    words = Joined([Text("<b>To review</b> · {count}", count=count), *(lines or [nothing])])
    opens = [
        Button(label=str(number), press=press("review", "show", it.household_id, it.person_id))
        for number, it in enumerate(found, 1)
    ]
    rows = [*in_rows(opens, 4), *turn_rows(("review", "page"), page, pages)]
    return words, rows, page_words(page, pages)


def _line(number: int, batch: Batch, names: dict[int, str]) -> Text:
    return Text(
        "{number}. {household} · {name} · {count} changes · {at}",
        number=number,
        household=batch.head_name,
        name=names.get(batch.person_id, ""),
        count=batch.count,
        at=day_and_time(batch.since),
    )


@router.callback_query(Pressed("review", "show"))
async def show_the_card(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: Numbers
) -> Reply:
    """Show what one author proposes for a household."""
    sheet = await sheet_for(db, person, numbers)
    return Reply(messages=(await change_letters.card_for(db, sheet, person),))


@router.callback_query(Pressed("review", "photos"))
async def show_the_photos(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: Numbers
) -> Reply:
    """Show the photos that go with it."""
    sheet = await sheet_for(db, person, numbers)
    files = tuple(dict.fromkeys(it for change in sheet.changes for it in change.files))
    if not files:
        raise Refusal("There are no photos with it any more.")
    words = change_cards.where(sheet.known)
    return Reply(messages=(Said(text=words, files=files[:10], private=True),))


@router.callback_query(Pressed("review", "accept"))
async def accept_it(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Accept one change; where values stand against each other, let the reviewer choose."""
    desk = await desk_for(db, person, numbers)
    if not desk.is_now(numbers):
        return await overtaken(db, person, desk)
    if desk.is_contested:
        return Reply(messages=(await change_conflicts.card(db, person, desk),))
    moved = reviews.use(desk.change, desk.review(person, now))
    await change_desk.close(db, desk.known, moved, now)
    return toast(Text("Accepted. The record is changed, the author is told."))


@router.callback_query(Pressed("review", "all"))
async def accept_all(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Accept all that was seen and nobody contests."""
    sheet = await sheet_for(db, person, numbers)
    if not sheet.agreed or numbers[2:3] != (change_cards.stamp(sheet.agreed),):
        return _as_it_is(await change_letters.card_for(db, sheet, person))
    moved = []
    for each in sheet.agreed:
        desk = await desk_for(db, person, (each.id,))
        moved += reviews.use(desk.change, desk.review(person, now))
    await change_desk.close(db, sheet.known, moved, now)
    words = Text("{count} accepted. The record is changed, the author is told.",
                 count=len(sheet.agreed))  # fmt: skip
    return toast(words)


@router.callback_query(Pressed("review", "use"))
async def use_this_one(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Take one of the values that stand against each other."""
    desk = await desk_for(db, person, numbers)
    if answer := await _has_moved(db, person, desk, numbers):
        return answer
    moved = reviews.use(desk.change, desk.review(person, now))
    await change_desk.close(db, desk.known, moved, now)
    return change(change_conflicts.chosen(desk))


@router.callback_query(Pressed("review", "none"))
async def keep_the_record(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Take none of them."""
    desk = await desk_for(db, person, numbers)
    if answer := await _has_moved(db, person, desk, numbers):
        return answer
    moved = [reviews.drop(it, desk.review(person, now)) for it in desk.candidates]
    await change_desk.close(db, desk.known, moved, now)
    return change(Text("The record stays as it is. The authors are told."))


async def _has_moved(
    db: AsyncConnection, person: Person, desk: Desk, numbers: Numbers
) -> Reply | None:
    """Show what there is to choose from now, when that is not what was seen."""
    if not desk.is_now(numbers):
        return await overtaken(db, person, desk)
    if numbers[2:3] == (desk.mark,):
        return None
    return _as_it_is(await change_conflicts.card(db, person, desk))


def _as_it_is(card: Said) -> Reply:
    """Put the card as it is now in the place of the one that was pressed."""
    words = Text("It has changed meanwhile. This is how it stands now.")
    return Reply(messages=(replace(card, edits=True),), toast=words)
