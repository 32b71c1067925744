"""The record of a household of the cast, and changes of it that are proposed without a play."""

from dataclasses import replace
from datetime import date

from bot import change_deeds, change_fields, change_letters
from domain.changes import Wanted
from domain.households import Household, Member
from domain.people import Duty
from storage import households, pairings, people
from tests.kit import actions, cast
from tests.kit.stage import Stage

ID_NUMBER = "11010519491231002X"
FACTS = {"state": "未脱贫", "attribute": "一般", "causes": ["缺技术"], "size": 3,
         "phone": "13877790001", "is_water_safe": True}  # fmt: skip
MEMBERS = (
    ("黄大明", "户主", "普通", ID_NUMBER),
    ("李月梅", "配偶", "普通", ""),
    ("黄小宝", "之子", "无", ""),
)


async def furnish(stage: Stage, head: str = "黄大明") -> int:
    """Give a household facts and named members; returns its id."""
    home = cast.HOMES[head]
    members = [
        Member(
            number=f"{home.number}-{place}",
            name=name,
            id_number=number,
            facts={"relation": relation, "labour": labour, "health": ["健康"]},
        )
        for place, (name, relation, labour, number) in enumerate(MEMBERS)
    ]
    household = Household(
        number=home.number, area_code=cast.VILLAGE, head_name=head, point=home.point, facts=FACTS
    )
    async with stage.app.database.write() as db:
        return await households.put(db, household, members)


async def pair(stage: Stage, helper: str, head: str = "黄大明") -> None:
    """Pair one more helper with a household."""
    numbers = stage.roster.households[head], stage.roster.people[helper]
    async with stage.app.database.write() as db:
        await pairings.pair(db, *numbers, date(2026, 1, 1))


async def propose(stage: Stage, who: str, whose: str = "H0001-1", **values: object) -> None:
    """Let somebody propose what the fields of a member say, without a conversation."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        person = await people.by_id(db, stage.roster.people[who])
        known = await households.by_id(db, stage.roster.households["黄大明"])
        assert known
        blank = [Wanted(field=it, member_number=whose, old=None, new=values[it]) for it in values]
        wanted = [
            replace(it, old=await change_fields.current(db, known, it), evidence="家里人说的")
            for it in blank
        ]
        made = await change_deeds.propose(db, person, known.id, wanted, now)
        await change_letters.show(db, person.id, made, now)
    await stage.settle()


async def act(stage: Stage, who: str, *lines: str) -> None:
    """Let somebody do things whose answers no play looks at."""
    for line in lines:
        actions.do(stage, who, line)
        await stage.settle()


async def correct(stage: Stage, number: str, **facts: object) -> None:
    """Let the record of a member change behind everybody's back, as an import would."""
    async with stage.app.database.write() as db:
        known = await households.by_id(db, stage.roster.households["黄大明"])
        assert known
        assert await households.correct(db, known.id, known.version, {}, {number: facts})


async def works_as(stage: Stage, who: str, *duties: Duty) -> None:
    """Give somebody other duties."""
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people[who], duties)
