"""Whatever is done with a case, no word is lost and its askers hear of each step exactly once."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from itertools import product
from random import Random

from sqlalchemy import select

from bot import case_deeds
from bot.case_news import NEWS
from domain.case_deeds import (
    ADVANCES,
    advance,
    ask,
    assign,
    claim,
    end,
    give_back,
    pass_up,
    send_back,
    take_over,
    update,
)
from domain.case_wishes import add, confirm, join, rate, reopen, reply, withdraw
from domain.cases import ENDS, State, permitted, serves
from domain.ladders import Deed, Kind
from domain.refusals import Refusal
from storage import case_steps, cases, people
from storage.case_steps import Doing
from storage.tables import OutboxRow
from tests.kit.raised import raised
from tests.kit.stage import Stage

PEOPLE = ("韦秀英", "莫小兰", "陆海燕", "黄丽萍", "周启明", "覃志强")
MOST, SEEDS = 24, 4
ACTS = {
    Deed.CLAIMED: claim,
    Deed.GIVEN_BACK: give_back,
    Deed.TAKEN_OVER: take_over,
    Deed.UPDATED: lambda it, who, now: update(it, who, now + timedelta(days=1), now),
    Deed.ASKED: ask,
    Deed.REPLIED: reply,
    Deed.ADDED: add,
    Deed.PASSED_UP: lambda it, who, now: pass_up(it, who, it.higher[0], now),
    Deed.SENT_BACK: lambda it, who, now: send_back(it, who, it.lower[0], now),
    Deed.WITHDRAWN: withdraw,
    Deed.CONFIRMED: confirm,
    Deed.RATED: lambda it, who, now: rate(it, who, 5, now),
    Deed.REOPENED: lambda it, who, now: reopen(it, who, it.to_reopen[0], now),
    Deed.FOLLOWED_UP: lambda it, who, now: advance(it, who, Deed.FOLLOWED_UP, None, now),
}


def advancing(deed):
    return lambda it, who, now: advance(it, who, deed, it.higher[0], now)


def ending(deed):
    return lambda it, who, now: end(it, who, deed, now)


ACTS |= {deed: advancing(deed) for deed in ADVANCES}
ACTS |= {deed: ending(deed) for deed in ENDS}


async def entry_of(stage, number):
    async with stage.app.database.read() as db:
        return await cases.by_number(db, number)


async def joined(stage: Stage, number: int) -> int:
    """Let somebody else have raised the same, and go on with the first one."""
    other = await raised(stage, who="覃志强")
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        entry = await cases.by_number(db, other)
        main = await cases.by_number(db, number)
        asker = await people.by_id(db, stage.roster.people["覃志强"])
        assert entry
        assert main
        doing = Doing(asker, Deed.JOINED)
        await case_deeds.keep(db, doing, entry, join(entry.case, main.case, now))
    return other


async def do(stage: Stage, entry, doing: Doing, to) -> bool:
    """Do a deed with the case as it stood; False when somebody was quicker."""
    who, deed, now = doing.person, doing.deed, stage.app.clock()
    try:
        async with stage.app.database.write() as db:
            if deed is Deed.ASSIGNED:
                after = assign(entry.case, who, to, now)
            else:
                after = ACTS[deed](entry.case, who, now)
            await case_deeds.keep(db, doing, entry, after)
    except Refusal:
        return False
    return True


async def do_something(
    stage: Stage, chance: Random, number: int, seen: Collection[Deed] = ()
) -> Deed | None:
    """Do with a case one thing that somebody may do, twice at once: it is done once.

    What was not seen yet comes first.
    """
    now, entry = stage.app.clock(), await entry_of(stage, number)
    async with stage.app.database.read() as db:
        everybody = [await people.by_id(db, stage.roster.people[it]) for it in PEOPLE]
    others = [it for it in everybody if serves(it, entry.case) and it.id != entry.case.holder_id]
    offered = [
        (who, deed)
        for who in everybody
        for deed in sorted(permitted(entry.case, who, now))
        if deed is not Deed.ASSIGNED or others
    ]
    if not offered:
        return None
    who, deed = chance.choice([it for it in offered if it[1] not in seen] or offered)
    to = others[0] if deed is Deed.ASSIGNED else None
    doing = Doing(
        who, deed, None if to else f"第{entry.case.version}步", to_id=to.id if to else None
    )
    done = await asyncio.gather(*[do(stage, entry, doing, to) for _ in range(2)])
    assert sorted(done) == [False, True], deed
    return deed


async def check(stage: Stage, number: int, sharing: int = 0) -> None:
    """Every version has its step with its words; of each the asker heard once."""
    entry = await entry_of(stage, number)
    async with stage.app.database.read() as db:
        done = await case_steps.of_case(db, number)
        told = list(await db.scalars(
            select(OutboxRow.key).where(OutboxRow.key.like(f"case:%:told:{number}:%"))
        ))  # fmt: skip
    assert [it.version for it in done] == list(range(1, entry.case.version + 1))
    spoken = [it for it in done[1:] if it.deed not in {Deed.ASSIGNED, Deed.JOINED, Deed.PARTED}]
    assert all(it.text for it in spoken)
    own = [it for it in told if it.startswith(f"case:{number}:")]
    assert len(own) == sum(it.deed in NEWS for it in done)
    assert len(told) - len(own) == sharing


async def test_no_step_is_lost_and_each_is_told_once(stage: Stage) -> None:
    seen: set[Deed] = set()
    for kind, seed in product(Kind, range(SEEDS)):
        chance = Random(f"{kind}:{seed}")  # the same every time
        number = await raised(stage, kind)
        for _ in range(MOST):
            deed = await do_something(stage, chance, number, seen)
            if deed is None:
                break
            seen.add(deed)
            stage.world.clock.move_by(timedelta(minutes=chance.randrange(3000)))
        await check(stage, number)
    await stage.settle()
    assert seen == {*ACTS, Deed.ASSIGNED}


async def test_who_joined_hears_the_same_until_it_ends_or_is_withdrawn(stage: Stage) -> None:
    for seed in range(4):
        chance = Random(seed)  # the same every time
        number = await raised(stage)
        other = await joined(stage, number)
        for _ in range(MOST):
            if not await do_something(stage, chance, number):
                break
            if (await entry_of(stage, other)).case.state is not State.JOINED:
                break
        async with stage.app.database.read() as db:
            steps = await case_steps.of_case(db, number)
        went_on = [it for it in steps if it.deed in NEWS and it.deed not in ENDS]
        await check(stage, number)
        await check(stage, other, sharing=len(went_on))
