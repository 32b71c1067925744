"""The form of a duty that comes back: opened with what stands, previewed, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_desk, form_walk, recurrence_cards, recurrence_desk
from bot.campaign_answers import given_rises
from bot.forms import Filling, Form
from bot.menus import keys_of
from bot.recurrence_steps import answers, described
from bot.replies import Message, Reply, say
from domain.campaign_edits import check_audience
from domain.campaigns import Campaign, Every, Recurrence
from domain.people import Person
from domain.recurrence_edits import changed, check_days, differences, made_of, number_of_name
from domain.refusals import Refusal, Text
from storage import audiences, drafts

Given = Mapping[str, Any]


async def open_change(
    db: AsyncConnection, person: Person, form: Form, recurrence: Recurrence, now: datetime
) -> Reply:
    """Open the form at its summary, with what stands."""
    given = await _standing(db, recurrence, now)
    return await _opened(db, person, form, given, now)


async def _standing(db: AsyncConnection, recurrence: Recurrence, now: datetime) -> dict[str, Any]:
    period = await recurrence_desk.next_period(db, recurrence, now)
    number, version = number_of_name(recurrence.name), recurrence.version
    before = answers(recurrence, period)
    return _given(period, before) | {"number": number, "version": version}


def _given(campaign: Campaign, before: Given) -> dict[str, Any]:
    return {
        "area": campaign.area_code,
        "rises": given_rises(campaign),
        "before": before,
    }


async def open_new(
    db: AsyncConnection, person: Person, form: Form, campaign: Campaign, now: datetime
) -> Reply:
    """Open the form of a new one with what a campaign says."""
    before = answers(made_of(campaign, Every.MONTH), campaign)
    given = _given(campaign, before) | {"campaign": campaign.number}
    return await _opened(db, person, form, given, now)


async def _opened(
    db: AsyncConnection, person: Person, form: Form, given: Given, now: datetime
) -> Reply:
    """Begin it anew; what was begun of another and left is dropped."""
    await drafts.remove_form(db, person.id, form.name)
    draft = drafts.begin(person.id, form.name, form.version, dict(given))
    draft = replace(draft, answers=dict(given["before"]))
    return await form_walk.take_back(form, Filling(db=db, person=person, draft=draft, now=now))


async def remarks_of_change(filling: Filling) -> Sequence[Text]:
    """Say what would change, from when on, and what somebody else did meanwhile."""
    before = await recurrence_desk.to_see(filling.db, filling.person, [filling.given["number"]])
    upon = await _upon(filling, before)
    after = await described(upon, before)
    told = await recurrence_cards.effect(filling.db, before, after, filling.now)
    if filling.given.get("seen", filling.given["version"]) == before.version:
        return told
    who = await recurrence_desk.last_word(filling.db, before)
    return [Text("⚠ <b>Changed meanwhile:</b> {who}", who=who), *told]


async def remarks_of_new(filling: Filling) -> Sequence[Text]:
    """Say with which period it would begin."""
    campaign = await _first(filling)
    after = await described(filling, made_of(campaign, Every.MONTH))
    coming = await recurrence_desk.next_period(filling.db, after, filling.now, campaign)
    return await recurrence_cards.begins(filling.db, after, coming, [campaign])


async def _first(filling: Filling) -> Campaign:
    return await campaign_desk.to_manage(filling.db, filling.person, [filling.given["campaign"]])


async def keep_new(filling: Filling) -> Reply:
    """Keep one that is made of a campaign.

    Raises:
        Refusal: its days make no sense, or there is nobody to do it.
    """
    db, person, now = filling.db, filling.person, filling.now
    campaign = await _first(filling)
    after = await described(filling, made_of(campaign, Every.MONTH))
    check_days(after)
    await _check_audience(filling, after)
    kept = await recurrence_desk.add(db, person, after, campaign, now)
    words = Text("✅ It comes back by itself now. It can be switched off under 🔁 Standing tasks.")
    return await _shown(filling, words, kept)


async def keep_change(filling: Filling, form: Form) -> Reply:
    """Keep what was changed; when somebody else was quicker, show it and ask again.

    Raises:
        Refusal: it is not theirs to change, or its days make no sense.
    """
    db, given = filling.db, filling.given
    before = await recurrence_desk.to_see(db, filling.person, [given["number"]])
    if before.version != given["version"]:
        return await _ask_again(filling, form, before)
    await recurrence_desk.at_version(db, filling.person, [given["number"], given["version"]])
    wished = await described(filling, before)
    if not differences(before, wished):
        return await _shown(filling, Text("Nothing was changed."), before)
    after = changed(before, wished)
    await _check_audience(filling, after)
    await recurrence_desk.keep(db, filling.person, after, filling.now)
    after = replace(after, set_at=filling.now)
    return await _shown(filling, Text("✅ Changed. What runs keeps its course."), after)


async def _ask_again(filling: Filling, form: Form, current: Recurrence) -> Reply:
    """Show the summary once more, with one's own changes laid over somebody else's."""
    standing = await _standing(filling.db, current, filling.now)
    given = {**standing, "seen": filling.given["version"]}
    draft = drafts.begin(filling.person.id, form.name, form.version, given)
    draft = replace(draft, answers=(await _upon(filling, current)).draft.answers)
    return await form_walk.take_back(form, replace(filling, draft=draft))


async def _upon(filling: Filling, current: Recurrence) -> Filling:
    """Lay what was changed in this form over what stands now."""
    if current.version == filling.given["version"]:
        return filling
    before = filling.given["before"]
    mine = {name: it for name, it in filling.draft.answers.items() if it != before.get(name)}
    standing = await _standing(filling.db, current, filling.now)
    draft = replace(filling.draft, answers={**standing["before"], **mine})
    return replace(filling, draft=draft)


async def _check_audience(filling: Filling, after: Recurrence) -> None:
    period = await recurrence_desk.next_period(filling.db, after, filling.now)
    count = await audiences.count(filling.db, after.audience, after.area_code)
    check_audience(period, count)
    if not after.audience.roles:
        raise Refusal("Nobody is in this audience. Please choose other roles, areas or units.")


async def _shown(filling: Filling, words: Text, recurrence: Recurrence) -> Reply:
    person = filling.person
    card = await recurrence_cards.card(filling.db, person, recurrence, filling.now)
    message = Message(text=card[0], keyboard=card[1], private=True)
    return say(words, keys=keys_of(person)).and_then(message)
