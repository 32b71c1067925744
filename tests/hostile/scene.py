"""A village in the middle of its day: things that exist, and people to whom they do not belong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from domain.people import Duty, Role, State
from sandbox.world import Upload
from storage import inbox, people
from storage.tables import CheckInRow, DraftRow, HouseholdRow, MoveRow, PersonRow
from tests.hostile.recorded import MARK, perform
from tests.hostile.ways import EDIT, Way, moved_location
from tests.kit import cast
from tests.kit.stage import Stage
from tests.kit.tables import POST, Tables, contents

EVERYTHING = "全身份"
SUSPENDED, REMOVED, UNREGISTERED = "停用的", "注销的", "没登记的"
WITHOUT_A_WORD = "(answered without a word)"
BEGUN = f"""
    韦秀英: at 黄大明 + 640 m E ±12
    韦秀英: {MARK}
    韦秀英: 提需求
    韦秀英: 饮水
    韦秀英: {MARK}渴
    韦秀英: presses [普通]
    覃志强: at 黄大明 ±8
    梁建国: at 关井村 ±20
    陌生人: shares own contact as 13900000002
    陈丽华: 规则
    """


@dataclass
class Scene:
    """The stage with things that are open, and their numbers."""

    stage: Stage
    things: dict[type, list[int]]

    def every_thing(self) -> list[int]:
        """Number one thing of each kind and the people."""
        return [numbers[0] for numbers in self.things.values()]

    async def join(self, name: str, duties: Sequence[Duty], state: State = State.ACTIVE) -> None:
        """Let somebody more play, who says hello first."""
        users, world = self.stage.users, self.stage.world
        phone = f"137{len(users):08}"
        users[name] = world.add_user(name, phone=phone, started=True)["id"]
        if name != UNREGISTERED:
            async with self.stage.app.database.write() as db:
                number = await people.add(db, name, phone)
                await people.set_duties(db, number, tuple(duties))
                await people.bind(db, number, users[name], world.clock.now(), None)
                await people.set_state(db, number, state)
        await perform(self.stage, f"{name}: /start")

    async def call(self, who: str, way: Way, call: str) -> list[str]:
        """Let somebody call a handler; returns what the bot says to that person."""
        if way.is_press:
            return await self.press(who, call)
        user, world = self.stage.users[who], self.stage.world
        self.stage.heard.clear()
        if call == EDIT:
            mine = [it for it in world.history(user) if not it["from"]["is_bot"] and "text" in it]
            world.edit_text(user, mine[-1]["message_id"], "改过的话")
        elif way.kind == "edited_message":
            world.inject(moved_location(user, int(world.clock.now().timestamp())), user)
        elif call == "location":
            place = cast.PLACES["黄大明"]
            world.send_location(user, place.latitude, place.longitude, 5)
        elif call == "document":
            world.send_document(user, Upload(name="表.csv", content=b"a,b"))
        else:
            world.send_text(user, call)
        return await self._said_to(who)

    async def press(self, who: str, data: str) -> list[str]:
        """Let somebody press a button that was never shown; returns what the bot says."""
        user = self.stage.users[who]
        self.stage.heard.clear()
        newest = self.stage.world.history(user)[-1]["message_id"]
        query = self.stage.world.press(user, newest, data, forged=True)
        return await self._said_to(who) or answered(self.stage, query)

    async def _said_to(self, who: str) -> list[str]:
        await self.stage.settle()
        return [line.words for line in self.stage.heard if line.to == who]

    async def all_rows(self) -> Tables:
        return await contents(self.stage.app.database, {*POST, "facts"})

    async def broken(self) -> int:
        """Count the turns that broke."""
        async with self.stage.app.database.read() as db:
            return await inbox.quarantined(db)


def answered(stage: Stage, query: str) -> list[str]:
    """Say that a press was answered, if only by stopping the clock on its button."""
    calls = [it for it in list(stage.world.calls)[-5:] if it["method"] == "answerCallbackQuery"]
    return [WITHOUT_A_WORD for it in calls if query in it["params"].values()]


async def begun(stage: Stage) -> Scene:
    """Act the morning, then let a person of each role and those without one come in."""
    await perform(stage, BEGUN)
    scene = Scene(stage, await _numbers(stage))
    for role in Role:
        await scene.join(role.value, [Duty(role=role, area_code=cast.VILLAGE)])
    everything = [Duty(role=role, area_code=cast.VILLAGE) for role in Role]
    await scene.join(EVERYTHING, everything)
    await scene.join(SUSPENDED, everything, State.SUSPENDED)
    await scene.join(REMOVED, everything, State.REMOVED)
    await scene.join(UNREGISTERED, ())
    return scene


async def _numbers(stage: Stage) -> dict[type, list[int]]:
    """Number what there is; the first check-in is an exception, the first draft an admin's."""
    found: dict[type, list[int]] = {}
    rows: tuple[Any, ...] = (CheckInRow, MoveRow, DraftRow, HouseholdRow, PersonRow)
    async with stage.app.database.read() as db:
        for row in rows:
            found[row] = list((await db.execute(select(row.id).order_by(row.id))).scalars())
    assert all(found.values())
    return found
