"""How the list of what to enter in the national system reads."""

from collections.abc import Sequence

from bot import change_cards, change_fields
from bot.change_cards import stamp
from bot.replies import Button, Rows, in_rows, press
from bot.texts import day_and_time
from domain.refusals import Joined, Text
from storage.entries import Entry, Pile
from storage.households import Known

MOST = 12


def line(number: int, pile: Pile) -> Text:
    """Write a household of the list."""
    return Text(
        "{number}. {code} {head} ({area}) · {count} · {at}",
        number=number,
        code=pile.number,
        head=pile.head_name,
        area=pile.area_name,
        count=pile.count,
        at=day_and_time(pile.since),
    )


def card(known: Known, found: Sequence[Entry]) -> tuple[Joined, Rows]:
    """Write one household's fields with what to tick, and what was ticked."""
    waits_first = sorted(found, key=lambda it: it.is_ticked)
    shown = list(enumerate((waits_first if len(found) > MOST else found)[:MOST], 1))
    head = Text("<b>To enter</b> · {number} {where}", number=known.household.number,
                where=change_cards.where(known))  # fmt: skip
    lines = [_entry(number, it, known) for number, it in shown]
    open_ones = [it for it in found if not it.is_ticked]
    done = "" if open_ones else Text("All of this household is entered. Well done.")
    rows: list[list[Button]] = []
    if len(open_ones) > 1:
        mark = stamp([it.latest for it in open_ones])
        label = Text("✓ All {count} entered", count=len(open_ones))
        rows.append([Button(label=label, press=press("entry", "all", known.id, mark))])
    rows += in_rows([_tick(number, it) for number, it in shown], 3)
    private = [b for number, it in shown for b in _reveal(number, it)]
    rows += in_rows(private, 3)
    rows.append([Button(label=Text("‹ To the list"), press=press("entry", "page", 0))])
    return Joined([change_cards.fit(head, lines), done]), rows


def _entry(number: int, entry: Entry, known: Known) -> Text:
    change = entry.latest
    return Text(
        "{tick}{number}. {subject}: {old} → {new}",
        tick="✓ " if entry.is_ticked else "",
        number=number,
        subject=change_cards.subject(change, known),
        old=change_fields.shown(change, entry.old),
        new=change_fields.shown(change, change.new),
    )


def _tick(number: int, entry: Entry) -> Button:
    change = entry.latest
    if entry.is_ticked:
        label, verb = Text("↩ {number}", number=number), "undo"
    else:
        label, verb = Text("✓ {number}", number=number), "tick"
    return Button(label=label, press=press("entry", verb, change.id, change.version))


def _reveal(number: int, entry: Entry) -> list[Button]:
    """Let a masked value be read, for it has to be typed into the national system."""
    found = change_cards.reveal(entry.latest)
    label = Text("👁 {number}", number=number)
    return [Button(label=label, press=it.press) for it in found]
