"""No need is lost: whoever is away, leaves, restarts or presses at the same moment."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import case_deeds
from domain.case_wishes import add
from domain.ladders import Deed
from domain.people import Duty, Role, State
from domain.refusals import Refusal
from storage import cases, people
from storage.case_steps import Doing
from storage.tables import AuditRow, CaseRow, StepRow
from tests.kit import actions
from tests.kit.cast import OTHER_VILLAGE, TOWN, VILLAGE
from tests.kit.raised import raised
from tests.kit.stage import Stage, opened
from tests.kit.walker import restarted


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


async def forge(stage: Stage, who: str, data: str) -> list[tuple[str, str]]:
    """Let somebody press what was never shown to him."""
    stage.heard.clear()
    number = stage.world.history(stage.users[who])[-1]["message_id"]
    stage.world.press(stage.users[who], number, data, forged=True)
    await stage.settle()
    return [(line.to, line.words) for line in stage.heard]


async def become(stage: Stage, name: str, *duties: Duty) -> None:
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people[name], duties)


async def rows(stage: Stage, row: type, *conditions: object) -> int:
    async with stage.app.database.read() as db:
        counted = select(func.count()).select_from(row).where(*conditions)  # type: ignore[arg-type]
        return await db.scalar(counted) or 0


def listeners(said: list[tuple[str, str]]) -> list[str]:
    return sorted({to for to, _ in said})


async def test_two_who_claim_at_the_same_moment_get_one_holder(stage: Stage) -> None:
    await raised(stage)
    await act(stage, "陆海燕", "待办", "presses [#1]")
    stage.heard.clear()
    for name in ("莫小兰", "陆海燕"):
        actions.do(stage, name, "presses [🙋 我来处理]")
    waiting = stage.world.updates.pending()
    await asyncio.gather(*[stage.app.turns.take(update) for update in waiting])
    stage.world.updates.take(waiting[-1]["update_id"] + 1, 1)
    await stage.settle()
    toasts = [line.words for line in stage.heard if line.words.startswith("(toast)")]
    assert len(toasts) == 2
    assert sum("由您处理" in words for words in toasts) == 1
    assert await rows(stage, StepRow, StepRow.deed == "claimed") == 1
    assert len([line for line in stage.heard if line.to == "韦秀英"]) == 1


async def test_a_need_goes_on_after_a_restart_between_any_two_steps(
    quick: Stage, tmp_path: Path
) -> None:
    await raised(quick)
    steps = [
        ("莫小兰", "presses [🙋 我来处理]"),
        ("莫小兰", "presses [⬆ 报镇扶贫站]"),
        ("莫小兰", "要钱"),
        ("黄丽萍", "presses [🙋 我来处理]"),
        ("黄丽萍", "presses [⋯ 更多]"),
        ("黄丽萍", "presses [⬇ 退回]"),
        ("黄丽萍", "你们能办"),
        ("莫小兰", "presses [🙋 我来处理]"),
        ("莫小兰", "presses [📣 还在办]"),
        ("莫小兰", "presses [明天]"),
        ("莫小兰", "presses [✅ 已解决]"),
    ]
    for who, deed in steps:
        async with restarted(quick, tmp_path):
            await act(quick, who, deed)
    said = dict(await act(quick, "莫小兰", "修好了"))
    assert said["韦秀英"].startswith("✅ 需求 #1（黄大明，饮水）解决了。")
    assert await rows(quick, StepRow) == 8
    assert await rows(quick, AuditRow, AuditRow.subject == "case:1") == 8


async def test_an_officers_own_need_goes_to_somebody_else(quick: Stage) -> None:
    roles = (Role.HELPER, Role.INFORMATION_OFFICER)
    await become(quick, "韦秀英", *[Duty(role=it, area_code=VILLAGE) for it in roles])
    await become(quick, "莫小兰")
    await raised(quick)
    [(_, words)] = await act(quick, "陆海燕", "待办")
    assert "#1 黄大明" in words
    [(_, words)] = await act(quick, "韦秀英", "待办")
    assert words.startswith("待办 · 0 件")
    [(_, words)] = await forge(quick, "韦秀英", "case:claim:1:1")
    assert words == "(toast) 这是您自己提的，由别人处理。"


async def test_an_office_without_people_is_passed_over(quick: Stage) -> None:
    await become(quick, "黄丽萍")
    await raised(quick)
    said = await act(
        quick, "莫小兰", "presses [🙋 我来处理]", "presses [⬆ 报镇扶贫站]", "需要资金"
    )
    assert "区扶贫办 周启明" in dict(said)["韦秀英"]
    assert any(to == "周启明" for to, _ in said)


async def test_where_nobody_works_above_it_stays_with_its_holder(quick: Stage) -> None:
    await become(quick, "黄丽萍")
    await become(quick, "周启明")
    await raised(quick)
    await act(quick, "莫小兰", "presses [🙋 我来处理]")
    [(_, words)] = await act(quick, "莫小兰", "presses [⬆ 报镇扶贫站]")
    assert words == "(toast) 上一级还没有登记的人，#1 先留在您手上。请告诉管理员。"
    assert await rows(quick, CaseRow, CaseRow.holder_id == quick.roster.people["莫小兰"]) == 1


async def test_without_any_officer_the_answers_wait(quick: Stage) -> None:
    for name in ("莫小兰", "陆海燕", "黄丽萍", "周启明"):
        await become(quick, name)
    with pytest.raises(Refusal):
        await raised(quick)
    await become(quick, "黄丽萍", Duty(role=Role.TOWN_STATION, area_code=TOWN))
    await raised(quick)
    [(_, words)] = await act(quick, "黄丽萍", "待办")
    assert "#1 黄大明" in words


async def test_what_somebody_held_who_left_can_be_taken_by_the_next(quick: Stage) -> None:
    await raised(quick)
    await act(quick, "莫小兰", "presses [🙋 我来处理]")
    async with quick.app.database.write() as db:
        await people.set_state(db, quick.roster.people["莫小兰"], State.REMOVED)
    await act(quick, "陆海燕", "待办", "presses [#1]")
    said = await act(quick, "陆海燕", "presses [🙋 我来处理]")
    assert any(to == "韦秀英" and "陆海燕 在处理" in words for to, words in said)
    assert not any(to == "莫小兰" for to, _ in said)


async def test_the_card_of_an_officer_moved_elsewhere_tells_him_nothing_more(quick: Stage) -> None:
    await raised(quick)
    await act(quick, "陆海燕", "待办", "presses [#1]")
    await become(quick, "莫小兰", Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE))
    said = await act(quick, "陆海燕", "presses [🙋 我来处理]")
    assert listeners(said) == ["莫小兰", "陆海燕", "韦秀英"]
    assert ("莫小兰", "✎ #1 已不在您这里办了。") in said
    for verb in ("claim", "back", "solve", "up", "answer", "show", "give", "more", "fewer"):
        assert await forge(quick, "莫小兰", f"case:{verb}:1:2") == [
            ("莫小兰", "(toast) 这件不在您的辖区。")
        ]


@pytest.mark.parametrize(
    "verb", ["claim", "back", "solve", "up", "down", "ask", "note", "still", "give", "to", "over"]
)
async def test_a_forged_press_on_what_another_holds_changes_nothing(
    quick: Stage, verb: str
) -> None:
    await raised(quick)
    await act(quick, "莫小兰", "presses [🙋 我来处理]")
    await act(quick, "陆海燕", "待办")
    [(_, words)] = await forge(quick, "陆海燕", f"case:{verb}:1:2")
    assert words == "(toast) #1 已由 莫小兰 在处理。"
    assert await rows(quick, StepRow) == 2


async def test_what_the_asker_adds_reaches_the_office_when_its_holder_has_left(
    quick: Stage,
) -> None:
    number = await raised(quick)
    await act(quick, "莫小兰", "presses [🙋 我来处理]")
    await become(quick, "莫小兰", Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE))
    quick.heard.clear()
    async with quick.app.database.write() as db:
        asker = await people.by_id(db, quick.roster.people["韦秀英"])
        entry = await cases.by_number(db, number)
        assert entry
        after = add(entry.case, asker, quick.app.clock())
        await case_deeds.keep(db, Doing(asker, Deed.ADDED, "又裂了一处"), entry, after)
    await quick.settle()
    told = {line.to for line in quick.heard if "又裂了一处" in line.words}
    assert told == {"陆海燕"}
