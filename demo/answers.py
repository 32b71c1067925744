"""Public answers that the demo begins with: how the work is done here, and no policy figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from demo.households import PERSONA_VILLAGE
from demo.people import STATION, TOWN_OFFICER, VILLAGE_OFFICER
from domain.answers import Answer
from domain.calendar import local_day
from domain.people import Role
from storage import answers, people
from storage.ids import new_id

DISTRICT, TOWN = PERSONA_VILLAGE[:6], PERSONA_VILLAGE[:9]
DAYS_AGO = 30
SOON = timedelta(days=9)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A public answer: by whom and for which area; one may run out soon."""

    question: str
    answer: str
    by: str = TOWN_OFFICER
    area_code: str = TOWN
    is_ending: bool = False


ANSWERS = (
    Told(
        question="到农户家怎么签到？",
        answer="走到户主家门口，点下方的「📍 签到」，把手机定位发出来。"
        "在登记位置的范围以内就算签到成功。刚打开定位时先等几秒，位置会准一些。",
    ),
    Told(
        question="签到时说离得太远怎么办？",
        answer="先在门口等几秒，再发一次位置。还是太远，就按提示点一个原因，或者打字、发语音说明。"
        "这条签到会留下来，由信息员核对；登记的坐标不对，信息员可以改过来。",
    ),
    Told(
        question="去过农户家，但没有签到，走访还能补录吗？",
        answer="能。发 /late，写清去的日子、时间和没签到的原因，再填走访情况。"
        "信息员认可以后算数，记录上会标明是补录。",
    ),
    Told(
        question="户情和全国系统不一致，怎么更正？",
        answer="打开这一户，点要改的项目，写新的情况和怎么知道的，可以附照片。"
        "驻村工作队员逐项审核，采纳以后由村信息员录入全国系统。",
    ),
    Told(
        question="八有一超指的是哪些？",
        answer="八有：有收入来源或低保、有住房保障、有基本医疗保障、有义务教育保障、有安全饮用水、"
        "有路通村屯、有电用、有电视看。一超：人均纯收入超过当年的标准线。"
        "每一项都要写明依据；没去核查的写未核，不能当作达标。",
        by=STATION,
        area_code=DISTRICT,
    ),
    Told(
        question="人均纯收入怎么算？",
        answer="工资、经营、财产、转移和其他收入加起来，减去生产经营费用支出，再除以家庭人口。"
        "系统同时列出登记的和认定的两个数，哪些收入没有认定、为什么，都写在下面。",
        by=STATION,
        area_code=DISTRICT,
    ),
    Told(
        question="红卡和蓝卡有什么区别？",
        answer="联系卡分两种颜色：红卡是已脱贫户，蓝卡是未脱贫户。",
        by=STATION,
        area_code=DISTRICT,
    ),
    Told(
        question="走访记录提交以后发现写错了，怎么改？",
        answer="提交后一分钟内可以点「撤回」，填过的都还在，改好再交。"
        "过了一分钟，请告诉村信息员，下次走访时写明更正。",
    ),
    Told(
        question="走访时没有变化的项目也要一项一项填吗？",
        answer="不用。没有变化的点「无变化」；后面都没有变化，就点「⏩ 其余无变化」，一下就过去。",
    ),
    Told(
        question="帮扶人调走了，结对的农户交给谁？",
        answer="由信息员发起交接，请新的帮扶人接手。新帮扶人答应、原帮扶人把没办完的办好，交接才算完成。"
        "在这之前，还是原帮扶人负责。",
    ),
    Told(
        question="身份证号和电话为什么看不全？",
        answer="号码平时都遮住，免得被旁人看到。工作需要时点「👁 显示 30 秒」，"
        "时间到了自动遮住；谁看过，系统会记下来。",
        by=VILLAGE_OFFICER,
        area_code=PERSONA_VILLAGE,
    ),
    Told(
        question="这个月的走访什么时候截止？",
        answer="当月最后一个工作日 18:00。到期前 7 天、3 天、1 天和当天会提醒；"
        "「📒 我的任务」里看得到还差哪几户。",
        is_ending=True,
    ),
)


async def write(db: AsyncConnection, now: datetime) -> None:
    """Publish them, as if officers had done so a month ago."""
    names = {
        person.name: person.id
        for role in (Role.INFORMATION_OFFICER, Role.TOWN_STATION)
        for person in await people.with_role(db, role)
    }
    today = local_day(now)
    for told in ANSWERS:
        await answers.publish(
            db,
            Answer(
                id=new_id(),
                question=told.question,
                answer=told.answer,
                area_code=told.area_code,
                valid_from_on=today - timedelta(days=DAYS_AGO),
                valid_until_on=today + SOON if told.is_ending else None,
                set_by=names[told.by],
                set_at=now - timedelta(days=DAYS_AGO),
            ),
        )
