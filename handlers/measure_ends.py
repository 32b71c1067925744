"""Measures that are over: their owners say what was done, whoever has the alert gives one up."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_desk, case_deeds, form_walk, forms, letters, measure_cards, measure_desk
from bot.answers import Kind as Answer
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say
from bot.texts import said
from domain.case_deeds import check
from domain.ladders import DESKS, Deed
from domain.measures import State, drop, finish
from domain.people import RESIDENTS, Person, Role
from domain.refusals import Refusal, Text
from storage import measures, people
from storage.measures import Entry

OWNERS = RESIDENTS | DESKS | {Role.HELPER}
"""Who can be asked to see to a measure."""

router = Router(name="measure_ends")
router.callback_query.filter(HasRole(*OWNERS))


@router.callback_query(Pressed("measure", "done"))
async def say_it_is_done(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask what was done; one that is over shows what became of it."""
    entry = await measure_desk.own(db, person, [*numbers, 0][0])
    if entry.measure.state is not State.OPEN:
        return Reply(messages=(measure_cards.over(entry),))
    given = {"measure": entry.measure.id, "about": entry.about}
    return await form_walk.begin(db, person, DONE, now, given)


async def _done(filling: Filling) -> Reply:
    """Keep what was done; the town and the asker hear of it."""
    db, person = filling.db, filling.person
    files = tuple(it["file"] for it in filling.answer(WORDS.album) or ())
    try:
        entry = await measure_desk.own(db, person, filling.given["measure"])
        done = finish(entry.measure, _in_words(filling), files, filling.now)
    except Refusal as no:
        return say(no.text, keys=keys_of(person))
    told = _told(filling, Text("{what}: done.", what=entry.measure.what))
    await measure_desk.end(db, person, done, told, filling.now)
    words = Text("✅ Thank you! It is noted; the town station is told.")
    return say(words, keys=keys_of(person), private=True)


def _in_words(filling: Filling) -> str:
    words = filling.answer("words")
    return f"🎤 {words['seconds']}″" if isinstance(words, dict) else words or ""


def _told(filling: Filling, what: Text) -> dict[str, Any]:
    """Say which measure it is, with the words; what was spoken follows by itself."""
    words = alert_desk.words_and(filling)
    if "voice" in words:
        return words
    return words | {"text": said(Text("{what} {words}", what=what, words=words.get("text", "")))}


async def _outcomes(_filling: Filling) -> list[Option]:
    return [
        Option(key="done", label=Text("Done as planned")),
        Option(key="asked", label=Text("Applied for, approved")),
    ]


WORDS = Step(
    name="words",
    kind=Answer.TEXT,
    prompt=Text("What was done? Tap, type or say it; photos can be sent too."),
    options=_outcomes,
    with_photos=True,
)
DONE = forms.register(
    Form(
        name="measure_done",
        title=Text("A measure is done"),
        steps=(WORDS,),
        submit=_done,
        roles=OWNERS,
        has_summary=False,
        resumes=False,
    )
)


@router.callback_query(HasRole(*DESKS), Pressed("measure", "drop"))
async def give_it_up(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why a measure will not be done."""
    entry = await _in_hand(db, person, [*numbers, 0][0], now)
    if entry.measure.state is not State.OPEN:
        return Reply(messages=(replace(measure_cards.over(entry), edits=False),))
    given = {"measure": entry.measure.id, "about": entry.about}
    return await form_walk.begin(db, person, DROP, now, given)


async def _in_hand(db: AsyncConnection, person: Person, number: int, now: datetime) -> Entry:
    """Load a measure of an alert that somebody has in his hands.

    Raises:
        Refusal: he has not.
    """
    entry = await measures.by_id(db, number)
    if entry is None:
        raise Refusal("This measure is not yours.")
    alert = await case_deeds.load(db, person, (entry.measure.number,), now)
    check(alert.case, person, Deed.MEASURES_SET, now, alert.holder)
    return entry


async def _dropped(filling: Filling) -> Reply:
    """Keep that it is given up, and tell its owner."""
    db, person, now = filling.db, filling.person, filling.now
    try:
        entry = await _in_hand(db, person, filling.given["measure"], now)
        dropped = drop(entry.measure, _in_words(filling), now)
    except Refusal as no:
        return say(no.text, keys=keys_of(person))
    told = _told(filling, Text("{what}: given up.", what=entry.measure.what))
    await measure_desk.end(db, person, dropped, told, now)
    if dropped.owner_id != person.id:
        owner = await people.by_id(db, dropped.owner_id)
        letter = replace(measure_cards.over(replace(entry, measure=dropped)), edits=False)
        await letters.post(db, owner, letter, f"measure:{dropped.id}:dropped", now)
    words = Text("🚫 Given up. Its owner and the asker are told.")
    return say(words, keys=keys_of(person), private=True)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="needless", label=Text("Not needed any more")),
        Option(key="refused", label=Text("They do not want it")),
        Option(key="other", label=Text("Another one is better")),
    ]


DROP = forms.register(
    Form(
        name="drop_measure",
        title=Text("Give a measure up"),
        steps=(
            Step(
                name="words",
                kind=Answer.TEXT,
                prompt=Text("Why will it not be done? Tap, type or say it."),
                options=_reasons,
            ),
        ),
        submit=_dropped,
        roles=DESKS,
        has_summary=False,
        resumes=False,
    )
)
