"""Nothing starts on a database with the wrong key, and nothing makes a second one."""

import asyncio

import pytest

from bot.opening import open_database
from bot.settings import Settings
from storage import people
from storage.vault import make_key


@pytest.fixture
def settings(empty_database_url, tmp_path):
    def settings(folder="data"):
        return Settings(database_url=empty_database_url, data_dir=tmp_path / folder)

    return settings


async def opened(settings):
    database = await open_database(settings)
    await database.close()


async def tried(settings):
    """Say what the operator reads."""
    try:
        await opened(settings)
    except SystemExit as refusal:
        return str(refusal)
    return ""


async def test_the_first_start_makes_database_and_key_and_the_next_one_finds_them(settings):
    database = await open_database(settings())
    async with database.write() as db:
        number = await people.add(db, "某人", "13900000001")
    await database.close()
    database = await open_database(settings())
    async with database.read() as db:
        assert await people.phone_of(db, number) == "13900000001"
    await database.close()


async def test_another_key_is_refused_and_left_alone(settings):
    await opened(settings())
    settings().key_file.unlink()
    make_key(settings().key_file)
    kept = settings().key_file.read_text()
    assert "not the one this database was sealed with" in await tried(settings())
    assert settings().key_file.read_text() == kept


async def test_a_missing_key_is_never_made_anew(settings):
    await opened(settings())
    settings().key_file.unlink()
    assert "is missing, and this database needs it" in await tried(settings())
    assert not settings().key_file.exists()


async def test_a_file_without_a_key_is_refused(settings):
    settings().data_dir.mkdir()
    settings().key_file.write_text("not a key")
    assert "holds no key" in await tried(settings())


async def test_workers_of_one_folder_that_start_together_share_one_key(
    empty_postgres_url, tmp_path
):
    workers = Settings(database_url=empty_postgres_url, data_dir=tmp_path)
    await asyncio.gather(*[opened(workers) for _ in range(4)])
    await opened(workers)


async def test_of_machines_that_start_together_one_keys_the_database(empty_postgres_url, tmp_path):
    machines = [
        Settings(database_url=empty_postgres_url, data_dir=tmp_path / str(number))
        for number in range(4)
    ]
    ends = await asyncio.gather(*map(tried, machines))
    refusals = [words for words in ends if words]
    assert len(refusals) == 3
    assert all("key file" in it for it in refusals)
