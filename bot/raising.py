"""Raising what a household needs: by itself, or with a visit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters
from bot.forms import Filling, Option
from domain.cases import RELAPSE, TOPICS, Case, Deed, Kind, Rung
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, cases
from storage.cases import Entry


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody says a household needs; `words` are typed or spoken."""

    household_id: int
    area_code: str
    topic: str
    words: Any
    is_urgent: bool = False


async def topics(_filling: Filling) -> list[Option]:
    """Offer what a need can be about; a risk of falling back comes from a visit."""
    named = TOPICS[Kind.NEED].items()
    return [Option(key=key, label=label) for key, label in named if key != RELAPSE]


async def first_office(db: AsyncConnection, person: Person, area_code: str) -> Rung:
    """Return the office that would see to it.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    rung = await case_letters.lowest_rung(db, Kind.NEED, area_code, person.id)
    if rung is None:
        raise Refusal(
            "Nobody is entered yet who could see to this. Please tell the administrator; "
            "your answers wait here."
        )
    return rung


async def raise_need(db: AsyncConnection, person: Person, wish: Wish, now: datetime) -> Entry:
    """Keep a need and bring it to its first office.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    rung = await first_office(db, person, wish.area_code)
    case = await cases.add(db, _case(person, wish, rung, now))
    await cases.add_step(db, case, person, Deed.RAISED, wish.words)
    await audit.write(db, person.id, "case.raised", f"case:{case.number}", now)
    entry = await cases.by_number(db, case.number)
    if entry is None:
        raise LookupError(f"no case {case.number}")
    await case_letters.show(db, entry, now)
    return entry


def _case(person: Person, wish: Wish, rung: Rung, now: datetime) -> Case:
    return Case(
        kind=Kind.NEED,
        topic=wish.topic,
        asker_id=person.id,
        area_code=wish.area_code,
        household_id=wish.household_id,
        is_urgent=wish.is_urgent,
        level=rung.level,
        raised_at=now,
        moved_at=now,
    )


async def raised_words(db: AsyncConnection, entry: Entry) -> Text:
    """Say who has it now."""
    return Text(
        "✅ Need {need} is handed in. It is with the {office}: {names}. "
        "You will hear of every step.",
        need=case_cards.title(entry),
        office=case_cards.office(entry.case.kind, entry.case.level),
        names=case_cards.listed(await case_letters.office(db, entry.case)),
    )
