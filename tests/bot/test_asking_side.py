"""The asker and an office at the same moment, the same update twice, a restart in between."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage import cases
from storage.tables import CaseRow, StepRow
from tests.kit import actions
from tests.kit.stage import Stage, opened
from tests.kit.walker import restarted

RAISE = ("提需求", "其他", "要一张床", "普通")


@pytest.fixture
async def quick(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Set a stage on the embedded database only."""
    async with opened(sqlite_url, tmp_path) as stage:
        yield stage


async def act(stage: Stage, who: str, *deeds: str) -> list[tuple[str, str]]:
    """Let somebody do things one after the other; returns what is said to the last."""
    for deed in deeds:
        stage.heard.clear()
        actions.do(stage, who, deed)
        await stage.settle()
    return [(line.to, line.words) for line in stage.heard]


async def at_once(stage: Stage, *acts: tuple[str, str]) -> list[tuple[str, str]]:
    """Let several people do something at the same moment; returns what is said."""
    stage.heard.clear()
    for who, deed in acts:
        actions.do(stage, who, deed)
    waiting = stage.world.updates.pending()
    await asyncio.gather(*[stage.app.turns.take(update) for update in waiting])
    stage.world.updates.take(waiting[-1]["update_id"] + 1, 1)
    await stage.settle()
    return [(line.to, line.words) for line in stage.heard]


async def deeds(stage: Stage, number: int = 1) -> list[str]:
    async with stage.app.database.read() as db:
        wanted = select(StepRow.deed).where(StepRow.case_id == number).order_by(StepRow.version)
        return list(await db.scalars(wanted))


async def state(stage: Stage, number: int = 1) -> str:
    async with stage.app.database.read() as db:
        entry = await cases.by_number(db, number)
        assert entry
        return entry.case.state


async def claimed(stage: Stage) -> None:
    await act(stage, "韦秀英", *RAISE)
    await act(stage, "莫小兰", "presses [🙋 我来处理]")


async def test_withdrawn_and_solved_at_the_same_moment_is_one_of_them(stage: Stage) -> None:
    await claimed(stage)
    await act(stage, "莫小兰", "presses [✅ 已解决]")
    await act(stage, "韦秀英", "presses [📄 看经过]", "presses [🗑 撤回]")
    await at_once(stage, ("莫小兰", "床送到了"), ("韦秀英", "不需要了"))
    done = await deeds(stage)
    assert done[:2] == ["raised", "claimed"]
    assert done[2:] in (["solved"], ["withdrawn"])


async def test_a_reply_and_an_update_at_the_same_moment_are_both_kept_or_refused(
    stage: Stage,
) -> None:
    await claimed(stage)
    await act(stage, "莫小兰", "presses [⋯ 更多]", "presses [❓ 问提出人]", "多大？")
    await act(stage, "韦秀英", "presses [💬 回复]")
    await act(stage, "莫小兰", "presses [⬆ 报镇扶贫站]")
    said = await at_once(stage, ("韦秀英", "一米五"), ("莫小兰", "要钱"))
    done = await deeds(stage)
    assert sorted(done[3:]) in (["passed_up", "replied"], ["passed_up"], ["replied"])
    assert {to for to, _ in said} >= {"韦秀英", "莫小兰"}


async def test_an_update_that_comes_twice_takes_effect_once(stage: Stage) -> None:
    await claimed(stage)
    await act(stage, "莫小兰", "presses [✅ 已解决]", "床送到了")
    actions.do(stage, "韦秀英", "presses [✅ 解决了]")
    [update] = stage.world.updates.pending()
    for _ in range(2):
        await stage.app.turns.take(update)
    await stage.settle()
    assert (await deeds(stage)).count("confirmed") == 1


async def test_an_edit_that_comes_twice_is_one_step(stage: Stage) -> None:
    await act(stage, "韦秀英", *RAISE)
    actions.do(stage, "韦秀英", "edits #2 of own: 要两张床")
    [update] = stage.world.updates.pending()
    for _ in range(2):
        await stage.app.turns.take(update)
    await stage.settle()
    assert await deeds(stage) == ["raised", "added"]


async def test_two_join_at_the_moment_in_which_it_ends(stage: Stage) -> None:
    await claimed(stage)
    await act(stage, "莫小兰", "presses [✅ 已解决]")
    await act(stage, "覃志强", "提需求", "presses [其他]")
    await act(stage, "覃志强", "presses [✖ 取消]", "提需求", "饮水")
    said = dict(await at_once(stage, ("莫小兰", "床送到了"), ("覃志强", "没水了")))
    assert "覃志强" in said
    assert await state(stage) == "solved"


async def test_the_askers_side_goes_on_after_a_restart_between_any_two_steps(
    quick: Stage, tmp_path: Path
) -> None:
    steps = [
        *[("韦秀英", words) for words in ("提需求", "presses [饮水]", "presses [没水、停水]")],
        *[("韦秀英", words) for words in ("没水了", "普通")],
        *[("覃志强", words) for words in ("提需求", "presses [饮水]", "presses [其他]")],
        ("覃志强", "presses [🔗 加入 #1]"),
        ("莫小兰", "presses [🙋 我来处理]"),
        ("莫小兰", "presses [⋯ 更多]"),
        ("莫小兰", "presses [❓ 问提出人]"),
        ("莫小兰", "哪里裂了？"),
        ("韦秀英", "presses [💬 回复]"),
        ("韦秀英", "村口"),
        ("莫小兰", "presses [✅ 已解决]"),
        ("莫小兰", "换了水管"),
        ("覃志强", "presses [🔁 还没解决]"),
        ("覃志强", "还是没水"),
        ("韦秀英", "presses [✅ 解决了]"),
        ("韦秀英", "presses [⭐5]"),
    ]
    for who, deed in steps:
        async with restarted(quick, tmp_path):
            await act(quick, who, deed)
    mine = ["raised", "claimed", "asked", "replied", "solved", "confirmed", "rated"]
    assert await deeds(quick, 1) == mine
    assert await deeds(quick, 2) == ["raised", "joined", "solved", "reopened"]
    async with quick.app.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(CaseRow)) == 2
