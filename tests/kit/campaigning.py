"""Campaigns on a stage: beginning one, letting time pass, seeing who was told what."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_times
from domain.calendar import SHANGHAI
from domain.campaigns import Audience, Campaign, Criterion, Mark, State
from domain.people import Role
from reminders import campaigns as looks
from reminders import deliveries, digests
from storage import campaign_marks, campaigns, people, tellings
from storage.database import Database
from storage.tellings import Telling
from tests.kit.cast import DISTRICT
from tests.kit.stage import Stage

HELPERS = Audience(roles=frozenset({Role.HELPER}))


def at(written: str) -> datetime:
    """Read an instant of the stage's year: 03-20T18:00; others say theirs."""
    whole = written if written[4] == "-" else f"2026-{written}"
    return datetime.fromisoformat(whole).replace(tzinfo=SHANGHAI)


TASK = Campaign(
    title="学文件",
    what="请读完文件。",
    criterion=Criterion.CONFIRMED,
    audience=HELPERS,
    area_code=DISTRICT,
    opens_on=date(2026, 3, 3),
    due_at=at("03-20T18:00"),
    state=State.RUNNING,
    set_at=at("03-02T09:00"),
)


async def begun(stage: Stage, campaign: Campaign = TASK) -> Campaign:
    """Begin a campaign now."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        kept = await campaigns.add(db, replace(campaign, set_at=now))
        assert kept
        await campaign_times.retimed(db, kept, now)
        found = await campaigns.by_number(db, kept.number)
    assert found
    return found


async def kept(db: AsyncConnection, campaign: Campaign) -> Campaign:
    """Keep a campaign whose period has not begun yet."""
    added = await campaigns.add(db, campaign)
    assert added
    return added


async def sweep(database: Database, now: datetime) -> None:
    """Do once what the bot does every half minute."""
    await looks.look(database, now)
    await deliveries.note(database, now)
    await digests.remind(database, now)


async def told(stage: Stage, when: str, times: int = 1) -> dict[str, str]:
    """Sweep, several at once, and return who was told what; a second letter stands below."""
    stage.heard.clear()
    stage.world.clock.move_to(at(when))
    now = stage.app.clock()
    await asyncio.gather(*[sweep(stage.app.database, now) for _ in range(times)])
    await stage.settle()
    found: dict[str, str] = {}
    for line in stage.heard:
        if not line.words.startswith("✎ "):
            found[line.to] = f"{found[line.to]}\n{line.words}" if line.to in found else line.words
    return found


async def whom(stage: Stage, when: str, times: int = 1) -> list[str]:
    """Sweep, several at once, and return who was told something, once a letter."""
    await told(stage, when, times)
    return sorted(it.to for it in stage.heard if not it.words.startswith("✎ "))


async def decide(
    stage: Stage,
    campaign: Campaign,
    name: str,
    mark: Mark,
    *,
    until: str = "",
    by: str = "莫小兰",
) -> None:
    """Decide something about somebody now."""
    now, who = stage.app.clock(), stage.roster.people[name]
    until_at = at(until) if until else None
    by_id = stage.roster.people[by]
    async with stage.app.database.write() as db:
        await campaign_marks.keep(db, campaign.number, who, mark, by_id, now, until_at=until_at)
        await campaign_times.retimed(db, campaign, now)


async def do(stage: Stage, campaign: Campaign, name: str) -> None:
    """Let somebody say that he has done it."""
    await decide(stage, campaign, name, Mark.CONFIRMED, by=name)


async def trail(stage: Stage, campaign: Campaign, name: str = "") -> list[tuple[str, str]]:
    """List what somebody was told, and what became of it; without a name who was told."""
    async with stage.app.database.read() as db:
        found = await tellings.trail(db, campaign.number)
    return [_line(it, name) for it in found if name in ("", it.name)]


def _line(telling: Telling, name: str) -> tuple[str, str]:
    return (telling.event, telling.outcome.value) if name else (telling.event, telling.name)


async def bind(stage: Stage, name: str) -> None:
    """Let somebody come back now, as if he had registered only now."""
    number, user = stage.roster.people[name], stage.users[name]
    async with stage.app.database.write() as db:
        await people.bind(db, number, user, stage.app.clock(), user)
