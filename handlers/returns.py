"""What a reviewer says about a change: why it is returned, or what is right instead."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_cards, change_conflicts, change_desk, change_fields, form_walk, forms
from bot.answers import Kind
from bot.change_desk import Desk, desk_for, overtaken
from bot.change_values import typed, value_of, value_step
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say
from domain import records, reviews
from domain.changes import REVIEWERS, Change
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import changes, households

router = Router(name="returns")
router.callback_query.filter(HasRole(*REVIEWERS))

MOST_OF_REASON = 200


@router.callback_query(Pressed("review", "back"))
async def return_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why a change is returned."""
    return await _ask(db, person, RETURN, now, numbers)


@router.callback_query(Pressed("review", "correct"))
async def correct_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask what is right instead; where values stand against each other, let him choose."""
    desk = await desk_for(db, person, numbers)
    if change_fields.plain_field(desk.change) is None:
        raise Refusal("This cannot be corrected here. Please accept or return it.")
    if desk.is_contested and desk.is_now(numbers):
        return Reply(messages=(await change_conflicts.card(db, person, desk),))
    return await _ask(db, person, CORRECT, now, numbers)


async def _ask(
    db: AsyncConnection, person: Person, form: Form, now: datetime, numbers: Sequence[int]
) -> Reply:
    desk = await desk_for(db, person, numbers)
    if not desk.is_now(numbers):
        return await overtaken(db, person, desk)
    given = {
        "change": desk.change.id,
        "version": desk.change.version,
        "subject": {"field": desk.change.field, "member_number": desk.change.member_number},
    }
    return await form_walk.begin(db, person, form, now, given)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="wrong", label=Text("Not as it is")),
        Option(key="proof", label=Text("Evidence is missing")),
        Option(key="unclear", label=Text("Too vague")),
        Option(key="again", label=Text("Please look again")),
    ]


def _a_reason(answer: Any, _filling: Filling) -> str:
    words = str(typed(answer))
    if len(words) > MOST_OF_REASON:
        raise Refusal("Please say it in at most {most} characters.", most=MOST_OF_REASON)
    return words


async def _prompt(filling: Filling) -> Text:
    change = await _change(filling)
    known = await households.by_id(filling.db, change.household_id) if change else None
    if change is None or known is None:
        return Text("Why is it returned?")
    return Text(
        "{what}\nWhy is it returned? Tap or type; the author reads it.",
        what=change_cards.what(change, known),
    )


async def _change(filling: Filling) -> Change | None:
    return await changes.by_id(filling.db, filling.given["change"])


Decide = Callable[[Desk, Filling], list[Change]]


def _returned(desk: Desk, filling: Filling) -> list[Change]:
    review = desk.review(filling.person, filling.now)
    return [reviews.give_back(desk.change, filling.answer("words"), review)]


def _corrected(desk: Desk, filling: Filling) -> list[Change]:
    field = records.field_of(desk.change.field, desk.change.member_number)
    if field is None:
        raise LookupError(f"no field {desk.change.field}")
    value = value_of(field, filling.answer("value"))
    return reviews.correct(desk.change, value, desk.review(filling.person, filling.now))


async def _hand_in(filling: Filling, decide: Decide, done: Text) -> Reply:
    """Keep a decision that needs words; a change that has moved on since ends the form."""
    db, person = filling.db, filling.person
    try:
        desk = await desk_for(db, person, (filling.given["change"],))
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text, keys=keys_of(person))
    if not desk.is_now((0, filling.given["version"])):
        answer = await overtaken(db, person, desk)
        return say(answer.toast, keys=keys_of(person))
    await change_desk.close(db, desk.known, decide(desk, filling), filling.now)
    return say(done, keys=keys_of(person), private=True)


async def hand_in_return(filling: Filling) -> Reply:
    """Return it to its author."""
    return await _hand_in(filling, _returned, Text("↩ Returned. The author is told why."))


async def hand_in_correction(filling: Filling) -> Reply:
    """Let the reviewer's value hold."""
    done = Text("✅ Corrected. The record is changed, the author is told.")
    return await _hand_in(filling, _corrected, done)


def _correction(filling: Filling) -> tuple[Step, ...]:
    subject = filling.given["subject"]
    field = records.field_of(subject["field"], subject["member_number"])
    return (value_step("value", field, _what_is_right),) if field else ()


async def _what_is_right(filling: Filling) -> Text:
    change = await _change(filling)
    known = await households.by_id(filling.db, change.household_id) if change else None
    if change is None or known is None:
        return Text("What is right?")
    return Text("{what}\nWhat is right?", what=change_cards.what(change, known))


RETURN = forms.register(
    Form(
        name="return_change",
        title=Text("Return"),
        steps=(
            Step(name="words", kind=Kind.TEXT, prompt=_prompt, options=_reasons, check=_a_reason),
        ),
        submit=hand_in_return,
        roles=REVIEWERS,
        has_summary=False,
        resumes=False,
    )
)
CORRECT = forms.register(
    Form(
        name="correct_change",
        title=Text("Correct"),
        steps=_correction,
        submit=hand_in_correction,
        roles=REVIEWERS,
        has_summary=False,
        resumes=False,
    )
)
