"""What whoever sends a broadcast sees: the list, the draft, how far it is, who read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.broadcast_letters import NOUN
from bot.pace import PER_SECOND
from bot.pages import turn_rows
from bot.replies import Button, Message, Rows, press
from bot.texts import clipped, day_and_time
from domain.answers import private_number
from domain.broadcasts import Broadcast, Counts, State
from domain.refusals import Joined, Text

STATE_NAMES = {
    State.DRAFT: Text("not sent"),
    State.PLANNED: Text("waits for its time"),
    State.GOING: Text("is going out"),
    State.OUT: Text("sent"),
    State.STOPPED: Text("stopped"),
    State.RECALLED: Text("taken back"),
    State.DROPPED: Text("dropped"),
}
TITLE_CHARACTERS = 20


@dataclass(frozen=True, kw_only=True)
class View:
    """A broadcast with what its card says: to whom, to how many, what became of it."""

    broadcast: Broadcast
    audience: Text
    people: int
    unbound: int
    begins_at: datetime
    """When it goes out, or would if it were sent now: quiet hours and rest days wait."""
    counts: Counts
    now: datetime


def lasts(people: int) -> Text:
    """Say how long it takes to write to so many at the pace Telegram takes."""
    length = timedelta(seconds=ceil(people / PER_SECOND))
    if length < timedelta(minutes=2):
        return Text("{count} s", count=int(length.total_seconds()))
    return Text("{count} min", count=ceil(length / timedelta(minutes=1)))


def card_of(broadcast: Broadcast) -> str:
    """Name the live card of a broadcast."""
    return f"{NOUN}:{broadcast.number}"


def listed(found: Sequence[Broadcast], count: int) -> Text:
    """Write the list of notices an office sent."""
    if not found:
        return Text(
            "📢 <b>Notices</b>\nNone yet. A notice goes to everybody of the roles, areas and "
            "units you choose."
        )
    lines = [_line(it) for it in found]
    return Joined([Text("📢 <b>Notices</b> · {count}", count=count), *lines])


def _line(it: Broadcast) -> Text:
    state = STATE_NAMES[it.state]
    return Text("#{number} {title} · {state}", number=it.number, title=_title(it), state=state)


def _title(it: Broadcast) -> str:
    return clipped(it.words.split("\n", 1)[0], TITLE_CHARACTERS)


def list_rows(found: Sequence[Broadcast], page: int, pages: int) -> Rows:
    """Offer to write one, to open one, to turn the pages."""
    new = Button(label=Text("➕ New notice"), press=press(NOUN, "new"))
    opens = [
        [
            Button(
                label=Text("#{number} {title}", number=it.number, title=_title(it)),
                press=press(NOUN, "show", it.number),
            )
        ]
        for it in found
    ]
    return [[new], *opens, *turn_rows((NOUN, "list"), page, pages)]


def dropped(view: View) -> Message:
    """Write the card of one that never went out."""
    return Message(text=head(view.broadcast), keyboard=(), card=card_of(view.broadcast))


def before(view: View) -> Message:
    """Write the card of one that is not on its way yet."""
    it = view.broadcast
    return Message(text=_before(view), keyboard=_before_rows(view), card=card_of(it))


def head(it: Broadcast) -> Text:
    """Name a broadcast and say how far it is."""
    state = STATE_NAMES[it.state]
    return Text("📢 <b>Notice #{number}</b> · {state}", number=it.number, state=state)


def _before(view: View) -> Text:
    it = view.broadcast
    people = Text(
        "👥 {people} people; going out takes {time}", people=view.people, time=lasts(view.people)
    )
    unbound = Text("{count} of them have no chat with the bot yet.", count=view.unbound)
    return Joined([
        head(it),
        Text("To: {audience}", audience=view.audience),
        people,
        unbound if view.unbound else "",
        _when(view),
        Text("🚨 Urgent: it rings at night and on rest days too.") if it.is_urgent else "",
        _receipt(it),
        _warning(it),
        "" if view.people else Text("⚠️ Nobody is chosen. Please change the audience."),
    ])  # fmt: skip


def _receipt(it: Broadcast) -> Text:
    if it.asks_receipt:
        return Text("👌 Everybody is asked to say that he read it.")
    return Text("Nobody is asked to say that he read it.")


def _when(view: View) -> Text:
    wanted, at = view.broadcast.due_at or view.now, day_and_time(view.begins_at)
    if view.begins_at > max(wanted, view.now):
        return Text("🕗 {at}: at night and on rest days it waits, unless it is urgent.", at=at)
    return Text("🕗 {at}", at=at) if view.broadcast.due_at else Text("🕗 As soon as you send it.")


def _warning(it: Broadcast) -> Text | str:
    number = private_number(it.words)
    if not number:
        return ""
    return Text(
        "⚠️ {number} looks like somebody's ID number, phone or bank card. Everybody would read "
        "it: please take it out with ✏️.",
        number=number,
    )


def deed(it: Broadcast, label: Text, verb: str) -> Button:
    """Make a button that holds for this version of it."""
    return Button(label=label, press=press(NOUN, verb, it.number, it.version))


def _before_rows(view: View) -> Rows:
    it = view.broadcast
    test = deed(it, Text("🧪 Send it to me"), "test")
    time = deed(it, Text("🕗 Set a time"), "time")
    receipt = Text("👌 Ask to confirm") if not it.asks_receipt else Text("👌 Do not ask")
    urgent = Text("🚨 Make it urgent") if not it.is_urgent else Text("🚨 Not urgent")
    words = deed(it, Text("✏️ Wording"), "reword"), deed(it, Text("👥 Audience"), "audience")
    marks = deed(it, receipt, "receipt"), deed(it, urgent, "urgent")
    drop = deed(it, Text("✖ Do not send it"), "drop")
    if it.state is State.PLANNED:
        return [[deed(it, Text("▶ Send it now"), "now"), test], [words[0], drop]]
    send = deed(
        it, Text("▶ Send it") if view.begins_at > view.now else Text("▶ Send it now"), "send"
    )
    first = [[send]] if view.people else []
    return [*first, [test, time], marks, words, [drop]]
