"""Ladders: an admin sees how each kind of case goes, and changes it from a day on."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, form_walk, forms, ladder_cards, ladder_desk, ladder_words
from bot.figure_steps import figure_steps
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Steps
from bot.ladder_desk import MOVE
from bot.ladder_steps import CLOCK_STEPS, office_steps
from bot.menus import ADMINS, keys_of
from bot.replies import Reply, change, say
from bot.texts import day_and_time
from bot.topic_steps import topic_steps
from domain.ladders import Kind
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, ladders

router = Router(name="ladders")
router.message.filter(HasRole(*ADMINS))
router.callback_query.filter(HasRole(*ADMINS))


@router.message(Says("ladders", "Courses"))
async def list_kinds(_message: Message) -> Reply:
    """Choose a kind of case."""
    return say(ladder_cards.KINDS, ladder_cards.kind_rows())


@router.callback_query(Pressed("ladder", "list"))
async def go_back_to_the_kinds(_query: CallbackQuery) -> Reply:
    """Choose another kind."""
    return change(ladder_cards.KINDS, ladder_cards.kind_rows())


@router.callback_query(Pressed("ladder", "show"))
async def show_a_ladder(
    _query: CallbackQuery, db: AsyncConnection, now: datetime, numbers: tuple[int, ...]
) -> Reply:
    """Show the course of a kind: offices, deadlines, topics, figures."""
    words = await _card(db, _kind(numbers), now)
    return change(words, ladder_cards.rows(_kind(numbers)))


def _kind(numbers: tuple[int, ...]) -> Kind:
    kind = ladder_desk.kind_of(numbers[0]) if numbers else None
    if kind is None:
        raise Refusal("This button is not known any more.")
    return kind


async def _card(db: AsyncConnection, kind: Kind, now: datetime) -> Text:
    _, newest = await ladder_desk.current(db, kind)
    return ladder_cards.card(await ladders.on(db, kind, now), newest, now)


@router.callback_query(Pressed("ladder", "change"))
async def change_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Begin to change deadlines, offices, topics or figures."""
    if len(numbers) != 2 or numbers[1] >= len(FORMS):
        raise Refusal("This button is not known any more.")
    form, kind = FORMS[numbers[1]], _kind(numbers)
    if form is OFFICES and kind is Kind.ALERT:
        raise Refusal("The stages of alerts stay as they are; their deadlines can change.")
    return await form_walk.begin(db, person, form, now, await ladder_desk.given(db, kind))


@router.callback_query(Pressed("ladder", "history"))
async def show_former_ones(
    _query: CallbackQuery, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List who changed it and when."""
    kind, page = _kind(numbers), numbers[1] if len(numbers) > 1 else 0
    count = await ladders.count(db, kind)
    kept = await ladders.history(db, kind, ladder_cards.PAGE, page * ladder_cards.PAGE)
    return change(*ladder_cards.history(kind, kept, page, count))


@router.callback_query(Pressed("ladder", "differs"))
async def show_what_was_changed(
    _query: CallbackQuery, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Say what somebody changed, old and new side by side."""
    kind, number = _kind(numbers), numbers[1] if len(numbers) > 1 else 0
    found = await ladders.by_id(db, number)
    if found is None or found.ladder.kind is not kind:
        raise Refusal("This button is not known any more.")
    known = await ladders.known(db, [found.replaces_id])
    before = ladders.one(known, kind, found.replaces_id)
    words = Joined(
        [ladder_cards.kept_line(found), *ladder_words.differences(before, found.ladder)]
    )
    return change(words, ladder_cards.back_to_history(kind))


async def hand_in(filling: Filling) -> Reply:
    """Keep the newer ladder; open cases go on by their own unless they are to move."""
    db, by, now = filling.db, filling.person.id, filling.now
    kind, since_at = Kind(filling.given["kind"]), await ladder_desk.since_at(filling)
    newer, changes = await ladder_desk.changed(filling), await ladder_desk.differences(filling)
    moves = filling.answer("open") == MOVE
    number = await ladders.keep(db, newer, since_at, by, now, takes_open=moves)
    if number is None:
        words = Text(
            "Somebody else changed this course meanwhile. Please look at it and begin again."
        )
        return say(words, keys=keys_of(filling.person))
    await audit.write(db, by, "ladder.kept", f"ladder:{number}", now)
    done = Text(
        "✅ {kind}, from {at} on:",
        kind=case_cards.KIND_NAMES[kind],
        at=day_and_time(since_at),
    )
    return say(Joined([done, changes, _of_open(filling)]), keys=keys_of(filling.person))


def _of_open(filling: Filling) -> Text | str:
    if filling.answer("open") == MOVE:
        return Text("Open cases move to it then; whoever has them and the askers are told.")
    return Text("Open cases go on as they began.") if filling.answer("open") else ""


async def _remarks(filling: Filling) -> list[Text]:
    await ladder_desk.since_at(filling)
    return [Text("What changes:"), await ladder_desk.differences(filling)]


def _form(name: str, title: Text, steps: Steps | Callable[[Filling], Steps]) -> Form:
    return forms.register(
        Form(
            name=name,
            title=title,
            steps=steps,
            submit=hand_in,
            roles=ADMINS,
            remarks=_remarks,
            resumes=False,
        )
    )


OFFICES = _form("ladder_office", Text("Offices"), office_steps)
FORMS = (
    _form("ladder_clock", Text("Deadlines"), CLOCK_STEPS),
    OFFICES,
    _form("ladder_topic", Text("Topics"), topic_steps),
    _form("ladder_figure", Text("Figures"), figure_steps),
)
