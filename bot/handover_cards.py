"""How a hand-over reads: to who takes, to who gives, and to the officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import case_cards, visit_cards
from bot.half_done import HalfDone
from bot.replies import Button, Message, press
from bot.texts import clipped, day_and_time
from domain.handovers import HAPPENED, Handover, State
from domain.people import Person
from domain.refusals import Joined, Text
from domain.visits import MEASURES, Promise, Visit
from storage.cases import Entry
from storage.helpers import Home

MOST_NEED = 120
PATIENCE = timedelta(days=3)
"""So long the old helper has for what he began; then an officer may drop it."""


@dataclass(frozen=True, kw_only=True)
class Going:
    """A hand-over with everything its cards show."""

    handover: Handover
    home: Home
    giver: Person
    taker: Person
    asker: Person
    left: HalfDone
    cases: Sequence[Entry] = ()
    promise: Promise | None = None
    visits: Sequence[tuple[Visit, str]] = ()
    """The latest first, each with who was there."""


def card_name(number: int) -> str:
    """Name the live card of a hand-over, in every chat that has it."""
    return f"handover:{number}"


def takers_card(going: Going) -> Message:
    """Show what one would take over: promises, open needs, the last visits."""
    parts = [
        Text("<b>🔁 Please take over: {head}</b>, {area}",
             head=going.home.head_name, area=going.home.area),
        Text("From {giver}; arranged by {asker}, {at}", giver=going.giver.name,
             asker=going.asker.name, at=day_and_time(going.handover.asked_at)),
        *(brought(going) if going.handover.is_open else ()),
        _standing(going, taker=True),
    ]  # fmt: skip
    rows = []
    if going.handover.state is State.ASKED:
        rows = [[_button(Text("✅ I take over"), "accept", going.handover),
                 _button(Text("✖ Difficult"), "refuse", going.handover)]]  # fmt: skip
    return _message(going, parts, rows)


def brought(going: Going) -> list[Text]:
    """Write what comes with the household; who does not take it over reads none of it."""
    return [*_promised(going.promise), *_cases(going.cases), *_visits(going.visits)]


def _promised(promise: Promise | None) -> list[Text]:
    if promise is None:
        return [Text("Promised: nothing is recorded.")]
    found = []
    if promise.next_on:
        found.append(Text("Promised: the next visit on {day}", day=promise.next_on.isoformat()))
    if promise.measures:
        found.append(Text("Helped with last time: {what}", what=_measures(promise.measures)))
    if promise.need:
        need = clipped(promise.need, MOST_NEED)
        found.append(Text("Said that it needs: {need}", need=need))
    return found or [Text("Promised: nothing is recorded.")]


def _measures(keys: Sequence[str]) -> Joined:
    return Joined([MEASURES.get(key, key) for key in keys], by="、")


def _cases(cases: Sequence[Entry]) -> list[Text]:
    lines = [case_cards.line(it) for it in cases]
    return [Text("Open needs:"), *lines] if lines else [Text("Open needs: none.")]


def _visits(visits: Sequence[tuple[Visit, str]]) -> list[Text]:
    lines = [Text("• {visit}", visit=visit_cards.line(visit, by)) for visit, by in visits]
    return [Text("Last visits:"), *lines] if lines else [Text("Last visits: none yet.")]


def givers_card(going: Going) -> Message:
    """Tell who gives what happens, and what to bring to an end first."""
    parts = [
        Text("<b>🔁 {head} goes to {taker}</b>", head=going.home.head_name,
             taker=going.taker.name),
        Text("Arranged by {asker}, {at}", asker=going.asker.name,
             at=day_and_time(going.handover.asked_at)),
        Text("Thank you. The new helper is asked; until then it stays with you.")
        if going.handover.state is State.ASKED else "",
        _standing(going),
    ]  # fmt: skip
    if going.handover.is_open:
        parts += _first(going.left)
    return _message(going, parts, [])


def _first(left: HalfDone) -> list[Text]:
    """Say what comes to its end before the household goes."""
    parts = []
    if left.drafts or left.fresh_visits:
        parts.append(Text("Please hand in or drop first: {left}", left=left.own()))
    if left.late_visits:
        parts.append(Text("Your late entry waits for the officer; it is decided first."))
    return parts


def officers_card(going: Going, *, may_drop: bool) -> Message:
    """Show an officer how a hand-over stands and what is in its way."""
    parts = [
        Text("<b>🔁 {head}: {giver} → {taker}</b>", head=going.home.head_name,
             giver=going.giver.name, taker=going.taker.name),
        Text("Arranged by {asker}, {at}", asker=going.asker.name,
             at=day_and_time(going.handover.asked_at)),
        _standing(going),
        Text("{giver} has still open: {left}", giver=going.giver.name, left=going.left.listed())
        if going.left and going.handover.is_open else "",
    ]  # fmt: skip
    rows = []
    if going.handover.is_open:
        rows = [[_button(Text("↩ Withdraw it"), "withdraw", going.handover)]]
    if may_drop:
        rows.append([_button(Text("🗑 Drop unfinished"), "drop", going.handover)])
    return _message(going, parts, rows)


def _standing(going: Going, *, taker: bool = False) -> Text | str:
    """Say how it stands; to who is asked nothing, for the buttons say it."""
    state = going.handover.state
    if state is State.ASKED and taker:
        return ""
    if state is State.AGREED:
        return Text("🟡 Agreed; of {giver}'s has to end first: {left}",
                    giver=going.giver.name, left=going.left.in_the_way())  # fmt: skip
    return Text("State: {happened}", happened=HAPPENED[state])


def _button(label: Text, verb: str, handover: Handover) -> Button:
    return Button(label=label, press=press("handover", verb, handover.id, handover.version))


def _message(going: Going, parts: Sequence[Text | str], rows: list[list[Button]]) -> Message:
    return Message(
        text=Joined(parts), keyboard=rows, card=card_name(going.handover.id), private=True
    )
