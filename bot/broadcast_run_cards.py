"""What whoever sent a broadcast sees while it goes out and after."""

from bot.broadcast_cards import View, card_of, deed, head
from bot.broadcast_letters import NOUN
from bot.replies import Button, Message, Rows, press
from bot.texts import day_and_time
from domain.broadcasts import Broadcast, Counts, Stage, State
from domain.refusals import Joined, Text


def card(view: View) -> Message:
    """Write the live card: to whom, how far, who read it."""
    it = view.broadcast
    return Message(text=_after(view), keyboard=_after_rows(view), card=card_of(it))


def _after(view: View) -> Text:
    it, counts = view.broadcast, view.counts
    written = Text("✉️ Written to {count} of {people}", count=counts.written, people=view.people)
    return Joined([
        head(it),
        Text("To: {audience}", audience=view.audience),
        written if it.state in (State.GOING, State.STOPPED) else "",
        _waits(view),
        _delivery(counts),
        _receipts(it, counts) if it.state is not State.RECALLED else _retreat(counts),
        Text("✏️ Corrected {at}", at=day_and_time(it.edited_at)) if it.edited_at else "",
    ])  # fmt: skip


def _waits(view: View) -> Text | str:
    """Say that it, or the reminder of it, comes later: people are not disturbed now."""
    it, at = view.broadcast, day_and_time(view.begins_at)
    if view.begins_at <= view.now:
        return ""
    if it.state is State.GOING:
        return Text("🕗 It goes on {at}: at night and on rest days it waits.", at=at)
    is_to_remind = it.state is not State.RECALLED and it.nudged_at and not view.counts.nudged
    if is_to_remind and view.counts.silent:
        return Text("🕗 The reminders come {at}: at night and on rest days they wait.", at=at)
    return ""


def _delivery(counts: Counts) -> Text:
    failed = counts.of(Stage.FAILED, Stage.REFUSED, Stage.UNBOUND)
    parts = [
        Text("✅ delivered {count}", count=counts.delivered),
        _some(Text("⏳ on its way {count}", count=counts.of(Stage.WRITTEN))),
        _some(Text("❌ not delivered {count}", count=failed)),
        _some(Text("⏹ stopped {count}", count=counts.of(Stage.WITHDRAWN))),
    ]
    return Joined(parts, by=" · ")


def _some(text: Text) -> Text | str:
    return text if text.params["count"] else ""


def _receipts(it: Broadcast, counts: Counts) -> Text | str:
    if not it.asks_receipt:
        return ""
    parts = [
        Text("👌 read {count}", count=counts.read),
        _some(Text("not yet {count}", count=counts.silent)),
        _some(Text("🔔 reminded {count}", count=counts.nudged)),
    ]
    return Joined(parts, by=" · ")


def _retreat(counts: Counts) -> Text:
    going = counts.of(Stage.TAKING, Stage.MARKING, Stage.STUCK, Stage.SENT)
    parts = [
        Text("🗑 taken back {count}", count=counts.of(Stage.GONE)),
        _some(Text("being taken back {count}", count=going)),
        _some(Text("could not be taken back {count}", count=counts.of(Stage.LEFT))),
    ]
    return Joined(parts, by=" · ")


def _after_rows(view: View) -> Rows:
    it, counts = view.broadcast, view.counts
    again = Button(label=Text("🔄 Look again"), press=press(NOUN, "show", it.number))
    if it.state is State.RECALLED:
        return [[again]]
    names = Button(label=Text("📋 Names"), press=press(NOUN, "people", it.number))
    rows = [[again, names]]
    if it.asks_receipt and not it.nudged_at and counts.silent and it.state is not State.GOING:
        rows.append([deed(it, Text("🔔 Remind the silent"), "nudge")])
    rows.append([deed(it, Text("✏️ Wording"), "reword"), deed(it, Text("🗑 Take back"), "recall")])
    if it.state is State.GOING:
        rows.append([deed(it, Text("⏹ Stop"), "stop")])
    return rows


def ask_to_recall(it: Broadcast, delivered: int) -> tuple[Text, Rows]:
    """Ask before everything is taken back."""
    words = Text(
        "🗑 Take back notice #{number}? {count} people have it. It is deleted in their chats; "
        "what is older than two days changes into a word. This cannot be undone.",
        number=it.number,
        count=delivered,
    )
    keep = Button(label=Text("Leave it"), press=press(NOUN, "show", it.number))
    return words, [[deed(it, Text("🗑 Yes, take it back"), "retract"), keep]]
