"""A session of the real demo over HTTP, exported and acted again on the stage of the tests."""

import asyncio
import re
import sys
from datetime import time, timedelta
from pathlib import Path

import pytest

from tests.demo.visitor import ANSWER_S, visiting

REPOSITORY = Path(__file__).resolve().parents[2]


async def press(visitor, who, label):
    """Press the newest button of a label as soon as it is there."""
    async with asyncio.timeout(ANSWER_S):
        while True:
            history = await visitor.get(f"history?chat={visitor.users[who]}")
            for message in reversed(history["messages"]):
                rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                for button in (button for row in rows for button in row):
                    if button["text"] == label:
                        details = {"message_id": message["message_id"]}
                        details["data"] = button["callback_data"]
                        return await visitor.act(who, "press", **details)
            await asyncio.sleep(0.05)


async def stand_at(visitor, who, label):
    phones = (await visitor.state())["phones"]
    phone = next(it for it in phones if it["user"]["id"] == visitor.users[who])
    place = next(dict(it) for it in phone["presets"] if it["name"] == label)
    del place["name"]
    await visitor.act(who, "location", **place)


async def a_day(visitor):
    """Check in, explain why one is far off, have the officer look, read it the next morning."""
    await visitor.recognised("韦秀英")
    await visitor.recognised("莫小兰")
    day = await visitor.come_to_work()
    await stand_at(visitor, "韦秀英", "在陆阿妹家")
    await visitor.hears("韦秀英", "已签到", "陆阿妹")
    await stand_at(visitor, "韦秀英", "离户800米")
    await press(visitor, "韦秀英", "户主外出")
    await press(visitor, "莫小兰", "✅ 认可")
    await visitor.hears("韦秀英", "莫小兰")
    await visitor.move_to(day + timedelta(days=1), time(8, 0, 5))
    await visitor.hears("莫小兰", "昨日签到", "韦秀英", "陆阿妹")


async def acted(folder, **plays):
    """Run exported sessions as tests of their own; give what pytest says of each."""
    for name, text in plays.items():
        (folder / f"test_{name}.py").write_text(text, encoding="utf-8")
    command = (sys.executable, "-m", "pytest", str(folder), "-q", "-rA", "-p", "tests.conftest")
    ini = ("-c", "pyproject.toml", "--rootdir", ".", "-p", "no:cacheprovider")
    process = await asyncio.create_subprocess_exec(
        *(*command, *ini), cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    said = out.decode()
    found = {name: re.search(rf"^(\w+) \S*test_{name}\.py", said, re.MULTILINE) for name in plays}
    return {name: it[1] if it else said for name, it in found.items()}, said


@pytest.mark.slow
async def test_a_session_is_exported_as_a_play_that_passes(tmp_path):
    async with visiting(tmp_path / "data") as visitor:
        await a_day(visitor)
        play = await visitor.calm("play")
    assert play["notes"] == []
    text = play["text"]
    altered = text.replace("韦秀英，您好！您登记的身份", "韦秀英，您好！您登记的名字", 1)
    silent = re.sub(r"\n *Bot to 莫小兰: .*昨日签到.*", "", text)
    assert len({text, altered, silent}) == 3, text
    (plays := tmp_path / "plays").mkdir()
    outcomes, said = await acted(plays, session=text, altered=altered, silent=silent)
    assert outcomes == {"session": "PASSED", "altered": "FAILED", "silent": "FAILED"}, said
