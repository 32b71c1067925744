"""How the queue of an office reads: its tabs, its cases, and what of it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import case_cards
from bot.case_cards import KIND_NAMES
from bot.replies import Button, Rows, in_rows, press
from domain.areas import Area
from domain.cases import serves
from domain.ladders import Kind
from domain.people import Person
from domain.queues import Filter, Tab
from domain.refusals import Joined, Text
from storage.case_queues import Count, Page
from storage.cases import Entry

TABS, KINDS = tuple(Tab), tuple(Kind)
TAB_NAMES = {
    Tab.ALL: Text("All"),
    Tab.NEW: Text("New"),
    Tab.MINE: Text("Mine"),
    Tab.WAITING: Text("Asked back"),
    Tab.OVERDUE: Text("⏰ Overdue"),
}
NOTHING = {
    Tab.ALL: Text("Nothing waits here. Well done."),
    Tab.NEW: Text("Nothing new waits here."),
    Tab.MINE: Text("Nothing is in your hands."),
    Tab.WAITING: Text("No asker was asked anything."),
    Tab.OVERDUE: Text("Nothing is overdue."),
}


def call(verb: str, wanted: Filter, number: int = 0) -> str:
    """Write a press about a queue seen in this way."""
    kind = KINDS.index(wanted.kind) + 1 if wanted.kind else 0
    return press("queue", verb, TABS.index(wanted.tab), kind, int(wanted.area_code or 0), number)


def called(numbers: tuple[int, ...]) -> tuple[Filter, int]:
    """Read such a press: what of the queue is shown, and which page."""
    tab, kind, area, number = (*numbers, 0, 0, 0, 0)[:4]
    wanted = Filter(
        tab=TABS[tab % len(TABS)],
        kind=KINDS[kind - 1] if 0 < kind <= len(KINDS) else None,
        area_code=str(area) if area else "",
    )
    return wanted, min(number, 10_000)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page of a queue with what stands around it; `place` is the name of the area, if any.

    `absent` are those for whom the reader stands in.
    """

    page: Page
    number: int
    wanted: Filter
    counts: Mapping[Tab, Count]
    place: str = ""
    absent: Sequence[Person] = ()


def text(shown: Shown, person: Person, now: datetime) -> Joined:
    """Write a page of a queue."""
    wanted, count = shown.wanted, _counted(shown.counts[shown.wanted.tab])
    head = Text("<b>To do</b> · {count}", count=count)
    if wanted.tab is not Tab.ALL:
        head = Text("<b>To do</b> · {tab} · {count}", tab=TAB_NAMES[wanted.tab], count=count)
    only = [KIND_NAMES[wanted.kind] if wanted.kind else "", shown.place and f"📍 {shown.place}"]
    lines = [_line(it, person, now) for it in shown.page.entries] or [NOTHING[wanted.tab]]
    if shown.absent:
        lines = [Text("🤝 For {names} too", names=case_cards.listed(shown.absent)), *lines]
    return Joined([head, Joined(only, by=" · ") if any(only) else "", *lines])


def _line(entry: Entry, person: Person, now: datetime) -> Text:
    line = case_cards.line(entry)
    if not entry.case.is_overdue(now):
        return line
    if serves(person, entry.case):
        return Text("{line} · ⏰ overdue", line=line)
    return Text("{line} · ⏰ overdue below", line=line)


def _counted(count: Count) -> str:
    return f"{count.cases}+" if count.is_more else str(count.cases)


def rows(shown: Shown) -> Rows:
    """Offer the tabs that have something, the cases, the next page, and what to show."""
    wanted, number = shown.wanted, shown.number
    tabs = [_tab(shown, tab) for tab in TABS if _is_offered(shown, tab)]
    numbers = [
        Button(label=f"#{it.case.number}", press=press("case", "show", it.case.number))
        for it in shown.page.entries
    ]
    turn = []
    if number:
        turn.append(Button(label=Text("‹ Before"), press=call("list", wanted, number - 1)))
    if shown.page.has_more:
        turn.append(Button(label=Text("More ›"), press=call("list", wanted, number + 1)))
    choose = [Button(label=Text("🔎 Choose"), press=call("choose", wanted))]
    is_worth_it = numbers or wanted != Filter()
    found = [*in_rows(numbers, 4), turn, *in_rows(tabs, 3), choose if is_worth_it else []]
    return [row for row in found if row]


def _is_offered(shown: Shown, tab: Tab) -> bool:
    count = shown.counts[tab]
    has_others = any(it.cases for it in shown.counts.values())
    return (bool(count.cases) or count.is_more or tab is Tab.ALL) and has_others


def _tab(shown: Shown, tab: Tab) -> Button:
    label = Text("{tab} {count}", tab=TAB_NAMES[tab], count=_counted(shown.counts[tab]))
    if tab is shown.wanted.tab:
        label = Text("▸ {tab}", tab=label)
    return Button(label=label, press=call("list", replace(shown.wanted, tab=tab)))


def choices(wanted: Filter, kinds: Sequence[Kind], places: Sequence[Area]) -> Rows:
    """Offer the kinds and the places of a queue; what is shown now is marked."""
    offered = [None, *kinds] if len(kinds) > 1 else []
    of_kind = [_kind(wanted, it) for it in offered]
    here = [
        Button(label=f"📍 {it.name}", press=call("list", replace(wanted, area_code=it.code)))
        for it in places
    ]
    if wanted.area_code:
        every = Button(
            label=Text("📍 All places"), press=call("list", replace(wanted, area_code=""))
        )
        here = [every, *here]
    back = Button(label=Text("‹ Back"), press=call("list", wanted))
    return [*in_rows(of_kind, 3), *in_rows(here), [back]]


def _kind(wanted: Filter, kind: Kind | None) -> Button:
    name = KIND_NAMES[kind] if kind else Text("Every kind")
    label = Text("▸ {tab}", tab=name) if kind is wanted.kind else name
    return Button(label=label, press=call("list", replace(wanted, kind=kind)))
