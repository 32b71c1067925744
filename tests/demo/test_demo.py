"""`./run demo` as a visitor has it: one link, personas who are answered, a clock to move."""

import asyncio
import os
import re
import signal
import sys
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import aiohttp
import pytest

from bot.opening import open_database
from bot.settings import Settings
from demo import phones
from demo.district import district
from demo.loading import load
from domain.calendar import SHANGHAI
from sandbox.world import World
from storage import facts, people
from storage.imports import Counts, apply

START_S = 60
ANSWER_S = 20


class Visitor:
    """A browser at a running demo."""

    def __init__(self, process, http, said):
        self.process, self.http, self.said = process, http, said
        self.users: dict[str, int] = {}

    async def act(self, who, do, **details):
        act = {"do": do, "user_id": self.users[who], **details}
        answer = await self.http.post("/desk/act", json=act)
        assert answer.status == 200, await answer.text()

    async def state(self):
        return await (await self.http.get("/desk/state")).json()

    async def hears(self, who, *words):
        """Wait until the bot has said all these words in one message to somebody."""
        params = {"chat": self.users[who]}
        async with asyncio.timeout(ANSWER_S):
            while True:
                answer = await (await self.http.get("/desk/history", params=params)).json()
                said = [m.get("text", "") for m in answer["messages"] if m["from"]["is_bot"]]
                if any(all(word in text for word in words) for text in said):
                    return
                await asyncio.sleep(0.05)

    async def recognised(self, who):
        """Let somebody share the own number."""
        await self.act(who, "open_link")
        await self.hears(who, "您好")
        await self.act(who, "contact")
        await self.hears(who, who, "您好")


def started(folder, *arguments):
    return asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "demo", *arguments),
        env=os.environ
        | {"BANGFU_DATA_DIR": str(folder), "BANGFU_WEBHOOK_URL": "https://a.example"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def link_of(process):
    """Read what the demo says until its link comes."""
    said = ""
    async with asyncio.timeout(START_S):
        while not (found := re.search(r"(http://127\.0\.0\.1:\d+)(/\?key=\S+)", said)):
            line = await process.stdout.readline()
            assert line, said + (await process.stderr.read()).decode()
            said += line.decode()
    return found[1], found[2], said


@asynccontextmanager
async def visiting(folder, *arguments):
    """Run the demo, open its link, and stop it as an operator does."""
    process = await started(folder, *arguments)
    try:
        base, link, said = await link_of(process)
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(base, cookie_jar=jar) as http:
            assert (await http.get(link)).status == 200
            visitor = Visitor(process, http, said)
            names = {it["user"]["first_name"]: it for it in (await visitor.state())["phones"]}
            visitor.users = {name: phone["user"]["id"] for name, phone in names.items()}
            yield visitor
        process.send_signal(signal.SIGTERM)
        out, errors = await asyncio.wait_for(process.communicate(), ANSWER_S)
        assert (process.returncode, errors) == (0, b""), errors.decode()
        assert "数据保留" in out.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.mark.slow
async def test_a_visit(tmp_path):
    async with visiting(tmp_path) as visitor:
        assert "58 个区域、329 名干部、325 户" in visitor.said
        assert "nobody here is real" in (await visitor.state())["banner"]
        await check_in_and_read_it_next_morning(visitor)
        await a_second_demo_is_kept_out(tmp_path)
        first_users = visitor.users
    async with visiting(tmp_path) as visitor:
        assert "沿用上次的数据" in visitor.said
        assert visitor.users == first_users
        await visitor.act("韦秀英", "open_link")
        await visitor.hears("韦秀英", "韦秀英", "您好")
    async with visiting(tmp_path, "--fresh") as visitor:
        assert "已生成虚构的银海区" in visitor.said
        await visitor.act("韦秀英", "open_link")
        await visitor.hears("韦秀英", "发送我的号码")


async def check_in_and_read_it_next_morning(visitor):
    """The helper's check-in is in her village officer's digest once the clock says 08:00."""
    await visitor.recognised("韦秀英")
    await visitor.recognised("莫小兰")
    state = await visitor.state()
    place = dict(state["phones"][0]["presets"][0])
    assert place.pop("name") == "在黄大明家"
    await visitor.act("韦秀英", "location", **place)
    await visitor.hears("韦秀英", "已签到", "黄大明")
    now = datetime.fromisoformat(state["clock"]["now"]).astimezone(SHANGHAI)
    morning = (now + timedelta(days=1)).replace(hour=8, minute=0, second=5)
    answer = await visitor.http.post("/desk/act", json={"do": "clock", "to": morning.isoformat()})
    assert answer.status == 200
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
    assert await load(database, district())
    assert not await load(database, district())
    async with database.read() as db:
        assert await facts.get(db, facts.DEMO) == "yes"
        households = await apply(db, district().households, write=False)
    assert households == Counts(same=325)


async def test_a_database_with_real_people_is_left_alone(database):
    async with database.write() as db:
        await people.add(db, "韦秀英", "13900000001")
    with pytest.raises(SystemExit, match="not a demo's"):
        await load(database, district())
    async with database.read() as db:
        assert await facts.get(db, facts.DEMO) is None
