"""A visitor's browser at a running demo."""

import asyncio
import os
import re
import signal
import sys
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta

import aiohttp

from domain.calendar import SHANGHAI, is_working_day, local_day

START_S = 120
ANSWER_S = 60
A_MOMENT_S = 2


class Visitor:
    """A browser at a running demo."""

    def __init__(self, process, http, said):
        self.process, self.http, self.said = process, http, said
        self.users: dict[str, int] = {}

    async def act(self, who, do, **details):
        return await self.direct(do, user_id=self.users[who], **details)

    async def direct(self, do, **details):
        answer = await self.http.post("/desk/act", json={"do": do, **details})
        assert answer.status == 200, await answer.text()
        return (await answer.json())["result"]

    async def get(self, path):
        answer = await self.http.get(f"/desk/{path}")
        assert answer.status == 200
        return await answer.json()

    async def state(self):
        return await (await self.http.get("/desk/state")).json()

    async def come_to_work(self):
        """Move on to ten o'clock of a day at work that another one follows; gives that day.

        Whatever is said for that morning has been said then.
        """
        now = datetime.fromisoformat((await self.state())["clock"]["now"])
        day = local_day(now) + timedelta(days=1)
        while not (is_working_day(day) and is_working_day(day + timedelta(days=1))):
            day += timedelta(days=1)
        await self.move_to(day, time(10))
        await self.calm("play")
        return day

    async def move_to(self, day: date, at: time):
        await self.direct("clock", to=datetime.combine(day, at, SHANGHAI).isoformat())

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

    async def calm(self, path):
        """Ask until nothing comes any more: a morning may have reminders too."""
        before = await self.get(path)
        while True:
            await asyncio.sleep(A_MOMENT_S)
            after = await self.get(path)
            if after == before:
                return after
            before = after

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
