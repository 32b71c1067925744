"""A campaign's form: begun anew, as a copy, or with what stands; and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    campaign_cards,
    campaign_desk,
    campaign_news,
    campaign_previews,
    campaign_words,
    form_walk,
)
from bot.calendar_cards import day_words
from bot.campaign_answers import answers_of, campaign_of, given_rises
from bot.campaign_cards import Card
from bot.forms import Filling, Form
from bot.menus import keys_of
from bot.replies import Button, Message, Reply, in_rows, press, say
from bot.texts import said
from domain import campaign_edits, campaign_offices
from domain.calendar import is_working_day, local_day
from domain.campaign_openings import opened_by
from domain.campaigns import Campaign, State
from domain.people import Person
from domain.recurrences import task_of, title_of
from domain.refusals import Joined, Text
from storage import areas, audiences, calendars, campaign_changes, campaigns, criteria, drafts

Given = Mapping[str, Any]


def new(area_code: str) -> Given:
    """Say what a new campaign of an office is begun with."""
    return {"area": area_code}


async def which_office(db: AsyncConnection, codes: Sequence[str]) -> Reply:
    """Ask somebody of several offices for which one it is."""
    known = await areas.by_codes(db, codes)
    named = [(code, known[code].name if code in known else code) for code in codes]
    buttons = [Button(label=name, press=press("campaign", "of", code)) for code, name in named]
    return say(Text("Of which office is the task?"), in_rows(buttons))


async def open_copy(
    db: AsyncConnection, person: Person, form: Form, campaign: Campaign, now: datetime
) -> Reply:
    """Open the form of a new campaign with another's answers.

    Raises:
        Refusal: one was begun already, and would be lost.
    """
    overrides = (await calendars.book(db, now)).overrides
    copied = campaign_edits.copy(campaign, local_day(now), overrides)
    copied = replace(
        copied,
        title=said(title_of(campaign)),
        what=said(task_of(campaign)),
        area_code=campaign_offices.area_of_copy(person, campaign),
    )
    return await _opened(db, person, form, copied, now, {})


async def open_change(
    db: AsyncConnection, person: Person, form: Form, campaign: Campaign, now: datetime
) -> Reply:
    """Open the form with what stands; what was changed of another before and left is dropped."""
    await drafts.remove_form(db, person.id, form.name)
    today, given = local_day(now), standing(campaign)
    if campaign.state is State.DRAFT:
        campaign = opened_by(campaign, today)
    return await _opened(db, person, form, campaign, now, given)


def standing(campaign: Campaign) -> Given:
    """Say with which campaign a change is begun, and what stood then."""
    opened = {"opened": campaign.opens_on.isoformat()} if campaign.state is State.RUNNING else {}
    numbers = {"number": campaign.number, "version": campaign.version}
    return {**numbers, **opened, "before": answers_of(campaign)}


async def _opened(  # noqa: PLR0913  # whose form about what
    db: AsyncConnection,
    person: Person,
    form: Form,
    campaign: Campaign,
    now: datetime,
    given: Given,
) -> Reply:
    rises = {"rises": given_rises(campaign)}
    known = {"area": campaign.area_code, **rises, **given}
    draft = drafts.begin(person.id, form.name, form.version, known)
    draft = replace(draft, answers=answers_of(campaign))
    return await form_walk.take_back(form, Filling(db=db, person=person, draft=draft, now=now))


async def remarks(filling: Filling) -> Sequence[Text]:
    """Say what stands out about a new campaign, or what changes about one that is there."""
    number = filling.given.get("number")
    before = await campaigns.by_number(filling.db, number) if number else None
    answered = _upon(filling, before) if before else filling
    described = await campaign_of(answered)
    found = [await _count_line(filling, described), *await _rest_day(filling, described)]
    return [*found, *(await _differences(filling, before, described) if before else ())]


async def _count_line(filling: Filling, campaign: Campaign) -> Text:
    count = await criteria.count(filling.db, campaign)
    return Text("🧮 {count} people in all", count=count)


async def _rest_day(filling: Filling, campaign: Campaign) -> list[Text]:
    due_on = local_day(campaign.due_at)
    book = await calendars.book(filling.db, filling.now)
    is_rest = not is_working_day(due_on, book.overrides)
    return [Text("⚠ {day} is a rest day.", day=day_words(due_on))] if is_rest else []


async def _differences(filling: Filling, before: Campaign, described: Campaign) -> list[Text]:
    """Say what changes for whom, and what somebody else has changed meanwhile."""
    db = filling.db
    after = _applied(before, described)
    lines = await campaign_words.changes(db, before, after)
    found = [Text("<b>What changes:</b>"), *(lines or [Text("Nothing yet.")])]
    if lines and before.state is State.RUNNING:
        told = await campaign_news.concerned(db, before, after, filling.now)
        found.append(campaign_news.told_words(told))
    return [*await _meanwhile(filling, before), *found]


async def _meanwhile(filling: Filling, current: Campaign) -> list[Text]:
    since = filling.given.get("seen", filling.given["version"])
    if since == current.version:
        return []
    words = await campaign_desk.since(filling.db, current, since)
    who = await campaign_desk.last_word(filling.db, current)
    return [Text("⚠ <b>Changed meanwhile:</b> {who}\n{changes}", who=who, changes=words)]


def _upon(filling: Filling, current: Campaign) -> Filling:
    """Lay what was changed in this form over what stands now."""
    before = filling.given["before"]
    mine = {name: it for name, it in filling.draft.answers.items() if it != before.get(name)}
    draft = replace(filling.draft, answers={**answers_of(current), **mine})
    return replace(filling, draft=draft)


def _applied(before: Campaign, described: Campaign) -> Campaign:
    """Make of what stands what was described; number, office and state stay."""
    made = {name: getattr(described, name) for name in campaign_edits.CHANGEABLE}
    return replace(before, **made)


async def keep_new(filling: Filling) -> Reply:
    """Keep a draft, and show what would follow from it.

    Raises:
        Refusal: there is nobody to do it, or its dates make no sense any more.
    """
    db, person, now = filling.db, filling.person, filling.now
    described = await campaign_of(filling)
    count = await audiences.count(db, described.audience, described.area_code)
    campaign_edits.check_audience(described, count)
    campaign_edits.check_dates(described.opens_on, described.due_at, now)
    kept = await campaigns.add(db, described)
    if kept is None:
        raise LookupError("a campaign without a duty was not kept")
    await campaign_changes.add(db, kept, kept, campaign_desk.DRAFTED, person.id)
    words = Text("✅ Kept as a draft. Nobody is told before you tap ▶ Begin.")
    card = await campaign_previews.preview(db, person, kept, now)
    return say(words, keys=keys_of(person)).and_then(_message(card))


async def keep_change(filling: Filling, form: Form) -> Reply:
    """Keep what was changed; when somebody else was quicker, show both and ask again.

    Raises:
        Refusal: it is over, none of one's office's, or what it becomes makes no sense.
    """
    db, person, now, given = filling.db, filling.person, filling.now, filling.given
    before = await campaign_desk.to_manage(db, person, [given["number"]])
    if before.version != given["version"]:
        return await _ask_again(filling, form, before)
    described = await campaign_of(filling)
    if not campaign_edits.differences(before, _applied(before, described)):
        return _shown(person, Text("Nothing was changed."), await shown(db, person, before, now))
    count = await audiences.count(db, described.audience, before.area_code)
    after = campaign_edits.change(before, described, count, now)
    told = await campaign_news.concerned(db, before, after, now)
    made = before, after, campaign_desk.CHANGED
    await campaign_desk.keep(db, person, *made, concerns=told.ids)
    words = Joined([Text("✅ Changed."), campaign_news.told_words(told) if told.ids else ""])
    return _shown(person, words, await shown(db, person, after, now))


async def _ask_again(filling: Filling, form: Form, current: Campaign) -> Reply:
    """Lay one's own changes over what somebody else made of it, and show the summary again."""
    given = {**filling.given, **standing(current), "seen": filling.given["version"]}
    draft = drafts.begin(filling.person.id, form.name, form.version, given)
    draft = replace(draft, answers=_upon(filling, current).draft.answers)
    return await form_walk.take_back(form, replace(filling, draft=draft))


async def shown(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Card:
    """Write a campaign's card: of a draft with all that would follow from it."""
    if campaign.state is State.DRAFT:
        return await campaign_previews.preview(db, person, campaign, now)
    return await campaign_cards.card(db, person, campaign, now)


def _shown(person: Person, words: Text, card: Card) -> Reply:
    return say(words, keys=keys_of(person)).and_then(_message(card))


def _message(card: Card) -> Message:
    return Message(text=card[0], keyboard=card[1], private=True)
