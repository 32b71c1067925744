"""A village and, beside it, people whom no damaged update names: they must not notice anything."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain.households import Household
from domain.people import Duty, Role
from storage import households, pairings, people
from storage.tables import AuditRow, CheckInRow, DraftRow, InboxRow, MoveRow, RemarkRow
from tests.hostile.mutations import Damaged, Mutator
from tests.hostile.outcomes import Watch
from tests.hostile.recorded import MARK, MONTH_END, a_day
from tests.kit import cast
from tests.kit.stage import Stage, opened
from tests.kit.tables import plainly_holds

WITNESS, IDLE = "何平安", "卢安静"
PHONES = {WITNESS: "13911110001", IDLE: "13911110002"}
SECRETS = (MARK, *[part.phone for part in cast.CAST.values()], *PHONES.values())
NOT_EVEN_A_NUMBER = 999_000_111
LARGEST = 2**63 - 1


@dataclass
class Village:
    """The stage with two people of another village whom no damaged update names."""

    stage: Stage
    recorded: list[dict[str, Any]]
    ids: dict[str, int]
    watch: Watch
    days: int = 0

    def mutator(self, seed: int) -> Mutator:
        """Make a mutator that knows everybody but those two."""
        named = [user for name, user in self.stage.users.items() if name not in PHONES]
        return Mutator(self.recorded, [*named, NOT_EVEN_A_NUMBER], seed)

    async def feed(self, mutator: Mutator, count: int) -> list[Damaged]:
        """Let a batch in, one after the other, and note what becomes of each."""
        now = int(self.stage.world.clock.now().timestamp())
        batch = [mutator.one(now) for _ in range(count)]
        for damaged in batch:
            async with self.watch.over(damaged):
                await self.stage.app.turns.take(damaged.raw)
        return batch

    async def next_day(self) -> None:
        """Let the night pass; the witness checks in, and asks for something."""
        self.days += 1
        clock = self.stage.world.clock
        clock.move_to(clock.now() + timedelta(days=1))
        await self.stage.settle()
        await self.stage.play(f"""
            {WITNESS}: at 黄大明 ±12
            Bot to {WITNESS}: ✅ 已签到：{WITNESS}的户，09:00 / 相距 0 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
            {WITNESS}: /me
            Bot to {WITNESS}: {WITNESS} / 手机：139****0001 / • 帮扶联系人 曲湾村 / 信息不对？请告诉信息员。
            """)  # noqa: E501  # what the bot says is one line

    async def unnoted(self, came: Sequence[Damaged]) -> list[int]:
        """List the updates with a number that were neither handled nor put aside."""
        noted = set(await self.column(InboxRow.update_id))
        numbers = [it.raw.get("update_id") for it in came]
        return [it for it in numbers if type(it) is int and 0 <= it <= LARGEST and it not in noted]

    async def wronged(self) -> list[str]:
        """Say what the two did who did nothing but check in once a day."""
        idle, witness = self.ids[IDLE], self.ids[WITNESS]
        did = {
            f"{row.__tablename__} of {name}": await self.column(row.id, row.person_id == number)
            for row in (CheckInRow, DraftRow, MoveRow, AuditRow, RemarkRow)
            for name, number in ((IDLE, idle), (WITNESS, witness))
            if (row, number) not in ((CheckInRow, witness), (AuditRow, witness))
        }
        checkins = await self.column(CheckInRow.id, CheckInRow.person_id == witness)
        lacking = ["check-ins of the witness"] if len(checkins) != self.days else []
        return [what for what, found in did.items() if found] + lacking

    async def leaks(self, logged: str) -> list[str]:
        """Say what somebody without the key can read in the database or the log."""
        database = self.stage.app.database
        return [f"the log: {it}" for it in SECRETS if it in logged] + [
            f"the database: {it}" for it in SECRETS if await plainly_holds(database, it)
        ]

    async def column(self, column: Any, *conditions: Any) -> list[Any]:
        """Read one column of some rows."""
        async with self.stage.app.database.read() as db:
            return list((await db.execute(select(column).where(*conditions))).scalars())


@asynccontextmanager
async def founded(url: str, folder: Path) -> AsyncIterator[Village]:
    """Act the recorded day on a database, then let the two move in."""
    async with opened(url, folder) as stage:
        recorded = await a_day(stage, MONTH_END)
        ids = {name: await _settle(stage, name, phone) for name, phone in PHONES.items()}
        yield Village(stage, recorded, ids, Watch(stage.app.turns))


async def _settle(stage: Stage, name: str, phone: str) -> int:
    """Add a helper of the other village with a household at a known place."""
    user = stage.world.add_user(name, phone=phone, started=True)["id"]
    stage.users[name] = user
    async with stage.app.database.write() as db:
        number = await people.add(db, name, phone)
        await people.set_duties(db, number, [Duty(role=Role.HELPER, area_code=cast.OTHER_VILLAGE)])
        await people.bind(db, number, user, stage.world.clock.now(), None)
        home = Household(
            number=f"X{user}",
            area_code=cast.OTHER_VILLAGE,
            head_name=f"{name}的户",
            point=cast.PLACES["黄大明"],
            facts={},
        )
        household = await households.put(db, home, [])
        await pairings.pair(db, household, number, date(2026, 1, 1))
    return number
