"""Answers that compete with the pairs: real topics, and what people ask about each.

What would answer one of their questions just as well is left out.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice, product

from benchmarks.answers.pairs import PAIRS
from domain.answers import Answer
from domain.areas import Area, Level
from domain.people import Duty, Person, Role
from storage import answers as kept
from storage import areas, people
from storage.database import Database

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
SINCE = date(2026, 1, 1)
DISTRICT, VILLAGE = "450503", "450503101204"
PIECE = 2000
TOPICS = """
低保 特困供养 临时救助 医疗救助 城乡居民基本医疗保险 大病保险 慢性病门诊
残疾人两项补贴 残疾证 养老保险 高龄津贴 雨露计划 助学贷款 学生营养餐
寄宿生生活补助 控辍保学 危房改造 易地搬迁 宅基地审批 饮水工程 自来水费
农村公路养护 通组道路 农网改造 小额信贷 产业奖补 良种补贴 农机购置补贴 水稻保险
甘蔗种植保险 能繁母猪保险 耕地地力保护补贴 退耕还林补助 公益林补偿 护林员岗位
公益性岗位 外出务工交通补助 就业培训 务工奖补 扶贫车间 合作社分红 光伏电站收益
土地流转 征地补偿 集体经济收入 防返贫保险 监测对象纳入 风险消除 帮扶手册 结对帮扶
走访记录 签到定位 补录 户情更改 收支登记 八有一超核查 请假 驻村补贴 工作日志
月报 驻村考勤 帮扶交接 账号换绑 数据体检 电子手册 村民代表会议 评议公示 一事一议
厕所改造 垃圾清运 污水处理 有线电视 宽带入户 消费帮扶 农产品销售 电商培训
致富带头人 农家乐 养殖场备案 动物防疫 水产养殖证 虾塘电价 渔船补贴 台风救灾
旱灾救助 火灾救助 孤儿补助 留守儿童关爱 留守老人探访 妇女两癌救助 计生奖励
退役军人优抚 殡葬补助 法律援助 户口迁移 户口登记 身份证办理 社保卡 一卡通
村医签约 家庭医生 疫苗接种 住院报销 异地就医 门诊统筹 生育津贴 工伤认定 欠薪投诉
"""
ASPECTS = """
怎么申请 需要哪些材料 由哪个部门审批 多长时间能办好 每年什么时候发放 标准是多少
发到哪个账户 没有收到应该找谁 可以由村里代办吗 能在网上办理吗 被退回后怎么办
要符合什么条件 名单在哪里公示 对公示有异议向谁反映 中途停发怎么办 重复领取怎么处理
家庭成员去世后怎么处理 户主变更后怎么办 搬到外村后还能享受吗 户口不在本村能办吗
和低保能同时享受吗 脱贫户能享受吗 监测户有没有优惠 证件丢失怎么补办 填错了怎么修改
过了期限还能补办吗 由谁签字确认 要不要本人到场 不识字的老人怎么办理 人在外地怎么办理
在系统里填哪一项 在档案里怎么记录 证明由谁开具 需要拍照片吗 需要交费吗
能不能提前办理 一年可以办几次 办理进度怎么查询 计入家庭收入吗 银行卡注销了怎么办
办事电话打不通找谁 政策依据是哪个文件 调整后的标准什么时候执行 取消资格的程序是什么
核查不通过怎么办 由谁负责审核 家里几个人都可以办吗
"""
TWINS = frozenset(
    {
        ("低保", "家庭成员去世后怎么处理"),
        ("外出务工交通补助", "怎么申请"),
        ("城乡居民基本医疗保险", "过了期限还能补办吗"),
        ("危房改造", "需要哪些材料"),
        ("雨露计划", "要符合什么条件"),
        ("帮扶手册", "证件丢失怎么补办"),
        ("残疾人两项补贴", "怎么申请"),
        ("风险消除", "要符合什么条件"),
        ("走访记录", "填错了怎么修改"),
        ("防返贫保险", "要符合什么条件"),
        ("临时救助", "怎么申请"),
        ("土地流转", "在系统里填哪一项"),
        ("光伏电站收益", "每年什么时候发放"),
        ("请假", "可以由村里代办吗"),
        ("农村公路养护", "由谁负责审核"),
        ("高龄津贴", "要符合什么条件"),
        ("异地就医", "能不能提前办理"),
        ("合作社分红", "没有收到应该找谁"),
        ("孤儿补助", "中途停发怎么办"),
        ("家庭医生", "一年可以办几次"),
        ("村医签约", "一年可以办几次"),
    }
)
WHOSE = """
单亲家庭的 水产养殖户的 新婚家庭的 海岛居民的 种蔗户的 独居老人的 返乡青年的
大学生家庭的 重病患者家庭的 残疾人家庭的 移民新村的 沿海渔民的 少数民族群众的
退休教师的 外来媳妇的 双女户的 村干部亲属的 个体户的 种粮大户的 无房户的
失业人员的
"""
ANSWERS = (
    "先到村委会说明情况，由村信息员登记，镇里在规定时间内答复。",
    "带户口簿和身份证到镇便民服务中心窗口，工作人员会一次性告知。",
    "由帮扶联系人入户核实后在系统里提出，驻村工作队审核。",
    "以镇里公布的通知为准；有变化时村里会在公示栏张贴。",
    "可以请帮扶人帮忙查询，也可以打镇里的办事电话。",
    "按户登记，经村民代表会议评议，公示无异议后上报。",
    "属于部门职责的，由镇里转给对口部门办理，办结后告知本人。",
)


def questions() -> Iterator[str]:
    """Write the competing questions, those of nobody in particular first."""
    for whose, aspect, topic in product(["", *WHOSE.split()], ASPECTS.split(), TOPICS.split()):
        if (topic, aspect) not in TWINS:
            yield f"{whose}{topic}{aspect}？"


def answers(count: int, area_code: str, by: int) -> Iterator[Answer]:
    """Make so many answers; the pairs stand evenly among them, ids from 1 on."""
    others, every = islice(questions(), count - len(PAIRS)), count // len(PAIRS)
    told = iter(PAIRS)
    for number in range(1, count + 1):
        pair = next(told, None) if number % every == 0 else None
        question = pair.question if pair else next(others, "")
        words = pair.answer if pair else ANSWERS[number % len(ANSWERS)]
        if question:
            yield Answer(
                id=number,
                question=question,
                answer=words,
                area_code=area_code,
                valid_from_on=SINCE,
                set_by=by,
                set_at=NOW,
            )


async def found(database: Database, count: int) -> Person:
    """Fill an empty database with so many answers; returns somebody who reads them all."""
    async with database.write() as db:
        for code, level in ((DISTRICT, Level.DISTRICT), (VILLAGE, Level.VILLAGE)):
            await areas.put(db, Area(code=code, name=level, level=level))
        number = await people.add(db, "某人", "13900000001")
        await people.set_duties(db, number, [Duty(role=Role.RESIDENT, area_code=VILLAGE)])
        reader = await people.by_id(db, number)
    every = answers(count, DISTRICT, number)
    while piece := list(islice(every, PIECE)):
        async with database.write() as db:
            await kept.publish_all(db, piece)
    return reader
