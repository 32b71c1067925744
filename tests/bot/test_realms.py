"""Invented people never meet Telegram, and real ones never a sandbox."""

from datetime import UTC, datetime

import pytest

from bot.opening import open_database
from bot.realms import refuse_mixture
from bot.settings import TELEGRAM, Settings
from demo.district import district
from demo.loading import load

HERE = ("http://127.0.0.1:8081", "http://localhost:1", "http://[::1]:8081")
ELSEWHERE = (TELEGRAM, "http://127.0.0.1.example.org", "http://10.0.0.1")
REAL = Settings(bot_token="7123456789:real")
SANDBOX = Settings(bot_token="100:sandbox", api_base=HERE[0])
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
async def database(database_url, tmp_path):
    database = await open_database(Settings(database_url=database_url, data_dir=tmp_path))
    yield database
    await database.close()


@pytest.mark.parametrize("api_base", HERE)
async def test_a_demos_database_may_talk_to_this_machine(database, api_base):
    await load(database, district(), NOW)
    await refuse_mixture(Settings(bot_token="100:x", api_base=api_base), database)


@pytest.mark.parametrize("api_base", ELSEWHERE)
async def test_a_demos_database_never_meets_telegram(database, api_base):
    settings = Settings(bot_token="100:x", api_base=api_base)
    await refuse_mixture(settings, database)
    await load(database, district(), NOW)
    with pytest.raises(SystemExit, match=r"the people and households in it are invented"):
        await refuse_mixture(settings, database)


async def test_what_has_served_a_sandbox_never_serves_telegram(database):
    await refuse_mixture(SANDBOX, database)
    await refuse_mixture(SANDBOX, database)
    with pytest.raises(SystemExit, match="has served a sandbox"):
        await refuse_mixture(REAL, database)


async def test_what_serves_telegram_never_serves_a_sandbox(database):
    await refuse_mixture(REAL, database)
    await refuse_mixture(REAL, database)
    with pytest.raises(SystemExit, match="serves Telegram"):
        await refuse_mixture(SANDBOX, database)


async def test_a_demo_tried_with_a_real_token_stays_a_demo(database):
    await load(database, district(), NOW)
    for api_base in (TELEGRAM, HERE[0]):
        with pytest.raises(SystemExit):
            await refuse_mixture(Settings(bot_token="7:real", api_base=api_base), database)
    await refuse_mixture(SANDBOX, database)
