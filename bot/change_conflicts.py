"""The card on which a reviewer chooses between values that stand against each other."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_cards, change_fields
from bot.change_desk import Desk
from bot.replies import Button, Message, in_rows, press
from bot.texts import day_and_time
from domain.changes import Change
from domain.people import Person
from domain.refusals import Joined, Text
from storage import people

LETTERS = (
    Text("A"), Text("B"), Text("C"), Text("D"), Text("E"), Text("F"), Text("G"), Text("H"),
)  # fmt: skip


async def card(db: AsyncConnection, person: Person, desk: Desk) -> Message:
    """Show the values that stand against each other, who proposed each, and the record's."""
    found = desk.candidates[: len(LETTERS)]
    names = await people.names(db, {it.person_id for it in found})
    head = Text(
        "<b>Please choose</b> · {where}\n{subject}",
        where=change_cards.where(desk.known),
        subject=change_cards.subject(desk.change, desk.known),
    )
    now = Text("The record says now: {value}",
               value=change_fields.shown(desk.change, desk.current))  # fmt: skip
    lines = [
        Joined([_candidate(letter, it, names, desk.current), change_cards.evidence(it)])
        for letter, it in zip(LETTERS, found, strict=False)
    ]
    return Message(
        text=change_cards.fit(Joined([head, now]), lines),
        keyboard=_choices(person, desk),
        private=True,
    )


def _candidate(letter: Text, change: Change, names: dict[int, str], current: Any) -> Text:
    """Write one value; what the record said then only where it says something else now."""
    differs = Text("{letter}. {new}, {name}, {at} (then: {old})")
    same = Text("{letter}. {new}, {name}, {at}")
    return Text(
        (same if change.old == current else differs).msgid,
        letter=letter,
        new=change_fields.shown(change, change.new),
        old=change_fields.shown(change, change.old),
        name=names.get(change.person_id, ""),
        at=day_and_time(change.at),
    )


def _choices(person: Person, desk: Desk) -> list[list[Button]]:
    """Let each value be taken but one's own, or none."""
    uses = [
        Button(
            label=Text("Use {letter}", letter=letter),
            press=press("review", "use", it.id, it.version, desk.mark),
        )
        for letter, it in zip(LETTERS, desk.candidates, strict=False)
        if it.person_id != person.id
    ]
    change = desk.change
    none = press("review", "none", change.id, change.version, desk.mark)
    return [*in_rows(uses), [Button(label=Text("✖ Keep the record"), press=none)]]


def chosen(desk: Desk) -> Text:
    """Say what was taken."""
    return Text(
        "✅ {subject}: {new}. The record is changed, the authors are told.",
        subject=change_cards.subject(desk.change, desk.known),
        new=change_fields.shown(desk.change, desk.change.new),
    )
