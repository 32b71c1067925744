"""Ladders on the screen of an administrator: the kinds, one course, what was changed before."""

from collections.abc import Sequence
from datetime import datetime

from bot import ladder_words, pages
from bot.case_cards import KIND_NAMES
from bot.replies import Button, Rows, in_rows, press
from bot.texts import day_and_time
from domain.ladders import Kind, Ladder
from domain.refusals import Joined, Text
from storage.ladders import Kept

PAGE = 8
KINDS = Text(
    "Whose course? It says which offices see to a kind of case, how long each may take, "
    "and what it can be about."
)
CHANGES = (
    Text("⏱ Deadlines"),
    Text("🏢 Offices"),
    Text("🏷 Topics"),
    Text("🔢 Figures"),
)
"""What can be changed, in the order of the forms."""
OFFICES = 1
"""Which of them alerts do not have: their stages stay."""


def kind_rows() -> Rows:
    """Open the course of each kind, and who stands in for whom."""
    kinds = [
        Button(label=KIND_NAMES[kind], press=press("ladder", "show", number))
        for number, kind in enumerate(Kind)
    ]
    deputies = Button(label=Text("👥 Set a deputy"), press=press("absence", "other"))
    return [*in_rows(kinds), [deputies]]


def _number(kind: Kind) -> int:
    return list(Kind).index(kind)


def rows(kind: Kind) -> Rows:
    """Change something of a course, look at what was before, or choose another one."""
    number = _number(kind)
    changes = [
        Button(label=label, press=press("ladder", "change", number, at))
        for at, label in enumerate(CHANGES)
        if kind is not Kind.ALERT or at != OFFICES
    ]
    last = [
        Button(label=Text("🕘 Changes so far"), press=press("ladder", "history", number)),
        Button(label=Text("‹ Kinds"), press=press("ladder", "list")),
    ]
    return [*in_rows(changes), last]


def card(ladder: Ladder, newest: Kept | None, now: datetime) -> Text:
    """Write a course as it holds now, and what is to change of it."""
    head = Text("<b>🪜 {kind}</b>", kind=KIND_NAMES[ladder.kind])
    if newest is None or newest.since_at <= now:
        return Joined([head, *ladder_words.card(ladder)])
    soon = Text("From {at} on:", at=day_and_time(newest.since_at))
    coming = ladder_words.differences(ladder, newest.ladder)
    return Joined([head, *ladder_words.card(ladder), soon, *coming])


def kept_line(kept: Kept) -> Text:
    """Say since when a course holds, and who kept it."""
    return Text(
        "From {at} on, kept by {name} on {kept}",
        at=day_and_time(kept.since_at),
        name=kept.by or "—",
        kept=day_and_time(kept.set_at),
    )


def history(kind: Kind, kept: Sequence[Kept], page: int, count: int) -> tuple[Text, Rows]:
    """List what was changed, the newest first."""
    number = _number(kind)
    head = Text("<b>🕘 {kind}: changes so far</b>", kind=KIND_NAMES[kind])
    lines = [
        Text("{place}. {line}", place=place, line=kept_line(it))
        for place, it in enumerate(kept, start=1 + page * PAGE)
    ]
    looks = [
        Button(label=str(place), press=press("ladder", "differs", number, it.ladder.id))
        for place, it in enumerate(kept, start=1 + page * PAGE)
    ]
    call = ("ladder", "history", str(number))
    turn = pages.turn_rows(call, page, pages.pages_of(count, PAGE))
    nothing = Text("Nothing yet: this is the course that comes with the bot.")
    back = Button(label=Text("‹ Back"), press=press("ladder", "show", number))
    return Joined([head, *(lines or [nothing])]), [*in_rows(looks, 4), *turn, [back]]


def back_to_history(kind: Kind) -> Rows:
    """Go back to what was changed."""
    return [[Button(label=Text("‹ Back"), press=press("ladder", "history", _number(kind)))]]
