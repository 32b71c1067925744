"""How a month's visits read: reminders, the helper's own list, the officers' card."""

from collections.abc import Sequence
from datetime import datetime

from bot.replies import Button, Message, Rows, press
from bot.texts import clock_time, day_and_time
from domain.calendar import SHANGHAI
from domain.duties import Period, Reach, Round, Standing, Visit
from domain.people import Person
from domain.refusals import Joined, Text
from storage.duties import ACKNOWLEDGED, NUDGED, Note

MOST_ROUNDS, MOST_NOTES = 40, 6
MARKS = {Standing.OPEN: "⬜", Standing.WAITING: "🟡", Standing.DONE: "✅", Standing.LATE: "☑️"}
REACH_NAMES = {
    Reach.UNBOUND: Text("not registered"),
    Reach.UNREACHABLE: Text("cannot be reached"),
    Reach.CLOSED: Text("account closed"),
}
NOTE_NAMES = {
    NUDGED: Text("📣 {name} asked them again, {at}"),
    ACKNOWLEDGED: Text("👁 {name} knows, {at}"),
}

OUTDATED = Text("🔔 There is a newer message about these visits below.")
"""What an older reminder shrinks to."""


def card_of(month: Period) -> str:
    """Name the helper's newest letter about a month."""
    return f"visits:{month.number}"


def missed_card_of(month: Period) -> str:
    """Name the officers' card of a month."""
    return f"visits:{month.number}:missed"


def due(month: Period) -> Text:
    """Write the deadline, 11月30日18:00."""
    local = month.due_at.astimezone(SHANGHAI)
    return Text(
        "{month}-{day} {time}", month=local.month, day=local.day, time=clock_time(month.due_at)
    )


def month_name(month: Period) -> Text:
    """Write the month, 2026年11月."""
    return Text("{year}-{month}", year=month.first.year, month=month.first.month)


def _heads(visits: Sequence[Visit]) -> Joined:
    return Joined([Text("⬜ {name}", name=visit.head_name) for visit in visits])


def _told(round_: Round, month: Period, words: Sequence[Text | str]) -> Message:
    head = Text(
        "🔔 <b>Visits {month}: {open} of {count} households to do</b>",
        month=month_name(month),
        open=len(round_.open),
        count=len(round_.visits),
    )
    rows = [[Button(label=Text("📒 My tasks"), press=press("duties", "mine"))]]
    parts = [head, _heads(round_.open), *words]
    return Message(text=Joined(parts), keyboard=rows, card=card_of(month), private=True)


def reminder(round_: Round, month: Period) -> Message:
    """Remind a helper, and say beforehand who is told of a miss."""
    words = Text(
        "If they are not done by {due}, the village information officer will be reminded.",
        due=due(month),
    )
    return _told(round_, month, [words])


def passed_on(round_: Round, month: Period, officers: Sequence[Person]) -> Message:
    """Tell a helper kindly that the deadline is over, who was told, and what to do."""
    names = Joined([it.name for it in officers], by=" · ")
    told = Text("The deadline {due} is over; {names} was told.", due=due(month), names=names)
    over = Text("The deadline {due} is over.", due=due(month))
    todo = Text(
        "Please visit when you can and tap 📍 Check in there: it still counts, as late. "
        "If something is in the way, tell your information officer."
    )
    return _told(round_, month, [told if officers else over, todo])


def nudge(round_: Round, month: Period, officer: Person) -> Message:
    """Bring an officer's request to a helper."""
    words = Text(
        "{name} asks you to visit soon and tap 📍 Check in there: it still counts, as late. "
        "If something is in the way, please tell {name}.",
        name=officer.name,
    )
    return _told(round_, month, [words])


def my_round(round_: Round, month: Period, now: datetime) -> Joined:
    """List a helper's households of a month, open ones first."""
    is_over = now > month.due_at
    until = Text("was due {due}", due=due(month)) if is_over else Text("due {due}", due=due(month))
    head = Text(
        "<b>Visits {month}: {done} of {count} done</b>, {until}",
        month=month_name(month),
        done=len(round_.visits) - len(round_.open),
        count=len(round_.visits),
        until=until,
    )
    ordered = sorted(round_.visits, key=lambda it: it.standing is not Standing.OPEN)
    return Joined([head, *map(_visit_line, ordered), _next_step(round_, is_over=is_over)])


def _visit_line(visit: Visit) -> Text:
    mark = MARKS[visit.standing]
    if visit.visited_at is None:
        return Text("{mark} {name}", mark=mark, name=visit.head_name)
    line = {"mark": mark, "name": _named(visit), "at": day_and_time(visit.visited_at)}
    if visit.standing is Standing.WAITING:
        return Text("{mark} {name}, {at}, counts; an officer still looks at it", **line)
    if visit.standing is Standing.LATE:
        return Text("{mark} {name}, {at}, late", **line)
    return Text("{mark} {name}, {at}", **line)


def _named(visit: Visit) -> Text | str:
    if visit.is_entered_late:
        return Text("{name} (entered late)", name=visit.head_name)
    return visit.head_name


def _next_step(round_: Round, *, is_over: bool) -> Text:
    if not round_.open:
        return Text("All done. Thank you!")
    if is_over:
        return Text("Visit when you can and tap 📍 Check in there: it still counts, as late.")
    return Text("At the household, tap 📍 Check in below.")


def missed(
    rounds: Sequence[Round], month: Period, notes: Sequence[Note], *, is_known: bool
) -> Message:
    """Make the officers' card: who still owes what, of how many, and what was done about it."""
    owing = [it for it in rounds if it.open]
    lines = [_round_line(it) for it in owing[:MOST_ROUNDS]]
    more = Text("… and {count} more", count=len(owing) - len(lines))
    done = [
        Text("All visited meanwhile.") if not owing else "",
        *[
            Text(NOTE_NAMES[it.action].msgid, name=it.by, at=day_and_time(it.at))
            for it in notes[-MOST_NOTES:]
        ],
    ]
    parts = [_missed_head(rounds, month), *lines, more if len(owing) > len(lines) else "", *done]
    return Message(
        text=Joined(parts),
        keyboard=_missed_rows(month, is_known=is_known) if owing else [],
        card=missed_card_of(month),
        private=True,
    )


def _missed_head(rounds: Sequence[Round], month: Period) -> Joined:
    visits = [visit for it in rounds for visit in it.visits]
    late = sum(it.standing is Standing.LATE for it in visits)
    head = Text(
        "⏰ <b>Visits {month}: {open} of {count} households were not visited by {due}</b>",
        month=month_name(month),
        open=sum(it.standing is Standing.OPEN for it in visits),
        count=len(visits),
        due=due(month),
    )
    people = Text(
        "{owing} of {count} helpers", owing=sum(bool(it.open) for it in rounds), count=len(rounds)
    )
    return Joined([head, people, Text("Made up for since: {late}", late=late) if late else ""])


def _round_line(round_: Round) -> Text:
    names = Joined([visit.head_name for visit in round_.open], by=" · ")
    if round_.reach is Reach.REACHED:
        return Text("• {name}: {households}", name=round_.name, households=names)
    return Text(
        "• {name} ({reach}, please call): {households}",
        name=round_.name,
        reach=REACH_NAMES[round_.reach],
        households=names,
    )


def _missed_rows(month: Period, *, is_known: bool) -> Rows:
    nudge_them = Button(label=Text("📣 Ask again"), press=press("visits", "nudge", month.number))
    known = Button(label=Text("👁 I know"), press=press("visits", "known", month.number))
    return [[nudge_them] if is_known else [nudge_them, known]]
