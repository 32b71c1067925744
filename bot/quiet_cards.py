"""Quiet hours as they read: everybody's, somebody's own, and how the day has been."""

from dataclasses import dataclass

from bot.replies import Button, Rows, in_rows, press
from domain.refusals import Joined, Text
from domain.speaking import DAY_MIN, Quiet, Rules
from storage.pushes import Pushes

BEGINS = tuple(range(11 * 60, 24 * 60, 60))
LENGTHS = (60, 90, 120, 180, 480, 540, 600, 660, 720, 780)
USUAL = (
    Quiet(from_min=12 * 60, until_min=14 * 60),
    Quiet(from_min=20 * 60, until_min=8 * 60),
    Quiet(from_min=21 * 60, until_min=9 * 60),
)
BACK = Button(label=Text("‹ Back"), press=press("quiet", "show"))
Card = tuple[Text, Rows]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What there is to know of somebody's quiet hours today."""

    rules: Rules
    own: Quiet | None
    today: Pushes


def hours(quiet: Quiet) -> str:
    """Write hours, 21:00–07:30."""
    return f"{clock(quiet.from_min)}–{clock(quiet.until_min)}"


def clock(minute: int) -> str:
    """Write a minute of the day, 07:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def card(shown: Shown) -> Card:
    """Write when somebody is left alone, and offer to change it."""
    rules, own = shown.rules, shown.own
    mine = Text("Your own: {hours}", hours=hours(own)) if own else Text("Your own: none")
    silent = Text("{count} came without a sound", count=shown.today.hushed)
    heard = Text("Today it rang {count} of {most} times", count=shown.today.count,
                 most=rules.pushes_a_day)  # fmt: skip
    words = [
        Text("🌙 <b>Quiet hours</b>"),
        Text("For everybody: {hours}, and on rest days", hours=hours(rules.quiet)),
        mine,
        Joined([heard, silent if shown.today.hushed else ""], by="，"),
        Text("In these hours reminders wait, and answers come without a sound. "
             "Urgent alerts always ring."),
    ]  # fmt: skip
    return Joined(words), _rows(own)


def _rows(own: Quiet | None) -> Rows:
    usual = [
        Button(label=hours(it), press=press("quiet", "keep", it.from_min, it.until_min))
        for it in USUAL
        if it != own
    ]
    other = Button(label=Text("✎ Other hours"), press=press("quiet", "from"))
    none = Button(label=Text("✖ None of my own"), press=press("quiet", "none"))
    return [*in_rows(usual), [other, none] if own else [other]]


def begins() -> Card:
    """Ask when they begin."""
    buttons = [Button(label=clock(it), press=press("quiet", "until", it)) for it in BEGINS]
    return Text("🌙 When do your quiet hours begin?"), [*in_rows(buttons, 4), [BACK]]


def ends(from_min: int) -> Card:
    """Ask when they end."""
    minutes = [(from_min + it) % DAY_MIN for it in LENGTHS]
    buttons = [
        Button(label=clock(it), press=press("quiet", "keep", from_min, it)) for it in minutes
    ]
    words = Text("🌙 From {time}. When do they end?", time=clock(from_min))
    return words, [*in_rows(buttons, 4), [BACK]]
