"""Public answers: officers publish, change and end them for their areas."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answer_cards, answer_desk, answer_steps, form_walk, forms
from bot.filters import HasRole, Pressed, Says, StandsIn
from bot.forms import Form
from bot.pages import PAGE, page_words, pages_of
from bot.replies import Reply, change, say
from domain.answers import KEEPERS, Answer, check_open
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import answers, areas, audit

router = Router(name="answers")
router.message.filter(HasRole(*KEEPERS), StandsIn())
router.callback_query.filter(HasRole(*KEEPERS), StandsIn())


@router.message(Says("answers", "Public answers"))
async def list_answers(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List the answers somebody keeps."""
    return await _list(db, person, now, 0)


@router.callback_query(Pressed("answer", "list"))
async def go_back_to_the_list(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show the list in place of a card."""
    message = (await _list(db, person, now, 0)).messages[0]
    return change(message.text, message.keyboard)


@router.callback_query(Pressed("answer", "page"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of the list."""
    codes = person.areas(KEEPERS)
    pages = pages_of(await answers.count_kept_by(db, codes, local_day(now)))
    page = min([*numbers, 0][0], pages - 1)
    message = (await _list(db, person, now, page)).messages[0]
    return change(message.text, message.keyboard, page_words(page, pages))


async def _list(db: AsyncConnection, person: Person, now: datetime, page: int) -> Reply:
    codes, today = person.areas(KEEPERS), local_day(now)
    count = await answers.count_kept_by(db, codes, today)
    found = await answers.kept_by(db, codes, today, PAGE, page * PAGE)
    known = await areas.by_codes(db, {it.area_code for it in found})
    names = {code: area.name for code, area in known.items()}
    words = answer_cards.listed(found, names, count, today)
    return say(words, answer_cards.list_rows(found, page, pages_of(count)))


@router.callback_query(Pressed("answer", "show"))
async def show_an_answer(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show an answer with who wrote it and what can be done with it."""
    answer = await answer_desk.kept(db, person, numbers)
    return change(*await answer_desk.card(db, answer, now))


async def _open(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime
) -> Answer | Reply:
    """Load an answer that can still be changed; a press of before gets the card as it is."""
    answer = await answer_desk.kept(db, person, numbers)
    check_open(answer, local_day(now))
    if numbers[1:] == (answer.version,):
        return answer
    stale = Text("It was changed since. This is how it is.")
    return change(*await answer_desk.card(db, answer, now), stale)


@router.callback_query(Pressed("answer", "add"))
async def add(_query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime) -> Reply:
    """Ask for a new answer."""
    given = answer_steps.given_for(list(person.areas(KEEPERS)), {})
    return await form_walk.begin(db, person, ANSWER, now, given)


@router.callback_query(Pressed("answer", "publish"))
async def publish(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Make the answer to a question public: its words are there already, to be checked."""
    case, says = await answer_desk.answered(db, person, numbers, now)
    if answer := await answers.of_case(db, case.number):
        public = Text("It is public already. This is how it reads.")
        return say(public, private=True).and_then(await answer_desk.card_message(db, answer, now))
    codes = answer_desk.codes_for(person, case.area_code)
    given = answer_steps.given_for(codes, says, case=case.number, asker=case.asker_id)
    return await form_walk.begin(db, person, ANSWER, now, given)


@router.callback_query(Pressed("answer", "change"))
async def change_the_wording(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask what the answer is from now on."""
    answer = await _open(db, person, numbers, now)
    if isinstance(answer, Reply):
        return answer
    says = answer_steps.said_in(answer)
    given = answer_steps.given_for(
        [answer.area_code], says, replaces=answer.id, version=answer.version
    )
    return await form_walk.begin(db, person, ANSWER, now, given)


@router.callback_query(Pressed("answer", "end"))
async def ask_to_end(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask before an answer is ended."""
    answer = await _open(db, person, numbers, now)
    if isinstance(answer, Reply):
        return answer
    return change(*answer_cards.ask_to_end(answer, await answers.count_readers(db, answer.id)))


@router.callback_query(Pressed("answer", "stop"))
async def end_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """End an answer at once; whoever was given it is told in office hours."""
    answer = await _open(db, person, numbers, now)
    if isinstance(answer, Reply):
        return answer
    if not await answers.stop(db, answer, local_day(now)):
        raise Refusal("Somebody else was quicker. Please see the list.")
    await audit.write(db, person.id, "answer.ended", f"answer:{answer.id}", now)
    message = (await _list(db, person, now, 0)).messages[0]
    return change(message.text, message.keyboard, Text("Ended. Its readers will be told."))


ANSWER = forms.register(
    Form(
        name="public_answer",
        title=Text("Public answer"),
        steps=answer_steps.steps,
        submit=answer_desk.hand_in,
        roles=KEEPERS,
        resumes=False,
    )
)
