"""Whom a change of a campaign concerns, and the letter by which each hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_words
from bot.campaign_desk import CANCELLED, EXTENDED
from bot.digest_cards import MINE
from bot.replies import Message
from domain.campaign_edits import TOLD_OF, differences
from domain.campaigns import Campaign, Owing, Standing, State
from domain.duties import Reach
from domain.recurrences import title_of
from domain.refusals import Joined, Text
from storage import criteria
from storage.campaign_changes import Change


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Those who hear of a change: who still owes it, and who need not do it any more."""

    owing: tuple[Owing, ...] = ()
    freed: tuple[Owing, ...] = ()

    @property
    def ids(self) -> list[int]:
        """Everybody who is told."""
        return sorted({it.person_id for it in (*self.owing, *self.freed)})


async def concerned(
    db: AsyncConnection, before: Campaign, after: Campaign, now: datetime
) -> Concerned:
    """Find whom a change concerns; whoever is done is not bothered, nor anybody about a draft."""
    if before.state is not State.RUNNING:
        return Concerned()
    then = {it.person_id: it for it in await criteria.owing(db, before, now)}
    is_over = after.state is State.CANCELLED
    there = {} if is_over else {it.person_id: it for it in await criteria.owing(db, after, now)}
    freed = [it for number, it in then.items() if _is_open(it) and number not in there]
    is_said = any(it in TOLD_OF for it in differences(before, after))
    owing = [it for number, it in there.items() if is_said and _is_open(it) and number in then]
    return Concerned(owing=tuple(owing), freed=tuple(freed))


def _is_open(owing: Owing) -> bool:
    return owing.standing is Standing.OPEN


def told_words(found: Concerned) -> Text:
    """Say how many people hear of a change."""
    owing, freed = _reached(found.owing), _reached(found.freed)
    lost = len(found.ids) - owing - freed
    parts = [
        Text("{count} who still owe it are told once.", count=owing) if owing else "",
        Text("{count} need not do it any more, and are told once.", count=freed) if freed else "",
        Text("{count} cannot be reached by letters.", count=lost) if lost else "",
    ]
    nobody = Text("Nobody is told: it concerns no one who still owes it.")
    return Joined(parts if any(parts) else [nobody])


def _reached(owings: Sequence[Owing]) -> int:
    return sum(it.reach is Reach.REACHED for it in owings)


def letter(change: Change, campaign: Campaign, *, owes: bool) -> Message:
    """Tell somebody what was changed, by whom and why, and what that means for him."""
    lines = [
        _head(change, campaign, owes=owes),
        *(_differences(change, campaign) if owes else ()),
        Text("Why: {words}", words=change.words) if change.words else "",
        Text("By {name}.", name=change.by),
        Text("What you have done already counts.") if owes else "",
    ]
    return Message(text=Joined(lines), keyboard=[[MINE]], private=True)


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
