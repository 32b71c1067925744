"""Killed at any point, under weather, with updates sent again: nothing lost, nothing twice."""

from pathlib import Path

import pytest

from tests.crash.lives import Lives
from tests.crash.roster import Size
from tests.crash.sweep import Plan, sweep
from tests.crash.table import drawn

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash"), pytest.mark.timeout(420)]
SMALL = Size(villages=15, helpers=30, homes=8)


async def assert_nothing_is_lost_or_twice(lives: Lives, plan: Plan, record) -> None:
    toll, verdict = await sweep(lives, plan)
    record("crash sweep", drawn([(toll, verdict)]))
    print(drawn([(toll, verdict)]))
    assert verdict.is_clean, drawn([(toll, verdict)])
    assert not toll.crashes, drawn([(toll, verdict)])
    assert toll.kills >= plan.kills - plan.workers
    assert verdict.updates > 3 * plan.kills


async def test_a_hundred_kills_on_sqlite_lose_nothing_and_double_nothing(
    lives: Lives, sqlite_url: str, tmp_path: Path, record_property
) -> None:
    plan = Plan(url=sqlite_url, folder=tmp_path, kills=104)
    await assert_nothing_is_lost_or_twice(lives, plan, record_property)


async def test_two_workers_on_postgresql_killed_in_turn_lose_nothing_and_double_nothing(
    lives: Lives, postgres_url: str, tmp_path: Path, record_property
) -> None:
    plan = Plan(url=postgres_url, folder=tmp_path, kills=34, workers=2, size=SMALL)
    await assert_nothing_is_lost_or_twice(lives, plan, record_property)


async def test_a_poller_on_postgresql_killed_again_and_again_loses_nothing(
    lives: Lives, postgres_url: str, tmp_path: Path, record_property
) -> None:
    plan = Plan(url=postgres_url, folder=tmp_path, kills=8, size=SMALL)
    await assert_nothing_is_lost_or_twice(lives, plan, record_property)
