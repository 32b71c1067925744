"""Whatever arrives, nothing raises, nothing leaks, and everybody else goes on working."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.households import Household
from domain.people import Duty, Role
from storage import households, pairings, people
from storage.tables import AuditRow, CheckInRow, DraftRow, InboxRow, MoveRow, RemarkRow
from tests.hostile.mutations import Mutator
from tests.hostile.recorded import MARK, a_day
from tests.kit import cast
from tests.kit.stage import Stage, opened
from tests.kit.tables import contents, plainly_holds

BATCHES, A_BATCH, SEED = 20, 100, 20260302
WITNESS, IDLE = "何平安", "卢安静"
PHONES = {WITNESS: "13911110001", IDLE: "13911110002"}
LARGEST = 2**63 - 1


@dataclass
class Village:
    """The stage with two people of another village whom no damaged update names."""

    stage: Stage
    recorded: list[dict[str, Any]]
    ids: dict[str, int]


@pytest.fixture
async def village(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Village]:
    async with opened(sqlite_url, tmp_path) as stage:
        recorded = await a_day(stage)
        ids = {name: await _settle(stage, name, phone) for name, phone in PHONES.items()}
        yield Village(stage, recorded, ids)


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


def _mutator(village: Village, seed: int) -> Mutator:
    named = [user for name, user in village.stage.users.items() if name not in PHONES]
    return Mutator(village.recorded, [*named, 999_000_111], seed)


async def _feed(village: Village, mutator: Mutator) -> list[Any]:
    """Let a batch in; returns the numbers it came under."""
    now = int(village.stage.world.clock.now().timestamp())
    batch = [mutator.one(now) for _ in range(A_BATCH)]
    for raw in batch:
        await village.stage.app.turns.take(raw)
    return [raw["update_id"] for raw in batch]


async def _witness_works(stage: Stage) -> None:
    """A new day has begun: check in, and ask for something."""
    await stage.play(f"""
        {WITNESS}: at 黄大明 ±12
        Bot to {WITNESS}: ✅ 已签到：{WITNESS}的户，09:00 / 相距 0 米，精度 ±12 米 [📝 补充说明] [📅 我的签到]
        {WITNESS}: /me
        Bot to {WITNESS}: {WITNESS} / 手机：139****0001 / • 帮扶联系人 曲湾村 / 信息不对？请告诉信息员。
        """)  # noqa: E501  # what the bot says is one line


async def _rows(stage: Stage, column: Any, *conditions: Any) -> list[Any]:
    async with stage.app.database.read() as db:
        return list((await db.execute(select(column).where(*conditions))).scalars())


async def test_two_thousand_damaged_updates_break_nothing_for_anybody(
    village: Village, capfd: pytest.CaptureFixture[str]
) -> None:
    stage, mutator, came = village.stage, _mutator(village, SEED), []
    for _ in range(BATCHES):
        came += await _feed(village, mutator)
        stage.world.clock.move_to(stage.world.clock.now() + timedelta(days=1))
        await stage.settle()
        await _witness_works(stage)
    await _all_noted(stage, came)
    await _nobody_else_did_anything(village)
    await _nothing_shows(stage, capfd.readouterr().out)


async def _all_noted(stage: Stage, came: list[Any]) -> None:
    """Every update that has a number was handled or put in quarantine."""
    noted = set(await _rows(stage, InboxRow.update_id))
    numbered = {it for it in came if type(it) is int and 0 <= it <= LARGEST}
    assert numbered <= noted
    assert len(numbered) > BATCHES * A_BATCH * 0.8
    broken = await _rows(stage, InboxRow.raw_sealed, InboxRow.fault.is_not(None))
    assert broken
    assert all(broken)


async def _nobody_else_did_anything(village: Village) -> None:
    idle, witness = village.ids[IDLE], village.ids[WITNESS]
    for row in (CheckInRow, DraftRow, MoveRow, AuditRow, RemarkRow):
        assert await _rows(village.stage, row.id, row.person_id == idle) == []
    checkins = await _rows(village.stage, CheckInRow.id, CheckInRow.person_id == witness)
    assert len(checkins) == BATCHES
    for row in (DraftRow, MoveRow, RemarkRow):
        assert await _rows(village.stage, row.id, row.person_id == witness) == []


async def _nothing_shows(stage: Stage, logged: str) -> None:
    """Neither the file nor the log can be read by somebody without the key."""
    for secret in (MARK, *[part.phone for part in cast.CAST.values()], *PHONES.values()):
        assert not await plainly_holds(stage.app.database, secret)
        assert secret not in logged


async def test_a_day_that_comes_again_under_the_same_numbers_changes_nothing(
    village: Village,
) -> None:
    before = await contents(village.stage.app.database)
    village.stage.heard.clear()
    for raw in village.recorded:
        await village.stage.app.turns.take(raw)
    await village.stage.settle()
    assert village.stage.heard == []
    assert await contents(village.stage.app.database) == before
