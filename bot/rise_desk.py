"""Seeing to somebody's overdue task: whether one may, as things are now, and who hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, rise_letters, rise_person_cards, time_requests
from bot.menus import CHECKS_IN
from bot.replies import Message, Reply
from domain.campaigns import Campaign, Criterion, Mark, Owing, State
from domain.duties import Reach
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.rises import NOT_TAKEN_OVER, check_owes, may_act
from storage import areas, audit, campaign_marks, campaigns, criteria, people, scope
from storage.campaign_marks import Marked

ASIDE = frozenset({Mark.SNOOZED, Mark.NOTED, Mark.CALLED})
"""What changes nothing about who owes what until when."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One person of a campaign, with what was decided about him, the oldest first."""

    campaign: Campaign
    owing: Owing
    marks: Sequence[Marked]

    @property
    def version(self) -> int:
        """Number the last decision, so that a button knows whether there is a newer one."""
        return next((it.id for it in reversed(self.marks) if it.mark not in ASIDE), 0)


async def opened(
    db: AsyncConnection, person: Person, numbers: Sequence[int], now: datetime
) -> Opened:
    """Load whom a button is about: a campaign's number and a person's id.

    Raises:
        Refusal: he is none of theirs, or the campaign is over.
    """
    number, person_id, *_ = [*numbers, 0, 0]
    campaign = await campaigns.by_number(db, number)
    found = await _loaded(db, campaign, person_id, now) if campaign else None
    if found is not None and found.owing.taken_by == person.id:
        raise Refusal("You took this over: it stands under 📒 My tasks.")
    if found is None or not may_act(person, found.owing, found.campaign):
        raise Refusal("This is not in your area.")
    if found.campaign.state is not State.RUNNING:
        raise Refusal("This task is over. What is due now stands under 📒 My tasks.")
    return found


async def _loaded(
    db: AsyncConnection, campaign: Campaign, person_id: int, now: datetime
) -> Opened | None:
    found = await criteria.owing(db, campaign, now, [person_id])
    if not found:
        return None
    marks = await campaign_marks.of_campaign(db, campaign.number, [person_id])
    return Opened(campaign=campaign, owing=found[0], marks=marks)


async def for_deed(
    db: AsyncConnection, person: Person, numbers: Sequence[int], now: datetime
) -> Opened | Reply:
    """Load whom a button is about, and see that something may be done now.

    A press on a card of before is answered with what happened since and how things stand.

    Raises:
        Refusal: he is none of theirs, or has done it meanwhile.
    """
    await people.lock(db, [*numbers, 0, 0][1])
    found = await opened(db, person, numbers, now)
    check_owes(found.owing)
    if tuple(numbers[2:3]) != (found.version,):
        shown = replace(await card(db, person, found), edits=True)
        decided = [it for it in found.marks if it.mark not in ASIDE]
        return Reply(messages=(shown,), toast=rise_person_cards.happened(decided), alert=True)
    return found


async def card(db: AsyncConnection, person: Person, found: Opened) -> Message:
    """Make the card of one person and task."""
    visible = await scope.visible(db, person, {it.id for it in found.owing.items})
    place = await areas.name_of(db, found.owing.area_code) if found.owing.area_code else ""
    return rise_person_cards.card(
        found.campaign,
        found.owing,
        found.marks,
        found.version,
        place,
        visible,
        may_take=await _may_take(db, person, found),
    )


async def check_can_take_over(db: AsyncConnection, person: Person, found: Opened) -> None:
    """See that somebody can do it himself, so that nobody is let off for nothing.

    Raises:
        Refusal: nobody can, or he cannot with these households.
    """
    if found.campaign.criterion in NOT_TAKEN_OVER:
        raise Refusal("Nobody can do this in another's place. Please ask again, or call.")
    if not await _is_at_hand(db, person, found):
        raise Refusal(
            "You cannot do this for {name}: it takes somebody who sees each household, and for "
            "visits checks in there. Please give more time, or let them be handed over.",
            name=found.owing.name,
        )


async def _may_take(db: AsyncConnection, person: Person, found: Opened) -> bool:
    is_held = found.owing.taken_by and found.owing.reach is not Reach.CLOSED
    if is_held or found.campaign.criterion in NOT_TAKEN_OVER:
        return False
    return await _is_at_hand(db, person, found)


async def _is_at_hand(db: AsyncConnection, person: Person, found: Opened) -> bool:
    """Tell whether somebody can do what is open: visits take one who checks in."""
    if found.campaign.criterion is Criterion.VISITED and person.roles.isdisjoint(CHECKS_IN):
        return False
    homes = {it.id for it in found.owing.open}
    return homes <= await scope.visible(db, person, homes)


async def decide(  # noqa: PLR0913  # who decides what about whom
    db: AsyncConnection,
    by: Person,
    found: Opened,
    mark: Mark,
    now: datetime,
    *,
    until_at: datetime | None = None,
    words: str = "",
) -> Opened:
    """Keep what somebody decided, tell whoever is to do it, and let every card show it."""
    campaign, owing = found.campaign, found.owing
    number = await campaign_marks.keep(
        db, campaign.number, owing.person_id, mark, by.id, now, until_at=until_at, words=words
    )
    await audit.write(db, by.id, f"campaign.person.{mark}", subject(found), now)
    after = await _loaded(db, campaign, owing.person_id, now)
    if after is None:
        raise LookupError(f"nobody {owing.person_id} in campaign {campaign.number}")
    holder = await people.by_id(db, owing.holder_id)
    letter = rise_person_cards.letter(after.campaign, after.owing, after.marks[-1])
    await letters.post(db, holder, letter, f"campaign:{campaign.number}:decided:{number}", now)
    await rise_letters.refresh(db, [owing, after.owing], now)
    await time_requests.refresh(db, after.campaign, after.owing, after.marks, now)
    return after


def subject(found: Opened) -> str:
    """Name one person of a campaign in the audit."""
    return f"campaign:{found.campaign.number}:{found.owing.person_id}"


async def done(db: AsyncConnection, found: Opened) -> Text:
    """Say that it is kept, and whether whoever is to do it hears of it."""
    holder = await people.by_id(db, found.owing.holder_id)
    return rise_person_cards.done(holder.name, found.owing.reach)
