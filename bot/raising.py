"""Raising a case: by itself, or with a visit; it may go on with one that is open already."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_deeds, case_letters, case_telling, case_words
from domain.areas import ancestors, contains
from domain.case_wishes import join
from domain.cases import Case
from domain.ladders import Deed, Kind, Ladder, Stage
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import areas, audit, case_steps, cases, ladders, pairings
from storage.case_steps import Doing
from storage.cases import Entry

MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody raises; `words` are typed or spoken, or a mapping of them and their photos.

    `heard` are the messages that said it, `joins` is the number of the case it is to go on with.
    """

    kind: Kind
    area_code: str
    topic: str
    words: Any
    household_id: int | None = None
    is_urgent: bool = False
    heard: tuple[int, ...] = ()
    joins: int = 0


async def area_of(db: AsyncConnection, person: Person) -> str:
    """Return the area whose offices see to what somebody raises about nothing in particular.

    It is his village; of several the town or district around them; whoever has none, the district.
    """
    codes = {duty.area_code for duty in person.duties if duty.area_code}
    codes = codes or {place.area_code for place in await pairings.places_of(db, person)}
    inner = [it for it in codes if not any(it != other and contains(it, other) for other in codes)]
    around = ancestors(min(inner)) if inner else ()
    found = (code for code in around if all(contains(code, it) for it in inner))
    return next(found, "") or await areas.first_district(db)


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
    """Keep a case and bring it to its first office, or to the one it is to go on with.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    entry = await enter(db, person, wish, now)
    main = await cases.by_number(db, wish.joins) if wish.joins else None
    if main and main.case.is_going_on and main.case.kind is wish.kind:
        return await _join(db, person, entry, main, now)
    await case_telling.raised(db, entry, now)
    return entry


async def _join(
    db: AsyncConnection, person: Person, entry: Entry, main: Entry, now: datetime
) -> Entry:
    """Let it go on with the other one, whose card says so from now on."""
    doing = Doing(person, Deed.JOINED)
    kept = await case_deeds.keep(db, doing, entry, join(entry.case, main.case, now))
    await case_letters.refresh(db, main, now, mark=f"joined:{kept.case.number}")
    return kept


async def enter(db: AsyncConnection, person: Person, wish: Wish, now: datetime) -> Entry:
    """Keep a case; whoever adds something to it brings it to its office after that.

    Raises:
        Refusal: nobody is entered on the whole ladder.
    """
    ladder, place = await first_office(db, person, wish.kind, wish.area_code, now)
    case = await cases.add(db, replace(_case(person, wish, now, ladder), rung_index=place))
    await case_steps.add(db, case, Doing(person, Deed.RAISED, wish.words))
    await case_words.keep(db, case, person, wish.words, wish.heard)
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
    if entry.case.joined_id:
        return Text(
            "🔗 {case} goes on together with #{number}. You will hear of every step.",
            case=case_cards.called(entry),
            number=entry.case.joined_id,
        )
    return Text(
        "✅ {case} is handed in. It is with the {office}: {names}. You will hear of every step.",
        case=case_cards.called(entry),
        office=case_cards.office(entry.case.rung),
        names=case_cards.listed(await case_letters.office(db, entry.case, entry.case.moved_at)),
    )


async def joined_line(db: AsyncConnection, entry: Entry, _now: datetime) -> list[Text]:
    """Say on a card how many more have the same; whose they are, their own cards say."""
    is_open = entry.case.is_going_on
    joined = await cases.joined_to(db, entry.case.number) if is_open else []
    numbers = [it.case.number for it in joined]
    if not numbers:
        return []
    named = " ".join(f"#{number}" for number in numbers[:MOST_NAMED])
    return [Text("🔗 {count} more have the same: {numbers}", count=len(numbers), numbers=named)]
