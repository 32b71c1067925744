"""Whom a change of a campaign concerns, and the letter by which each hears of it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_words
from bot.campaign_desk import CANCELLED, EXTENDED
from bot.digest_cards import MINE
from bot.replies import Message
from bot.rise_cards import due
from domain.campaign_edits import TOLD_OF, differences
from domain.campaign_events import opens_at
from domain.campaigns import Campaign, State
from domain.recurrences import title_of
from domain.refusals import Joined, Text
from storage import disturbances
from storage.campaign_changes import Change
from storage.disturbances import Reached

FREEING = frozenset({"audience", "state"})
"""What a change may free people of it by."""


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Those who hear of a change: who still owes it, and who need not do it any more."""

    owing: Reached
    freed: Reached
    has_opened: bool = True

    @property
    def ids(self) -> list[int]:
        """Everybody who is told."""
        return sorted({*self.owing, *self.freed})


NOBODY = Concerned(owing={}, freed={})


async def concerned(
    db: AsyncConnection, before: Campaign, after: Campaign, now: datetime
) -> Concerned:
    """Find whom a change concerns: nobody who is done, and nobody before he has heard of it."""
    if before.state is not State.RUNNING:
        return NOBODY
    if now < opens_at(before):
        return replace(NOBODY, has_opened=False)
    changed = differences(before, after)
    then = await disturbances.still_open(db, before, now) if {*changed} & FREEING else {}
    if after.state is State.CANCELLED:
        return Concerned(owing={}, freed=then)
    owing: Reached = {}
    if any(it in TOLD_OF for it in changed):
        owing = await disturbances.still_open(db, after, now)
    if "audience" not in changed:
        return Concerned(owing=owing, freed={})
    there = await disturbances.members(db, after, now)
    were = await disturbances.members(db, before, now)
    return Concerned(
        owing={number: it for number, it in owing.items() if number in were},
        freed={number: it for number, it in then.items() if number not in there},
    )


def told_words(found: Concerned) -> Text:
    """Say how many people hear of a change."""
    owing, freed = sum(found.owing.values()), sum(found.freed.values())
    lost = len(found.ids) - owing - freed
    parts = [
        Text("{count} who still owe it are told once.", count=owing) if owing else "",
        Text("{count} need not do it any more, and are told once.", count=freed) if freed else "",
        Text("{count} cannot be reached by letters.", count=lost) if lost else "",
    ]
    if any(parts):
        return Joined(parts)
    if not found.has_opened:
        return Text("Nobody is told: it has not opened yet.")
    return Text("Nobody is told: it concerns no one who still owes it.")


def letter(change: Change, campaign: Campaign, dues: AbstractSet[datetime]) -> Message:
    """Tell somebody what was changed, by whom and why, and what that means for him.

    `dues` are when it is due for him, none when he need not do it any more.
    """
    owes = bool(dues)
    lines = [
        _head(change, campaign, owes=owes),
        *(_differences(change, campaign) if owes else ()),
        *(_own(it) for it in sorted(dues - {campaign.due_at})),
        Text("Why: {words}", words=change.words) if change.words else "",
        Text("By {name}.", name=change.by),
        Text("What you have done already counts.") if owes else "",
    ]
    return Message(text=Joined(lines), keyboard=[[MINE]], private=True)


def _own(due_at: datetime) -> Text:
    return Text("For you it is due {due}: you or your area were given more time.", due=due(due_at))


def _head(change: Change, campaign: Campaign, *, owes: bool) -> Text:
    title = title_of(campaign)
    if change.action == CANCELLED:
        return Text("✖ <b>Cancelled: {title}</b>\nNothing is to be done for it any more.",
                    title=title)  # fmt: skip
    if not owes:
        return Text("➖ <b>{title}</b>\nYou need not do this any more.", title=title)
    if change.action == EXTENDED:
        return Text("⏳ <b>More time: {title}</b>", title=title)
    return Text("✏️ <b>Changed: {title}</b>", title=title)


def _differences(change: Change, campaign: Campaign) -> Sequence[Text]:
    return campaign_words.told_changes(change.before, campaign, TOLD_OF)
