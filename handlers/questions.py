"""The questions of the form of visits: an admin adds, orders, changes and retires them."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, question_cards, question_part, question_steps
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import ADMINS
from bot.replies import Button, Reply, change, press, say, toast
from domain.calendar import local_day
from domain.people import Person
from domain.questions import MOST_QUESTIONS, Question, moved
from domain.refusals import Refusal, Text
from storage import audit, people, questions

router = Router(name="questions")
router.message.filter(HasRole(*ADMINS))
router.callback_query.filter(HasRole(*ADMINS))


@router.message(Says("questions", "Questions of visits"))
async def list_questions(_message: Message, db: AsyncConnection, now: datetime) -> Reply:
    """List what visits ask besides what they always ask."""
    return await _list(db, now)


@router.callback_query(Pressed("question", "list"))
async def go_back_to_the_list(_query: CallbackQuery, db: AsyncConnection, now: datetime) -> Reply:
    """Show the list in place of a card."""
    return await _list_again(db, now)


async def _list(db: AsyncConnection, now: datetime) -> Reply:
    standing = await questions.standing(db, local_day(now))
    words = question_cards.listed(standing, local_day(now))
    return say(words, question_cards.list_rows(standing))


async def _list_again(
    db: AsyncConnection, now: datetime, over: Text | str = "", row: tuple[Button, ...] = ()
) -> Reply:
    message = (await _list(db, now)).messages[0]
    rows = [*(message.keyboard or ()), *([row] if row else [])]
    return change(message.text, rows, over)


async def _standing(
    db: AsyncConnection, numbers: tuple[int, ...], now: datetime
) -> tuple[list[Question], Question]:
    """Load the questions, and the one a button is about."""
    standing = await questions.standing(db, local_day(now))
    found = next((it for it in standing if numbers and it.id == numbers[0]), None)
    if found is None:
        raise Refusal("This question is asked no more. The list shows what is: 🧾 /questions")
    return standing, found


@router.callback_query(Pressed("question", "show"))
async def show_a_question(
    _query: CallbackQuery, db: AsyncConnection, now: datetime, numbers: tuple[int, ...]
) -> Reply:
    """Show everything about a question."""
    standing, question = await _standing(db, numbers, now)
    by = await people.by_id(db, question.set_by)
    rows = question_cards.card_rows(question, standing)
    return change(question_cards.card(question, by.name), rows)


@router.callback_query(Pressed("question", "up"))
async def move_up(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask it earlier."""
    return await _move(db, person, numbers, now, by=-1)


@router.callback_query(Pressed("question", "down"))
async def move_down(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask it later."""
    return await _move(db, person, numbers, now, by=1)


async def _move(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime, *, by: int
) -> Reply:
    standing, question = await _standing(db, numbers, now)
    if numbers[1:] != (question.place,):
        return await _list_again(db, now, Text("The order was changed since. This is how it is."))
    order = moved(standing, question.id, by)
    if order == standing:
        return toast(Text("It is at the end already."))
    if not await questions.put_in_order(db, order):
        raise Refusal("Somebody else changed the order just now. Please look again.")
    await audit.write(db, person.id, "question.moved", f"question:{question.id}", now)
    return await _list_again(db, now, Text("Moved."))


@router.callback_query(Pressed("question", "retire"))
async def retire(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask it no more from today on; it can be taken back today."""
    _, question = await _standing(db, numbers, now)
    today = local_day(now)
    if not await questions.retire(db, question.id, today):
        raise Refusal("Somebody else has retired this question already.")
    await audit.write(db, person.id, "question.retired", f"question:{question.id}", now)
    undo = press("question", "again", question.id, today.strftime("%Y%m%d"))
    row = (Button(label=Text("↩ Ask it again"), press=undo),)
    return await _list_again(db, now, Text("Asked no more. Old visits keep it."), row)


@router.callback_query(Pressed("question", "again"))
async def ask_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take a retirement of today back."""
    today = local_day(now)
    if numbers[1:] != (int(today.strftime("%Y%m%d")),):
        raise Refusal("Retired questions stay retired after their day. Please add it anew.")
    await _refuse_too_many(db, now)
    if not await questions.ask_again(db, numbers[0], today):
        raise Refusal("This question is asked already, or was changed meanwhile.")
    await audit.write(db, person.id, "question.again", f"question:{numbers[0]}", now)
    return await _list_again(db, now, Text("It is asked again."))


async def _refuse_too_many(db: AsyncConnection, now: datetime) -> None:
    await questions.lock(db)
    if len(await questions.standing(db, local_day(now))) >= MOST_QUESTIONS:
        raise Refusal(
            "There are {most} questions already; more would weary helpers and families. "
            "Please retire one first.",
            most=MOST_QUESTIONS,
        )


@router.callback_query(Pressed("question", "add"))
async def add(_query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime) -> Reply:
    """Ask for a new question."""
    await _refuse_too_many(db, now)
    return await form_walk.begin(db, person, QUESTION, now)


@router.callback_query(Pressed("question", "change"))
async def put_another_in_its_place(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Change a question: it is retired and another one takes its place."""
    _, question = await _standing(db, numbers, now)
    old = question_steps.answers_of(question)
    given = {"replaces": question.id, "old": old, "about": question.text}
    return await form_walk.begin(db, person, QUESTION, now, given)


async def hand_in(filling: Filling) -> Reply:
    """Ask the question from its day on, instead of the one it replaces."""
    db, now, question = filling.db, filling.now, question_steps.question_of(filling)
    try:
        question = await _in_place_of_another(filling, question)
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text)
    await questions.add(db, question, now)
    await audit.write(db, filling.person.id, "question.added", f"question:{question.id}", now)
    words = Text(
        "✅ Asked in visits from {day} on. Old visits keep what they were asked.",
        day=question.since_on.isoformat(),
    )
    return say(words).and_then(*(await _list(db, now)).messages)


async def _in_place_of_another(filling: Filling, question: Question) -> Question:
    number = filling.given.get("replaces")
    if number is None:
        await _refuse_too_many(filling.db, filling.now)
        return question
    _, old = await _standing(filling.db, (number,), filling.now)
    if not await questions.retire(filling.db, old.id, question.since_on):
        raise Refusal("Somebody else has changed this question meanwhile.")
    return replace(question, place=old.place)


async def _preview_ends(filling: Filling) -> Reply:
    words = Text("That is how helpers see it. Nothing was kept.")
    return say(words).and_then(*(await _list(filling.db, filling.now)).messages)


QUESTION = forms.register(
    Form(
        name="question",
        title=Text("Question of visits"),
        steps=question_steps.steps,
        submit=hand_in,
        roles=ADMINS,
    )
)
PREVIEW = forms.register(
    Form(
        name="questions_preview",
        title=Text("Preview"),
        steps=question_part.steps,
        submit=_preview_ends,
        roles=ADMINS,
        resumes=False,
    )
)


@router.callback_query(Pressed("question", "preview"))
async def preview(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Walk through the questions as a helper does; nothing is kept."""
    standing = await questions.standing(db, local_day(now))
    standing = [it for it in standing if it.until_on is None]
    if not standing:
        raise Refusal("There is no question to look at yet.")
    given = {question_part.NAME: question_part.asked_as(standing)}
    return await form_walk.begin(db, person, PREVIEW, now, given)
