"""Notices to many: offices write them, look at them, send them now or at a time."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    audience_steps,
    broadcast_answers,
    broadcast_cards,
    broadcast_desk,
    broadcast_steps,
    form_walk,
    forms,
)
from bot.broadcast_letters import NOUN
from bot.filters import HasRole, Pressed, Says, StandsIn
from bot.forms import Filling, Form
from bot.pages import PAGE, page_words, pages_of
from bot.replies import Reply, change, say
from domain.broadcast_moves import drop, send, send_now
from domain.campaign_edits import MAKERS
from domain.people import Person, Role
from domain.refusals import Text
from storage import broadcasts, files

router = Router(name="broadcasts")
router.message.filter(HasRole(*MAKERS), StandsIn())
router.callback_query.filter(HasRole(*MAKERS), StandsIn())


@router.message(Says("broadcast", "Notices"))
async def list_notices(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List what offices of somebody's area sent."""
    return await _list(db, person, 0)


@router.callback_query(Pressed(NOUN, "list"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Turn the pages of the list."""
    pages = pages_of(await broadcasts.count_led_by(db, _codes(person)))
    page = min([*numbers, 0][0], pages - 1)
    message = (await _list(db, person, page)).messages[0]
    return change(message.text, message.keyboard, page_words(page, pages))


async def _list(db: AsyncConnection, person: Person, page: int) -> Reply:
    codes = _codes(person)
    count = await broadcasts.count_led_by(db, codes)
    found = await broadcasts.led_by(db, codes, PAGE, page * PAGE)
    rows = broadcast_cards.list_rows(found, page, pages_of(count))
    return say(broadcast_cards.listed(found, count), rows)


def _codes(person: Person) -> tuple[str, ...] | None:
    return None if Role.ADMIN in person.roles else person.areas(MAKERS)


@router.callback_query(Pressed(NOUN, "new"))
async def write_one(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask for the words and whom they are for."""
    given = {"area": audience_steps.area_for(person)}
    return await form_walk.begin(db, person, BROADCAST, now, given)


@router.callback_query(Pressed(NOUN, "show"))
async def show_one(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show a notice as it is now."""
    broadcast = await broadcast_desk.led(db, person, numbers)
    return broadcast_answers.in_place(
        await broadcast_desk.card(db, broadcast, now), Text("As of now.")
    )


@router.callback_query(Pressed(NOUN, "test"))
async def send_it_to_me(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Send a draft to whoever asks, as everybody would get it."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    words = Text("This is how everybody gets it.")
    return Reply(messages=(await broadcast_desk.preview(db, broadcast),), toast=words)


@router.callback_query(Pressed(NOUN, "send"))
async def send_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let a draft go out, now or at its time."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    sent = send(broadcast, await broadcast_desk.count(db, broadcast), now)
    return await broadcast_answers.kept(db, person, sent, "sent", now, Text("📢 It goes out."))


@router.callback_query(Pressed(NOUN, "now"))
async def do_not_wait(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let what waits for its time go out now."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    return await broadcast_answers.kept(
        db, person, send_now(broadcast, now), "sent", now, Text("📢 It goes out.")
    )


@router.callback_query(Pressed(NOUN, "drop"))
async def drop_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Put one away that did not go out."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    return await broadcast_answers.kept(
        db, person, drop(broadcast), "dropped", now, Text("It will not be sent.")
    )


@router.callback_query(Pressed(NOUN, "receipt"))
async def ask_for_receipts_or_not(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask readers to say that they read it, or not."""
    draft = await broadcast_answers.draft(db, person, numbers)
    return await broadcast_answers.kept(
        db,
        person,
        broadcast_answers.newer(draft, asks_receipt=not draft.asks_receipt),
        "changed",
        now,
    )


@router.callback_query(Pressed(NOUN, "urgent"))
async def make_it_urgent_or_not(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let it ring at night and on rest days, or not."""
    draft = await broadcast_answers.draft(db, person, numbers)
    return await broadcast_answers.kept(
        db, person, broadcast_answers.newer(draft, is_urgent=not draft.is_urgent), "changed", now
    )


async def _keep_the_draft(filling: Filling) -> Reply:
    """Keep what was written, and show it exactly as it will be read."""
    fresh = await broadcast_steps.broadcast_of(filling)
    kept = await broadcasts.add(filling.db, fresh)
    if kept.file_id:
        await files.link(filling.db, [kept.file_id], f"broadcast:{kept.number}")
    return await broadcast_answers.shown(filling, kept)


BROADCAST = forms.register(
    Form(
        name="broadcast",
        title=Text("Notice"),
        steps=broadcast_steps.steps,
        submit=_keep_the_draft,
        roles=MAKERS,
        has_summary=False,
    )
)
