"""Two at once about one household: accepted or withdrawn, paired once, never beyond the limits."""

from datetime import date

from domain.handovers import State
from domain.households import Household
from storage import handovers, households, pairings, rules
from storage.tables import HandoverRow
from tests.hostile.test_races import at_once, count
from tests.kit import actions, cast
from tests.kit.forged import forged
from tests.kit.stage import Stage


async def say_hello(stage: Stage, *names: str) -> None:
    for name in names:
        actions.do(stage, name, "我的信息")
    await stage.settle()


def press(stage: Stage, who: str, data: str) -> None:
    user = stage.users[who]
    number = stage.world.history(user)[-1]["message_id"]
    stage.world.press(user, number, data, forged=True)


async def helping(stage: Stage, head: str) -> list[int]:
    async with stage.app.database.read() as db:
        found = await pairings.open_of_household(db, stage.roster.households[head])
    return [it.person_id for it in found]


async def asked(stage: Stage) -> int:
    """Let an officer ask 韦秀英 to take 梁水生 over from 覃志强."""
    await say_hello(stage, "莫小兰", "陆海燕", "韦秀英")
    async with stage.app.database.read() as db:
        (pairing,) = await pairings.open_of_person(db, stage.roster.people["覃志强"])
    await forged(stage, "莫小兰", f"handover:pick:{pairing.id}:{stage.roster.people['韦秀英']}")
    async with stage.app.database.read() as db:
        (handover,) = await handovers.all_open(db)
    return handover.id


async def test_accepted_and_withdrawn_at_once_has_one_winner(stage: Stage) -> None:
    number = await asked(stage)
    press(stage, "韦秀英", f"handover:accept:{number}:1")
    press(stage, "陆海燕", f"handover:withdraw:{number}:1")
    await at_once(stage)
    async with stage.app.database.read() as db:
        after = await handovers.by_id(db, number)
    assert after
    assert after.state in (State.ACCEPTED, State.WITHDRAWN)
    taker = "韦秀英" if after.state is State.ACCEPTED else "覃志强"
    assert await helping(stage, "梁水生") == [stage.roster.people[taker]]


async def test_accepted_twice_at_once_is_one_pairing(stage: Stage) -> None:
    number = await asked(stage)
    for _ in range(3):
        press(stage, "韦秀英", f"handover:accept:{number}:1")
    await at_once(stage)
    assert await helping(stage, "梁水生") == [stage.roster.people["韦秀英"]]


async def test_two_officers_ask_at_once_and_one_handover_comes_of_it(stage: Stage) -> None:
    await say_hello(stage, "莫小兰", "陆海燕")
    people = stage.roster.people
    async with stage.app.database.read() as db:
        (pairing,) = await pairings.open_of_person(db, people["覃志强"])
    for who in ("莫小兰", "陆海燕"):
        press(stage, who, f"handover:pick:{pairing.id}:{people['韦秀英']}")
    await at_once(stage)
    assert await count(stage, HandoverRow) == 1


async def test_two_officers_pair_one_helper_at_once_within_the_limit(stage: Stage) -> None:
    helper = stage.roster.people["韦秀英"]
    async with stage.app.database.write() as db:
        figure = rules.Figure("households_per_helper", 2, date(2026, 3, 1))
        await rules.set_figure(db, figure, None, stage.app.clock())
        home = Household(number="Q1", area_code=cast.VILLAGE, head_name="吴一")
        stage.roster.households["吴一"] = await households.put(db, home, [])
    await say_hello(stage, "莫小兰", "陆海燕")
    for who, head in (("莫小兰", "吴一"), ("陆海燕", "梁水生")):
        home_id = stage.roster.households[head]
        await forged(stage, who, f"pairing:pick:{home_id}:{helper}")
    for who in ("莫小兰", "陆海燕"):
        actions.do(stage, who, "presses [今天]")
    await at_once(stage)
    async with stage.app.database.read() as db:
        assert len(await pairings.open_of_person(db, helper)) == 2
