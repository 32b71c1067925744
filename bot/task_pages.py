"""A task by itself: what is to be done, what was decided about it, and why it is somebody's."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import task_cards
from bot.replies import Button, Message, Rows, in_rows, press
from bot.rise_cards import due
from bot.rise_letters import warning
from bot.task_lists import DONE, WAITS, item_line
from bot.texts import clipped, day_and_time
from domain.campaigns import Campaign, Criterion, Mark, Owing, Standing
from domain.people import ROLE_NAMES
from domain.recurrences import task_of
from domain.refusals import Joined, Text
from storage.campaign_marks import Marked
from storage.campaign_reasons import Why

MOST_OF_TASK, MOST_OF_WORDS, MOST_HOMES = 1500, 300, 12
LIST = Button(label=Text("📒 My tasks"), press=press("tasks", "mine"))


def card(
    campaign: Campaign, owing: Owing, marks: Sequence[Marked], person_id: int, now: datetime
) -> Message:
    """Write a task with all that concerns somebody of it."""
    what = task_of(campaign)
    lines = [
        Text("<b>{title}</b>", title=task_cards.name_of(campaign)),
        clipped(what, MOST_OF_TASK) if isinstance(what, str) else what,
        task_cards.due_line(owing, now),
        *[item_line(it) for it in owing.items[: task_cards.MOST_ITEMS]],
        *_said(marks),
        *_state(campaign, owing, now),
    ]
    rows = _rows(campaign, owing, is_own=owing.person_id == person_id)
    return Message(text=Joined(lines), keyboard=rows, private=True)


def _state(campaign: Campaign, owing: Owing, now: datetime) -> list[Text | str]:
    if owing.standing is Standing.WAITING:
        return [WAITS]
    if owing.standing in DONE:
        return [Text("✅ Done. Thank you!")]
    if owing.standing is Standing.EXCUSED:
        return [Text("➖ You need not do it.")]
    is_over = task_cards.days_left(owing, now) < 0
    return [task_cards.how(campaign, owing, now), "" if is_over else warning(campaign, owing)]


_WORDS: Mapping[Mark, Text] = {
    Mark.SENT_BACK: Text("↩ {name} sent it back, {at}: {words}"),
    Mark.EXTENDED: Text("🗓 {name} gave more time until {until}, {at}."),
    Mark.DECLINED: Text("✖ {name} gave no more time, {at}: {words}"),
    Mark.ASKED_FOR_TIME: Text("🆘 You said, {at}: {words}"),
    Mark.HANDED_IN: Text("📎 Handed in, {at}: {words}"),
}


def _said(marks: Sequence[Marked]) -> list[Text]:
    """Show the last of each kind, in the order in which they were made."""
    newest = {it.mark: it for it in marks if it.mark in _WORDS}
    return [_line(it) for it in sorted(newest.values(), key=lambda it: it.id)]


def _line(marked: Marked) -> Text:
    words = clipped(marked.words, MOST_OF_WORDS)
    line = Text(
        _WORDS[marked.mark].msgid,
        name=marked.by,
        at=day_and_time(marked.at),
        words=words,
        until=due(marked.until_at) if marked.until_at else "",
    )
    return Joined([line, words if marked.mark is Mark.EXTENDED else ""])


def _rows(campaign: Campaign, owing: Owing, *, is_own: bool) -> Rows:
    ids = campaign.number, owing.person_id
    why = Button(label=Text("❓ Why me?"), press=press("task", "why", *ids))
    if owing.standing is not Standing.OPEN:
        again = Button(label=Text("📎 Hand in more"), press=press("task", "hand", *ids))
        more = campaign.criterion is Criterion.HANDED_IN
        return [*([[again]] if more else []), [why, LIST]]
    later = Button(label=Text("⏰ Tomorrow again"), press=press("task", "later", *ids))
    trouble = Button(label=Text("🆘 I have a difficulty"), press=press("task", "trouble", *ids))
    last = [trouble, LIST] if is_own else [LIST]
    rest = Button(label=Text("🤫 A household is away"), press=press("task", "away", *ids))
    away = [[rest]] if campaign.criterion is Criterion.VISITED else []
    return [*in_rows(task_cards.actions(campaign, owing)), [later, why], *away, last]


def away(campaign: Campaign, owing: Owing) -> tuple[Text, Rows]:
    """Ask which household of a round is away, to let it rest."""
    homes = [
        Button(label=clipped(it.name, task_cards.MOST_OF_NAME), press=press("mute", "show", it.id))
        for it in owing.open
    ]
    words = Text("Which household is away for some time? An officer agrees that visits rest.")
    return words, [*in_rows(homes), [back(campaign, owing)]]


def back(campaign: Campaign, owing: Owing) -> Button:
    """Lead back to a task."""
    ids = campaign.number, owing.person_id
    return Button(label=Text("‹ Back"), press=press("task", "show", *ids))


def why(
    campaign: Campaign, owing: Owing, found: Why, places: Mapping[str, str], audience: Text
) -> Text:
    """Say whom it is for, and by which records it is somebody's: duties, unit, households."""
    lines: list[Text | str] = [
        Text("❓ <b>{title}</b>: why it is yours", title=task_cards.name_of(campaign)),
        Text("It is for: {audience}", audience=audience),
    ]
    if owing.taken_by:
        lines.append(Text("You took it over for {name}. Why it was theirs:", name=owing.name))
    for duty in found.duties:
        role = Joined([ROLE_NAMES[duty.role], places.get(duty.area_code, "")], by=" ")
        lines.append(Text("• Duty: {role}", role=role))
    if found.unit:
        lines.append(Text("• Unit: {unit}", unit=found.unit))
    for home in found.homes[:MOST_HOMES]:
        place = places.get(home.area_code, "")
        words = PAIRED if home.since_on else OF_VILLAGE
        since = home.since_on.isoformat() if home.since_on else ""
        lines.append(Text(words.msgid, name=home.head_name, place=place, since=since))
    hidden = len(found.homes) - MOST_HOMES
    lines.append(Text("… and {count} more", count=hidden) if hidden > 0 else "")
    wrong = Text("If this is wrong, tell your information officer: then it will be changed.")
    return Joined([*lines, wrong])


PAIRED = Text("• Household: {name}, {place}, paired with you since {since}")
OF_VILLAGE = Text("• Household: {name}, {place}, in your village")
