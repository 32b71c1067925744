"""The desk open in a browser: prepared, used and loaded, measured, one stretch after the other."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import APIRequestContext, CDPSession, Page

from benchmarks.desk import person
from benchmarks.desk.figures import Figures, Spent, figures
from benchmarks.desk.load import Load, loading
from benchmarks.desk.report import BARE, LOAD, REST, Results
from benchmarks.desk.starting import Sandbox
from tests.kit import chromium

HERE = Path(__file__).parent
SIZE: Any = {"width": 1500, "height": 950}
QUICKLY_PER_S = 2000
SETTLE_S, WARM_UP_S = 1.0, 2.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many phones, messages a second and seconds; how many messages each phone has before."""

    phones: int
    per_s: float
    seconds: float
    history: int
    has_bare: bool
    picture: str


@dataclass
class Desk:
    """The page under measurement."""

    page: Page
    cdp: CDPSession
    sandbox: Sandbox
    load: Load
    phone: int

    async def stretch(self, plan: Plan, per_s: float) -> Figures:
        """Let somebody use the page while the bot sends so much, and measure."""
        async with asyncio.TaskGroup() as group:
            using = group.create_task(person.use(self.page, self.phone))
            await self._sending(per_s, WARM_UP_S)
            await self.page.evaluate("bench.take()")
            before, sent, refused = await self.spent(), self.load.sent, self.load.refused
            await self._sending(per_s, plan.seconds)
            after, told = await self.spent(), await self.page.evaluate("bench.take()")
            using.cancel()
        return figures(told, before, after, self.load.sent - sent, self.load.refused - refused)

    async def _sending(self, per_s: float, seconds: float) -> None:
        await (self.load.run(per_s, seconds) if per_s else asyncio.sleep(seconds))

    async def spent(self) -> Spent:
        """Read what has been used so far."""
        answer = await self.cdp.send("Performance.getMetrics")
        known = {each["name"]: each["value"] for each in answer["metrics"]}
        return Spent(
            page_s=known["TaskDuration"],
            script_s=known["ScriptDuration"],
            layout_s=known["LayoutDuration"] + known["RecalcStyleDuration"],
            server_s=self.sandbox.cpu_s(),
            nodes=int(known["Nodes"]),
            heap=int(known["JSHeapUsedSize"]),
        )


async def measure(sandbox: Sandbox, plan: Plan) -> Results:
    """Open the desk and measure: at rest, under load, and a bare page under the same load."""
    async with chromium.running() as browser:
        context = await browser.new_context(viewport=SIZE, locale="zh-CN", bypass_csp=True)
        await context.request.get(sandbox.desk)
        phones = await _people(context.request, sandbox.api, plan.phones)
        async with loading(sandbox.api, phones) as load:
            await load.run(QUICKLY_PER_S, plan.history * plan.phones / QUICKLY_PER_S)
            results = {}
            async with _open(await context.new_page(), sandbox, load, phones) as desk:
                results[REST] = await desk.stretch(plan, 0)
                results[LOAD] = await desk.stretch(plan, plan.per_s)
                await _photograph(desk.page, plan)
            if plan.has_bare:
                results[BARE] = await _bare(await context.new_page(), sandbox, load, plan)
    return results


async def _people(request: APIRequestContext, api: str, count: int) -> list[int]:
    """Put phones on the desk until there are so many, and let everybody start the bot."""
    state = await (await request.get(f"{api}/desk/state")).json()
    phones = [phone["user"]["id"] for phone in state["phones"]]
    for number in range(len(phones), count):
        added = await _act(request, api, "add_phone", first_name=f"第{number}位", note="帮扶人")
        phones.append(added["user"]["id"])
    for phone in phones:
        await _act(request, api, "text", user_id=phone, text="/start")
    return phones


async def _act(request: APIRequestContext, api: str, name: str, **details: Any) -> Any:
    answer = await (await request.post(f"{api}/desk/act", data={"do": name, **details})).json()
    if not answer["ok"]:
        raise RuntimeError(answer["error"])
    return answer["result"]


@asynccontextmanager
async def _open(
    page: Page, sandbox: Sandbox, load: Load, phones: Sequence[int], bare: str = ""
) -> AsyncIterator[Desk]:
    """Open the desk with the probe in it; a bare page takes the desk's place where it is given."""
    await page.add_init_script(path=HERE / "probe.js")
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Performance.enable")
    await page.goto(sandbox.api)
    if bare:
        await page.evaluate(bare)
    await page.get_by_test_id(f"phone-{phones[0]}").get_by_test_id("composer").wait_for()
    await page.evaluate(f"bench.phone = {phones[0]}")
    await asyncio.sleep(SETTLE_S)
    yield Desk(page, cdp, sandbox, load, phones[0])
    await page.close()


async def _bare(page: Page, sandbox: Sandbox, load: Load, plan: Plan) -> Figures:
    words = (HERE / "bare.js").read_text()
    async with _open(page, sandbox, load, load.phones, words) as desk:
        return await desk.stretch(plan, plan.per_s)


async def _photograph(page: Page, plan: Plan) -> None:
    if plan.picture:
        await page.screenshot(path=plan.picture)
