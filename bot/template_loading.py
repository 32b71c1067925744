"""Loading a plan in chat: the form is opened, and what was chosen is kept or begins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    audience_steps,
    campaign_cards,
    campaign_desk,
    form_walk,
    recurrence_desk,
    template_previews,
)
from bot.campaign_cards import Card
from bot.forms import Filling, Form
from bot.menus import keys_of
from bot.replies import Message, Reply, say
from bot.template_steps import AT_ONCE, Made, chosen, made
from domain import campaign_edits
from domain.campaign_templates import PLANS
from domain.people import Person
from domain.recurrence_edits import switched
from domain.refusals import Refusal, Text
from storage import campaign_changes, campaigns, disturbances, drafts, facts

RUNNING_TAB, DRAFT_TAB = 0, 1
LOADING = "loading_a_plan"
"""The fact whose row whoever loads a plan holds until it is loaded."""


async def begin(
    db: AsyncConnection, person: Person, form: Form, place: int, now: datetime
) -> Reply:
    """Open the form of a plan, ticked what there is somebody for."""
    plan = PLANS[place]
    given: dict[str, Any] = {"plan": place, "area": audience_steps.area_for(person), "filled": []}
    given["known"] = [it.number for it in await template_previews.there_already(db, person, plan)]
    draft = drafts.begin(person.id, form.name, form.version, given)
    filling = Filling(db=db, person=person, draft=draft, now=now)
    given["filled"] = [it.task.key for it in await made(filling) if it.count]
    if not given["filled"]:
        raise Refusal("Nobody in your area is there to do any of these tasks yet.")
    return await form_walk.begin(db, person, form, now, given)


async def load(filling: Filling, form: Form) -> Reply:
    """Keep what was chosen, and let it begin if wished; asks again if somebody was quicker.

    Raises:
        Refusal: dates make no sense any more.
    """
    db, person, now = filling.db, filling.person, filling.now
    await _one_at_a_time(db)
    there = [
        it.number
        for it in await template_previews.there_already(db, person, PLANS[filling.given["plan"]])
    ]
    if set(there) - set(filling.given["known"]):
        return await _ask_again(filling, form, there)
    found = await chosen(filling)
    waiting = [it for it in found if not await _kept(filling, it)]
    for duty in await template_previews.duties(filling, found):
        await recurrence_desk.keep(db, person, switched(duty), now)
    begins = filling.answer("how") == AT_ONCE and len(waiting) < len(found)
    tab = RUNNING_TAB if begins else DRAFT_TAB
    card = await campaign_cards.page(db, person, tab, 0)
    return say(_done(filling, found, waiting), keys=keys_of(person)).and_then(_message(card))


async def _one_at_a_time(db: AsyncConnection) -> None:
    """Let others who load a plan wait, so that they see what is there by then."""
    await facts.settle(db, LOADING, "")
    await facts.locked(db, LOADING)


async def _kept(filling: Filling, it: Made) -> bool:
    """Keep one task; tells whether it begins."""
    db, person, now = filling.db, filling.person, filling.now
    campaign_edits.check_dates(it.campaign.opens_on, it.campaign.due_at, now)
    draft = await campaigns.add(db, it.campaign)
    if draft is None:
        raise LookupError("a campaign without a duty was not kept")
    await campaign_changes.add(db, draft, draft, campaign_desk.DRAFTED, person.id)
    count = await disturbances.people(db, draft, now)
    if filling.answer("how") != AT_ONCE or not count:
        return False
    after = campaign_edits.begin(draft, count, now)
    await campaign_desk.keep(db, person, draft, after, campaign_desk.BEGUN)
    return True


def _done(filling: Filling, found: Sequence[Made], waiting: Sequence[Made]) -> Text:
    if filling.answer("how") != AT_ONCE:
        return Text("✅ {count} drafts are there. Nobody is told before you tap ▶ Begin in each.",
                    count=len(found))  # fmt: skip
    if not waiting:
        return Text("✅ {count} tasks run. Each reminds from its opening day on.",
                    count=len(found))  # fmt: skip
    names = "、".join(it.campaign.title for it in waiting)
    return Text(
        "✅ {count} tasks run. Still drafts, as nobody has to do them yet: {tasks}",
        count=len(found) - len(waiting),
        tasks=names,
    )


async def _ask_again(filling: Filling, form: Form, there: list[int]) -> Reply:
    """Show the summary once more: somebody has loaded the plan meanwhile."""
    given = {**filling.given, "known": there}
    draft = drafts.begin(filling.person.id, form.name, form.version, given)
    draft = replace(draft, answers=filling.draft.answers)
    reply = await form_walk.take_back(form, replace(filling, draft=draft))
    toast = Text("Somebody has loaded it meanwhile. Please look before you hand in again.")
    return replace(reply, toast=toast, alert=True)


def _message(card: Card) -> Message:
    return Message(text=card[0], keyboard=card[1], private=True)
