"""How changes read: the reviewers' card, a conflict, what the author is told, the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from bot import change_fields
from bot.fitting import Section, fitted
from bot.replies import Button, Rows, press
from bot.texts import clipped, day_and_time
from domain.changes import Change, Deed, State, Step
from domain.refusals import Joined, Text
from storage.households import Known

MOST = 8
"""So many changes fit one card; what waits comes first."""
MOST_STEPS = 6
ROOM = 3000
"""UTF-16 units in the writer's language; another reader's may be longer."""
MOST_OF_WORDS = 120
ENDINGS = {
    State.RETURNED: Text("↩ returned"),
    State.ACCEPTED: Text("✅ accepted"),
    State.ENTERED: Text("✅ accepted"),
    State.DROPPED: Text("✖ not taken"),
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one author proposed for one household, and what a reader needs to know of it."""

    known: Known
    author_id: int
    changes: tuple[Change, ...]
    contested: frozenset[int] = frozenset()
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def waiting(self) -> list[Change]:
        """What can be decided."""
        return [it for it in self.changes if it.state is State.WAITING]

    @property
    def agreed(self) -> list[Change]:
        """What one tap accepts: all that is shown, waits, and nobody contests."""
        shown = [it for it in self.changes[:MOST] if it.state is State.WAITING]
        return [it for it in shown if it.id not in self.contested]

    @property
    def is_corrected(self) -> bool:
        """Tell whether a reviewer put his own value anywhere."""
        return any(it.is_corrected for it in self.changes)


def card_name(household_id: int, author_id: int) -> str:
    """Name the live card of an author's proposals for a household."""
    return f"changes:{household_id}:{author_id}"


def stamp(changes: Sequence[Change], version: int = 0) -> int:
    """Number a set of changes as they are, so that a button means what was seen."""
    seen = ";".join(f"{it.id}.{it.version}" for it in sorted(changes, key=lambda it: it.id))
    return crc32(f"{version}|{seen}".encode())


def where(known: Known) -> Text:
    """Call a household by its head and village."""
    return Text("{head}, {area}", head=known.household.head_name, area=known.area_name)


def subject(change: Change, known: Known) -> Text:
    """Name what a change is about: a member's field, or the household's."""
    whose, label = change_fields.whose(change, known), change_fields.label(change)
    return Text("{whose} · {field}", whose=whose or Text("Household"), field=label)


def what(change: Change, known: Known) -> Text:
    """Say what would become what; private values stay masked."""
    return Text(
        "{subject}: {old} → {new}",
        subject=subject(change, known),
        old=change_fields.shown(change, change.old),
        new=change_fields.shown(change, change.new),
    )


def evidence(change: Change) -> Text | str:
    """Say how the author knows."""
    photos = Text(" 📷 {count}", count=len(change.files)) if change.files else ""
    if not change.evidence and not change.files:
        return ""
    words = clipped(change.evidence, MOST_OF_WORDS)
    return Text("   Evidence: {words}{photos}", words=words, photos=photos)


def card_text(sheet: Sheet) -> Joined:
    """Write all a reviewer needs: each change with its evidence and how it stands."""
    latest = max(it.at for it in sheet.changes)
    head = Text("<b>Changes to review</b> · {where}", where=where(sheet.known))
    by = Text("{at} {name} proposes:", at=day_and_time(latest),
              name=sheet.names.get(sheet.author_id, ""))  # fmt: skip
    lines = [_lines(sheet, number, it) for number, it in enumerate(sheet.changes[:MOST], 1)]
    more = len(sheet.waiting) - MOST
    rest = Text("{count} more follow when these are decided.", count=more) if more > 0 else ""
    done = "" if sheet.waiting else Text("Nothing waits here any more.")
    return Joined([fit(Joined([head, by]), lines), rest, done])


def fit(head: Text, lines: Sequence[Text]) -> Joined:
    """Write lines under a heading, as many as a message has room for."""
    return fitted([Section(head=head, lines=tuple(lines))], ROOM)


def _lines(sheet: Sheet, number: int, change: Change) -> Joined:
    head = Text("{number}. {what}", number=number, what=what(change, sheet.known))
    contested = Text("   ⚖ Another value stands against it: please choose.")
    is_open = change.state is State.WAITING
    note = contested if is_open and change.id in sheet.contested else ""
    return Joined([head, evidence(change), note, "" if is_open else ending(change, sheet.names)])


def ending(change: Change, names: Mapping[int, str]) -> Text:
    """Say how a change was decided, by whom and why."""
    last = next((it for it in reversed(change.steps) if it.deed in _DECIDE), None)
    by = names.get(change.decided_by or 0, "")
    deed = Text("✎ corrected") if last and last.deed is Deed.CORRECTED else ENDINGS[change.state]
    if last and last.deed is Deed.WITHDRAWN:
        deed = Text("🗑 taken back")
    words = Text(": {words}", words=clipped(change.reason, MOST_OF_WORDS)) if change.reason else ""
    return Text("   {deed}, {by}{words}", deed=deed, by=by, words=words)


_DECIDE = frozenset({Deed.ACCEPTED, Deed.CORRECTED, Deed.RETURNED, Deed.DROPPED, Deed.WITHDRAWN})


def card_rows(sheet: Sheet) -> Rows:
    """Offer what a reviewer can do: all at once, or field by field."""
    rows: list[list[Button]] = []
    if len(sheet.agreed) > 1:
        mark = stamp(sheet.agreed)
        data = press("review", "all", sheet.known.id, sheet.author_id, mark)
        label = Text("✅ Accept all {count}", count=len(sheet.agreed))
        rows.append([Button(label=label, press=data)])
    shown = [it for it in enumerate(sheet.changes[:MOST], 1) if it[1].state is State.WAITING]
    alone = len(sheet.changes) == 1
    rows += [_field_row(sheet, "" if alone else f" {number}", it) for number, it in shown]
    if any(it.files for _, it in shown):
        data = press("review", "photos", sheet.known.id, sheet.author_id)
        rows.append([Button(label=Text("📷 Photos"), press=data)])
    return rows


def _field_row(sheet: Sheet, number: str, change: Change) -> list[Button]:
    back = _button(Text("↩ Return{number}", number=number), "back", change)
    if change.id in sheet.contested:
        return [_button(Text("⚖ Choose{number}", number=number), "accept", change), back]
    row = [_button(Text("✅ Accept{number}", number=number), "accept", change), back]
    if change_fields.plain_field(change):
        row.append(_button(Text("✎ Correct{number}", number=number), "correct", change))
    return [*row, *reveal(change)]


def reveal(change: Change) -> list[Button]:
    """Let a masked value be read for a moment."""
    values = change.old, change.new
    if not any(change_fields.is_private(change, it) for it in values):
        return []
    return [Button(label=Text("👁"), press=press("change", "reveal", change.id))]


def _button(label: Text, verb: str, change: Change) -> Button:
    return Button(label=label, press=press("review", verb, change.id, change.version))


def step_line(change: Change, step: Step, names: Mapping[int, str]) -> Text:
    """Write one deed of the history."""
    values = {
        "value": change_fields.shown(change, step.value),
        "words": clipped(step.words, MOST_OF_WORDS),
    }
    deed = Text(DEEDS[step.deed].msgid, **values)
    return Text("{at} {by} {deed}", at=day_and_time(step.at),
                by=names.get(step.person_id, ""), deed=deed)  # fmt: skip


DEEDS = {
    Deed.PROPOSED: Text("proposed {value}"),
    Deed.ACCEPTED: Text("accepted it"),
    Deed.CORRECTED: Text("corrected it to {value}"),
    Deed.RETURNED: Text("returned it: {words}"),
    Deed.DROPPED: Text("did not take it"),
    Deed.WITHDRAWN: Text("took it back"),
    Deed.ENTERED: Text("entered it in the national system"),
    Deed.UNENTERED: Text("took the tick back"),
    Deed.PASSED_ON: Text("took it over"),
}


def history(number: int, change: Change, known: Known, names: Mapping[int, str]) -> Joined:
    """Write one change with its deeds: who, when, what, why."""
    head = Text("{number}. {what}", number=number, what=what(change, known))
    shown = [*change.steps[:1], *change.steps[1:][1 - MOST_STEPS :]]
    lines = [Text("   {line}", line=step_line(change, it, names)) for it in shown]
    return Joined([head, evidence(change), *lines])


def take_back(number: int, change: Change) -> Button:
    """Offer its author to take a change back."""
    label = Text("🗑 Take {number} back", number=number)
    return Button(label=label, press=press("change", "withdraw", change.id, change.version))


def people_in(changes: Sequence[Change]) -> set[int]:
    """Collect whose names are needed."""
    found = {it.person_id for it in changes} | {it.decided_by or 0 for it in changes}
    return found | {step.person_id for it in changes for step in it.steps}
