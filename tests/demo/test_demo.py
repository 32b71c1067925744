"""`./run demo` as a visitor has it: one link, personas who are answered, a clock to move."""

import asyncio
from datetime import datetime, time, timedelta

import pytest

from bot.opening import open_database
from bot.settings import Settings
from demo import phones
from demo.district import district
from demo.households import PERSONA_VILLAGE
from demo.loading import load
from domain.calendar import SHANGHAI
from sandbox.world import World
from storage import facts, haves, households, incomes, people, visits
from storage.imports import Counts, apply
from tests.demo.visitor import START_S, started, visiting

NOW = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


@pytest.mark.slow
async def test_a_visit(tmp_path):
    async with visiting(tmp_path) as visitor:
        assert "58 个区域、329 名干部、325 户" in visitor.said
        assert "nobody here is real" in (await visitor.state())["banner"]
        await check_in_and_read_it_next_morning(visitor)
        await a_scene_comes_back_with_what_the_bot_knew(visitor)
        await a_second_demo_is_kept_out(tmp_path)
        first_users = visitor.users
    async with visiting(tmp_path) as visitor:
        assert "沿用上次的数据" in visitor.said
        assert visitor.users == first_users
        await visitor.hears("莫小兰", "昨日签到", "韦秀英", "黄大明")  # chats outlive a stop
        assert [scene["name"] for scene in (await visitor.get("scenes"))["scenes"]] == ["早上"]
        await visitor.act("韦秀英", "open_link")
        await visitor.hears("韦秀英", "韦秀英", "您好")
    async with visiting(tmp_path, "--fresh") as visitor:
        assert "已生成虚构的银海区" in visitor.said
        await visitor.act("韦秀英", "open_link")
        await visitor.hears("韦秀英", "发送我的号码")
        assert [scene["name"] for scene in (await visitor.get("scenes"))["scenes"]] == ["早上"]


async def a_scene_comes_back_with_what_the_bot_knew(visitor):
    """After a reset nobody is known; after the scene everybody is, with the very same chat."""
    chat = f"history?chat={visitor.users['韦秀英']}"
    before = await visitor.calm(chat)
    await visitor.direct("save_scene", name="早上")
    await visitor.direct("reset")
    assert await visitor.get(chat) == {**before, "messages": []}
    await visitor.act("韦秀英", "open_link")
    await visitor.hears("韦秀英", "发送我的号码")
    await visitor.direct("load_scene", name="早上")
    assert await visitor.get(chat) == before
    await visitor.act("韦秀英", "open_link")
    await visitor.hears("韦秀英", "韦秀英", "您好")
    await visitor.direct("load_scene", name="早上")


async def check_in_and_read_it_next_morning(visitor):
    """The helper's check-in is in her village officer's digest once the clock says 08:00."""
    await visitor.recognised("韦秀英")
    await visitor.recognised("莫小兰")
    day = await visitor.come_to_work()
    place = dict((await visitor.state())["phones"][0]["presets"][0])
    assert place.pop("name") == "在黄大明家"
    await visitor.act("韦秀英", "location", **place)
    await visitor.hears("韦秀英", "已签到", "黄大明")
    await visitor.move_to(day + timedelta(days=1), time(8, 0, 5))
    await visitor.hears("莫小兰", "昨日签到", "韦秀英", "黄大明")


async def a_second_demo_is_kept_out(folder):
    process = await started(folder)
    _, errors = await asyncio.wait_for(process.communicate(), START_S)
    assert process.returncode == 1
    assert b"Another process of this bot is running" in errors


def test_every_persona_has_a_phone_with_a_note_and_places():
    world = World()
    phones.hand_out(world, district())
    shown = {phone.user["first_name"]: phone for phone in world.people}
    assert [(name, phone.note) for name, phone in shown.items()] == [
        ("韦秀英", "帮扶联系人 · 关井村委会"),
        ("莫小兰", "扶贫信息员 · 关井村委会"),
        ("梁建国", "驻村工作队员 · 关井村委会"),
        ("覃志强", "帮扶联系人 · 关井村委会"),
        ("陆海燕", "扶贫信息员 · 银滩镇"),
        ("陈丽华", "管理员 · 区扶贫办"),
        ("黄丽萍", "镇扶贫站 · 银滩镇"),
    ]
    assert shown["韦秀英"].number == "13900000001"
    live = [place for place in shown["韦秀英"].presets if "live_period" in place]
    assert [place["name"] for place in live] == ["实时位置"]
    picked = shown["韦秀英"].presets[-1]
    assert picked.keys() == {"name", "latitude", "longitude"}


@pytest.fixture
async def database(database_url, tmp_path):
    database = await open_database(Settings(database_url=database_url, data_dir=tmp_path))
    yield database
    await database.close()


async def test_the_district_is_loaded_once_and_marked(database):
    assert await load(database, district(), NOW)
    assert not await load(database, district(), NOW)
    async with database.read() as db:
        assert await facts.get(db, facts.DEMO) == "yes"
        counts = await apply(db, district().households, write=False)
    assert counts == Counts(same=325)


async def test_the_village_of_the_personas_has_a_past(database):
    await load(database, district(), NOW)
    async with database.read() as db:
        homes = [it.record for it in district().homes if it.record.area_code == PERSONA_VILLAGE]
        ids = await households.ids(db, [record.number for record in homes])
        for number in ids.values():
            past = await visits.of_household(db, number)
            assert [visit.at.month for visit in past] == [2, 1, 12]
            assert len(await haves.state(db, number)) == 8
            latest_on = await incomes.latest_on(db, number)
            assert latest_on is None or latest_on <= NOW.date()


async def test_a_database_with_real_people_is_left_alone(database):
    async with database.write() as db:
        await people.add(db, "韦秀英", "13900000001")
    with pytest.raises(SystemExit, match="not a demo's"):
        await load(database, district(), NOW)
    async with database.read() as db:
        assert await facts.get(db, facts.DEMO) is None
