"""The calendar under a question for a day, on a form of its own; today is Monday, 2 March 2026."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.answers import Kind
from bot.forms import Filling, Form, Option, Step
from bot.replies import Reply, say
from domain.calendar import local_day
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD, BACK, NEAR, Toward, Wanted
from storage import calendars
from storage.calendars import KeptDay
from tests.bot.form_kit import begin, draft_of, registered
from tests.kit.stage import Stage, opened

WEEKDAYS = "[一] [二] [三] [四] [五] [六] [日]"
LEGEND = "[2] 是今天，带“休”的不上班，· 不能选。"


async def _soon(_filling: Filling) -> list[Option]:
    return [Option(key="明天", label="明天")]


def _not_past(value: Any, filling: Filling) -> str:
    if date.fromisoformat(value[:10]) < local_day(filling.now):
        raise Refusal("What was decided stays true: please choose today or a later day.")
    return str(value)


def _from_june(value: Any, _filling: Filling) -> str:
    if value < "2026-06-10":
        raise Refusal("Please choose a day after today, within a year.")
    return str(value)


async def _hand_in(filling: Filling) -> Reply:
    return say(str(filling.answer("day")))


def _form(**options: Any) -> Form:
    step = Step(name="day", kind=Kind.DATE, prompt=Text("哪天交？"), options=_soon, **options)
    other = Step(name="words", kind=Kind.TEXT, prompt=Text("还有？"))
    return Form(name="dated", title=Text("日期"), steps=(step, other), submit=_hand_in)


@pytest.fixture
async def scene(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    async with opened(sqlite_url, tmp_path) as stage:
        yield stage


def _weeks(stage: Stage) -> list[list[str]]:
    """Return the rows of days on the newest calendar."""
    shown = stage.world.history(stage.users["韦秀英"])[-1]["reply_markup"]["inline_keyboard"]
    rows = [[button["text"] for button in row] for row in shown]
    return [row for row in rows if len(row) == 7][1:]


async def test_a_day_is_tapped_in_a_calendar_that_shows_what_can_be_chosen(scene: Stage) -> None:
    with registered(_form(check=_not_past, day=AHEAD)) as form:
        await begin(scene, "韦秀英", form)
        head = "日期 · 第 1 步，共 2 步 / 哪天交？"
        await scene.play(f"""
            韦秀英: presses [📅 日历]
            Bot edits for 韦秀英: {head} / {LEGEND} [2026年3月] [›] {WEEKDAYS} [·] [·] [·] [·] [·] [·] [·] [[2]] [3] [4] [5] [6] [7休] [8休] [9] [10] [11] [12] [13] [14休] [15休] [16] [17] [18] [19] [20] [21休] [22休] [23] [24] [25] [26] [27] [28休] [29休] [30] [31] [·] [·] [·] [·] [·] [‹ 收起日历] [✖ 取消]
            韦秀英: presses [›]
            Bot edits for 韦秀英: {head} / {LEGEND} [‹] [2026年4月] [›] {WEEKDAYS} [·] [·] [1] [2] [3] [4休] [5休] [6休] [7] [8] [9] [10] [11休] [12休] [13] [14] [15] [16] [17] [18休] [19休] [20] [21] [22] [23] [24] [25休] [26休] [27] [28] [29] [30] [·] [·] [·] [‹ 收起日历] [✖ 取消]
            韦秀英: presses [6休]
            Bot edits for 韦秀英: 日期 · 第 2 步，共 2 步 / 还有？ [‹ 上一步] [✖ 取消]
            韦秀英: presses [‹ 上一步]
            Bot edits for 韦秀英: {head} / 目前：2026-04-06 周一 [明天] [📅 日历] [✖ 取消]
            """)  # noqa: E501
        assert (await draft_of(scene, "韦秀英")).answers["day"] == "2026-04-06"


async def test_a_day_that_cannot_be_chosen_says_why_and_the_calendar_stays(scene: Stage) -> None:
    with registered(_form(check=_not_past, day=AHEAD)) as form:
        await begin(scene, "韦秀英", form)
        draft = await draft_of(scene, "韦秀英")
        (said,) = await _pressed(scene, f"f:day:{draft.id}:{draft.revision}:20260301")
        assert said == "以前的判断不改：请选今天或以后的日期。"
        for nonsense in ("20260230", "20261301", "99999999", "1", "x", "00000000"):
            (said,) = await _pressed(scene, f"f:day:{draft.id}:{draft.revision}:{nonsense}")
            assert said == "这个选项没有了，请选别的。", nonsense
        assert await draft_of(scene, "韦秀英") == draft


async def test_turning_answers_nothing_and_nobody_turns_beyond_three_years(scene: Stage) -> None:
    with registered(_form(day=BACK)) as form:
        await begin(scene, "韦秀英", form)
        draft = await draft_of(scene, "韦秀英")
        for month, title in {
            "": "2026年3月",
            "202602": "2026年2月",
            "202303": "2023年3月",
            "202302": "2026年3月",
            "202604": "2026年3月",
            "abc": "2026年3月",
        }.items():
            await _pressed(scene, f"f:month:{draft.id}:{draft.revision}:{month}")
            turning = scene.world.history(scene.users["韦秀英"])[-1]["reply_markup"]
            row = [button["text"] for button in turning["inline_keyboard"][0]]
            assert title in row
            assert ("‹" in row) == (title != "2023年3月")
            assert ("›" in row) == (title != "2026年3月")
        assert await draft_of(scene, "韦秀英") == draft


async def test_it_opens_where_something_can_be_chosen_or_was(scene: Stage) -> None:
    with registered(_form(check=_from_june, day=NEAR)) as form:
        await begin(scene, "韦秀英", form)
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:month:{draft.id}:{draft.revision}")
        assert _weeks(scene)[1] == ["·", "·", "10", "11", "12", "13休", "14休"]
        await _pressed(scene, f"f:day:{draft.id}:{draft.revision}:20270101")
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:back:{draft.id}:{draft.revision}")
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:month:{draft.id}:{draft.revision}")
        assert _weeks(scene)[0] == ["·", "·", "·", "·", "1", "2休", "3休"]


async def test_an_answer_that_is_no_day_opens_this_month(scene: Stage) -> None:
    async def unknown(_filling: Filling) -> list[Option]:
        return [Option(key="-", label="说不清")]

    form = _form()
    step = replace(form.steps[0], options=unknown)  # type: ignore[index]
    with registered(replace(form, steps=(step, form.steps[1]))) as form:  # type: ignore[index]
        await begin(scene, "韦秀英", form)
        await scene.play("""
            韦秀英: presses [说不清]
            Bot edits for 韦秀英: 日期 · 第 2 步，共 2 步 / 还有？ [‹ 上一步] [✖ 取消]
            韦秀英: presses [‹ 上一步]
            Bot edits for 韦秀英: 日期 · 第 1 步，共 2 步 / 哪天交？ / 目前：- [说不清] [📅 日历] [✖ 取消]
            """)  # noqa: E501
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:month:{draft.id}:{draft.revision}")
        assert _weeks(scene)[1][0] == "[2]"


async def test_days_that_administrators_keep_are_seen(scene: Stage) -> None:
    kept = KeptDay(day=date(2026, 3, 7), is_working=True, reason="补班", by="")
    now = scene.app.clock()
    async with scene.app.database.write() as db:
        await calendars.keep_day(db, kept, scene.roster.people["陈丽华"], now)
        rest = KeptDay(day=date(2026, 3, 10), is_working=False, reason="三月三", by="")
        await calendars.keep_day(db, rest, scene.roster.people["陈丽华"], now)
    with registered(_form()) as form:
        await begin(scene, "韦秀英", form)
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:month:{draft.id}:{draft.revision}")
        first, second, *_ = _weeks(scene)[1:]
        assert first[5:] == ["7", "8休"]
        assert second[1] == "10休"


async def test_where_a_time_counts_a_day_brings_the_usual_one(scene: Stage) -> None:
    with registered(_form(day=Wanted(toward=Toward.AHEAD, at=time(18)))) as form:
        await begin(scene, "韦秀英", form)
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:day:{draft.id}:{draft.revision}:20260320")
        assert (await draft_of(scene, "韦秀英")).answers["day"] == "2026-03-20T18:00"
        await scene.play("""
            韦秀英: presses [‹ 上一步]
            Bot edits for 韦秀英: 日期 · 第 1 步，共 2 步 / 哪天交？ / 目前：2026-03-20 周五 18:00 [明天] [📅 日历] [✖ 取消]
            韦秀英: 下周五下午5点半
            Bot to 韦秀英: 日期 · 第 2 步，共 2 步 / 还有？ [‹ 上一步] [✖ 取消]
            韦秀英: presses [‹ 上一步]
            Bot edits for 韦秀英: 日期 · 第 1 步，共 2 步 / 哪天交？ / 目前：2026-03-13 周五 17:30 [明天] [📅 日历] [✖ 取消]
            韦秀英: 下下下周
            Bot to 韦秀英: 请写日期，比如 7月20日、下周五下午5点，或点下面的按钮。
            """)  # noqa: E501


async def test_an_old_calendar_and_one_of_another_question_are_answered(scene: Stage) -> None:
    with registered(_form()) as form:
        await begin(scene, "韦秀英", form)
        draft = await draft_of(scene, "韦秀英")
        await _pressed(scene, f"f:month:{draft.id}:{draft.revision}")
        await scene.play("""
            韦秀英: 下周五下午5点
            Bot to 韦秀英: 这里只问哪一天，不用写几点，比如 7月20日、下周五。
            韦秀英: 明天
            Bot to 韦秀英: 日期 · 第 2 步，共 2 步 / 还有？ [‹ 上一步] [✖ 取消]
            韦秀英: presses again on [3]
            Bot toasts 韦秀英: 这个问题已经答过了，请看最新的消息。
            """)
        draft = await draft_of(scene, "韦秀英")
        for verb in ("month", "day"):
            await _pressed(scene, f"f:{verb}:{draft.id}:{draft.revision}:20260401")
        assert (await draft_of(scene, "韦秀英")).step == "words"


async def _pressed(stage: Stage, data: str) -> list[str]:
    """Press a button that need not be on the screen; returns what was said over the chat."""
    user = stage.users["韦秀英"]
    number = stage.world.history(user)[-1]["message_id"]
    stage.heard.clear()
    stage.world.press(user, number, data, forged=True)
    await stage.settle()
    return [line.words.removeprefix("(toast) ") for line in stage.heard]
