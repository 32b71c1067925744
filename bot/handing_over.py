"""The end of a hand-over: the pairing changes hands, and what is open goes along."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    case_letters,
    change_cards,
    change_fields,
    change_letters,
    handover_cards,
    letters,
    measure_cards,
    pairing_desk,
)
from bot.handover_cards import Going
from bot.replies import Button, Message, press
from domain.calendar import local_day
from domain.case_wishes import hand_over
from domain.changes import Change, State
from domain.handovers import can_finish
from domain.ladders import Deed
from domain.measures import pass_on as pass_measure_on
from domain.pairings import Pairing, check_can_help, check_has_room
from domain.refusals import Joined, Refusal, Text
from domain.reviews import pass_on
from storage import audit, case_steps, cases, changes, drafts, households, measures, pairings
from storage.case_steps import Doing


def is_in_the_way(going: Going) -> bool:
    """Tell whether something must end first: his drafts if he can, his visits in any case."""
    left = going.left
    is_unsettled = left.fresh_visits or left.late_visits
    return bool(is_unsettled or (left.drafts and can_finish(going.giver)))


async def check_room(db: AsyncConnection, going: Going, now: datetime) -> None:
    """See that the new helper may have the household now.

    Raises:
        Refusal: he helps no longer, or has as many households as the rules allow.
    """
    check_can_help(going.taker)
    around = await pairing_desk.around(db, going.home.id, going.taker.id, now)
    if all(it.household_id != going.home.id for it in around.of_helper):
        check_has_room(going.taker, around)


async def complete(db: AsyncConnection, going: Going, now: datetime) -> None:
    """Let everything go to the new helper; the caller has kept that it is accepted."""
    await _pair(db, going, now)
    for entry in going.cases:
        after = hand_over(entry.case, going.taker, now)
        if not await cases.move_on(db, after):
            raise Refusal("Somebody works on a need of this household just now. Please try again.")
        await case_steps.add(db, after, Doing(going.taker, Deed.HANDED_OVER))
        await case_letters.refresh(db, replace(entry, case=after), now)
    await _pass_measures_on(db, going, now)
    await _pass_changes_on(db, going, now)
    for draft in going.left.drafts:  # of an account that is closed; of others there are none
        await drafts.remove(db, draft)
        await audit.write(db, going.taker.id, "draft.dropped", f"draft:{draft.id}", now)
    await _welcome(db, going, now)


async def _pair(db: AsyncConnection, going: Going, now: datetime) -> None:
    """End the old pairing and begin the new one in its place, on the same day."""
    today, home = local_day(now), going.home
    helping = await pairings.open_of_household(db, home.id)
    old = next((it for it in helping if it.person_id == going.giver.id), None)
    if old:
        await pairings.end(db, replace(old, until_on=max(today, old.since_on)))
    if any(it.person_id == going.taker.id for it in helping):
        return
    rank = len(helping) + (0 if old else 1)
    made = Pairing(
        household_id=home.id, person_id=going.taker.id, since_on=today, rank=max(1, rank)
    )
    number = await pairings.add_one(db, made)
    if old and number and old.rank < made.rank:
        await pairings.move_to(db, replace(made, id=number), old.rank)


async def _pass_measures_on(db: AsyncConnection, going: Going, now: datetime) -> None:
    """Let the new helper see to what the old one was to do about an alert."""
    for entry in await measures.open_at(db, going.giver.id, going.home.id):
        passed = pass_measure_on(entry.measure, going.taker.id)
        if not await measures.move_on(db, passed):
            raise Refusal("Somebody works on a need of this household just now. Please try again.")
        letter = measure_cards.yours(replace(entry, measure=passed), going.giver.name)
        once = f"measure:{passed.id}:{passed.version}:passed"
        await letters.post(db, going.taker, letter, once, now)


async def _pass_changes_on(db: AsyncConnection, going: Going, now: datetime) -> None:
    """Let the new helper answer what was returned, and hear of what waits for review."""
    known = await households.by_id(db, going.home.id)
    opened = await changes.open_of(db, going.home.id)
    mine = [it for it in opened if it.person_id == going.giver.id]
    if known is None or not mine:
        return
    passed = [pass_on(it, going.taker.id, now) for it in mine]
    if not await changes.move_all(db, passed):
        raise Refusal("Somebody reviews a change of this household just now. Please try again.")
    for change in passed:
        if change.state is State.RETURNED:
            letter = _returned(change, known)
            once = f"change:{change.id}:{change.version}:passed"
            await letters.post(db, going.taker, letter, once, now)
    await change_letters.refresh(db, known, now)


def _returned(change: Change, known: households.Known) -> Message:
    words = Text(
        "↩ {household}, {subject}: {old} → {new}\nIt was returned before you came: {reason}\n"
        "Please change it, or take it back.",
        household=known.household.head_name,
        subject=change_cards.subject(change, known),
        old=change_fields.shown(change, change.old),
        new=change_fields.shown(change, change.new),
        reason=change.reason,
    )
    rows = change_letters.returned_rows(change)
    return Message(text=words, keyboard=rows, card=f"change:{change.id}", private=True)


async def _welcome(db: AsyncConnection, going: Going, now: datetime) -> None:
    await letters.post(db, going.taker, _yours(going), f"handover:{going.handover.id}:yours", now)


def _yours(going: Going) -> Message:
    rows = [[Button(label=Text("🏠 Household"), press=press("household", "show", going.home.id))]]
    yours = Text("🤝 {head} is yours now.", head=going.home.head_name)
    needs = Text("You hear of {count} open needs from here on.", count=len(going.cases))
    words = Joined([yours, *handover_cards.brought(going), needs if going.cases else ""])
    return Message(text=words, keyboard=rows, private=True)
