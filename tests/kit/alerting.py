"""The course of a relapse alert, and how far it is when a play begins."""

from domain.households import Household, Member
from storage import households
from tests.kit import cast
from tests.kit.stage import Stage
from tests.kit.visiting import do

RAISE = ("报预警", "presses [因病]", "户主住院", "20000", "3200")
VERIFY = (
    "presses [🙋 我来处理]",
    "at 黄大明 + 20 m NE ±12",
    "presses [🔎 核实 #1]",
    "欠款属实",
    "presses [✔ 脱贫不稳定户]",
)
REVIEW = (
    "presses [🙋 我来处理]",
    "presses [✔ 同意并定类别]",
    "presses [✔ 脱贫不稳定户]",
)
MEASURE = (
    "presses [🙋 我来处理]",
    "presses [🧰 定措施]",
    "presses [申请低保]",
    "presses [韦秀英]",
    "presses [两周内]",
)
DONE = ("我的任务", "presses [✅ 办好了]", "presses [按要求办好了]")
FOLLOW = (
    "presses [👣 跟踪记录]",
    "presses [我自己]",
    "presses [✔ 今天]",
    "能下地了",
    "presses [风险已消除]",
)
CLOSE = ("presses [🏁 销号]", "presses [补助已落实]")
COURSE = (
    ("韦秀英", RAISE),
    ("黄丽萍", VERIFY),
    ("周启明", REVIEW),
    ("黄丽萍", MEASURE),
    ("韦秀英", DONE),
    ("黄丽萍", (*FOLLOW, *CLOSE)),
)


async def until(stage: Stage, count: int) -> None:
    """Let so many people do their part, whose answers other plays show."""
    for who, deeds in COURSE[:count]:
        await do(stage, who, *deeds)


async def earning(stage: Stage, yuan: str) -> None:
    """Let the record of 黄大明 say what each of the family has."""
    facts = {"net_income_per_head_yuan": yuan, "state": "边缘易致贫户"}
    home = Household(number="H0001", area_code=cast.VILLAGE, head_name="黄大明", facts=facts)
    async with stage.app.database.write() as db:
        await households.put(db, home, [Member(number="1", name="黄大明")])
