"""One poller per token and one process per SQLite file; webhook workers as many as wanted."""

import pytest

from bot import locks
from bot.locks import only_one
from bot.settings import Settings


@pytest.fixture
def settings(database_url, tmp_path):
    def settings(**others):
        known = {"bot_token": "1:x", "database_url": database_url, "data_dir": tmp_path}
        return Settings(**(known | others))

    return settings


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(locks, "WAIT_S", 0.001)


async def hold(settings):
    async with only_one(settings):
        return True


async def test_a_second_process_is_told_so(settings):
    async with only_one(settings()):
        with pytest.raises(SystemExit, match="Another process of this bot is running"):
            await hold(settings())
    assert await hold(settings())


async def test_a_process_that_ends_badly_leaves_no_lock(settings):
    with pytest.raises(ZeroDivisionError):
        async with only_one(settings()):
            raise ZeroDivisionError
    assert await hold(settings())


async def test_webhook_workers_share_a_server(postgres_url, tmp_path):
    hook = {"webhook_url": "https://bot.example/telegram", "webhook_secret": "secret_word"}
    worker = Settings(bot_token="1:x", database_url=postgres_url, data_dir=tmp_path, **hook)
    async with only_one(worker):
        assert await hold(worker)


async def test_bots_of_other_tokens_share_a_server(postgres_url, tmp_path):
    one, other = (
        Settings(bot_token=token, database_url=postgres_url, data_dir=tmp_path)
        for token in ("1:x", "2:x")
    )
    async with only_one(one):
        assert await hold(other)


async def test_a_server_that_is_away_is_a_sentence(tmp_path):
    url = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"
    with pytest.raises(SystemExit, match="cannot be reached"):
        await hold(Settings(bot_token="1:x", database_url=url, data_dir=tmp_path))
