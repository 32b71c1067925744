"""Escalation as it reads: the one card of all that has risen to somebody."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot import fitting
from bot.calendar_cards import day_words
from bot.replies import Button, Message, Rows, press
from bot.texts import clock_time, day_and_time
from domain.areas import Level
from domain.calendar import SHANGHAI
from domain.campaigns import Campaign, Criterion, Owing, Standing
from domain.duties import Reach
from domain.recurrences import VISITS, title_of
from domain.refusals import Joined, Text
from domain.rises import Section, stamp

CARD = "rises"
"""The name of somebody's newest card."""
OUTDATED = Text("⏰ There is a newer card of these tasks below.")
"""What an older card shrinks to."""
MOST_LINES, MOST_HOUSEHOLDS, MOST_NAMES = 30, 6, 5
OFFICE_NAMES = {
    Level.VILLAGE: Text("information officer"),
    Level.TOWN: Text("town station"),
    Level.DISTRICT: Text("district office"),
}
REACH_NAMES = {
    Reach.UNBOUND: Text("not registered"),
    Reach.UNREACHABLE: Text("cannot be reached"),
    Reach.CLOSED: Text("account closed"),
}


NOT_VISITED, NOT_DONE = (
    Text("⏰ <b>{title}: {open} of {count} households were not visited by {due}</b>"),
    Text("⏰ <b>{title}: {open} of {count} households were not done by {due}</b>"),
)


def office_of(level: Level) -> Text:
    """Name who reads a rise to a level."""
    return OFFICE_NAMES[level]


def due(at: datetime) -> Text:
    """Write a due date, 11月30日18:00."""
    local = at.astimezone(SHANGHAI)
    return Text("{month}-{day} {time}", month=local.month, day=local.day, time=clock_time(at))


def month(number: int) -> Text:
    """Write a period's first month, 2026年11月; its number is 202611."""
    return Text("{year}-{month}", year=number // 100, month=number % 100)


def named(campaign: Campaign) -> Text | str:
    """Name a campaign, with its month where it comes back."""
    if campaign.recurrence == VISITS:
        return Text("Visits {month}", month=month(campaign.period))
    if campaign.recurrence and campaign.period:
        return Text("{title}, {month}", title=title_of(campaign), month=month(campaign.period))
    return title_of(campaign)


def card(
    sections: Sequence[Section], places: Mapping[str, str], visible: Collection[int]
) -> Message:
    """Make the card: who still owes what of how many, who knows, and who hears of it next.

    `visible` are the households its reader may see; of others only the number is told.
    """
    parts = [_part(it, places, visible) for it in sections]
    if len(parts) > 1:
        people = {it.person_id for one in sections for it in one.open}
        tasks = {it.campaign.number for it in sections}
        head = Text("⏰ <b>{count} tasks are overdue, {people} people</b>", count=len(tasks),
                    people=len(people))  # fmt: skip
        parts = [fitting.Section(head=head), *parts]
    words = fitting.fitted(parts) if parts else Text("✅ Nothing of it is open any more.")
    return Message(text=words, keyboard=_rows(sections), card=CARD, private=True)


def _part(
    section: Section, places: Mapping[str, str], visible: Collection[int]
) -> fitting.Section:
    several = len({it.area_code for it in section.open}) > 1
    lines = [
        person_line(it, places.get(it.area_code, "") if several else "", visible)
        for it in section.open
    ]
    left_out = len(lines[MOST_LINES:]) + section.hidden_open
    return fitting.Section(
        head=Joined([*_head(section), *_notes(section), _next(section)]),
        lines=tuple(lines[:MOST_LINES]),
        hidden=left_out,
    )


def _head(section: Section) -> list[Text | str]:
    """Count: households where it goes by them, and people."""
    owing = len(section.open) + section.hidden_open
    count = len(section.owings) + section.hidden
    title, until = named(section.campaign), due(section.due_at)
    late = sum(it.standing is Standing.LATE for it in section.owings)
    made_up = Text("Done late since: {late}", late=late) if late else ""
    items = [item for it in section.owings for item in it.items]
    if not items or section.hidden:
        head = Text("⏰ <b>{title}: {open} of {count} people were not done by {due}</b>",
                    title=title, open=owing, count=count, due=until)  # fmt: skip
        return [head, made_up]
    late = sum(it.standing is Standing.LATE for it in items)
    is_visit = section.campaign.criterion is Criterion.VISITED
    words = NOT_VISITED if is_visit else NOT_DONE
    head = Text(
        words.msgid,
        title=title,
        open=sum(it.standing is Standing.OPEN for it in items),
        count=len(items),
        due=until,
    )
    people = Text("{owing} of {count} helpers", owing=owing, count=count)
    return [head, people, Text("Made up for since: {late}", late=late) if late else ""]


def _notes(section: Section) -> list[Text | str]:
    nudged: Text | str = ""
    if section.nudged_on:
        day = day_words(section.nudged_on)
        nudged = Text("📣 {count} were asked again, {at}", count=section.nudged, at=day)
    return [nudged, *known_lines(section)]


def known_lines(section: Section) -> list[Text]:
    """Say who knows of whom; of everybody when no names are told."""
    still = {it.person_id: it.name for it in section.open}
    found: dict[tuple[str, str], list[str]] = {}
    for note in section.notes:
        if note.person_id in still:
            by = found.setdefault((note.by, day_and_time(note.at)), [])
            by.append(still[note.person_id])
    return [
        Text("👁 {name} knows, {at}", name=by, at=at)
        if len(names) == len(still) or len(names) > MOST_NAMES
        else Text(
            "👁 {name} knows of {people}, {at}", name=by, at=at, people=Joined(names, by="、")
        )
        for (by, at), names in found.items()
    ]


def _next(section: Section) -> Text | str:
    """Say when it climbs, and to whom, if nobody says that he knows."""
    if section.next_level is None or section.next_at is None or not section.fresh:
        return ""
    return Text(
        "Unless somebody taps 👁 I know, the {office} hears of it {at}.",
        office=office_of(section.next_level),
        at=due(section.next_at),
    )


def person_line(owing: Owing, place: str, visible: Collection[int]) -> Text:
    """Write who owes it, of which households, and whether he can be reached."""
    remarks: list[Text | str] = [place] if place else []
    if owing.taken_by:
        remarks.append(Text("taken over"))
    if owing.reach is not Reach.REACHED:
        reach = REACH_NAMES[owing.reach]
        remarks.append(reach if owing.taken_by else Text("{reach}, please call", reach=reach))
    name: Text | str = owing.name
    if remarks:
        name = Text("{name} ({remarks})", name=owing.name, remarks=Joined(remarks, by="，"))
    what = _households(owing, visible)
    if not what:
        return Text("• {name}", name=name)
    return Text("• {name}: {households}", name=name, households=what)


def _households(owing: Owing, visible: Collection[int]) -> Text | str:
    """Name the open households, or count them for whoever may not see them."""
    if not owing.open:
        return ""
    if any(it.id not in visible for it in owing.open):
        return Text("{count} households", count=len(owing.open))
    names = Joined([it.name for it in owing.open[:MOST_HOUSEHOLDS]], by=" · ")
    more = len(owing.open) - MOST_HOUSEHOLDS
    return Text("{names} and {count} more", names=names, count=more) if more > 0 else names


def asked(count: int, at: datetime, now: datetime) -> Text:
    """Say how many were asked again, or will be at the next allowed moment."""
    if at <= now:
        return Text("Asked: {count}", count=count)
    return Text("{count} will be asked at {at}.", count=count, at=day_and_time(at))


def _rows(sections: Sequence[Section]) -> Rows:
    if not sections:
        return []
    known = Button(label=Text("👁 I know"), press=press("rise", "known", stamp(sections)))
    first = [Button(label=Text("📣 Ask again"), press=press("rise", "nudge"))]
    first += [known] if any(it.fresh for it in sections) else []
    second = [Button(label=Text("👤 One by one"), press=press("rise", "people", 0))]
    unreached = {
        it.person_id
        for one in sections
        for it in one.open
        if it.reach is not Reach.REACHED and not it.taken_by
    }
    if unreached:
        label = Text("📞 To call: {count}", count=len(unreached))
        second.append(Button(label=label, press=press("call", "list", 0)))
    return [first, second, *_progress(sections)]


def _progress(sections: Sequence[Section]) -> Rows:
    """Lead to the progress of what is too long for the card."""
    long = {
        it.campaign.number: it.campaign
        for it in sections
        if it.hidden or len(it.open) > MOST_LINES
    }
    return [
        [
            Button(
                label=Text("📊 {title}", title=named(it)),
                press=press("progress", "show", it.number),
            )
        ]
        for it in list(long.values())[:3]
    ]
