"""Asking again (催一下): those who still owe a task hear of it, each once a day whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters
from bot.replies import Button, Message, press
from bot.texts import day_and_time
from domain.calendar import local_day
from domain.campaigns import Campaign, Owing, Standing
from domain.duties import Reach, next_hour
from domain.people import Person
from domain.recurrences import task_of, title_of
from domain.refusals import Joined, Text
from storage import audit, people, tellings
from storage.tellings import Outcome

NUDGED = "campaign.nudged"
MOST_ITEMS, MOST_NAMES = 12, 10


@dataclass(frozen=True, kw_only=True)
class Nudged:
    """What became of asking: who hears of it and when, who had today, whom to call."""

    asked: tuple[Owing, ...]
    before: tuple[Owing, ...]
    unreached: tuple[Owing, ...]
    at: datetime


async def nudge(
    db: AsyncConnection, by: Person, campaign: Campaign, owings: Iterable[Owing], now: datetime
) -> Nudged:
    """Ask those of these people who still owe a task, once a day each; letters go out at `at`.

    Whoever asks has checked that they are his.
    """
    still = [it for it in owings if it.standing is Standing.OPEN and it.person_id != by.id]
    reached = {it.person_id: it for it in still if it.reach is Reach.REACHED}
    at = next_hour(now)
    event = f"nudge@{local_day(at):%Y%m%d}"
    fresh = set(await tellings.stage(db, campaign.number, event, list(reached), now))
    for person in await people.by_ids(db, fresh):
        await _tell(db, by, campaign, reached[person.id], person, event, at, now)
    if fresh:
        await audit.write(db, by.id, NUDGED, f"campaign:{campaign.number}", now)
    return Nudged(
        asked=tuple(it for number, it in reached.items() if number in fresh),
        before=tuple(it for number, it in reached.items() if number not in fresh),
        unreached=tuple(it for it in still if it.reach is not Reach.REACHED),
        at=at,
    )


def letter(by: Person, campaign: Campaign, owing: Owing) -> Message:
    """Write to somebody that he is asked, with what is left to do."""
    due = day_and_time(owing.due_at)
    head = Text("📣 {name} asks you: <b>{title}</b>", name=by.name, title=title_of(campaign))
    lines = [head, task_of(campaign), Text("Due {due}", due=due)]
    lines += [Text("• {name}", name=it.name) for it in owing.open[:MOST_ITEMS]]
    mine = Button(label=Text("📒 My tasks"), press=press("duties", "mine"))
    return Message(text=Joined(lines), keyboard=[[mine]], private=True)


def outcome(nudged: Nudged, now: datetime) -> Joined:
    """Say how many were asked, how many had been today, and whom one has to call."""
    count, names = len(nudged.asked), [it.name for it in nudged.unreached[:MOST_NAMES]]
    asked = Text("Asked: {count}", count=count)
    if nudged.at > now:
        at = day_and_time(nudged.at)
        asked = Text("{count} will be asked at {at}.", count=count, at=at)
    before = Text("Asked today already: {count}", count=len(nudged.before))
    more = len(nudged.unreached) - len(names)
    call = Text("Please call: {names}", names=Joined(names, by="、"))
    return Joined(
        [
            asked if nudged.asked or not nudged.before else "",
            before if nudged.before else "",
            call if names else "",
            Text("… and {count} more", count=more) if more else "",
        ]
    )


async def _tell(  # noqa: PLR0913  # who asks whom for what
    db: AsyncConnection,
    by: Person,
    campaign: Campaign,
    owing: Owing,
    person: Person,
    event: str,
    at: datetime,
    now: datetime,
) -> None:
    once = f"campaign:{campaign.number}:{event}"
    await letters.post(db, person, replace(letter(by, campaign, owing), after=at - now), once, now)
    waiting = await tellings.waiting_for(db, person.id)
    mine = [it for it in waiting if (it.campaign, it.event) == (campaign.number, event)]
    await tellings.settle(db, person.id, mine, Outcome.TOLD, now, f"{once}:{person.id}")
