"""What was raised in the personas' village before the demo, and how it ended.

Everything has ended, so that nothing is overdue on the first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.raising import Wish, enter
from demo.households import PERSONA_VILLAGE, Home
from domain.calendar import SHANGHAI, working_day_by
from domain.case_deeds import claim, end, pass_up
from domain.case_wishes import confirm, rate
from domain.cases import Case
from domain.ladders import Deed, Kind
from domain.people import Person
from imports.pairings import PairingRecord
from storage import case_steps, cases, households, people
from storage.case_steps import Doing


@dataclass(frozen=True, kw_only=True)
class Told:
    """One case: what was asked for, so many days ago, how it ended after so many days."""

    kind: Kind
    topic: str
    words: str
    days_ago: int
    ended_after: int
    result: str
    stars: int
    passed_up: str = ""


PAST = (
    Told(
        kind=Kind.NEED,
        topic="farming",
        words="想再放一批虾苗，不知道找谁买得放心。",
        days_ago=62,
        ended_after=1,
        result="联系了镇里的水产站，技术员下周二到塘边看水质，再带去买苗。",
        stars=5,
    ),
    Told(
        kind=Kind.NEED,
        topic="medical",
        words="家里老人的慢性病卡还没办下来，买药不能报销。",
        days_ago=48,
        ended_after=2,
        result="资料补齐交到镇卫生院了，卡已经办好，从本月起可以报销。",
        stars=5,
    ),
    Told(
        kind=Kind.NEED,
        topic="housing",
        words="厨房的墙裂了一道缝，下雨会渗水。",
        days_ago=40,
        ended_after=6,
        passed_up="要请人鉴定，村里定不了。",
        result="镇里请人看过，是B级，已经安排泥水工补好。",
        stars=4,
    ),
    Told(
        kind=Kind.QUESTION,
        topic="record",
        words="户主的电话换了，档案里怎么改？",
        days_ago=33,
        ended_after=0,
        result="在农户卡片上点“改信息”，填新号码，驻村队员审核后就改好了。",
        stars=5,
    ),
    Told(
        kind=Kind.NEED,
        topic="work",
        words="儿子想在附近找活，早出晚归能顾家的。",
        days_ago=21,
        ended_after=3,
        result="推荐到镇上的冷冻厂，已经上班一个星期。",
        stars=5,
    ),
)


async def write(
    db: AsyncConnection, homes: Iterable[Home], paired: Iterable[PairingRecord], now: datetime
) -> None:
    """Write one case after the other, each about a household of its helper."""
    helpers = {it.household_number: it.helper_phone for it in paired}
    here = [it for it in homes if it.record.area_code == PERSONA_VILLAGE]
    with_helper = [it for it in here if it.record.number in helpers]
    ids = await households.ids(db, [it.record.number for it in with_helper])
    for told, home in zip(PAST, with_helper, strict=False):
        helper = await people.by_phone(db, helpers[home.record.number])
        if helper is not None:
            await _write(db, told, helper, ids[home.record.number], now)


async def _write(
    db: AsyncConnection, told: Told, helper: Person, household_id: int, now: datetime
) -> None:
    raised_at = _at(now, told.days_ago, 10)
    wish = Wish(
        kind=told.kind,
        area_code=PERSONA_VILLAGE,
        topic=told.topic,
        words=told.words,
        household_id=household_id if told.kind is Kind.NEED else None,
    )
    case = (await enter(db, helper, wish, raised_at)).case
    at = raised_at + timedelta(minutes=40)
    if told.passed_up:
        case = await _claimed(db, case, at)
        case, at = await _up(db, case, told, at), at + timedelta(hours=1)
    case = await _claimed(db, case, at)
    ended_at = _at(now, told.days_ago - told.ended_after, 16)
    deed = Deed.SOLVED if told.kind is Kind.NEED else Deed.ANSWERED
    case = await _ended(db, case, deed, told.result, ended_at)
    await _confirmed(db, case, helper, told.stars, ended_at)


def _at(now: datetime, days_ago: int, hour: int) -> datetime:
    day = working_day_by(now.astimezone(SHANGHAI).date() - timedelta(days=days_ago))
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


async def _officer(db: AsyncConnection, case: Case) -> Person:
    [officer, *_] = await people.responsible(
        db, case.area_code, case.rung.role, besides=case.asker_id
    )
    return officer


async def _kept(db: AsyncConnection, after: Case, doing: Doing) -> Case:
    kept = await cases.move_on(db, after)
    if kept is None:
        raise LookupError(f"no case {after.number}")
    await case_steps.add(db, kept, doing)
    return kept


async def _claimed(db: AsyncConnection, case: Case, at: datetime) -> Case:
    officer = await _officer(db, case)
    return await _kept(db, claim(case, officer, at), Doing(officer, Deed.CLAIMED))


async def _up(db: AsyncConnection, case: Case, told: Told, at: datetime) -> Case:
    officer = await people.by_id(db, case.holder_id or 0)
    after = pass_up(case, officer, case.rung_index + 1, at + timedelta(minutes=20))
    return await _kept(db, after, Doing(officer, Deed.PASSED_UP, told.passed_up))


async def _ended(db: AsyncConnection, case: Case, deed: Deed, result: str, at: datetime) -> Case:
    officer = await people.by_id(db, case.holder_id or 0)
    return await _kept(db, end(case, officer, deed, at), Doing(officer, deed, result))


async def _confirmed(
    db: AsyncConnection, case: Case, helper: Person, stars: int, at: datetime
) -> None:
    later = at + timedelta(hours=1)
    confirmed = await _kept(db, confirm(case, helper, later), Doing(helper, Deed.CONFIRMED))
    await _kept(db, rate(confirmed, helper, stars, later), Doing(helper, Deed.RATED, "⭐" * stars))
