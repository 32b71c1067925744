"""What a campaign would do, before it begins: to whom, how many letters on which days, which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_words, digest_cards, rise_letters
from bot.calendar_cards import day_words
from bot.campaign_cards import BACK, Card
from bot.digest_cards import Item
from bot.replies import Button, Message, Rows, press
from domain.calendar import is_working_day, local_day
from domain.campaign_events import Event, events, own_due
from domain.campaigns import Campaign, Owing, Standing
from domain.duties import Reach
from domain.people import ROLE_NAMES, Person, Role
from domain.progress import Share, View
from domain.refusals import Joined, Text
from domain.worktime import Calendar
from storage import audiences, calendars, campaigns, criteria, disturbances, people, progress

MOST_PLACES, MOST_DAYS = 12, 10


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on which it is spoken of: how many letters, how many of them go out anyway."""

    on: date
    letters: int
    shared: int


async def preview(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Card:
    """Write a draft with all that would follow from it."""
    calendar = await calendars.of_area(db, campaign.area_code, now)
    coming = reminders(campaign, calendar, now)
    words = [
        Text("📝 <b>{name}</b>", name=campaign_words.named(campaign)),
        campaign_words.STATES[campaign.state],
        await campaign_words.facts(db, campaign),
        "",
        await _who(db, person, campaign, now),
        disturbed(await days(db, campaign, coming, now)),
        *notes(campaign, calendar, coming, now),
        await _first_words(db, campaign, coming, now),
    ]
    return Joined(words), _rows(campaign)


def reminders(campaign: Campaign, calendar: Calendar, now: datetime) -> list[Event]:
    """List when those who still owe it would be spoken to from now on."""
    due_at = own_due(campaign, None, calendar)
    today = local_day(now)
    return [
        it
        for it in events(campaign, due_at, calendar)
        if it.level is None and (it.at > now or local_day(it.at) == today)
    ]


async def days(
    db: AsyncConnection, campaign: Campaign, coming: Sequence[Event], now: datetime
) -> list[Day]:
    """Count the letters of each day if nobody does anything until then."""
    count = await disturbances.owing(db, campaign, now)
    others = await _others_by_day(db, campaign, now)
    found = []
    for event in coming:
        on = local_day(event.at)
        shared = await disturbances.told_anyway(db, campaign, others.get(on, ()), now)
        found.append(Day(on=on, letters=count, shared=shared))
    return found


async def _others_by_day(
    db: AsyncConnection, campaign: Campaign, now: datetime
) -> Mapping[date, Sequence[Campaign]]:
    """Find the other campaigns of which people are reminded on the same days."""
    book = await calendars.book(db, now)
    found: dict[date, list[Campaign]] = {}
    for other in await campaigns.running(db):
        if other.number == campaign.number:
            continue
        for event in reminders(other, book.of_area(other.area_code), now):
            found.setdefault(local_day(event.at), []).append(other)
    return found


def disturbed(found: Sequence[Day]) -> Text:
    """Say how many letters that are at most, and how many of them go out anyway."""
    if not any(it.letters for it in found):
        return Text("📨 As things are nobody would be disturbed.")
    each = [Text("{day}: {count}", day=day_words(it.on), count=it.letters) for it in found]
    shared = sum(it.shared for it in found)
    return Joined(
        [
            Text(
                "📨 At most {count} letters on {days} days; whoever is done gets no more.",
                count=sum(it.letters for it in found),
                days=len(found),
            ),
            Joined(each[:MOST_DAYS], by=" · "),
            Text("{count} of them stand in a letter about other tasks and disturb nobody twice.",
                 count=shared) if shared else "",
        ]
    )  # fmt: skip


def notes(
    campaign: Campaign, calendar: Calendar, coming: Sequence[Event], now: datetime
) -> list[Text]:
    """Point to what one might not have meant."""
    if campaign.due_at <= now:
        return [Text("⚠ The due date is over: please change it first.")]
    found = []
    due_on = local_day(campaign.due_at)
    if not is_working_day(due_on, calendar.overrides):
        found.append(Text("⚠ {day} is a rest day.", day=day_words(due_on)))
    if not coming:
        found.append(Text("⚠ No day of a reminder is left before it is due."))
    return found


async def _who(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Joined:
    """Count the people by role and by place, and those who are done already."""
    audience, code = campaign.audience, campaign.area_code
    view = View(campaign=campaign.number)
    asked = await progress.asked(db, person, campaign, view, now)
    total, parts = await progress.total(db, asked), await progress.parts(db, asked)
    roles = [
        (
            ROLE_NAMES[role],
            await audiences.count(db, replace(audience, roles=frozenset({role})), code),
        )
        for role in Role
        if role in audience.roles
    ]
    unreached = total.still - await disturbances.owing(db, campaign, now)
    places = sorted(parts, key=lambda it: it.key)
    listed = [(it.name, it.count.obliged) for it in places if it.key]
    hidden = len(listed) - MOST_PLACES
    return Joined(
        [
            Text("🧮 {count} people in all", count=total.of(Share.ALL)),
            _counted(roles) if len(roles) > 1 else "",
            _counted(listed[:MOST_PLACES]) if len(listed) > 1 else "",
            Text("… and {count} more", count=hidden) if hidden > 0 else "",
            Text("By the records {count} of them are done already.", count=total.finished)
            if total.finished
            else "",
            Text("{count} cannot be reached by letters and stand on call lists.", count=unreached)
            if unreached > 0
            else "",
        ]
    )


def _counted(found: Sequence[tuple[Text | str, int]]) -> Joined:
    return Joined([Text("{name} {count}", name=name, count=of) for name, of in found], by=" · ")


async def _first_words(
    db: AsyncConnection, campaign: Campaign, coming: Sequence[Event], now: datetime
) -> Text | str:
    found = await _sample(db, campaign, now)
    if found is None or not coming:
        return ""
    words = letter(*found, campaign, coming[0])
    return Text(
        "What {name} would read on {day}:\n<blockquote>{words}</blockquote>",
        name=found[0].name,
        day=day_words(local_day(coming[0].at)),
        words=words.text,
    )


async def _sample(
    db: AsyncConnection, campaign: Campaign, now: datetime
) -> tuple[Person, Owing] | None:
    number = await disturbances.first_open(db, campaign, now)
    if number is None:
        return None
    (owing,) = await criteria.owing(db, campaign, now, [number])
    return await people.by_id(db, number), owing


def letter(person: Person, owing: Owing, campaign: Campaign, event: Event) -> Message:
    """Write the letter of a reminder exactly as it will be read."""
    warning = rise_letters.warning(campaign, owing)
    item = Item(campaign=campaign, owing=owing, event=event.name, warning=warning)
    return digest_cards.compose(person, [item], event.at)


async def trial(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Message:
    """Write the first letter to whoever gives it; it takes no other letter's place."""
    calendar = await calendars.of_area(db, campaign.area_code, now)
    due_at = own_due(campaign, None, calendar)
    found = await _sample(db, campaign, now)
    owing = found[1] if found else _blank(person, campaign, due_at)
    coming = reminders(campaign, calendar, now)
    event = coming[0] if coming else Event(name="trial", at=now, due_at=due_at)
    message = letter(person, owing, campaign, event)
    head = Text("🧪 A trial, for you alone:")
    return replace(message, text=Joined([head, message.text]), card=None)


def _blank(person: Person, campaign: Campaign, due_at: datetime) -> Owing:
    return Owing(
        campaign=campaign.number,
        person_id=person.id,
        name=person.name,
        area_code="",
        unit=person.unit,
        reach=Reach.REACHED,
        standing=Standing.OPEN,
        due_at=due_at,
    )


def _rows(campaign: Campaign) -> Rows:
    numbers = campaign.number, campaign.version
    return [
        [Button(label=Text("🧪 Try it on myself"), press=press("campaign", "try", *numbers))],
        [Button(label=Text("▶ Begin"), press=press("campaign", "start", *numbers))],
        [
            Button(label=Text("✎ Change the task"), press=press("campaign", "change", *numbers)),
            Button(label=Text("✖ Drop it"), press=press("campaign", "drop", *numbers)),
        ],
        [BACK],
    ]
