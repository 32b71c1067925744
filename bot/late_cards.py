"""How late entries read: the officer's card, and what the helper hears."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import visit_cards
from bot.replies import Button, Message, Rows, press
from bot.texts import day_and_time
from domain.calendar import SHANGHAI
from domain.people import Person
from domain.refusals import Joined, Text
from domain.visits import State, Visit

MOST_OF_REASON = 300
RETURNED = "returned"
"""Under this name a visit keeps why it was sent back."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A late entry as an officer reads it: `nth` of so many of its month, and who decided."""

    visit: Visit
    helper: Person
    nth: int
    most: int
    decided_by: str = ""
    flags: Sequence[Text] = ()


def card_name(number: int) -> str:
    """Name the live card of a late entry in officers' chats."""
    return f"late:{number}"


def card(entry: Entry) -> Message:
    """Make the live card of a late entry."""
    visit = entry.visit
    handed_in = Text(
        "Handed in {at} · late entry {nth} of {most} this month",
        at=day_and_time(visit.handed_in_at),
        nth=entry.nth,
        most=entry.most,
    )
    said = visit_cards.text(visit, entry.helper.name, entry.flags)
    return Message(
        text=Joined([said, handed_in, _outcome(entry)]),
        keyboard=_rows(visit),
        card=card_name(visit.id),
        private=True,
    )


def _outcome(entry: Entry) -> Text | str:
    if entry.visit.state is State.KEPT:
        return Text("✅ Accepted by {name}", name=entry.decided_by)
    if entry.visit.state is State.REFUSED:
        returned = visit_cards.words(entry.visit.given.get(RETURNED), MOST_OF_REASON)
        return Text("↩ Sent back by {name}: {words}", name=entry.decided_by, words=returned)
    return ""


def _rows(visit: Visit) -> Rows:
    show = Button(label=visit_cards.SHOW, press=press("visit", "show", visit.id))
    if visit.state is not State.WAITING:
        return [[show]] if visit.state is State.KEPT else []
    numbers = visit.id, visit.version
    return [
        [
            Button(label=Text("✅ Accept"), press=press("late", "accept", *numbers)),
            Button(label=Text("↩ Send back"), press=press("late", "return", *numbers)),
        ],
        [show],
    ]


def handed_in(visit: Visit, officers: Sequence[Person]) -> Message:
    """Tell the helper who looks at it, and let him take it back until then."""
    words = Text(
        "🟡 Late entry handed in: {name}, {at}. {officers} looks at it; you will hear from us.",
        name=visit_cards.name_of(visit),
        at=day_and_time(visit.at),
        officers=Joined([it.name for it in officers], by=" · "),
    )
    undo = Button(label=visit_cards.UNDO, press=press("late", "undo", visit.id))
    show = Button(label=visit_cards.SHOW, press=press("visit", "show", visit.id))
    name = visit_cards.card_name(visit.id)
    return Message(text=words, keyboard=[[undo, show]], card=name, private=True)


def accepted(entry: Entry, raised: Text | str) -> Message:
    """Tell the helper that it counts, and what was raised with it."""
    visit = entry.visit
    words = Text(
        "✅ {by} accepted your late entry: {name}, {at}. It counts for that month.",
        by=entry.decided_by,
        name=visit_cards.name_of(visit),
        at=day_and_time(visit.at),
    )
    show = Button(label=visit_cards.SHOW, press=press("visit", "show", visit.id))
    return Message(text=Joined([words, raised]), keyboard=[[show]], private=True)


def sent_back(entry: Entry) -> Message:
    """Tell the helper why it was sent back; his answers are kept."""
    visit = entry.visit
    words = Text(
        "↩ {by} sent your late entry back: {name}, {at}.\nReason: {words}\n"
        "Nothing is lost: tap below, change it and hand it in again.",
        by=entry.decided_by,
        name=visit_cards.name_of(visit),
        at=day_and_time(visit.at),
        words=visit_cards.words(visit.given.get(RETURNED)),
    )
    mend = Button(label=Text("✎ Change it"), press=press("late", "mend", visit.id))
    return Message(text=words, keyboard=[[mend]], private=True)


def mend(visit: Visit) -> Button:
    """Offer to change what was sent back, by household and day."""
    label = Text(
        "✎ {name} {month}-{day}",
        name=visit_cards.name_of(visit),
        month=visit.at.astimezone(SHANGHAI).month,
        day=visit.at.astimezone(SHANGHAI).day,
    )
    return Button(label=label, press=press("late", "mend", visit.id))
