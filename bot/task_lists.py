"""Somebody's tasks as one list: what is overdue first, then what is due next, with actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot import measure_cards, pages, task_cards
from bot.fitting import Section, fitted
from bot.queue_screens import call
from bot.replies import Button, Message, Rows, press
from bot.rise_cards import due
from bot.task_cards import MARKS, days_left, how, name_of
from bot.texts import clipped, day_and_time
from domain.calendar import SHANGHAI, local_day
from domain.campaigns import Campaign, Criterion, Item, Owing, Standing
from domain.queues import Filter, Tab
from domain.recurrences import task_of
from domain.refusals import Joined, Text
from domain.worktime import A_DAY
from storage import measures

A_PAGE, MOST_LINES, MOST_OF_TASK, MOST_RETURNED = 6, 12, 160, 5
DONE = frozenset({Standing.DONE, Standing.LATE})
OVERDUE, LATER, SETTLED = range(3)
Order = tuple[int, datetime, int]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing to do, with its buttons; `order` puts it among the others."""

    order: Order
    section: Section
    buttons: tuple[Button, ...]


def of_task(campaign: Campaign, owing: Owing, now: datetime, person_id: int) -> Entry:
    """Write a task of a campaign; one that was taken over names whose it was."""
    show = press("task", "show", campaign.number, owing.person_id)
    is_over = owing.standing in DONE and campaign.criterion is not Criterion.HANDED_IN
    more = [] if is_over else [Button(label=Text("⋯ More"), press=show)]
    return Entry(
        order=_order(campaign, owing, now),
        section=Section(
            head=_head(campaign, owing, now, is_own=owing.person_id == person_id),
            lines=(*_items(owing), *_state(campaign, owing, now)),
        ),
        buttons=(*task_cards.actions(campaign, owing, most=1), *more),
    )


def _order(campaign: Campaign, owing: Owing, now: datetime) -> Order:
    rank = LATER if task_cards.days_left(owing, now) >= 0 else OVERDUE
    if owing.standing is not Standing.OPEN:
        rank = SETTLED
    return rank, owing.due_at, campaign.number


def _head(campaign: Campaign, owing: Owing, now: datetime, *, is_own: bool) -> Text:
    is_over = days_left(owing, now) < 0
    at = due(owing.due_at)
    until = Text("was due {due}", due=at) if is_over else Text("due {due}", due=at)
    title: Text | str = name_of(campaign)
    if not is_own:
        title = Text("{title} (for {name})", title=title, name=owing.name)
    if not owing.items:
        return Text("<b>{title}</b>, {until}", title=title, until=until)
    words = VISITS_DONE if task_cards.is_visits(campaign) else HOUSEHOLDS_DONE
    done = len(owing.items) - len(owing.open)
    return Text(words.msgid, title=title, done=done, count=len(owing.items), until=until)


VISITS_DONE = Text("<b>{title}: {done} of {count} visited</b>, {until}")
HOUSEHOLDS_DONE = Text("<b>{title}: {done} of {count} households done</b>, {until}")


def _items(owing: Owing) -> list[Text]:
    ordered = sorted(owing.items, key=lambda it: it.standing is not Standing.OPEN)
    lines = [item_line(it) for it in ordered[:MOST_LINES]]
    hidden = len(ordered) - len(lines)
    return [*lines, Text("… and {count} more", count=hidden)] if hidden else lines


def item_line(item: Item) -> Text:
    """Write how one household of a task stands."""
    mark = MARKS[item.standing]
    if item.done_at is None:
        return Text("{mark} {name}", mark=mark, name=item.name)
    late = Text("{name} (entered late)", name=item.name)
    name = late if item.is_entered_late else item.name
    line = {"mark": mark, "name": name, "at": day_and_time(item.done_at)}
    if item.standing is Standing.WAITING:
        return Text("{mark} {name}, {at}, counts; an officer still looks at it", **line)
    if item.standing is Standing.LATE:
        return Text("{mark} {name}, {at}, late", **line)
    return Text("{mark} {name}, {at}", **line)


WAITS = Text("🟡 You have done your part; somebody still looks at it.")


def _state(campaign: Campaign, owing: Owing, now: datetime) -> list[Text | str]:
    if owing.items and not owing.open:
        return [Text("All done. Thank you!")]
    if owing.standing is Standing.WAITING:
        return [WAITS]
    if owing.standing in DONE:
        return [Text("✅ Done. Thank you!")]
    return [it for it in [how(campaign, owing, now) or _task(campaign)] if it]


def _task(campaign: Campaign) -> Text | str:
    what = task_of(campaign)
    return clipped(what, MOST_OF_TASK) if isinstance(what, str) else what


def of_cases(count: int, late: int, now: datetime) -> Entry:
    """Write how many cases in somebody's hands are due today, or overdue."""
    words = Text("📥 <b>Cases in your hands: {count} due today</b>", count=count)
    over = Text("{count} of them are overdue.", count=late) if late else ""
    look = Button(label=Text("📥 To do"), press=call("list", Filter(tab=Tab.MINE)))
    return Entry(
        order=(OVERDUE if late else LATER, now, 0),
        section=Section(head=words, lines=(over,) if over else ()),
        buttons=(look,),
    )


def of_returned(found: Sequence[tuple[int, int, str]], now: datetime) -> Entry:
    """Write which changes came back to be put right; the oldest can be tapped."""
    shown, hidden = found[:MOST_RETURNED], len(found) - MOST_RETURNED
    names = Joined(dict.fromkeys(head for _, _, head in shown), by="、")
    more = Text("… and {count} more", count=hidden) if hidden > 0 else ""
    buttons = [
        Button(
            label=Text("✎ Mend {name}", name=clipped(head, 8)),
            press=press("change", "again", number, version),
        )
        for number, version, head in shown
    ]
    words = Text("↩ <b>Changes returned to you: {count}</b>", count=len(found))
    section = Section(head=words, lines=(names, more) if more else (names,))
    return Entry(order=(LATER, now, 0), section=section, buttons=tuple(buttons))


def of_measure(entry: measures.Entry, now: datetime) -> Entry:
    """Write a measure of an alert that somebody sees to; it has the whole of its day."""
    measure, today = entry.measure, local_day(now)
    ends_at = datetime.combine(measure.due_on + A_DAY, time(), SHANGHAI)
    return Entry(
        order=(OVERDUE if measure.is_late(today) else LATER, ends_at, measure.id),
        section=measure_cards.task(entry, today),
        buttons=(measure_cards.done_button(entry),),
    )


def listed(entries: Sequence[Entry], page: int = 0) -> Message:
    """Write a page of somebody's tasks; of several each has a number, before its buttons too."""
    ordered = sorted(entries, key=lambda it: it.order)
    last = pages.pages_of(len(ordered), A_PAGE) - 1
    page = min(max(page, 0), last)
    shown = ordered[page * A_PAGE : (page + 1) * A_PAGE]
    first = page * A_PAGE + 1 if len(ordered) > 1 else 0
    sections = [_numbered(it, first and first + at) for at, it in enumerate(shown)]
    rows: Rows = [row for at, it in enumerate(shown) for row in _rows(it, first and first + at)]
    turning = pages.turn_rows(("tasks", "page"), page, last + 1)
    return Message(text=fitted(sections), keyboard=[*rows, *turning], private=True)


def _numbered(entry: Entry, place: int) -> Section:
    section = entry.section
    if not place:
        return section
    head = Text("{place}. {words}", place=place, words=section.head)
    return Section(head=head, lines=section.lines)


def _rows(entry: Entry, place: int) -> Rows:
    buttons = [
        Button(label=Text("{place} {label}", place=place, label=it.label), press=it.press)
        if place
        else it
        for it in entry.buttons
    ]
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


def is_shown(campaign: Campaign, owing: Owing, now: datetime) -> bool:
    """Tell whether a task stands in the list: what is open, and until the deadline what is done.

    Whoever came after a deadline is not asked about it.
    """
    if owing.standing is Standing.EXCUSED or campaign.criterion is Criterion.BOUND:
        return False
    if days_left(owing, now) >= 0 or owing.standing is Standing.WAITING:
        return True
    came = owing.bound_at is not None and owing.bound_at <= owing.due_at
    return owing.standing is Standing.OPEN and came
