"""Raising what a household needs: by itself, or with a visit."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters, case_telling
from bot.forms import Filling, Option
from domain.cases import Case
from domain.ladders import Deed, Kind, Ladder, Stage
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, case_steps, cases, ladders
from storage.case_steps import Doing
from storage.cases import Entry


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody raises; `words` are typed or spoken, or a mapping of them and their photos."""

    kind: Kind
    area_code: str
    topic: str
    words: Any
    household_id: int | None = None
    is_urgent: bool = False


async def topics(filling: Filling) -> list[Option]:
    """Offer what a need can be about."""
    ladder = await ladders.on(filling.db, Kind.NEED, filling.now)
    return [Option(key=it.code, label=it.name) for it in ladder.under("")]


async def first_office(
    db: AsyncConnection, person: Person, kind: Kind, area_code: str, now: datetime
) -> tuple[Ladder, int]:
    """Return the ladder of a new case, and the place on it of the office that would see to it.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    ladder = await ladders.on(db, kind, now)
    is_passed_over = ladder.rungs[0].stage is Stage.WORK  # nothing of an alert is left out
    places = range(len(ladder.rungs) if is_passed_over else 1)
    place = await case_letters.first_rung(db, ladder, places, area_code, person.id)
    if place is None:
        raise Refusal(
            "Nobody is entered yet who could see to this. Please tell the administrator; "
            "your answers wait here."
        )
    return ladder, place


async def raise_case(db: AsyncConnection, person: Person, wish: Wish, now: datetime) -> Entry:
    """Keep a case and bring it to its first office.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    entry = await enter(db, person, wish, now)
    await case_telling.raised(db, entry, now)
    return entry


async def enter(db: AsyncConnection, person: Person, wish: Wish, now: datetime) -> Entry:
    """Keep a case; whoever adds something to it brings it to its office after that.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    ladder, place = await first_office(db, person, wish.kind, wish.area_code, now)
    case = await cases.add(db, replace(_case(person, wish, now, ladder), rung_index=place))
    await case_steps.add(db, case, Doing(person, Deed.RAISED, wish.words))
    await audit.write(db, person.id, "case.raised", f"case:{case.number}", now)
    entry = await cases.by_number(db, case.number)
    if entry is None:
        raise LookupError(f"no case {case.number}")
    return entry


def _case(person: Person, wish: Wish, now: datetime, ladder: Ladder) -> Case:
    return Case(
        ladder=ladder,
        topic=wish.topic,
        asker_id=person.id,
        area_code=wish.area_code,
        household_id=wish.household_id,
        is_urgent=wish.is_urgent,
        raised_at=now,
        moved_at=now,
        since_at=now,
        runs_from_at=now,
        next_at=now,
    )


async def raised_words(db: AsyncConnection, entry: Entry) -> Text:
    """Say who has it now."""
    return Text(
        "✅ Need {need} is handed in. It is with the {office}: {names}. "
        "You will hear of every step.",
        need=case_cards.title(entry),
        office=case_cards.office(entry.case.rung),
        names=case_cards.listed(await case_letters.office(db, entry.case, entry.case.moved_at)),
    )
