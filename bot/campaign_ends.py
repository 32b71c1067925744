"""Extending and cancelling a campaign: what is asked, whom it concerns, what becomes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from bot import campaign_cards, campaign_desk, campaign_news, campaign_words, rise_letters
from bot.answers import Kind
from bot.calendar_cards import day_words
from bot.forms import REASON_TYPED, Filling, Option, Step, Steps
from bot.menus import keys_of
from bot.replies import Message, Reply, say
from bot.rise_cards import due
from domain import campaign_edits
from domain.calendar import SHANGHAI, local_day
from domain.campaign_events import working_day_after
from domain.campaigns import Campaign
from domain.refusals import Joined, Text
from domain.spoken_dates import AHEAD
from storage import calendars, criteria

LONGEST_REASON = 200


async def _campaign(filling: Filling) -> Campaign:
    given = filling.given
    numbers = given["number"], given["version"]
    return await campaign_desk.at_version(filling.db, filling.person, numbers)


def _due_on(filling: Filling) -> date:
    return date.fromisoformat(filling.given["due"])


async def _later_days(filling: Filling) -> Sequence[Option]:
    """Offer three, five and ten working days more."""
    first = max(_due_on(filling), local_day(filling.now))
    calendar = await calendars.of_area(filling.db, "", filling.now)
    labels = {
        3: Text("3 working days: {day}"),
        5: Text("5 working days: {day}"),
        10: Text("10 working days: {day}"),
    }
    return [
        Option(key=day.isoformat(), label=Text(label.msgid, day=day_words(day)))
        for count, label in labels.items()
        for day in [working_day_after(first, count, calendar)]
    ]


def _later(value: Any, filling: Filling) -> str:
    standing, until = _due_on(filling), date.fromisoformat(value)
    campaign_edits.check_later(standing, until)
    campaign_edits.check_dates(standing, _due_at(filling, until), filling.now)
    return str(value)


def _due_at(filling: Filling, day: date) -> datetime:
    return campaign_edits.due_at(day, time.fromisoformat(filling.given["time"]))


def _reason(value: Any, filling: Filling) -> str:
    return campaign_edits.worded(REASON_TYPED(value, filling), LONGEST_REASON)


async def _why_later(_filling: Filling) -> Sequence[Option]:
    return [
        Option(key="weather", label=Text("Typhoon or flood")),
        Option(key="short", label=Text("The time was too short")),
        Option(key="system", label=Text("The system was down")),
    ]


async def _why_not(_filling: Filling) -> Sequence[Option]:
    return [
        Option(key="needless", label=Text("Not needed any more")),
        Option(key="other", label=Text("Another task covers it")),
        Option(key="mistake", label=Text("It was a mistake")),
    ]


REASON = Step(
    name="reason",
    kind=Kind.TEXT,
    label=Text("Why"),
    prompt=Text("Why? Everybody who still owes it reads this."),
    options=_why_later,
    check=_reason,
    optional=True,
)
EXTEND_STEPS: Steps = (
    Step(
        name="until",
        kind=Kind.DATE,
        label=Text("New due date"),
        prompt=Text("Until which day shall they have time?"),
        options=_later_days,
        check=_later,
        day=AHEAD,
    ),
    REASON,
)
CANCEL_STEPS: Steps = (replace(REASON, options=_why_not),)


def given(campaign: Campaign) -> dict[str, Any]:
    """Say with which campaign these forms are begun."""
    local = campaign.due_at.astimezone(SHANGHAI)
    return {
        "number": campaign.number,
        "version": campaign.version,
        "due": local.date().isoformat(),
        "time": local.time().isoformat(),
        "about": f"#{campaign.number}",
    }


def _extended(campaign: Campaign, filling: Filling) -> Campaign:
    until = _due_at(filling, date.fromisoformat(filling.answer("until")))
    return campaign_edits.extend(campaign, until, filling.now)


async def extend_remarks(filling: Filling) -> Sequence[Text]:
    """Say what changes for whom."""
    before = await _campaign(filling)
    return await _remarks(filling, before, _extended(before, filling))


async def cancel_remarks(filling: Filling) -> Sequence[Text]:
    """Say for whom it ends."""
    before = await _campaign(filling)
    found = await _remarks(filling, before, campaign_edits.cancel(before, filling.now))
    return [*found, Text("No more reminders come, and cards about it shrink.")]


async def _remarks(filling: Filling, before: Campaign, after: Campaign) -> list[Text]:
    told = await campaign_news.concerned(filling.db, before, after, filling.now)
    lines = await campaign_words.changes(filling.db, before, after)
    return [campaign_words.named(before), *lines, campaign_news.told_words(told)]


async def extend(filling: Filling) -> Reply:
    """Give everybody more time, and tell those who still owe it.

    Raises:
        Refusal: somebody was quicker, or it can be extended no more.
    """
    before = await _campaign(filling)
    after = _extended(before, filling)
    told = await _keep(filling, before, after, campaign_desk.EXTENDED)
    words = [Text("✅ Extended until {due}.", due=due(after.due_at)), told]
    return await _shown(filling, after, Joined(words))


async def cancel(filling: Filling) -> Reply:
    """End it for everybody, take cards about it back, and tell those who still owe it.

    Raises:
        Refusal: somebody was quicker, or it is over.
    """
    before = await _campaign(filling)
    after = campaign_edits.cancel(before, filling.now)
    told = await _keep(filling, before, after, campaign_desk.CANCELLED)
    return await _shown(filling, after, Joined([Text("✅ Cancelled."), told]))


async def _keep(filling: Filling, before: Campaign, after: Campaign, action: str) -> Text:
    db, person, now = filling.db, filling.person, filling.now
    found = await campaign_news.concerned(db, before, after, now)
    made = before, after, action
    reason = filling.answer("reason") or ""
    await campaign_desk.keep(db, person, *made, words=reason, concerns=found.ids)
    if before.due_at < now:  # before then nothing has risen to anybody
        owings = await criteria.owing(db, before, now, found.ids)
        await rise_letters.refresh(db, owings, now)
    return campaign_news.told_words(found)


async def _shown(filling: Filling, campaign: Campaign, words: Text) -> Reply:
    db, person = filling.db, filling.person
    text, keyboard = await campaign_cards.card(db, person, campaign, filling.now)
    card = Message(text=text, keyboard=keyboard, private=True)
    return say(words, keys=keys_of(person)).and_then(card)
