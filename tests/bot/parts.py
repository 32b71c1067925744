"""How each form of the bot is begun in a test, and what is a good answer where kinds cannot tell.

A new form that needs something to begin with, or that checks its answers, adds a line to PARTS.
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from bot import audience_steps, change_part, haves_part, income_part, quality_desk
from bot.question_part import asked_as
from domain.broadcasts import Broadcast
from domain.campaigns import Audience
from domain.handovers import Handover
from domain.households import Household, Member
from domain.pauses import Pause
from domain.people import Role
from domain.questions import WITH_OPTIONS, Kind, Question
from storage import broadcasts, handovers, households, pairings, pauses
from storage.tables import CheckInRow
from tests.bot.alert_parts import ALERT_PARTS
from tests.bot.campaign_parts import CAMPAIGN_PARTS
from tests.bot.rise_parts import RISE_PARTS
from tests.bot.said_done_parts import SAID_DONE_PARTS
from tests.bot.task_parts import TASK_PARTS
from tests.kit import actions, campaigning, cast, record
from tests.kit.raised import raised
from tests.kit.stage import Stage
from tests.kit.walker import Part, Prepare


async def _act(stage: Stage, who: str, what: str) -> None:
    actions.do(stage, who, what)
    await stage.settle()


async def _exception(stage: Stage) -> None:
    """Stand off two households, one of them without coordinates: this opens the form."""
    async with stage.app.database.write() as db:
        numbers = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *numbers, date(2026, 1, 1))
    await _act(stage, "韦秀英", "at 黄大明 + 640 m E ±12")


async def _own_checkin(stage: Stage) -> dict[str, Any]:
    await _act(stage, "韦秀英", "at 黄大明 + 20 m E ±12")
    return await _the_checkin(stage)


async def _visit(stage: Stage) -> None:
    """Begin the visit from its check-in."""
    await _own_checkin(stage)
    await _act(stage, "韦秀英", "presses [📝 走访记录]")


async def _late(stage: Stage) -> None:
    """Begin a late entry by its word."""
    await _act(stage, "韦秀英", "补录")


async def _late_waits(stage: Stage) -> None:
    """Let an officer begin to send a late entry back."""
    await _late(stage)
    for taps in ("昨天", "15:00", "忘了签到", "✔ 见到户主", "谈心了解", "⏩ 其余无变化", "✔ 提交"):
        await _act(stage, "韦秀英", f"presses [{taps}]")
    await _act(stage, "莫小兰", "presses [↩ 退回]")


async def _waiting_exception(stage: Stage) -> dict[str, Any]:
    await _act(stage, "韦秀英", "at 黄大明 + 640 m E ±12")
    await _act(stage, "韦秀英", "大明去镇上看病")
    return await _the_checkin(stage)


async def _the_checkin(stage: Stage) -> dict[str, Any]:
    async with stage.app.database.read() as db:
        number = await db.scalar(select(CheckInRow.id))
    return {"checkin": number, "version": 1}


async def _claimed_case(stage: Stage) -> dict[str, Any]:
    """Let a helper have raised a need and its officer take it."""
    await raised(stage)
    await _act(stage, "莫小兰", "presses [🙋 我来处理]")
    return {"case": 1, "rung": 0}


async def _raised_case(stage: Stage) -> dict[str, Any]:
    """Let a helper raise a need."""
    for words in ("提需求", "其他", "要一张床", "普通"):
        await _act(stage, "韦秀英", words)
    return {"case": 1, "rung": 0}


async def _asked_case(stage: Stage) -> dict[str, Any]:
    """Let its officer ask something back."""
    given = await _raised_case(stage)
    for taps in ("presses [🙋 我来处理]", "presses [⋯ 更多]", "presses [❓ 问提出人]", "多大？"):
        await _act(stage, "莫小兰", taps)
    return given


async def _solved_case(stage: Stage) -> dict[str, Any]:
    """Let its officer solve it."""
    given = await _raised_case(stage)
    for taps in ("presses [🙋 我来处理]", "presses [✅ 已解决]", "床送到了"):
        await _act(stage, "莫小兰", taps)
    return given


async def _case_in_town(stage: Stage) -> dict[str, Any]:
    """Let it climb to the town."""
    await _claimed_case(stage)
    await _act(stage, "莫小兰", "presses [⬆ 报镇扶贫站]")
    await _act(stage, "莫小兰", "需要资金")
    await _act(stage, "黄丽萍", "presses [🙋 我来处理]")
    return {"case": 1, "rung": 1}


async def _case_at_the_top(stage: Stage) -> dict[str, Any]:
    """Let it climb to the district."""
    await _case_in_town(stage)
    await _act(stage, "黄丽萍", "presses [⬆ 报区扶贫办]")
    await _act(stage, "黄丽萍", "需要资金")
    await _act(stage, "周启明", "presses [🙋 我来处理]")
    return {"case": 1, "rung": 2}


async def _questions(_stage: Stage) -> dict[str, Any]:
    """Ask one question of each kind."""
    day = date(2026, 3, 2)
    kinds = {kind: ("水井", "自来水") if kind in WITH_OPTIONS else () for kind in Kind}
    asked = [
        Question(id=number, place=number, kind=kind, text=kind, options=options, since_on=day)
        for number, (kind, options) in enumerate(kinds.items(), start=1)
    ]
    return {"question": asked_as(asked)}


async def _household(stage: Stage) -> dict[str, Any]:
    return {"household": stage.roster.households["梁水生"]}


async def _pairing(stage: Stage) -> dict[str, Any]:
    async with stage.app.database.read() as db:
        found = await pairings.open_of_household(db, stage.roster.households["梁水生"])
    return {"pairing": found[0].id, "since": found[0].since_on.isoformat()}


async def _handover(stage: Stage) -> dict[str, Any]:
    """Let an officer ask a helper to take a household over."""
    people = stage.roster.people
    asked = Handover(
        id=77,
        household_id=stage.roster.households["梁水生"],
        from_id=people["覃志强"],
        to_id=people["韦秀英"],
        asked_by=people["莫小兰"],
        asked_at=stage.world.clock.now(),
    )
    async with stage.app.database.write() as db:
        assert await handovers.ask(db, asked)
    return {"handover": asked.id, "version": asked.version}


async def _item(stage: Stage) -> dict[str, Any]:
    """Begin to look at the water of a household again."""
    number = stage.roster.households["黄大明"]
    async with stage.app.database.read() as db:
        mine = await haves_part.given(db, number, stage.world.clock.now())
    return {"household": number, "about": "黄大明", "haves": mine | {"only": "water"}}


async def _lines(stage: Stage) -> dict[str, Any]:
    """Begin to write income down."""
    number = stage.roster.households["黄大明"]
    async with stage.app.database.read() as db:
        mine = await income_part.given(db, number, stage.world.clock.now())
    return {"household": number, "about": "黄大明", "income": mine | {"alone": True}}


async def _record(stage: Stage) -> dict[str, Any]:
    """Begin to propose what changed."""
    number = await record.furnish(stage)
    async with stage.app.database.read() as db:
        mine = await change_part.given(db, number, stage.world.clock.now())
    return {"household": number, "about": "黄大明", "change": mine}


async def _returning(stage: Stage) -> None:
    """Let a resident begin to return a proposal."""
    await record.furnish(stage)
    await record.propose(stage, "韦秀英", education="小学")
    await record.act(stage, "梁建国", "presses [↩ 退回]")


async def _correcting(stage: Stage) -> None:
    """Let a resident begin to correct a proposal."""
    await record.furnish(stage)
    await record.propose(stage, "韦秀英", education="小学")
    await record.act(stage, "梁建国", "presses [✎ 更正]")


async def _returned(stage: Stage) -> None:
    """Let the author begin to mend what was returned."""
    await _returning(stage)
    await record.act(stage, "梁建国", "presses [缺少依据]")
    await record.act(stage, "韦秀英", "presses [✎ 修改]")


async def _handbook(stage: Stage) -> dict[str, Any]:
    return {
        "household": stage.roster.households["黄大明"],
        "about": "黄大明",
        "may_reveal": True,
    }


ONE_LINE = frozenset({"income.2.group"})
HEADS = {"income.1.heads": "2"}
PARTS_OF_A_VISIT = frozenset({"change.where", "haves.changed", "income.1.group"})
"""What follows from them is walked in the forms of their own."""


async def _doubt(stage: Stage) -> dict[str, Any]:
    """Let a household's record say something that does not fit."""
    number, facts = "H0002", {"causes": ["因学"]}
    home = Household(number=number, area_code=cast.VILLAGE, head_name="梁水生", facts=facts)
    async with stage.app.database.write() as db:
        household_id = await households.put(db, home, [Member(number="1", name="梁水生")])
        (doubt,) = await quality_desk.open_doubts(db, household_id, date(2026, 3, 2))
        doubtful = quality_desk.number_of(db, household_id, doubt)
    return {"household": household_id, "doubt": doubtful}


async def _leave(stage: Stage) -> dict[str, Any]:
    return {"person": stage.roster.people["莫小兰"]}


async def _pause(stage: Stage) -> dict[str, Any]:
    """Let clocks stand in a village."""
    first, last = date(2026, 3, 2), date(2026, 3, 4)
    wished = Pause(area_code=cast.VILLAGE, reason="台风", since_on=first, until_on=last)
    async with stage.app.database.write() as db:
        number = stage.roster.people["周启明"]
        pause = await pauses.add(db, wished, number, stage.app.clock())
    return {"pause": pause.id, "version": pause.version}


async def _public_answer(_stage: Stage) -> dict[str, Any]:
    return {"areas": [cast.VILLAGE, cast.TOWN], "says": {"answer": "到村委会填表。"}}


def _course(kind: str) -> Prepare:
    """Begin to change the course that ships with the bot."""

    async def given(_stage: Stage) -> dict[str, Any]:
        return {"kind": kind, "base": 0, "about": kind}

    return given


async def _everywhere(_stage: Stage) -> dict[str, Any]:
    return {"area": cast.TOWN}


async def _notice(stage: Stage) -> dict[str, Any]:
    """Let a town station have written a notice."""
    async with stage.app.database.write() as db:
        draft = Broadcast(
            words="开会",
            audience=Audience(roles=frozenset({Role.HELPER}), area_codes=(cast.VILLAGE,)),
            area_code=cast.TOWN,
            owner_id=stage.roster.people["黄丽萍"],
            set_at=stage.app.clock(),
        )
        kept = await broadcasts.add(db, draft)
    stands = audience_steps.standing_audience(kept.audience, kept.area_code)
    about = {"number": kept.number, "version": kept.version, "words": kept.words}
    return about | {"area": kept.area_code, "audience": stands}


async def _standing_task(_stage: Stage) -> dict[str, Any]:
    return {"area": "", "rises": [], "before": {}, "number": 2, "version": 1}


async def _to_repeat(stage: Stage) -> dict[str, Any]:
    """Let a campaign of the district run."""
    campaign = await campaigning.begun(stage)
    return {"area": cast.DISTRICT, "rises": [], "before": {}, "campaign": campaign.number}


async def _plan(_stage: Stage) -> dict[str, Any]:
    return {"plan": 0, "area": cast.TOWN, "filled": ["accounts"], "known": []}


DAYS_OF_MONTH = {"opens": ("0", "32", "1.5"), "due": ("0", "32")}
PAST: dict[str, tuple[str, ...]] = {"since": ("2026-03-01", "昨天")}
PARTS = {
    "ladder_clock": Part(
        who="陈丽华",
        prepare=_course("need"),
        typed={"span": "2天"},
        unfit=PAST | {"span": ("三天", "3", "99天")},
    ),
    "ladder_office": Part(
        who="陈丽华", prepare=_course("need"), typed={"span": "4小时"}, unfit=PAST
    ),
    "ladder_topic": Part(
        who="陈丽华",
        prepare=_course("question"),
        typed={"name": "沼气"},
        unfit=PAST | {"name": ("长" * 13, "<b>")},
    ),
    "ladder_figure": Part(
        who="陈丽华",
        prepare=_course("alert"),
        typed={"value": "20"},
        unfit=PAST | {"value": ("91", "1.5")},
    ),
    "recurrence_change": Part(
        who="陈丽华",
        prepare=_standing_task,
        typed={"opens": "1", "due": "31"},
        unfit=DAYS_OF_MONTH,
        left=frozenset({"areas", "parts", "units"}),
    ),
    "recurrence": Part(
        who="周启明",
        prepare=_to_repeat,
        typed={"opens": "1", "due": "31"},
        unfit=DAYS_OF_MONTH,
        left=frozenset({"areas", "parts", "units"}),
    ),
    "template": Part(
        who="黄丽萍",
        prepare=_plan,
        typed={"starts": "6月28日"},
        unfit={"starts": ("昨天", "2027-12-31")},
    ),
    "broadcast": Part(who="黄丽萍", prepare=_everywhere, left=frozenset({"units"})),
    "broadcast_audience": Part(who="黄丽萍", prepare=_notice),
    "broadcast_words": Part(who="黄丽萍", prepare=_notice),
    "broadcast_time": Part(
        who="黄丽萍",
        prepare=_notice,
        typed={"at": "明天8点"},
        unfit={"at": ("昨天", "今天8点", "2027-12-31")},
    ),
    "need": Part(),
    "ask": Part(),
    "suggest": Part(who="梁建国"),
    "reply_to_office": Part(prepare=_asked_case),
    "add_to_case": Part(prepare=_raised_case),
    "withdraw_case": Part(prepare=_raised_case),
    "reopen_case": Part(prepare=_solved_case),
    "visit": Part(
        prepare=_visit,
        typed={"next": "2026-04-01"},
        left=PARTS_OF_A_VISIT,
        unfit={"next": ("今天", "2026-03-01", "2027-12-31")},
    ),
    "late_visit": Part(
        prepare=_late,
        typed={"late.day": "昨天", "late.time": "15:00", "next": "2026-04-01"},
        left=PARTS_OF_A_VISIT,
        unfit={"late.day": ("明天", "2026-01-01"), "late.time": ("两点", "25:00")},
    ),
    "return_late_visit": Part(who="莫小兰", prepare=_late_waits),
    "solve_case": Part(who="莫小兰", prepare=_claimed_case),
    "pass_case_up": Part(who="莫小兰", prepare=_claimed_case),
    "answer_case": Part(who="周启明", prepare=_case_at_the_top),
    "send_case_back": Part(who="黄丽萍", prepare=_case_in_town),
    "ask_asker": Part(who="莫小兰", prepare=_claimed_case),
    "update_case": Part(who="莫小兰", prepare=_claimed_case),
    "public_answer": Part(
        who="莫小兰",
        prepare=_public_answer,
        unfit={
            "question": ("长" * 121, "打13900000001"),
            "answer": ("卡6228480012345678",),
            "source": ("长" * 121,),
            "since": ("昨天",),
            "until": ("昨天",),
        },
    ),
    "find_answer": Part(),
    "synonym": Part(
        who="莫小兰", typed={"word": "政府养", "means": "低保"}, unfit={"word": ("钱", "长" * 13)}
    ),
    "exception": Part(prepare=_exception),
    "note": Part(prepare=_own_checkin),
    "answer": Part(prepare=_own_checkin),
    "ask_back": Part(who="莫小兰", prepare=_waiting_exception),
    "officer_note": Part(who="莫小兰", prepare=_waiting_exception),
    "rule": Part(
        who="陈丽华",
        typed={"value": "500"},
        unfit={"value": ("9000", "1.5", "-0"), "since": ("2026-03-01", "昨天")},
    ),
    "absence": Part(
        who="莫小兰",
        prepare=_leave,
        typed={"until": "明天"},
        unfit={"since": ("昨天",), "until": ("2026-01-01",)},
    ),
    "calendar_day": Part(who="陈丽华", unfit={"day": ("昨天",)}),
    "pause": Part(who="周启明"),
    "pause_end": Part(who="周启明", prepare=_pause),
    "haves": Part(
        prepare=_item,
        unfit={
            "haves.water.litres": ("-1", "35.5"),
            "haves.water.percent": ("101",),
            "haves.water.reason": ("长" * 201,),
        },
    ),
    "income": Part(
        prepare=_lines,
        typed=HEADS,
        unfit={"income.1.amount": ("0", "-3", "1.234"), "income.1.heads": ("0", "4", "1.5")},
        left=ONE_LINE,
    ),
    "change": Part(prepare=_record),
    "return_change": Part(who="梁建国", prepare=_returning),
    "correct_change": Part(who="梁建国", prepare=_correcting),
    "change_again": Part(prepare=_returned),
    "handbook": Part(prepare=_handbook),
    "export_in_full": Part(who="莫小兰"),
    "standard": Part(
        who="陈丽华",
        unfit={"value": ("9000", "1.5"), "since": ("2026-03-01", "昨天")},
    ),
    "question": Part(
        who="陈丽华",
        typed={"options": "水井，自来水"},
        unfit={"text": ("长" * 121,), "options": ("水井",), "since": ("昨天",)},
    ),
    "questions_preview": Part(who="陈丽华", prepare=_questions),
    "pair": Part(
        who="莫小兰",
        prepare=_household,
        typed={"search": "0007", "since": "2026-03-01"},
        unfit={"since": ("2026-04-01", "明天")},
    ),
    "unpair": Part(
        who="莫小兰",
        prepare=_pairing,
        typed={"reason": "调走了", "until": "2026-03-01"},
        unfit={"until": ("2025-12-31", "明天")},
    ),
    "handover": Part(who="莫小兰", prepare=_pairing, typed={"search": "韦"}),
    "handover_difficulty": Part(prepare=_handover, typed={"reason": "太远了"}),
    "find_helper": Part(who="莫小兰", typed={"search": "覃志强"}),
    "explain_doubt": Part(who="莫小兰", prepare=_doubt),
    "sample": Part(typed={"heads": "12"}, unfit={"heads": ("101",)}),
    **ALERT_PARTS,
    **CAMPAIGN_PARTS,
    **RISE_PARTS,
    **SAID_DONE_PARTS,
    **TASK_PARTS,
}
