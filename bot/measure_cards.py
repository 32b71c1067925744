"""How measures read: on the card of their alert, among somebody's tasks, and by themselves."""

from collections.abc import Sequence
from datetime import date

from bot.calendar_cards import day_words
from bot.fitting import Section
from bot.replies import Button, Message, Rows, press
from bot.texts import clipped
from domain.measures import State
from domain.refusals import Text
from storage.measures import Entry

MOST_WORDS = 120
MARKS = {State.OPEN: "⬜", State.DONE: "✅", State.DROPPED: "🚫"}
MOST_LINES = 12


def card_name(number: int) -> str:
    """Name the live message of a measure in its owner's chat."""
    return f"measure:{number}"


def line(entry: Entry, today: date) -> Text:
    """Write a measure as one line of its alert: what, whose, by when."""
    measure = entry.measure
    return Text(
        "{mark} {what} · {owner} · by {day}",
        mark="⏰" if measure.is_late(today) else MARKS[measure.state],
        what=clipped(measure.what, MOST_WORDS),
        owner=entry.owner,
        day=measure.due_on.isoformat(),
    )


def lines(entries: Sequence[Entry], today: date) -> list[Text]:
    """Write the measures of an alert, and how many are open and late."""
    if not entries:
        return []
    opened = [it for it in entries if it.measure.state is State.OPEN]
    late = [it for it in opened if it.measure.is_late(today)]
    overdue = Text(", {count} late", count=len(late)) if late else ""
    head = Text("🧰 Measures: {count}, nothing open", count=len(entries))
    if opened:
        counts = {"open": len(opened), "count": len(entries)}
        head = Text("🧰 Measures: {open} of {count} open{late}", **counts, late=overdue)
    return [head, *[line(it, today) for it in entries[-MOST_LINES:]]]


def numbered(entries: Sequence[Entry], today: date) -> list[Text]:
    """Write the measures of an alert with their numbers, and what became of each."""
    return [
        Text(
            "{place}. {line}{outcome}",
            place=place,
            line=line(it, today),
            outcome=f" · {clipped(it.measure.outcome, MOST_WORDS)}" if it.measure.outcome else "",
        )
        for place, it in enumerate(entries[-MOST_LINES:], start=1)
    ]


def task(entry: Entry, today: date) -> Section:
    """Write a measure among its owner's tasks."""
    measure = entry.measure
    head = Text(
        "{mark} <b>A measure for {about}</b> (alert #{number}), by {day}",
        mark="⏰" if measure.is_late(today) else "🧰",
        about=entry.about,
        number=measure.number,
        day=day_words(measure.due_on),
    )
    return Section(head=head, lines=(clipped(measure.what, MOST_WORDS),))


def yours(entry: Entry, by: str) -> Message:
    """Tell somebody that a measure is his."""
    measure = entry.measure
    words = Text(
        "🧰 {name} asks you to see to this for {about} (alert #{number}):\n{what}\n"
        "By {day}. It stands under 📒 My tasks; when it is done, tap below.",
        name=by,
        about=entry.about,
        number=measure.number,
        what=measure.what,
        day=measure.due_on.isoformat(),
    )
    return Message(
        text=words, keyboard=[[done_button(entry)]], card=card_name(measure.id), private=True
    )


def reminder(entry: Entry, today: date) -> Message:
    """Remind the owner the working day before, on the day, and once it is over."""
    measure = entry.measure
    soon = TODAY if measure.due_on == today else SOON
    words = LATE if measure.is_late(today) else soon
    text = Text(
        words.msgid,
        about=entry.about,
        number=measure.number,
        what=clipped(measure.what, MOST_WORDS),
        day=measure.due_on.isoformat(),
    )
    return Message(text=text, keyboard=[[done_button(entry)]], private=True)


def late(entry: Entry) -> Message:
    """Tell whoever has the alert that a measure is late."""
    measure = entry.measure
    words = Text(
        "⏰ Alert #{number}, {about}: a measure is late.\n{owner}: {what}, by {day}",
        number=measure.number,
        about=entry.about,
        owner=entry.owner,
        what=clipped(measure.what, MOST_WORDS),
        day=measure.due_on.isoformat(),
    )
    look = Button(label=Text("📄 Open"), press=press("case", "show", measure.number))
    return Message(text=words, keyboard=[[look]], private=True)


SOON = Text("🧰 {about} (alert #{number}): {what}. It is due {day}.")
TODAY = Text("🧰 {about} (alert #{number}): {what}. It is due today.")
LATE = Text("⏰ {about} (alert #{number}): {what}. It was due {day}; those who set it are told.")


def over(entry: Entry) -> Message:
    """Show the owner a measure that is over."""
    measure = entry.measure
    words = Text(
        "{mark} {about} (alert #{number}): {what}\n{outcome}",
        mark=MARKS[measure.state],
        about=entry.about,
        number=measure.number,
        what=measure.what,
        outcome=measure.outcome,
    )
    return Message(text=words, keyboard=[], card=card_name(measure.id), private=True, edits=True)


def done_button(entry: Entry) -> Button:
    """Offer the owner to say that it is done."""
    return Button(label=Text("✅ It is done"), press=_press("done", entry))


def list_rows(entries: Sequence[Entry]) -> Rows:
    """Offer whoever has the alert to give up measures that are open."""
    opened = [it for it in entries if it.measure.state is State.OPEN]
    return [
        [Button(label=Text("🚫 {place} Give up", place=place), press=_press("drop", it))]
        for place, it in enumerate(entries[-MOST_LINES:], start=1)
        if it in opened
    ]


def _press(verb: str, entry: Entry) -> str:
    return press("measure", verb, entry.measure.id, entry.measure.version)
