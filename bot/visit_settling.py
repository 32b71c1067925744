"""What a visit does once it is kept: files find their place, parts are written, needs raised."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    alert_raising,
    alert_steps,
    case_words,
    letters,
    raising_steps,
    visit_cards,
    visit_steps,
    visit_wishes,
)
from bot.alert_raising import Fear
from bot.asking import TOPIC, take_answer
from bot.forms import Filling
from bot.raising import Wish, raise_case, raised_words
from bot.visit_parts import Settled
from domain.ladders import Kind
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.visits import Visit
from storage import audit, files, households, people
from storage.households import Known

HEARD = "heard"


async def take_effect(db: AsyncConnection, visit: Visit, now: datetime) -> Text | str:
    """Write everything a visit says; it was brought to KEPT in this transaction.

    Returns what became of that which was reported, for the helper.
    """
    person = await people.by_id(db, visit.person_id)
    await files.link(db, visit_cards.files_of(visit), f"visit:{visit.id}")
    settled = Settled(
        db=db, person=person, visit=visit, given=visit.given, answers=visit.answers, now=now
    )
    for part in visit_steps.PARTS:
        await part.keep(settled)
    await audit.write(db, person.id, "visit.kept", f"visit:{visit.id}", now)
    return await _raise(db, person, visit, now)


async def _raise(db: AsyncConnection, person: Person, visit: Visit, now: datetime) -> Text | str:
    """Raise what was reported; there may be nobody any more who sees to it."""
    known = await households.by_id(db, visit.household_id)
    if number := answered_by(visit):
        await take_answer(db, person, number, now)
    wish = wish_of(visit, known) if known else None
    if wish is None:
        return ""
    try:
        if wish.kind is Kind.ALERT and known:
            return await _raise_alert(db, person, visit, known, now)
        return await raised_words(db, await raise_case(db, person, wish, now))
    except Refusal:
        return Text(
            "⚠️ What you reported was not raised: nobody is entered any more who sees to it. "
            "Please tell the administrator, then raise it with 🙋 Needs."
        )


async def _raise_alert(
    db: AsyncConnection, person: Person, visit: Visit, known: Known, now: datetime
) -> Text:
    """Raise an alert with the photos of the visit, and ask to confirm what it rests on."""
    fear = alert_of(visit, known)
    entry = await alert_raising.raise_alert(db, person, fear, now)
    checklist = await alert_raising.checklist(db, entry)
    await letters.post(db, person, checklist, f"case:{entry.case.number}:confirm", now)
    return await raised_words(db, entry)


def alert_of(visit: Visit, known: Known) -> Fear:
    """Read off a visit what is feared; one begun before says only why."""
    answers = visit.answers
    said = answers.get(alert_steps.WHAT) or answers.get(visit_wishes.WORDS.name) or ""
    photos = [*visit_cards.photos(visit), *(answers.get(alert_steps.WHAT_STEP.album) or ())]
    words = {"text": said} if isinstance(said, str) else dict(said)
    facts = alert_steps.facts_of(visit.given.get(alert_steps.NAME) or {}, answers)
    return Fear(known=known, facts=facts, words=words | {"photos": photos})


def wish_of(visit: Visit, known: Known) -> Wish | None:
    """Read off a visit what is to be raised: a need, a risk of falling back, a question."""
    kind = visit.answers.get(visit_wishes.RAISE.name)
    if kind is None or answered_by(visit):
        return None
    if kind == visit_wishes.ALERT:
        return alert_raising.wish_of(alert_of(visit, known))
    is_question = kind == visit_wishes.QUESTION
    step = (visit_wishes.ASKED if is_question else visit_wishes.WORDS).name
    return Wish(
        kind=visit_wishes.kind_of(kind),
        household_id=known.id,
        area_code=known.household.area_code,
        topic=TOPIC if is_question else visit.answers[visit_wishes.TOPIC.name],
        words=case_words.of_answers(visit.answers, step),
        is_urgent=kind == visit_wishes.URGENT_NEED,
        heard=case_words.heard_as(visit.given.get(HEARD) or {}, step),
        joins=raising_steps.joins(visit.answers.get(step)),
    )


def answered_by(visit: Visit) -> int:
    """Return which answer that stands already was what the visit asked for, 0 for none."""
    if visit.answers.get(visit_wishes.RAISE.name) != visit_wishes.QUESTION:
        return 0
    return raising_steps.answered_by(visit.answers.get(visit_wishes.SIMILAR.name))


def given_of(filling: Filling) -> dict[str, Any]:
    """Keep beside what a visit was begun with which messages said its answers."""
    return {**filling.given, HEARD: filling.draft.heard}
