"""What is said of a file somebody sent: one live card, from its arrival to its end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.replies import Button, Message, Rows, press
from bot.texts import clipped, day_and_time, said
from domain.batches import Batch, State, taken_back_until
from domain.refusals import Joined, Text

KINDS = {
    "people": Text("People"),
    "households": Text("Households"),
    "pairings": Text("Pairings"),
    "areas": Text("Areas"),
}
UNITS = {
    "people": Text("person(s)"),
    "households": Text("household(s)"),
    "pairings": Text("pairing(s)"),
    "areas": Text("area(s)"),
}
"""What is counted, as it stands behind a number."""
ORDER = tuple(KINDS)
"""Buttons carry the place of a kind in here."""
LONGEST = 60


def name(batch: Batch) -> str:
    """Name the live card."""
    return f"batch:{batch.id}"


def plain(text: Text | str) -> str:
    """Render now what is kept for the card."""
    return said(text)


def card(batch: Batch, undo_days: int) -> Message:
    """Write how a file stands, with what can be done now."""
    words, rows = CARDS[batch.state](batch, undo_days)
    text = Joined([_title(batch), *words])
    return Message(text=text, keyboard=rows, card=name(batch))


def instead(message: Message) -> Message:
    """Put a card in place of the message that was pressed."""
    return replace(message, edits=True)


def progress(batch: Batch, done: int, total: int) -> Text:
    """Say how far it is; of how many, where that is known."""
    words = WORKING[batch.state]
    return Joined([_title(batch), _counted(words.msgid, batch, done=done, total=total)])


WORKING = {
    State.CHECKING: Text("Checked so far: {done} {unit}"),
    State.WRITING: Text("Writing: {done} of {total}"),
    State.UNDOING: Text("Taking back: {done} of {total} left"),
}
Words = tuple[Sequence[Text | str], Rows]


def _title(batch: Batch) -> Text:
    named = clipped(str(batch.outcome.get("name") or "—"), LONGEST)
    if not batch.kind:
        return Text("📄 <b>{name}</b>", name=named)
    return Text("📄 <b>{name}</b> · {kind}", name=named, kind=KINDS[batch.kind])


def _counted(msgid: str, batch: Batch, **counts: Any) -> Text:
    """Say how many of what."""
    return Text(msgid, **counts, unit=UNITS.get(batch.kind, ""))


def _button(label: Text, verb: str, batch: Batch, *more: int) -> Button:
    return Button(label=label, press=press("batch", verb, batch.id, batch.version, *more))


def _checking(_batch: Batch, _days: int) -> Words:
    return [Text("It is being read. Nothing is written before you agree.")], ()


def _unclear(batch: Batch, _days: int) -> Words:
    buttons = [
        _button(KINDS[kind], "kind", batch, ORDER.index(kind))
        for kind in batch.outcome.get("choices", ())
    ]
    return [Text("What is in this table?")], [[button] for button in buttons]


def _checked(batch: Batch, _days: int) -> Words:
    it = batch.outcome
    told = {name: it[name] for name in ("rows", "new", "changed", "same")}
    counts = _counted(COUNTS.msgid, batch, **told)
    yes = _button(Text("✅ Write"), "write", batch)
    no = _button(Text("✖ Do not write"), "drop", batch)
    words = [counts, *_gaps(batch), *_differences(batch), Text("Nothing is written yet.")]
    return words, [[yes, no]]


COUNTS = Text(
    "{rows} rows, no mistakes. {new} {unit} new, {changed} {unit} changed, {same} {unit} the same."
)


def _gaps(batch: Batch) -> Iterable[Text]:
    it = batch.outcome
    if it.get("missing"):
        names = "、".join(it["missing_names"])
        told = {"missing": it["missing"], "names": names}
        yield _counted(MISSING.msgid, batch, **told)
    if it.get("held"):
        yield Text("⚠ {held} values stay, because proposals about them are open.", held=it["held"])
    if it.get("same_file_on"):
        yield Text("The same file was written on {day} already.", day=it["same_file_on"])


MISSING = Text("Not in the file: {missing} {unit} ({names}). They stay as they are.")


def _differences(batch: Batch) -> Iterable[Text | str]:
    lines = batch.outcome.get("differences", [])
    for record, what, old, new in lines:
        yield Text("{record} {what}: {old} → {new}", record=record, what=what, old=old, new=new)
    more = batch.outcome.get("different", 0) - len(lines)
    if more > 0:
        yield Text("… and {count} more; the sheet has them all.", count=more)


def _refused(batch: Batch, _days: int) -> Words:
    it = batch.outcome
    if "why" in it:
        return [it["why"]], ()
    counts = Text("{mistakes} mistakes in {rows} rows. Nothing was written.", **it)
    lines = [
        Text("Row {row} {column}: {words}", row=row, column=column, words=words)
        for row, column, words in it.get("first_mistakes", ())
    ]
    last = Text("The sheet lists them all. Mend them and send the file again.")
    return [counts, *lines, last], ()


def _writing(_batch: Batch, _days: int) -> Words:
    return [Text("It is being written. You can go on working meanwhile.")], ()


def _written(batch: Batch, days: int) -> Words:
    it = batch.outcome
    words = [_counted(WRITTEN.msgid, batch, **_done(batch))]
    if it.get("left"):
        words.append(_counted(LEFT.msgid, batch, left=it["left"]))
    if it.get("is_cut_off"):
        words.append(Text("It could not be finished; the rest of the file was not written."))
    until = taken_back_until(batch, days)
    if until is None or not days:
        return words, ()
    words.append(Text("It can be taken back until {until}.", until=day_and_time(until)))
    return words, [[_button(Text("↩ Take back"), "undo", batch)]]


WRITTEN = Text("✅ Written: {new} {unit} new, {changed} {unit} changed.")
LEFT = Text("{left} {unit} were changed by others meanwhile and stay.")


def _done(batch: Batch) -> dict[str, int]:
    it = batch.outcome
    return {"new": it.get("written_new", 0), "changed": it.get("written_changed", 0)}


def before_taking_back(batch: Batch) -> Message:
    """Show what taking it back would do, and ask."""
    words = [
        _counted(BACK.msgid, batch, **_done(batch)),
        Text("What was changed or used since then stays, and is named to you."),
    ]
    rows = [
        [_button(Text("↩ Yes, take back"), "back", batch)],
        [_button(Text("✖ Leave it"), "look", batch)],
    ]
    text = Joined([_title(batch), *words])
    return replace(Message(text=text, keyboard=rows, card=name(batch)), edits=True)


BACK = Text(
    "Take this file back? {changed} {unit} become what they were, {new} new {unit} are taken away."
)


def _undoing(_batch: Batch, _days: int) -> Words:
    return [Text("It is being taken back.")], ()


def _taken_back(batch: Batch, _days: int) -> Words:
    it = batch.outcome
    done = {"restored": it.get("restored", 0), "removed": it.get("removed", 0)}
    words = [_counted(TAKEN_BACK.msgid, batch, **done)]
    if it.get("stayed"):
        names = "、".join(it.get("stayed_names", ()))
        words.append(_counted(STAYED.msgid, batch, count=it["stayed"], names=names))
    return words, ()


TAKEN_BACK = Text("↩ Taken back: {restored} {unit} as before, {removed} {unit} taken away.")
STAYED = Text("{count} {unit} stay, changed or used since: {names}")


def _dropped(batch: Batch, _days: int) -> Words:
    it = batch.outcome
    if it.get("new") or it.get("changed") or "rows" not in it:
        return [Text("It was not written.")], ()
    rows = it.get("rows", 0)
    same = Text("{rows} rows, all known already. There is nothing to write.", rows=rows)
    return [same, *_gaps(batch), *_differences(batch)], ()


CARDS = {
    State.CHECKING: _checking,
    State.UNCLEAR: _unclear,
    State.CHECKED: _checked,
    State.REFUSED: _refused,
    State.WRITING: _writing,
    State.WRITTEN: _written,
    State.UNDOING: _undoing,
    State.TAKEN_BACK: _taken_back,
    State.DROPPED: _dropped,
}


def listed(batches: Sequence[Batch]) -> list[Button]:
    """Make a button for each of somebody's files."""
    return [
        Button(label=_label(batch), press=press("batch", "show", batch.id)) for batch in batches
    ]


def _label(batch: Batch) -> str:
    at: datetime = batch.at
    named = str(batch.outcome.get("name") or "")
    return f"{clipped(named, 20)} {day_and_time(at)[:5]}"
