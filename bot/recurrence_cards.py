"""Duties that come back as they read: the list, the card of one, what a change would do."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import audience_steps, campaign_words, recurrence_desk
from bot.calendar_cards import day_words
from bot.campaign_cards import BACK, MOST_OF_TITLE, Card
from bot.recurrence_steps import day_of_month
from bot.replies import Button, Rows, press
from bot.rise_cards import due
from bot.texts import clipped, said
from domain.campaigns import Campaign, Every, Recurrence
from domain.people import Person
from domain.recurrence_edits import differences, may_keep, number_of_name
from domain.recurrences import title_of
from domain.refusals import Joined, Text
from storage import audiences, recurrence_news

TO_LIST = Button(label=Text("‹ Standing tasks"), press=press("recurrence", "list"))


async def page(db: AsyncConnection, person: Person) -> Card:
    """Write the list: what comes back, and whether it is on."""
    found = await recurrence_desk.listed(db, person)
    lines = [
        Text("{state} {title} · {how}", state=_mark(it), title=title_of(it), how=rhythm(it))
        for it in found
    ]
    rows = [[_opening(it)] for it in found]
    words = [
        Text("🔁 <b>Standing tasks</b>"),
        *lines,
        Text("Any task of yours can come back: open it and tap 🔁 Repeat it."),
    ]
    return Joined(words), [*rows, [BACK]]


def _opening(recurrence: Recurrence) -> Button:
    title = clipped(said(title_of(recurrence)), MOST_OF_TITLE)
    number = number_of_name(recurrence.name)
    return Button(label=title, press=press("recurrence", "show", number))


def _mark(recurrence: Recurrence) -> str:
    return "✅" if recurrence.is_on else "⏸"


def rhythm(recurrence: Recurrence) -> Text:
    """Say how often it comes back and on which days."""
    words = (
        Text("every month, {opens} to {due}")
        if recurrence.every is Every.MONTH
        else Text("every quarter, first month {opens} to third month {due}")
    )
    days = {
        "opens": day_of_month(recurrence.opens_day),
        "due": day_of_month(recurrence.due_day),
    }
    return Text(words.msgid, **days)


async def card(db: AsyncConnection, person: Person, recurrence: Recurrence, now: datetime) -> Card:
    """Write one with its running period and the next one."""
    coming = await recurrence_desk.next_period(db, recurrence, now)
    running = await recurrence_news.running(db, recurrence.name)
    count = await audiences.count(db, recurrence.audience, recurrence.area_code)
    words = [
        Text("🔁 <b>{title}</b>", title=title_of(recurrence)),
        _state(recurrence, coming),
        *[Text("▶ Running: {period}, due {due}", period=named(recurrence, it), due=due(it.due_at))
          for it in running],
        await campaign_words.facts(db, coming),
        Text("{count} people as of today.", count=count),
        await recurrence_desk.last_word(db, recurrence),
    ]  # fmt: skip
    return Joined(words), _rows(person, recurrence, running)


def _state(recurrence: Recurrence, coming: Campaign) -> Text:
    words = (
        Text("✅ On: {how}. Next: {period}")
        if recurrence.is_on
        else Text("⏸ Off: no period begins any more. ({how})")
    )
    return Text(words.msgid, how=rhythm(recurrence), period=named(recurrence, coming))


def named(recurrence: Recurrence, campaign: Campaign) -> Text:
    """Name a period: a month, or a quarter by its number."""
    year, month = divmod(campaign.period, 100)
    if recurrence.every is Every.QUARTER:
        return Text("quarter {quarter} of {year}", quarter=(month + 2) // 3, year=year)
    return Text("{year}-{month}", year=year, month=month)


def _rows(person: Person, recurrence: Recurrence, running: Sequence[Campaign]) -> Rows:
    number, is_theirs = number_of_name(recurrence.name), may_keep(person, recurrence)
    noun = "campaign" if is_theirs else "progress"
    rows: list[list[Button]] = [
        [Button(label=Text("▶ {period}", period=named(recurrence, it)),
                press=press(noun, "show", it.number))]
        for it in running
    ]  # fmt: skip
    if is_theirs:
        at = number, recurrence.version
        label = Text("⏸ Switch off") if recurrence.is_on else Text("▶ Switch on")
        switch = Button(label=label, press=press("recurrence", "switch", *at))
        change = Button(label=Text("✎ Change it"), press=press("recurrence", "change", *at))
        rows.append([switch, change])
    return [*rows, [TO_LIST]]


async def effect(
    db: AsyncConnection, before: Recurrence, after: Recurrence, now: datetime
) -> list[Text]:
    """Say what changes, from which period on, and that what runs keeps its course."""
    coming = await recurrence_desk.next_period(db, after, now)
    running = await recurrence_news.running(db, after.name)
    lines = await _changes(db, before, after, now) or [Text("Nothing yet.")]
    begin = await begins(db, after, coming, running)
    return [Text("<b>What changes:</b>"), *lines, *begin]


async def begins(
    db: AsyncConnection, after: Recurrence, coming: Campaign, running: Sequence[Campaign]
) -> list[Text]:
    """Say with which period something begins, and what runs until then."""
    count = await audiences.count(db, after.audience, after.area_code)
    return [
        Text("From {period} on: {since} to {due}, {count} people.", period=named(after, coming),
             since=day_words(coming.opens_on), due=due(coming.due_at), count=count),
        *[Text("#{number} keeps its course, due {due}.", number=it.number, due=due(it.due_at))
          for it in running],
    ]  # fmt: skip


async def _changes(
    db: AsyncConnection, before: Recurrence, after: Recurrence, now: datetime
) -> list[Text]:
    """Write old and new side by side."""
    found = differences(before, after)
    lines = []
    if {"opens_day", "due_day"} & set(found):
        lines.append(_line(Text("Its days"), rhythm(before), rhythm(after)))
    sides = [await recurrence_desk.next_period(db, it, now) for it in (before, after)]
    if {"days_before", "days_after"} & set(found):
        lines.append(_line(Text("Reminders"), *map(campaign_words.reminders, sides)))
    if "rises" in found:
        lines.append(_line(Text("If missed"), *[campaign_words.rises(it.rises) for it in sides]))
    if "is_loud" in found:
        sounds = [campaign_words.loudness(is_loud=it.is_loud) for it in sides]
        lines.append(_line(Text("Sound"), *sounds))
    if "audience" in found:
        whom = [await audience_steps.described(db, it.audience, it.area_code) for it in sides]
        lines.append(_line(Text("Audience"), *whom))
    return lines


def _line(label: Text, before: Text | str, after: Text | str) -> Text:
    return Text("{label}: {before} → {after}", label=label, before=before, after=after)
