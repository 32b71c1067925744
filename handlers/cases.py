"""What the offices do with cases: claim, solve, answer, pass up, give back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters, form_walk, forms
from bot.answers import Kind as Answer
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say, toast
from domain.cases import Case, claim, end, give_back, pass_up
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, cases
from storage.cases import Entry

router = Router(name="cases")
router.callback_query.filter(HasRole(*DESKS))


async def _happened(db: AsyncConnection, entry: Entry) -> Text:
    """Say what was done last, to whoever presses a button of before."""
    done = await cases.steps(db, entry.case.number)
    last = case_cards.step_line(entry.case.ladder, replace(done[-1], text=""))
    return Text("It has moved on: {happened}. The newest card shows how it stands.", happened=last)


async def _overtaken(
    db: AsyncConnection, person: Person, entry: Entry, numbers: tuple[int, ...]
) -> Reply | None:
    """Answer a press on a card that has changed since: what happened, and the card as it is."""
    if numbers[1:] == (entry.case.version,):
        return None
    card = replace(await case_letters.card_for(db, entry, person), edits=True)
    return Reply(messages=(card,), toast=await _happened(db, entry), alert=True)


@dataclass(frozen=True)
class Doing:
    """Who does what, and the words typed or spoken about it."""

    person: Person
    deed: Deed
    words: Any = None


async def _keep(db: AsyncConnection, doing: Doing, entry: Entry, after: Case) -> Entry:
    """Keep a deed, and let everybody whom it concerns know."""
    if not await cases.move_on(db, after):
        raise Refusal("Somebody else was quicker. Please see the newest card.")
    person, deed, now = doing.person, doing.deed, after.moved_at
    await cases.add_step(db, after, person, deed, doing.words)
    await audit.write(db, person.id, f"case.{deed}", f"case:{after.number}", now)
    kept = replace(entry, case=after, holder=person.name if after.holder_id else "")
    await case_letters.refresh(db, kept, now)
    if deed in (Deed.GIVEN_BACK, Deed.PASSED_UP):
        await case_letters.show(db, kept, now, besides=person.id)
    await case_letters.tell_asker(db, kept, entry.case.rung, now)
    return kept


@router.callback_query(Pressed("case", "claim"))
async def take_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Claim a case; the others' cards change, the asker hears who is on it."""
    entry = await case_letters.for_office(db, person, numbers)
    if answer := await _overtaken(db, person, entry, numbers):
        return answer
    holder = await case_letters.holder_of(db, entry.case)
    after = claim(entry.case, person, holder, now)
    await _keep(db, Doing(person, Deed.CLAIMED), entry, after)
    return toast(Text("It is yours. The asker is told."))


@router.callback_query(Pressed("case", "back"))
async def put_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Give a claimed case back to the office, where it is shown anew."""
    entry = await case_letters.for_office(db, person, numbers)
    if answer := await _overtaken(db, person, entry, numbers):
        return answer
    after = give_back(entry.case, person, now)
    await _keep(db, Doing(person, Deed.GIVEN_BACK), entry, after)
    return toast(Text("Given back to the queue. The asker is told."))


Decide = Callable[[AsyncConnection, Case, Person, datetime], Awaitable[Case]]


async def _solved(_db: AsyncConnection, case: Case, person: Person, now: datetime) -> Case:
    return end(case, person, Deed.SOLVED, now)


async def _answered(_db: AsyncConnection, case: Case, person: Person, now: datetime) -> Case:
    return end(case, person, Deed.ANSWERED, now)


async def _passed_up(db: AsyncConnection, case: Case, person: Person, now: datetime) -> Case:
    return pass_up(case, person, await case_letters.next_rung(db, case), now)


async def _hand_in(filling: Filling, decide: Decide, deed: Deed) -> Reply:
    """Keep a deed that needs words; a case that has moved on since ends the form."""
    db, person, numbers = filling.db, filling.person, (filling.given["case"],)
    try:
        entry = await case_letters.for_office(db, person, numbers)
        if entry.case.version != filling.given["version"]:
            card = await case_letters.card_for(db, entry, person)
            return say(await _happened(db, entry), keys=keys_of(person)).and_then(card)
        after = await decide(db, entry.case, person, filling.now)
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text, keys=keys_of(person))
    kept = await _keep(db, Doing(person, deed, filling.answer("words")), entry, after)
    return say(await _done(db, kept), keys=keys_of(person), private=True)


async def _done(db: AsyncConnection, entry: Entry) -> Text:
    """Say that it is kept and who is told."""
    case = entry.case
    if not case.is_going_on:
        return Text("✅ {case} is closed. The asker is told.", case=case_cards.title(entry))
    return Text(
        "⬆ {case} is with the {office} now: {names}. The asker is told.",
        case=case_cards.title(entry),
        office=case_cards.office(case.rung),
        names=case_cards.listed(await case_letters.office(db, case)),
    )


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="money", label=Text("Needs money")),
        Option(key="expert", label=Text("Needs an expert")),
        Option(key="powers", label=Text("Beyond our powers")),
    ]


SOLVE = forms.one_message(
    "solve_case",
    Text("Solved"),
    Text("What was done? Type or say it; the asker reads it."),
    partial(_hand_in, decide=_solved, deed=Deed.SOLVED),
    DESKS,
)
ANSWER = forms.one_message(
    "answer_case",
    Text("Answer"),
    Text("What is the answer? Type or say it; the asker reads it."),
    partial(_hand_in, decide=_answered, deed=Deed.ANSWERED),
    DESKS,
)
PASS_UP = forms.register(
    Form(
        name="pass_case_up",
        title=Text("Pass up"),
        steps=(
            Step(
                name="words",
                kind=Answer.TEXT,
                prompt=Text(
                    "Why does it have to go up? Tap, type or say it; "
                    "the next office and the asker read it."
                ),
                options=_reasons,
            ),
        ),
        submit=partial(_hand_in, decide=_passed_up, deed=Deed.PASSED_UP),
        roles=DESKS,
        has_summary=False,
        resumes=False,
    )
)
WITH_WORDS: dict[str, tuple[Form, Decide]] = {
    "solve": (SOLVE, _solved),
    "answer": (ANSWER, _answered),
    "up": (PASS_UP, _passed_up),
}


async def _ask(
    verb: str, person: Person, db: AsyncConnection, now: datetime, numbers: tuple[int, ...]
) -> Reply:
    """Ask for the words of a deed, once it is sure that it may be done."""
    entry = await case_letters.for_office(db, person, numbers)
    if answer := await _overtaken(db, person, entry, numbers):
        return answer
    form, decide = WITH_WORDS[verb]
    await decide(db, entry.case, person, now)
    given = {"case": entry.case.number, "version": entry.case.version}
    return await form_walk.begin(db, person, form, now, given)


@router.callback_query(Pressed("case", "solve"))
async def solve_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask what was done."""
    return await _ask("solve", person, db, now, numbers)


@router.callback_query(Pressed("case", "up"))
async def pass_it_up(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why it has to climb."""
    return await _ask("up", person, db, now, numbers)


@router.callback_query(Pressed("case", "answer"))
async def answer_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the answer of the highest office."""
    return await _ask("answer", person, db, now, numbers)
