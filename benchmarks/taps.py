"""./run bench taps: how much a helper does for a visit or a case, counted in acted plays.

The real bot answers on the stage of the tests. A tap is the check-in key or a button; what is
typed, photographed or spoken is counted beside. What was handed in must have taken effect.
"""

import asyncio
import json
import tempfile
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from domain.visits import State
from storage import cases, changes, visits
from tests.kit import actions, databases
from tests.kit.stage import Stage, opened

WHO, HOUSEHOLD = "韦秀英", "黄大明"
MOST_QUIET_TAPS = 6
RESULTS = Path(__file__).parent / "results" / "taps.json"
HAND_IN = "✔ 提交"
CHECK_IN = "at 黄大明 + 20 m NE ±12"
FIRST = [CHECK_IN, "📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化"]
LATER = [CHECK_IN, "📝 走访记录", "⏩ 其余无变化"]
PHOTO = ["✎ 4", "sends photo", "✔ 好了"]
TYPED = ("大明的腿好多了", "水管裂了三天,家里没水")
NEED = ["✎ 8", "有需求", "饮水", "没水、停水", TYPED[1]]
KEY = "🙋 需求"
FIELD = ["✎ 5", "🏠 家庭情况", "✔ 好了", "饮水安全", "✔ 好了", "是", "亲眼看到", "跳过"]
KINDS = {
    "the first visit, quiet": FIRST,
    "a later visit, quiet": LATER,
    "with words": [*LATER, "✎ 3", TYPED[0]],
    "with one photo": [*LATER, *PHOTO],
    "with one need": [*LATER, *NEED],
    "with one changed field": [*LATER, *FIELD],
    "with all three": [*LATER, *PHOTO, *NEED, *FIELD],
}
"""What is done up to the summary; buttons by their labels."""

RAISED = {
    "need, from its key": [KEY, "📋 提需求", "饮水", "没水、停水", TYPED[1], "普通"],
    "need, photos, no words": [KEY, "📋 提需求", "其他", "sends photo", "✔ 好了", "普通"],
    "question, typed": [KEY, "❓ 提问", TYPED[1]],
    "question, spoken": [KEY, "❓ 提问", "sends voice"],
    "question, as typed": [TYPED[1], "❓ 当作提问"],
}
"""What is done to raise a case; there is one household, and no answer stands."""


@dataclass(frozen=True)
class Effort:
    """What somebody did for a visit or case, and how many messages and new screens came back."""

    kind: str
    taps: int = 0
    typed: int = 0
    photos: int = 0
    screens: int = 0


def main() -> None:
    """Act every kind on a fresh stage, print the table and keep it."""
    efforts = [asyncio.run(_acted(kind, acts)) for kind, acts in KINDS.items()]
    efforts += [asyncio.run(_raised(kind, acts)) for kind, acts in RAISED.items()]
    print(table(efforts))
    if max(it.taps + it.typed for it in efforts if "quiet" in it.kind) > MOST_QUIET_TAPS:
        raise SystemExit("a quiet visit takes too much")
    RESULTS.write_text(json.dumps([asdict(it) for it in efforts], indent=1) + "\n")


def table(efforts: list[Effort]) -> str:
    """Draw the table."""
    head = f"{'visit or case':26}{'taps':>6}{'typed':>7}{'photos':>8}{'screens':>9}"
    lines = [
        f"{it.kind:26}{it.taps:>6}{it.typed:>7}{it.photos:>8}{it.screens:>9}" for it in efforts
    ]
    limit = f"A quiet visit may take {MOST_QUIET_TAPS} taps and nothing typed."
    return "\n".join([head, *lines, limit])


async def _acted(kind: str, acts: list[str]) -> Effort:
    with tempfile.TemporaryDirectory(prefix="bangfu-taps-") as name:
        url = databases.sqlite_url(Path(name) / "bangfu.db")
        await asyncio.to_thread(databases.migrate, url)
        async with opened(url, Path(name)) as stage:
            if acts[: len(LATER)] == LATER:
                await _visit(stage, FIRST)
                await _pass(stage, timedelta(days=35))
            screens = await _visit(stage, acts)
            await _check(stage)
        return _counted(kind, [*acts, HAND_IN], screens)


async def _raised(kind: str, acts: list[str]) -> Effort:
    """Raise a case, and make sure that it is there."""
    with tempfile.TemporaryDirectory(prefix="bangfu-taps-") as name:
        url = databases.sqlite_url(Path(name) / "bangfu.db")
        await asyncio.to_thread(databases.migrate, url)
        async with opened(url, Path(name)) as stage:
            for act in acts:
                is_button = act not in (*TYPED, KEY) and not act.startswith("sends ")
                actions.do(stage, WHO, f"presses [{act}]" if is_button else act)
                await stage.settle()
            screens = sum(line.to == WHO for line in stage.heard)
            async with stage.app.database.read() as db:
                if await cases.count_raised_by(db, stage.roster.people[WHO]) != 1:
                    raise SystemExit(f"nothing was raised: {kind}")
    return _counted(kind, acts, screens)


async def _visit(stage: Stage, acts: list[str]) -> int:
    """Do everything and hand in; returns how often the bot said or changed something."""
    stage.heard.clear()
    for act in [*acts, HAND_IN]:
        is_button = act not in TYPED and not act.startswith(("at ", "sends "))
        actions.do(stage, WHO, f"presses [{act}]" if is_button else act)
        await stage.settle()
    screens = len(stage.heard)
    await _pass(stage, timedelta(minutes=2))
    return screens


async def _pass(stage: Stage, time: timedelta) -> None:
    stage.world.clock.move_by(time)
    await stage.app.sweep()
    await stage.settle()


async def _check(stage: Stage) -> None:
    """Make sure that what was done is kept and has taken effect."""
    number = stage.roster.households[HOUSEHOLD]
    async with stage.app.database.read() as db:
        last = (await visits.of_household(db, number, states=tuple(State)))[0]
        proposed = await changes.of_visit(db, last.id)
    if last.state is not State.KEPT:
        raise SystemExit(f"the visit is {last.state}")
    if bool(last.answers["change.where"]) != bool(proposed):
        raise SystemExit("what was changed is not proposed")


def _counted(kind: str, acts: list[str], screens: int) -> Effort:
    photos = sum(act.startswith("sends photo") for act in acts)
    typed = sum(act in TYPED or act == "sends voice" for act in acts)
    taps = len(acts) - photos - typed
    return Effort(kind, taps=taps, typed=typed, photos=photos, screens=screens)
