"""Two at the same moment, whatever they do: one is quicker, the other hears so, all hear once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot import case_deeds
from domain.case_deeds import (
    ask,
    claim,
    end,
    give_back,
    pass_up,
    send_back,
    take_over,
    update,
)
from domain.case_wishes import add, confirm, rate, reopen, reply, withdraw
from domain.cases import Case
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Refusal
from storage import cases, people
from storage.case_steps import Doing
from storage.cases import Entry
from storage.tables import OutboxRow, StepRow
from tests.kit.raised import raised
from tests.kit.stage import Stage

Act = Callable[[Case, Person, datetime], Case]
ASKER, OFFICER, COLLEAGUE, STATION = "韦秀英", "莫小兰", "陆海燕", "黄丽萍"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rival:
    """Somebody who does something at the same moment."""

    who: str
    deed: Deed
    act: Act


def ends(case: Case, person: Person, now: datetime) -> Case:
    return end(case, person, Deed.SOLVED, now)


CLAIM, CLAIM_TOO = Rival(OFFICER, Deed.CLAIMED, claim), Rival(COLLEAGUE, Deed.CLAIMED, claim)
SOLVE = Rival(OFFICER, Deed.SOLVED, ends)
UP = Rival(OFFICER, Deed.PASSED_UP, lambda it, who, now: pass_up(it, who, 1, now))
ASK = Rival(OFFICER, Deed.ASKED, ask)
BACK = Rival(OFFICER, Deed.GIVEN_BACK, give_back)
WITHDRAW = Rival(ASKER, Deed.WITHDRAWN, withdraw)
CONFIRM = Rival(ASKER, Deed.CONFIRMED, confirm)
TOWN_CLAIM = Rival(STATION, Deed.CLAIMED, claim)
CASES = {
    "claim": ([], CLAIM, CLAIM_TOO),
    "claim and withdraw": ([], CLAIM, WITHDRAW),
    "take over": (
        [CLAIM, Rival(OFFICER, Deed.UPDATED, lambda it, who, now: update(it, who, now, now))],
        Rival(STATION, Deed.TAKEN_OVER, lambda it, who, now: take_over(
            replace(it, due_at=now), who, now)),
        SOLVE,
    ),
    "give back": ([CLAIM], BACK, WITHDRAW),
    "update": (
        [CLAIM],
        Rival(OFFICER, Deed.UPDATED, lambda it, who, now: update(it, who, now + A_DAY, now)),
        WITHDRAW,
    ),
    "ask": ([CLAIM], ASK, Rival(ASKER, Deed.ADDED, add)),
    "reply": ([CLAIM, ASK], Rival(ASKER, Deed.REPLIED, reply), SOLVE),
    "pass up": ([CLAIM], UP, WITHDRAW),
    "send back": (
        [CLAIM, UP, TOWN_CLAIM],
        Rival(STATION, Deed.SENT_BACK, lambda it, who, now: send_back(it, who, 0, now)),
        Rival(ASKER, Deed.ADDED, add),
    ),
    "solve": ([CLAIM], SOLVE, BACK),
    "confirm": (
        [CLAIM, SOLVE],
        CONFIRM,
        Rival(ASKER, Deed.REOPENED, lambda it, who, now: reopen(it, who, 1, now)),
    ),
    "rate": (
        [CLAIM, SOLVE, CONFIRM],
        Rival(ASKER, Deed.RATED, lambda it, who, now: rate(it, who, 5, now)),
        Rival(ASKER, Deed.REOPENED, lambda it, who, now: reopen(it, who, 1, now)),
    ),
}  # fmt: skip


async def person(stage: Stage, name: str) -> Person:
    async with stage.app.database.read() as db:
        return await people.by_id(db, stage.roster.people[name])


async def seen(stage: Stage, number: int) -> Entry:
    async with stage.app.database.read() as db:
        entry = await cases.by_number(db, number)
    assert entry is not None
    return entry


async def do(stage: Stage, entry: Entry, rival: Rival) -> bool:
    """Do something with a case as it was seen; False when somebody was quicker."""
    who, now = await person(stage, rival.who), stage.app.clock()
    after = rival.act(entry.case, who, now)
    try:
        async with stage.app.database.write() as db:
            await case_deeds.keep(db, Doing(who, rival.deed, "说明"), entry, after)
    except Refusal:
        return False
    return True


async def count(stage: Stage, row: type, *conditions: object) -> int:
    async with stage.app.database.read() as db:
        counted = select(func.count()).select_from(row).where(*conditions)  # type: ignore[arg-type]
        return await db.scalar(counted) or 0


async def test_of_two_at_once_one_is_quicker_and_everybody_hears_once(stage: Stage) -> None:
    for before, first, second in CASES.values():
        number = await raised(stage)
        for each in before:
            assert await do(stage, await seen(stage, number), each)
        entry = await seen(stage, number)
        rivals = await asyncio.gather(*[do(stage, entry, it) for it in (first, second)])
        assert sorted(rivals) == [False, True]
        after = (await seen(stage, number)).case
        assert after.version == entry.case.version + 1
        assert await count(stage, StepRow, StepRow.case_id == number) == after.version
        done = first if rivals[0] else second
        told = OutboxRow.key.like(f"case:{number}:{after.version}:told:%")
        assert await count(stage, OutboxRow, told) == (done.who != ASKER)
        assert not await do(stage, entry, done)
