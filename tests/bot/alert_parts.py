"""How the forms about relapse alerts are begun in a test."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot import alert_raising, alert_steps
from bot.alert_raising import Fear
from domain import alerts as rules
from domain.alerts import Alert, FollowUp, Risk, Verified
from domain.measures import Measure
from domain.triage import Class, Facts
from storage import alerts, cases, households, measures, people
from tests.kit.stage import Stage
from tests.kit.visiting import do
from tests.kit.walker import Part

TODAY = date(2026, 3, 2)
FACTS = Facts(family="illness", income_yuan=3200, spent_yuan=20000, people=3)
FOUND = Verified(by_id=0, by="某", on=TODAY, found=Class.UNSTABLE, checkin_id=0)
GONE = FollowUp(on=TODAY, by="某", risk=Risk.GONE)
VERIFY, REVIEW, MEASURES, FOLLOW_UP = range(4)


async def _household(stage: Stage) -> dict[str, Any]:
    number, now = stage.roster.households["黄大明"], stage.world.clock.now()
    async with stage.app.database.read() as db:
        known = await households.by_id(db, number)
        assert known
        mine = await alert_steps.given(db, known, now)
    return {"about": "黄大明", "household": number, alert_steps.NAME: mine}


async def placed(
    stage: Stage, place: int, holder: str, change: Callable[[Alert], Alert] | None = None
) -> dict[str, Any]:
    """Put an alert at a stage into somebody's hands, without the way to there."""
    now, who = stage.world.clock.now(), stage.roster.people
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, who["韦秀英"])
        known = await households.by_id(db, stage.roster.households["黄大明"])
        assert known
        fear = Fear(known=known, facts=FACTS, words="户主住院")
        entry = await alert_raising.raise_alert(db, asker, fear, now)
        case = replace(entry.case, rung_index=place, holder_id=who[holder], version=2)
        await cases.move_on(db, case)
        alert = await alerts.by_number(db, case.number)
        if change and alert:
            await alerts.keep(db, change(alert), case.ladder.rules)
    return {"case": case.number, "rung": place}


async def _line(stage: Stage) -> dict[str, Any]:
    given = await placed(stage, VERIFY, "黄丽萍")
    return given | {"line": "income", "about": "黄大明"}


async def _paper(stage: Stage) -> dict[str, Any]:
    return await _line(stage) | {"line": "bills"}


async def _verifying(stage: Stage) -> dict[str, Any]:
    """Let the town station have checked in at the household."""
    given = await placed(stage, VERIFY, "黄丽萍")
    await do(stage, "黄丽萍", "at 黄大明 + 20 m NE ±12")
    return given


async def _dismissing(stage: Stage) -> dict[str, Any]:
    return await placed(stage, VERIFY, "黄丽萍")


async def _reviewing(stage: Stage) -> dict[str, Any]:
    return await placed(stage, REVIEW, "周启明", lambda it: rules.verify(it, FOUND))


async def _measuring(stage: Stage) -> dict[str, Any]:
    return await placed(stage, MEASURES, "黄丽萍")


async def _measure(stage: Stage) -> dict[str, Any]:
    """Set a measure for the helper."""
    given, now = await placed(stage, FOLLOW_UP, "黄丽萍"), stage.world.clock.now()
    who = stage.roster.people
    measure = Measure(
        id=0,
        number=given["case"],
        owner_id=who["韦秀英"],
        due_on=TODAY,
        what="申请低保",
        set_by_id=who["黄丽萍"],
        set_at=now,
    )
    async with stage.app.database.write() as db:
        kept = await measures.add(db, measure)
    return {"measure": kept.id, "about": "黄大明"}


async def _following(stage: Stage) -> dict[str, Any]:
    return await placed(stage, FOLLOW_UP, "黄丽萍")


async def _closing(stage: Stage) -> dict[str, Any]:
    return await placed(stage, FOLLOW_UP, "黄丽萍", lambda it: rules.follow_up(it, GONE))


NOT_YUAN = ("-1", "3.5", "99999999")
ALERT_PARTS = {
    "alert": Part(prepare=_household, unfit={"alert.spent": NOT_YUAN, "alert.income": NOT_YUAN}),
    "correct_alert": Part(prepare=_line, unfit={"value": NOT_YUAN}),
    "alert_paper": Part(prepare=_paper),
    "verify_alert": Part(who="黄丽萍", prepare=_verifying),
    "false_alarm": Part(who="黄丽萍", prepare=_dismissing),
    "review_alert": Part(who="周启明", prepare=_reviewing),
    "set_measure": Part(
        who="黄丽萍",
        prepare=_measuring,
        typed={"due": "2026-03-20"},
        unfit={"what": ("长" * 301,), "due": ("2026-03-01", "2028-01-01")},
    ),
    "measure_done": Part(prepare=_measure),
    "drop_measure": Part(who="黄丽萍", prepare=_measure),
    "follow_up_alert": Part(who="黄丽萍", prepare=_following, unfit={"on": ("明天",)}),
    "close_alert": Part(who="黄丽萍", prepare=_closing),
}
