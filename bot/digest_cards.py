"""The digest: one letter a person and day that holds everything he is reminded of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import task_cards
from bot.calendar_cards import day_words
from bot.fitting import Section, fitted
from bot.replies import Button, Message, Rows, press
from bot.rise_letters import warning
from bot.texts import clipped
from domain.campaigns import Campaign, Owing
from domain.people import Person
from domain.recurrences import task_of
from domain.refusals import Text

CARD = "digest"
"""The name of a person's newest digest; a new one takes the place of the one before."""
OUTDATED = Text("🔔 There is a newer reminder below.")
"""What an older digest shrinks to."""
LONG_TASK, SHORT_TASK = 600, 90
"""So much of a task's words stands in a letter about it alone, or about several."""
MOST_TASKS, MOST_BESIDE = 8, 1500
"""So many tasks stand in a letter, and so many UTF-16 units of what goes with them."""
SHORT = 5
"""More lines than these beside the tasks fold."""
MINE = Button(label=Text("📒 My tasks"), press=press("tasks", "mine"))


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing somebody is reminded of.

    `event` is its name; `warning` says who hears of a miss and when, or who was told; `asked_by`
    names who asked again (催一下).
    """

    campaign: Campaign
    owing: Owing
    event: str = ""
    warning: Text | str = ""
    asked_by: str = ""


def compose(
    _person: Person,
    items: Sequence[Item],
    now: datetime,
    *,
    more: Sequence[Text | str] = (),
) -> Message:
    """Write somebody's digest: what is overdue first, then what is due next.

    `more` are lines that go with it, an officer's yesterday for example; long ones fold.
    """
    ordered = sorted(items, key=lambda it: task_cards.consequence(it.campaign, it.owing, now))
    is_alone = len(ordered) == 1
    places = [0] if is_alone else range(1, len(ordered) + 1)
    shown = list(zip(ordered, places, strict=True))[:MOST_TASKS]
    sections = [_section(it, now, place) for it, place in shown]
    if not is_alone and ordered:
        head = Text("🔔 <b>{count} things to do</b>, what matters most first", count=len(ordered))
        sections = [Section(head=head), *sections]
    if hidden := len(ordered) - len(shown):
        sections.append(Section(head=Text("… and {count} more", count=hidden)))
    rest = [Section(head=_folded(more))] if more else []
    return Message(
        text=fitted([*sections, *rest]),
        keyboard=_rows(ordered),
        card=CARD,
        private=True,
        silent=bool(ordered) and not more and not any(_rings(it, now) for it in ordered),
    )


def _rings(item: Item, now: datetime) -> bool:
    """Tell whether it makes a sound: quiet campaigns do from the day on which they are due."""
    is_near = task_cards.days_left(item.owing, now) <= 0
    return item.campaign.is_loud or is_near or bool(item.asked_by)


def _section(item: Item, now: datetime, place: int) -> Section:
    """Write one of several with its place, 0 where it is alone."""
    campaign, owing = item.campaign, item.owing
    asked = Text("📣 {name} asks you to do it soon.", name=item.asked_by) if item.asked_by else ""
    over = task_cards.days_left(owing, now) < 0
    lines = (
        _task(campaign, most=SHORT_TASK if place else LONG_TASK),
        *task_cards.missing(owing),
        item.warning or (task_cards.due_line(owing, now) if over else warning(campaign, owing)),
        task_cards.how(campaign, owing, now) if over else "",
        asked,
    )
    mark = f"{place}. {task_cards.mark(owing, now)}" if place else "🔔"
    title = task_cards.headline(campaign, owing)
    return Section(
        head=Text("{mark} <b>{title}</b>", mark=mark, title=title),
        lines=tuple(it for it in lines if it),
    )


def _task(campaign: Campaign, *, most: int) -> Text | str:
    """Say what is to be done, in the words of whoever gave it; of a month's visits all know."""
    task = "" if task_cards.is_visits(campaign) else task_of(campaign)
    return clipped(task, most) if isinstance(task, str) else task


def unheard(count: int, since: date) -> list[Text]:
    """Say how much came without a sound."""
    words = Text("🔕 {count} messages came without a sound since {day}: they stand above.",
                 count=count, day=day_words(since))  # fmt: skip
    return [words] if count else []


def _folded(lines: Sequence[Text | str]) -> Text | str:
    words = fitted([Section(lines=tuple(lines))], most=MOST_BESIDE)
    if len(lines) <= SHORT:
        return words
    return Text("<blockquote expandable>{words}</blockquote>", words=words)


def _rows(ordered: Sequence[Item]) -> Rows:
    if not ordered:
        return []
    first = ordered[0]
    action = task_cards.actions(first.campaign, first.owing, most=1)
    if len(ordered) > 1:
        action = [replace(it, label=Text("1 {label}", label=it.label)) for it in action]
    later = Button(label=Text("⏰ Tomorrow again"), press=press("tasks", "later"))
    return [*([action] if action else []), [MINE, later]]
