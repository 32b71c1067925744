"""The call list as it reads: who cannot be reached by letters, and what each owes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import pages
from bot.call_reading import Call
from bot.replies import Button, Message, Rows, press
from bot.rise_cards import REACH_NAMES, due, named
from bot.texts import clipped, day_and_time, said, some_of
from domain.duties import Reach
from domain.phones import mask
from domain.refusals import Joined, Text
from storage.campaign_marks import Marked

MOST_OF_LABEL, MOST_MATTERS, MOST_CALLS, MOST_NAMES = 24, 6, 4, 5
ADVICE = {
    Reach.UNBOUND: Text("Ask them to open the bot and share their own number."),
    Reach.UNREACHABLE: Text("Ask them to open the chat with the bot and tap Start."),
    Reach.CLOSED: Text("The account is closed: who does it instead?"),
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Somebody to call, his place and number, and who called him."""

    call: Call
    place: str
    phone: str
    made: Sequence[Marked]


def wanted(calls: Sequence[Call]) -> Text:
    """Say in an officer's digest whom he has to call."""
    names = some_of([it.name for it in calls[:MOST_NAMES]], len(calls))
    return Text("📞 Reminders do not reach everybody. Please call: {names}", names=names)


def listed(calls: Sequence[Call], page: int) -> tuple[Text, Rows]:
    """List whom to call, each a button."""
    if not calls:
        return Text("📞 Nobody has to be called."), ()
    page = min(page, pages.pages_of(len(calls)) - 1)
    shown = calls[page * pages.PAGE :][: pages.PAGE]
    rows: Rows = [
        [Button(label=_label(it), press=press("call", "who", it.person_id))] for it in shown
    ]
    words = Text("📞 <b>To call: {count}</b>\nLetters of the bot do not reach them.",
                 count=len(calls))  # fmt: skip
    turns = pages.turn_rows(("call", "turn"), page, pages.pages_of(len(calls)))
    return words, [*rows, *turns]


def _label(call: Call) -> str:
    return clipped(f"{call.name} · {said(named(call.matters[0][0]))}", MOST_OF_LABEL)


def card(shown: Shown, *, is_revealed: bool = False) -> Message:
    """Show one whom to call, the number masked unless it is revealed."""
    call = shown.call
    number: Text | str = Text("no number is known")
    if shown.phone:
        number = shown.phone if is_revealed else mask(shown.phone)
    lines = [
        Text("📞 <b>{who}</b>", who=Joined([call.name, call.unit, shown.place], by=" · ")),
        Text("{reach} · {number}", reach=REACH_NAMES[call.reach], number=number),
        *[
            Text("⬜ {title}, due {due}", title=named(campaign), due=due(owing.due_at))
            for campaign, owing in call.matters[:MOST_MATTERS]
        ],
        ADVICE[call.reach],
        *[
            Text("☎ {name} has called, {at}", name=it.by, at=day_and_time(it.at))
            for it in shown.made[-MOST_CALLS:]
        ],
    ]
    return Message(
        text=Joined(lines), keyboard=_rows(shown, is_revealed=is_revealed), private=True
    )


def _rows(shown: Shown, *, is_revealed: bool) -> Rows:
    number = shown.call.person_id
    reveal = Button(label=Text("👁 Number, 30 s"), press=press("call", "phone", number))
    hide = Button(label=Text("🙈 Hide"), press=press("call", "hide", number))
    called = Button(label=Text("☎ I have called"), press=press("call", "called", number))
    back = Button(label=Text("‹ Back"), press=press("call", "turn", 0))
    first = [hide if is_revealed else reveal] if shown.phone else []
    look = [
        [
            Button(
                label=clipped(f"👤 {said(named(campaign))}", MOST_OF_LABEL),
                press=press("rise", "who", campaign.number, number),
            )
        ]
        for campaign, _ in shown.call.matters[:MOST_MATTERS]
    ]
    return [[*first, called], *look, [back]]
