"""How what somebody owes reads: its headline, what is missing, its actions."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.replies import Button, press
from bot.rise_cards import due, named
from bot.texts import clipped
from domain.calendar import SHANGHAI, local_day
from domain.campaigns import Campaign, Criterion, Item, Owing, Standing
from domain.recurrences import VISITS
from domain.refusals import Text

MOST_ITEMS, MOST_OF_TITLE, MOST_OF_NAME = 8, 60, 12
MARKS = {
    Standing.OPEN: "⬜",
    Standing.WAITING: "🟡",
    Standing.DONE: "✅",
    Standing.LATE: "☑️",
    Standing.EXCUSED: "➖",
}


def consequence(campaign: Campaign, owing: Owing, now: datetime) -> tuple[bool, datetime, int]:
    """Order tasks: what is overdue first, then what is due next."""
    return now <= owing.due_at, owing.due_at, campaign.number


def days_left(owing: Owing, now: datetime) -> int:
    """Give the days until it is due: none on the day, fewer than none once it is over."""
    left = (local_day(owing.due_at) - local_day(now)).days
    return left if left or now <= owing.due_at else -1


def mark(owing: Owing, now: datetime) -> str:
    """Mark a task by how near it is."""
    left = days_left(owing, now)
    return "🔴" if left < 0 else "🟠" if left <= 1 else "🔵"


def is_visits(campaign: Campaign) -> bool:
    """Tell whether it is a monthly visit."""
    return campaign.recurrence == VISITS and bool(campaign.period)


def name_of(campaign: Campaign) -> Text | str:
    """Call a task by its title, the monthly visit by its month."""
    title = named(campaign)
    return clipped(title, MOST_OF_TITLE) if isinstance(title, str) else title


VISITS_LEFT = Text("{title}: {open} of {count} households to visit")
LEFT = Text("{title}: {open} of {count} households to do")


def headline(campaign: Campaign, owing: Owing) -> Text | str:
    """Say what is still to be done."""
    if not owing.items:
        return name_of(campaign)
    counts = {"open": len(owing.open), "count": len(owing.items)}
    words = VISITS_LEFT if is_visits(campaign) else LEFT
    return Text(words.msgid, title=name_of(campaign), **counts)


def due_line(owing: Owing, now: datetime) -> Text:
    """Say when it is due, and how long that is from now."""
    left, at = days_left(owing, now), due(owing.due_at)
    if left < 0:
        return Text("The deadline {due} is over.", due=at)
    if left == 0:
        return Text("Due today {time}", time=f"{owing.due_at.astimezone(SHANGHAI):%H:%M}")
    return Text("Due {due}, in {days} days", due=at, days=left)


def missing(owing: Owing) -> list[Text]:
    """List the households that are still to do."""
    lines = [Text("⬜ {name}", name=it.name) for it in owing.open[:MOST_ITEMS]]
    hidden = len(owing.open) - len(lines)
    return [*lines, Text("… and {count} more", count=hidden)] if hidden else lines


STILL_COUNTS = Text("Please do it when you can: it still counts, as late.")
_HOW: Mapping[Criterion, Text] = {
    Criterion.VISITED: Text("At the household, tap 📍 Check in below."),
    Criterion.CHECKED_IN: Text("In the village, tap 📍 Check in below."),
    Criterion.VERIFIED: Text("Open a household: what does not fit together is marked there."),
    Criterion.HAVES: Text("Open a household and check each of the eight haves."),
    Criterion.HANDBOOK: Text("Each household's handbook needs an entry: a visit is one."),
    Criterion.HANDED_IN: Text("Tap 📎 below and send a document, photos or words."),
}
LATE_VISIT = Text(
    "Please visit when you can and tap 📍 Check in there: it still counts, as late. "
    "If something is in the way, tell your information officer."
)


TAKEN_VISIT = Text("At the household, tap 📍 Check in; where it is not below, it is in ☰ More.")


def how(campaign: Campaign, owing: Owing, now: datetime) -> Text | str:
    """Say how it is done; after the deadline, that it still counts."""
    if _is_visit_of_another(campaign, owing):
        return TAKEN_VISIT
    if days_left(owing, now) >= 0:
        return _HOW.get(campaign.criterion, "")
    return LATE_VISIT if campaign.criterion is Criterion.VISITED else STILL_COUNTS


def _is_visit_of_another(campaign: Campaign, owing: Owing) -> bool:
    """Tell whether a check-in does it: only whoever is paired records a visit."""
    return campaign.criterion is Criterion.VISITED and bool(owing.taken_by)


def _of_household(label: Text, noun: str, verb: str) -> Callable[[Item], Button]:
    def button(item: Item) -> Button:
        name = clipped(item.name, MOST_OF_NAME)
        words = Text(label.msgid, name=name)
        return Button(label=words, press=press(noun, verb, item.id))

    return button


_AT_HOUSEHOLDS: Mapping[Criterion, Callable[[Item], Button]] = {
    Criterion.VISITED: _of_household(Text("📝 Visit {name}"), "visit", "begin"),
    Criterion.VERIFIED: _of_household(Text("🩺 Check {name}"), "quality", "show"),
    Criterion.HAVES: _of_household(Text("🏠 Eight haves {name}"), "haves", "show"),
    Criterion.HANDBOOK: _of_household(Text("🏠 Open {name}"), "household", "show"),
}
_OF_TASK: Mapping[Criterion, tuple[Text, str]] = {
    Criterion.HANDED_IN: (Text("📎 Hand in"), "hand"),
    Criterion.CONFIRMED: (Text("✅ I have done it"), "done"),
    Criterion.CHECKED: (Text("✅ I have done it"), "done"),
    Criterion.ACKNOWLEDGED: (Text("👌 I know"), "read"),
}


def actions(campaign: Campaign, owing: Owing, most: int = MOST_ITEMS) -> list[Button]:
    """Offer what finishes a task, the next household first."""
    if owing.standing is not Standing.OPEN or _is_visit_of_another(campaign, owing):
        return []
    if at := _AT_HOUSEHOLDS.get(campaign.criterion):
        return [at(it) for it in owing.open[:most]]
    if of := _OF_TASK.get(campaign.criterion):
        label, verb = of
        return [Button(label=label, press=press("task", verb, campaign.number, owing.person_id))]
    return []
