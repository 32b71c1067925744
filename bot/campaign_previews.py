"""What a campaign would do, before it begins: to whom, how many letters on which days, which."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_days, campaign_words, digest_cards, rise_letters
from bot.calendar_cards import day_words
from bot.campaign_cards import BACK, Card
from bot.digest_cards import Item
from bot.replies import Button, Message, Rows, press
from bot.texts import said
from domain.calendar import is_working_day, local_day
from domain.campaign_events import Event, own_due
from domain.campaign_openings import opened_by
from domain.campaigns import Campaign, Owing, Standing, State
from domain.duties import Reach
from domain.people import ROLE_NAMES, Person, Role
from domain.progress import Count, Share, View
from domain.refusals import Joined, Text
from domain.worktime import Calendar
from storage import calendars, criteria, disturbances, people, progress, scope
from storage.disturbances import Reached

MOST_PLACES = 12
UNNAMED = Text("(a household)")


async def preview(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Card:
    """Write a draft with all that would follow from it if it began now."""
    campaign = _begun_now(campaign, now)
    calendar = await calendars.of_area(db, campaign.area_code, now)
    coming = campaign_days.reminders(campaign, calendar, now)
    owing = await disturbances.still_open(db, campaign, now)
    words = [
        Text("📝 <b>{name}</b>", name=campaign_words.named(campaign)),
        campaign_words.STATES[campaign.state],
        await campaign_words.facts(db, campaign),
        "",
        await _who(db, person, campaign, owing, now),
        campaign_days.words(await campaign_days.days(db, campaign, coming, owing, now)),
        *notes(campaign, calendar, coming, now),
        await _first_words(db, person, campaign, coming, owing, now),
    ]
    return Joined(words), _rows(campaign)


def _begun_now(campaign: Campaign, now: datetime) -> Campaign:
    is_ahead = campaign.state is State.DRAFT and campaign.due_at > now
    return opened_by(campaign, local_day(now)) if is_ahead else campaign


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


async def _who(
    db: AsyncConnection, person: Person, campaign: Campaign, owing: Reached, now: datetime
) -> Joined:
    """Count the people by role and by place, and those who are done already."""
    audience = campaign.audience
    view = View(campaign=campaign.number)
    asked = await progress.asked(db, person, campaign, view, now)
    parts = await progress.parts(db, asked)
    total = sum((it.count for it in parts), Count()) if parts else await progress.total(db, asked)
    roles = [
        (
            ROLE_NAMES[role],
            await criteria.count(
                db, replace(campaign, audience=replace(audience, roles=frozenset({role})))
            ),
        )
        for role in Role
        if role in audience.roles
    ]
    unreached = sum(not it for it in owing.values())
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


async def _first_words(  # noqa: PLR0913  # what whoever looks may read of whose letter
    db: AsyncConnection,
    viewer: Person,
    campaign: Campaign,
    coming: Sequence[Event],
    owing: Reached,
    now: datetime,
) -> Text | str:
    found = await _sample(db, viewer, campaign, owing, now)
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
    db: AsyncConnection, viewer: Person, campaign: Campaign, owing: Reached, now: datetime
) -> tuple[Person, Owing] | None:
    """Take one of those who owe it, to show what he would read.

    Households that whoever looks may not see have no name.
    """
    if not owing:
        return None
    number = min(owing)
    (his,) = await criteria.owing(db, campaign, now, [number])
    visible = await scope.visible(db, viewer, [it.id for it in his.items])
    items = [it if it.id in visible else replace(it, name=said(UNNAMED)) for it in his.items]
    return await people.by_id(db, number), replace(his, items=tuple(items))


def letter(person: Person, owing: Owing, campaign: Campaign, event: Event) -> Message:
    """Write the letter of a reminder exactly as it will be read."""
    warning = rise_letters.warning(campaign, owing)
    item = Item(campaign=campaign, owing=owing, event=event.name, warning=warning)
    return digest_cards.compose(person, [item], event.at)


async def trial(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Message:
    """Write the first letter to whoever gives it; it takes no other letter's place."""
    campaign = _begun_now(campaign, now)
    calendar = await calendars.of_area(db, campaign.area_code, now)
    due_at = own_due(campaign, None, calendar)
    owed = await disturbances.still_open(db, campaign, now)
    found = await _sample(db, person, campaign, owed, now)
    owing = found[1] if found else _blank(person, campaign, due_at)
    coming = campaign_days.reminders(campaign, calendar, now)
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
