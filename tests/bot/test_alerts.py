"""No alert is lost or decided twice: pressed at once, sent twice, after a restart, handed over."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import office_posts, texts
from domain.people import Duty, Role
from domain.triage import Class
from storage import alerts, cases, measures
from storage.tables import AlertRow, CaseRow, CheckInRow, MeasureRow, StepRow
from tests.bot.test_case_letters import act, become, forge, rows
from tests.kit import actions
from tests.kit.alerting import (
    COURSE,
    DONE,
    FOLLOW,
    MEASURE,
    RAISE,
    REVIEW,
    VERIFY,
    until,
)
from tests.kit.cast import DISTRICT, TOWN
from tests.kit.stage import Stage, opened
from tests.kit.walker import restarted


@pytest.fixture
async def quick(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Set a stage on the embedded database only."""
    async with opened(sqlite_url, tmp_path) as stage:
        yield stage


async def deeds_of(stage: Stage) -> list[str]:
    async with stage.app.database.read() as db:
        return list(await db.scalars(select(StepRow.deed).order_by(StepRow.version)))


async def at_once(stage: Stage, *acts: tuple[str, str]) -> list[str]:
    """Let several people act at the same moment; returns what is said to each."""
    stage.heard.clear()
    for who, what in acts:
        actions.do(stage, who, what)
    waiting = stage.world.updates.pending()
    await asyncio.gather(*[stage.app.turns.take(update) for update in waiting])
    stage.world.updates.take(waiting[-1]["update_id"] + 1, 1)
    await stage.settle()
    return [f"{line.to}: {line.words}" for line in stage.heard]


async def colleague(stage: Stage, role: Role, code: str) -> str:
    """Make 梁建国 a colleague of an office."""
    await become(stage, "梁建国", Duty(role=role, area_code=code))
    return "梁建国"


async def test_an_alert_goes_on_after_a_restart_between_any_two_steps(
    quick: Stage, tmp_path: Path
) -> None:
    for who, deeds in COURSE:
        for deed in deeds:
            async with restarted(quick, tmp_path):
                await act(quick, who, deed)
    assert await deeds_of(quick) == [
        "raised", "claimed", "verified", "claimed", "reviewed", "claimed", "measures_set",
        "measure_ended", "followed_up", "closed",
    ]  # fmt: skip
    async with quick.app.database.read() as db:
        assert await db.scalar(select(CaseRow.state)) == "closed"
        assert await db.scalar(select(AlertRow.class_code)) == Class.UNSTABLE
        assert await db.scalar(select(MeasureRow.state)) == "done"


async def test_every_update_of_its_course_may_come_twice(quick: Stage) -> None:
    for who, deeds in COURSE:
        for deed in deeds:
            actions.do(quick, who, deed)
            waiting = quick.world.updates.pending()
            for sent in [*waiting, *waiting]:
                await quick.app.turns.take(sent)
            quick.world.updates.take(waiting[-1]["update_id"] + 1, 1)
            await quick.settle()
    assert len(await deeds_of(quick)) == 10
    assert await rows(quick, MeasureRow) == await rows(quick, CheckInRow) == 1


@pytest.mark.parametrize(
    ("count", "before", "last", "role", "code", "deed"),
    [
        (1, VERIFY[:4], VERIFY[4], Role.TOWN_STATION, TOWN, "verified"),
        (2, REVIEW[:2], REVIEW[2], Role.DISTRICT_OFFICE, DISTRICT, "reviewed"),
        (3, MEASURE[:4], MEASURE[4], Role.TOWN_STATION, TOWN, "measures_set"),
        (5, FOLLOW[:4], FOLLOW[4], Role.TOWN_STATION, TOWN, "followed_up"),
    ],
)
async def test_of_two_presses_at_once_each_stage_is_passed_once(
    stage: Stage, count: int, before: tuple[str, ...], last: str, role: Role, code: str, deed: str
) -> None:
    await colleague(stage, role, code)
    await until(stage, count)
    who = COURSE[count][0]
    await act(stage, who, *before)
    await at_once(stage, (who, last), (who, f"presses again on {last.removeprefix('presses ')}"))
    assert (await deeds_of(stage)).count(deed) == 1


async def test_two_of_the_office_who_claim_at_once_get_one_holder(stage: Stage) -> None:
    other = await colleague(stage, Role.TOWN_STATION, TOWN)
    await until(stage, 1)
    said = await at_once(stage, ("黄丽萍", VERIFY[0]), (other, VERIFY[0]))
    assert sum("由您处理" in words for words in said) == 1
    assert await deeds_of(stage) == ["raised", "claimed"]


async def test_two_who_say_at_once_that_a_measure_is_done_and_given_up(stage: Stage) -> None:
    await until(stage, 4)
    await act(stage, "韦秀英", *DONE[:2])
    await act(stage, "黄丽萍", "presses [🧰 措施]", "presses [🚫 1 取消]")
    said = await at_once(stage, ("韦秀英", DONE[2]), ("黄丽萍", "presses [不需要了]"))
    assert (await deeds_of(stage)).count("measure_ended") == 1
    assert any("这条措施已经办结" in words or "别人刚刚" in words for words in said), said
    async with stage.app.database.read() as db:
        assert await db.scalar(select(MeasureRow.version)) == 2


async def test_two_taps_at_once_on_a_line_confirm_it_once(stage: Stage) -> None:
    await until(stage, 1)
    await at_once(stage, ("韦秀英", "presses [✔ 对]"), ("韦秀英", "presses again on [✔ 对]"))
    async with stage.app.database.read() as db:
        alert = await alerts.by_number(db, 1)
    assert alert is not None
    assert (set(alert.confirmed), alert.version) == ({"family"}, 2)


async def test_nobody_verifies_what_he_raised_also_when_another_is_its_asker(
    quick: Stage,
) -> None:
    roles = (Role.HELPER, Role.TOWN_STATION)
    await become(quick, "韦秀英", *[Duty(role=it, area_code=TOWN) for it in roles])
    await act(quick, "韦秀英", *RAISE)
    async with quick.app.database.write() as db:
        await db.execute(update(CaseRow).values(asker_id=quick.roster.people["覃志强"]))
    await act(quick, "韦秀英", "at 黄大明 + 20 m NE ±12")
    await forge(quick, "韦秀英", "case:claim:1:1")
    for verb in ("verify", "false"):
        [(_, words)] = await forge(quick, "韦秀英", f"case:{verb}:1:2")
        assert words == "(toast) #1 是您自己报的，要由别人核实。请交还或转给同事。"
    assert await deeds_of(quick) == ["raised", "claimed"]


async def test_nobody_reviews_what_he_verified(quick: Stage) -> None:
    duties = [
        Duty(role=Role.TOWN_STATION, area_code=TOWN),
        Duty(role=Role.DISTRICT_OFFICE, area_code=DISTRICT),
    ]
    await become(quick, "黄丽萍", *duties)
    await until(quick, 2)
    await forge(quick, "黄丽萍", "case:claim:1:3")
    for verb in ("review", "false"):
        [(_, words)] = await forge(quick, "黄丽萍", f"case:{verb}:1:4")
        assert words == "(toast) #1 是您核实的，要由别人审核。请交还或转给同事。"
    assert "reviewed" not in await deeds_of(quick)


async def test_the_district_agrees_to_nothing_that_nobody_verified(quick: Stage) -> None:
    await until(quick, 1)
    await act(quick, "黄丽萍", VERIFY[0], "presses [⚪ 误报]", "presses [收入够用]")
    await act(quick, "韦秀英", "presses [🔁 还没解决]", "还在住院")
    await act(quick, "周启明", "presses [🙋 我来处理]")
    [(_, words)] = await act(quick, "周启明", "presses [✔ 同意并定类别]")
    assert words == "(toast) #1 还没有人到户核实。请退回核实。"


async def test_where_nobody_works_at_the_next_stage_it_stays(quick: Stage) -> None:
    await become(quick, "周启明")
    await until(quick, 1)
    said = await act(quick, "黄丽萍", *VERIFY)
    assert any("下一步还没有登记的人" in words for _, words in said), said
    assert await deeds_of(quick) == ["raised", "claimed"]


async def test_without_anybody_in_the_town_the_answers_wait(quick: Stage) -> None:
    await act(quick, "韦秀英", *RAISE[:4])
    await become(quick, "黄丽萍")
    [(_, words)] = await act(quick, "韦秀英", RAISE[4])
    assert words.startswith("还没有登记能处理的人。")
    await become(quick, "黄丽萍", Duty(role=Role.TOWN_STATION, area_code=TOWN))
    await act(quick, "韦秀英", RAISE[4])
    assert await deeds_of(quick) == ["raised"]


async def test_an_alert_and_its_measures_go_along_with_a_hand_over(quick: Stage) -> None:
    await until(quick, 4)
    await act(quick, "莫小兰", "我的信息")
    await forge(quick, "莫小兰", f"pairing:show:{quick.roster.households['黄大明']}")
    taker = "presses [覃志强 · 1 户 · 尾号0002]"
    await act(quick, "莫小兰", "presses [🔁 交接：韦秀英]", taker)
    said = await act(quick, "覃志强", "presses [✅ 接收]")
    assert any(to == "覃志强" and "申请低保" in words for to, words in said), said
    new = quick.roster.people["覃志强"]
    async with quick.app.database.read() as db:
        assert await db.scalar(select(CaseRow.asker_id)) == new
        [mine] = await measures.open_of_owner(db, new)
    assert mine.about == "黄大明"
    await act(quick, "覃志强", "我的任务", "presses [✅ 办好了]")
    said = await act(quick, "覃志强", "presses [按要求办好了]")
    assert ("覃志强", "✅ 谢谢！已记下，已告诉镇扶贫站。") in said
    assert any(to == "黄丽萍" for to, _ in said)


async def test_the_next_outing_goes_where_an_alert_is_open(quick: Stage) -> None:
    await until(quick, 1)
    heard = await act(quick, "韦秀英", "/today")
    assert any("急" in words for to, words in heard if to == "韦秀英"), heard


async def test_a_late_entry_raises_an_alert_once_it_is_accepted(quick: Stage) -> None:
    taps = ("昨天", "15:00", "忘了签到", "✔ 见到户主", "谈心了解", "⏩ 其余无变化", "✎ 11")
    await act(quick, "韦秀英", "补录", *[f"presses [{it}]" for it in taps])
    await act(quick, "韦秀英", "presses [⚠️ 返贫风险]", "presses [因病]", "户主住院", "20000")
    await act(quick, "韦秀英", "3200", "presses [✔ 提交]")
    assert await rows(quick, AlertRow) == 0
    heard = await act(quick, "莫小兰", "presses [✅ 认可]")
    assert any(to == "黄丽萍" and "返贫预警 #1" in words for to, words in heard), heard
    assert any(to == "韦秀英" and "核对单" in words for to, words in heard)


async def test_a_post_in_a_group_tells_nothing_of_anybodys_health(quick: Stage) -> None:
    await until(quick, 1)
    async with quick.app.database.read() as db:
        entry = await cases.by_number(db, 1)
    assert entry
    post = texts.said(office_posts.post(entry, "https://t.me/x").text)
    assert "返贫预警 #1" in post
    assert "因病" not in post
    assert "黄大明" not in post
    of_flood = replace(entry, case=replace(entry.case, topic="disaster"))
    assert "自然灾害" in texts.said(office_posts.post(of_flood, "https://t.me/x").text)
