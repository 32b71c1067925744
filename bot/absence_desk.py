"""Absences as they read, and who hears of one: the deputy, and whoever is away."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters
from bot.replies import Button, Message, press
from domain.absences import Absence, desk_duties
from domain.calendar import local_day
from domain.ladders import DESKS
from domain.people import Person, Role
from domain.refusals import Joined, Refusal, Text
from storage import absences, people

WORKERS = DESKS | {Role.ADMIN}
"""Who can be away from a desk, or can set a deputy for somebody."""
MOST = 8


async def card(db: AsyncConnection, reader: Person, now: datetime) -> Message:
    """Write who is away and who stands in: one's own days, to administrators everybody's."""
    found = [it for it in await absences.not_over(db, local_day(now)) if _concerns(reader, it)]
    names = await people.names(db, {it for one in found for it in (one.person_id, one.deputy_id)})
    lines = [_line(it, names, reader) for it in found[:MOST]]
    ends = [
        [Button(label=Text("⏹ End: {name}", name=names[it.person_id]),
                press=press("absence", "end", it.id))]
        for it in found[:MOST]
        if _may_end(reader, it)
    ]  # fmt: skip
    nobody = Text("Nobody is away.") if _is_admin(reader) else Text("You are not away.")
    words = Joined([Text("<b>Leave and deputies</b>"), *(lines or [nobody])])
    return Message(text=words, keyboard=[*ends, *_begin(reader)], private=True)


def _concerns(reader: Person, absence: Absence) -> bool:
    return _is_admin(reader) or reader.id in (absence.person_id, absence.deputy_id)


def _is_admin(person: Person) -> bool:
    return Role.ADMIN in person.roles


def _may_end(reader: Person, absence: Absence) -> bool:
    return _is_admin(reader) or reader.id == absence.person_id


def _begin(reader: Person) -> list[list[Button]]:
    mine = Button(label=Text("🏖 I am away"), press=press("absence", "mine"))
    other = Button(label=Text("👥 For somebody else"), press=press("absence", "other"))
    row = [mine] if desk_duties(reader) else []
    return [[*row, other] if _is_admin(reader) else row]


def _line(absence: Absence, names: dict[int, str], reader: Person) -> Text:
    values = {
        "name": names[absence.person_id],
        "deputy": names[absence.deputy_id],
        "since": absence.since_on,
        "until": absence.until_on,
    }
    if absence.deputy_id == reader.id:
        return Text("🤝 You stand in for {name}, {since} to {until}", **values)
    return Text("🏖 {name} is away {since} to {until}; {deputy} stands in", **values)


async def to_end(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Absence:
    """Load an absence that somebody may end.

    Raises:
        Refusal: it is over, or none of his.
    """
    absence = await absences.by_id(db, numbers[0] if numbers else 0)
    if absence is None or not _may_end(person, absence):
        raise Refusal("This leave is not yours to end.")
    if absence.ended_at is not None:
        raise Refusal("This leave was ended already.")
    return absence


async def tell_begun(db: AsyncConnection, absence: Absence, person: Person, now: datetime) -> bool:
    """Tell the deputy, and whoever is away if he did not say so himself.

    Returns whether the letter gets to the deputy.
    """
    deputy = await people.by_id(db, absence.deputy_id)
    values = {"since": absence.since_on, "until": absence.until_on}
    once = f"absence:{absence.id}:begun"
    if absence.set_by != person.id:
        words = Text("🏖 You are away {since} to {until}; {deputy} stands in for you.",
                     deputy=deputy.name, **values)  # fmt: skip
        await letters.post(db, person, Message(text=words, private=True), once, now)
    words = Text(
        "🤝 {name} is away {since} to {until}, and you stand in: what {name} holds comes to you, "
        "and new cases of that office too. They stand under 📥 To do.",
        name=person.name,
        **values,
    )
    return await letters.post(db, deputy, Message(text=words, private=True), once, now)


async def tell_ended(db: AsyncConnection, absence: Absence, by: Person, now: datetime) -> None:
    """Tell both that it is over early, except whoever ended it."""
    person = await people.by_id(db, absence.person_id)
    words = Text("↩ {name} is back: new cases go there again.", name=person.name)
    for each in (person, await people.by_id(db, absence.deputy_id)):
        if each.id != by.id:
            letter = Message(text=words, private=True)
            await letters.post(db, each, letter, f"absence:{absence.id}:ended", now)
