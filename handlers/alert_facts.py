"""What an alert rests on, confirmed by its asker: each line one tap, each paper there or not."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    alert_cards,
    alert_desk,
    alert_raising,
    alert_steps,
    case_deeds,
    case_letters,
    form_walk,
    forms,
)
from bot.answers import Kind as Answer
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step, Steps
from bot.menus import keys_of
from bot.replies import Reply, change, say
from bot.texts import said
from domain import alerts as rules
from domain.alerts import CLASS, FACT_LINES, FAMILY, Alert
from domain.case_moves import moved
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.triage import CLASSES
from storage import cases, files
from storage.case_steps import Doing
from storage.cases import Entry
from storage.scope import SEES_HOUSEHOLDS

MOST_PHOTOS = 9
CHANGED = Text("This list has changed meanwhile; here it is as it stands.")
LAPSED = Text("This line is not on the list any more. Nothing was changed.")

router = Router(name="alert_facts")
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))


@router.callback_query(Pressed("case", "facts"))
async def confirm_the_facts(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show the list of facts and papers again."""
    entry, _ = await alert_desk.own(db, person, [*numbers, 0][0])
    return Reply(messages=(await alert_raising.checklist(db, entry),))


@router.callback_query(Pressed("alert", "look"))
async def look_at_a_line(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Ask about one line again."""
    entry, alert = await alert_desk.own(db, person, [*numbers, 0][0])
    return _shown(entry, alert, _line_at(entry, alert, numbers))


@router.callback_query(Pressed("alert", "ok"))
async def say_it_is_right(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Confirm a line, or that a paper is there, and go on to the next."""
    entry, alert = await alert_desk.own(db, person, [*numbers, 0][0])
    line = _line_at(entry, alert, numbers)
    if line is None or numbers[1] != alert.version:
        return _overtaken(entry, alert)
    return await _keep(db, entry, rules.confirm(alert, line), now)


@router.callback_query(Pressed("alert", "lack"))
async def say_it_is_missing(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that a paper is not there yet."""
    entry, alert = await alert_desk.own(db, person, [*numbers, 0][0])
    line = _line_at(entry, alert, numbers)
    if line is None or line in FACT_LINES or numbers[1] != alert.version:
        return _overtaken(entry, alert)
    return await _keep(db, entry, rules.with_paper(alert, line, is_there=False), now)


def _line_at(entry: Entry, alert: Alert, numbers: tuple[int, ...]) -> str | None:
    """Return the line a button is about; there may be fewer since."""
    all_lines = rules.lines(alert, entry.case.ladder.rules)
    place = numbers[2] if len(numbers) > 2 else 0
    return all_lines[place - 1] if 0 < place <= len(all_lines) else None


def _next(entry: Entry, alert: Alert) -> str | None:
    return next(iter(rules.unconfirmed(alert, entry.case.ladder.rules)), None)


def _shown(entry: Entry, alert: Alert, at: str | None, over: Text | str = "") -> Reply:
    card = alert_cards.checklist(entry, alert, at)
    return change(card.text, card.keyboard, over)


def _overtaken(entry: Entry, alert: Alert) -> Reply:
    return _shown(entry, alert, _next(entry, alert), CHANGED)


async def _keep(db: AsyncConnection, entry: Entry, alert: Alert, now: datetime) -> Reply:
    """Keep what was said about a line; the offices see it when nothing is left to ask."""
    await alert_desk.keep(db, entry, alert)
    following = _next(entry, alert)
    if following is None:
        await case_letters.refresh(db, entry, now, f"facts:{alert.version}")
    return _shown(entry, alert, following)


@router.callback_query(Pressed("alert", "fix"))
async def correct_a_line(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the right value of a line."""
    return await _ask(CORRECT, person, db, now, numbers)


@router.callback_query(Pressed("alert", "photo"))
async def send_a_paper(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for photos of a paper."""
    return await _ask(PAPER, person, db, now, numbers)


async def _ask(
    form: Form, person: Person, db: AsyncConnection, now: datetime, numbers: tuple[int, ...]
) -> Reply:
    entry, alert = await alert_desk.own(db, person, [*numbers, 0][0])
    line = _line_at(entry, alert, numbers)
    is_of_form = line is not None and (line in FACT_LINES) == (form is CORRECT)
    if line is None or not is_of_form:
        return _overtaken(entry, alert)
    given = {"case": alert.number, "line": line, "about": entry.about}
    return await form_walk.begin(db, person, form, now, given)


def _right_value(filling: Filling) -> Steps:
    """Ask for a family or a class to tap, or for an amount to type."""
    line = filling.given["line"]
    if line == FAMILY:
        return (_choice(_families),)
    if line == CLASS:
        return (_choice(_classes),)
    prompt = Text("{line}: how many yuan? Type the number.", line=alert_cards.LINE_NAMES[line])
    return (Step(name="value", kind=Answer.NUMBER, prompt=prompt, check=alert_steps.whole_yuan),)


def _choice(options: Any) -> Step:
    return Step(name="value", kind=Answer.CHOOSE, prompt=Text("What is right?"), options=options)


async def _families(filling: Filling) -> list[Option]:
    entry = await cases.by_number(filling.db, filling.given["case"])
    offered = entry.case.ladder.under("") if entry else ()
    return [Option(key=it.code, label=it.name) for it in offered]


async def _classes(_filling: Filling) -> list[Option]:
    return [Option(key=it, label=name) for it, name in CLASSES.items()]


async def _hand_in(filling: Filling, of_line: Any) -> Reply:
    """Keep a corrected line or a paper; what cannot be kept any more ends the form."""
    db, person, line = filling.db, filling.person, filling.given["line"]
    try:
        entry, alert = await alert_desk.own(db, person, filling.given["case"])
    except Refusal as no:
        return say(no.text, keys=keys_of(person))
    if line not in rules.lines(alert, entry.case.ladder.rules):
        return say(LAPSED, keys=keys_of(person))
    changed = await of_line(filling, alert, line)
    await alert_desk.keep(db, entry, changed)
    if line == FAMILY:
        entry = await _of_other_family(filling, entry, changed)
    else:
        await case_letters.refresh(db, entry, filling.now, f"facts:{changed.version}")
    return Reply(messages=(alert_cards.checklist(entry, changed, _next(entry, changed)),))


async def _of_other_family(filling: Filling, entry: Entry, alert: Alert) -> Entry:
    """Let the case be about another risk; its office hears of it."""
    family = entry.case.ladder.topic(alert.facts.family)
    words = said(Text("It is about another risk: {family}", family=family))
    after = moved(replace(entry.case, topic=alert.facts.family), filling.now)
    doing = Doing(filling.person, Deed.ADDED, words)
    return await case_deeds.keep(filling.db, doing, entry, after)


async def _corrected(filling: Filling, alert: Alert, line: str) -> Alert:
    return rules.correct(alert, line, filling.answer("value"))


async def _paper(filling: Filling, alert: Alert, line: str) -> Alert:
    photos = tuple(it["file"] for it in filling.answer("photos") or ())
    await files.link(filling.db, photos, alert_raising.subject(alert.number))
    return rules.with_paper(alert, line, is_there=True, files=photos)


async def _which_paper(filling: Filling) -> Text:
    return Text("Send photos of it: {paper}", paper=alert_cards.paper(filling.given["line"]))


CORRECT = forms.register(
    Form(
        name="correct_alert",
        title=Text("Correct a fact"),
        steps=_right_value,
        submit=partial(_hand_in, of_line=_corrected),
        roles=SEES_HOUSEHOLDS,
        has_summary=False,
        resumes=False,
    )
)
PAPER = forms.register(
    Form(
        name="alert_paper",
        title=Text("A paper"),
        steps=(Step(name="photos", kind=Answer.PHOTOS, prompt=_which_paper, most=MOST_PHOTOS),),
        submit=partial(_hand_in, of_line=_paper),
        roles=SEES_HOUSEHOLDS,
        has_summary=False,
        resumes=False,
    )
)
