"""How check-ins read: the line in a list, the card of an exception, distances and times."""

from collections.abc import Sequence

from bot.replies import Button, Message, Rows, press
from bot.texts import clipped, clock_time, day_and_time
from domain.checkins import DIRECTION_NAMES, FLAG_NAMES, OPEN, CheckIn, State
from domain.geo import Direction, direction
from domain.refusals import Joined, Text
from storage.checkins import Entry, Remark

MOST_REMARKS, MOST_OF_REMARKS = 20, 3000
STATE_MARKS = {State.VERIFIED: "✅", State.PENDING: "🟡", State.ASKED: "❓", State.ACCEPTED: "☑️"}
REMARK_NAMES = {
    "reason": Text("Reason"),
    "note": Text("Note"),
    "question": Text("Question back"),
    "answer": Text("Answer"),
}


def card_name(number: int) -> str:
    """Name the live card of a check-in in officers' chats."""
    return f"checkin:{number}"


def length(metres: float) -> Text:
    """Write a distance: metres, or kilometres from two on."""
    if metres < 2000:
        return Text("{metres} m", metres=round(metres))
    return Text("{kilometres} km", kilometres=f"{metres / 1000:.1f}")


def whereabouts(place: str, distance_m: float, from_there: str) -> Text:
    """Say how far and in which direction from the place."""
    return Text(
        "{distance} {direction} of {place}",
        distance=length(distance_m),
        direction=DIRECTION_NAMES[Direction(from_there)],
        place=place,
    )


def accuracy(checkin: CheckIn) -> Text:
    """Say how exact the phone was."""
    if checkin.proof.accuracy_m is None:
        return Text("no accuracy given")
    return Text("±{metres} m", metres=round(checkin.proof.accuracy_m))


def done_lines(checkin: CheckIn) -> Joined:
    """Say what was stored: place, distance, accuracy, time."""
    stored = Text(
        "✅ Checked in: {place}, {at}", place=checkin.place.name, at=clock_time(checkin.at)
    )
    away = Text("{distance} away, {accuracy}", distance=_away(checkin), accuracy=accuracy(checkin))
    return Joined([stored, away])


def _away(checkin: CheckIn) -> Text:
    if checkin.distance_m is None:
        return Text("distance unknown")
    return length(checkin.distance_m)


def line(checkin: CheckIn, name: str = "") -> Text:
    """Write a check-in as one line of a list."""
    return Text(
        "{mark} {at} {name}{place} · {away}",
        mark=STATE_MARKS[checkin.state],
        at=day_and_time(checkin.at),
        name=f"{name} → " if name else "",
        place=checkin.place.name,
        away=_away(checkin),
    )


def exception_text(entry: Entry, remarks: Sequence[Remark], settled_by: str = "") -> Joined:
    """Write everything an officer needs to judge an exception."""
    checkin = entry.checkin
    parts: list[Text | str] = [
        Text("<b>Check-in to look at</b> · {name}", name=entry.person_name),
        Text("{place}, {at}", place=checkin.place.name, at=day_and_time(checkin.at)),
        _where(checkin),
        *[Text("⚑ {flag}", flag=FLAG_NAMES[flag]) for flag in sorted(checkin.flags)],
        *_remark_lines(remarks),
        _outcome(checkin, settled_by),
    ]
    return Joined(parts)


def _where(checkin: CheckIn) -> Text:
    if checkin.distance_m is None:
        return Text(
            "This household has no coordinates yet; the point sent is {accuracy}.",
            accuracy=accuracy(checkin),
        )
    point = checkin.place.point
    if point is None:
        return Text(
            "{distance} away, {accuracy}", distance=_away(checkin), accuracy=accuracy(checkin)
        )
    return Text(
        "{distance} {direction} of it, {accuracy}",
        distance=_away(checkin),
        direction=DIRECTION_NAMES[direction(point, checkin.proof.point)],
        accuracy=accuracy(checkin),
    )


def _remark_lines(remarks: Sequence[Remark]) -> list[Text]:
    """Write what was said; when it is much, the beginning of each, so that a message holds it."""
    shown = remarks[-MOST_REMARKS:]
    most = MOST_OF_REMARKS // max(1, len(shown))
    return [
        Text(
            "{kind} ({by}): {words}",
            kind=REMARK_NAMES[remark.kind],
            by=remark.by,
            words=clipped(remark.text, most),
        )
        for remark in shown
    ]


def _outcome(checkin: CheckIn, settled_by: str) -> Text | str:
    if checkin.state is State.ACCEPTED:
        return Text("☑️ Accepted by {name}", name=settled_by)
    if checkin.state is State.VERIFIED:
        return Text("✅ Has since checked in on the spot")
    if checkin.state is State.ASKED:
        return Text("❓ {name} asked back; waiting for the answer", name=settled_by)
    return ""


def exception_rows(checkin: CheckIn) -> Rows:
    """Offer what an officer can do; nothing once it is settled."""
    if checkin.state not in OPEN:
        return []
    numbers = checkin.id, checkin.version
    accept = [Button(label=Text("✅ Accept"), press=press("exception", "accept", *numbers))]
    if checkin.distance_m is None:
        label = Text("📌 Accept, keep point")
        accept = [Button(label=label, press=press("exception", "keep", *numbers)), *accept]
    talk = [
        Button(label=Text("❓ Ask back"), press=press("exception", "ask", *numbers)),
        Button(label=Text("📝 Note"), press=press("exception", "note", *numbers)),
    ]
    return [accept, talk]


def exception_card(entry: Entry, remarks: Sequence[Remark], settled_by: str = "") -> Message:
    """Make the live card of an exception."""
    return Message(
        text=exception_text(entry, remarks, settled_by),
        keyboard=exception_rows(entry.checkin),
        card=card_name(entry.checkin.id),
        private=True,
    )
