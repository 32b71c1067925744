"""What a visit does once it is kept: files find their place, parts are written, needs raised."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import visit_cards, visit_steps
from bot.raising import Wish, raise_case, raised_words
from bot.visit_parts import Settled
from domain.ladders import RELAPSE, Kind
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.visits import Visit
from storage import audit, files, households, people
from storage.households import Known


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
    wish = wish_of(visit, known) if known else None
    if wish is None:
        return ""
    try:
        return await raised_words(db, await raise_case(db, person, wish, now))
    except Refusal:
        return Text(
            "⚠️ What you reported was not raised: nobody is entered any more who sees to it. "
            "Please tell the administrator, then raise it with 🙋 Needs."
        )


def wish_of(visit: Visit, known: Known) -> Wish | None:
    """Read off a visit what is to be raised: a need, or a risk of falling back."""
    kind = visit.answers.get(visit_steps.RAISE.name)
    if kind is None:
        return None
    is_alert = kind == visit_steps.ALERT
    return Wish(
        kind=Kind.NEED,
        household_id=known.id,
        area_code=known.household.area_code,
        topic=RELAPSE if is_alert else visit.answers[visit_steps.TOPIC.name],
        words=visit.answers[visit_steps.WORDS.name],
        is_urgent=is_alert or kind == visit_steps.URGENT_NEED,
    )
