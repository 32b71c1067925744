"""The doctor says in plain words what is wrong, everything in one go."""

import pytest

from bot import doctor
from bot.opening import open_database
from bot.settings import Settings
from bot.telegram import NotSent
from sandbox.server import serve
from sandbox.world import World

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
async def configured(tmp_path, monkeypatch):
    """Configure a bot that was started before; returns what changes a setting."""
    world = World()
    served = await serve(world)

    def configure(**others):
        given = {"bot_token": world.token, "api_base": served.api_base, "data_dir": str(tmp_path)}
        for name, value in (given | others).items():
            monkeypatch.setenv(f"BANGFU_{name.upper()}", value)
        return Settings()

    await (await open_database(configure())).close()
    yield configure
    await served.close()


async def examined(capsys):
    code = await doctor.examine()
    lines = capsys.readouterr().out.splitlines()
    return code, [line for line in lines if not line.startswith(doctor.GOOD)]


async def test_all_is_well(configured, capsys):
    assert await doctor.examine() == 0
    said = capsys.readouterr().out
    assert said.count(doctor.GOOD) == 5
    assert "@bangfu_bot" in said


async def test_before_the_first_start_all_is_well(configured, capsys, tmp_path):
    configured(data_dir=str(tmp_path / "new"))
    assert await examined(capsys) == (0, [])


async def test_a_token_telegram_does_not_know(configured, capsys):
    configured(bot_token="7:wrong")
    code, [words] = await examined(capsys)
    assert code == 1
    assert "BANGFU_BOT_TOKEN" in words
    assert "wrong" not in words


async def test_a_server_that_is_away(configured, capsys):
    configured(api_base=NOWHERE)
    code, [words] = await examined(capsys)
    assert (code, words) == (
        1,
        f"✘ {NOWHERE} cannot be reached: check the network and BANGFU_API_BASE.",
    )


async def test_settings_that_are_missing(configured, capsys, monkeypatch):
    monkeypatch.delenv("BANGFU_BOT_TOKEN")
    code, words = await examined(capsys)
    assert code == 1
    assert "BANGFU_BOT_TOKEN" in "".join(words)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is missing"),
        ("not a key", "holds no key"),
        ("QUJD", "holds no key"),
        ("QUJD" * 10 + "QUI=", "another database"),
    ],
)
async def test_a_key_that_does_not_open_the_database(configured, capsys, content, said):
    key_file = configured().key_file
    key_file.unlink()
    if content:
        key_file.write_text(content)
    code, [words] = await examined(capsys)
    assert code == 1
    assert said in words
    assert key_file.exists() == bool(content)


async def test_a_postgres_that_is_away(configured, capsys):
    configured(database_url="postgresql+asyncpg://me:secret@127.0.0.1:9/name")
    code, words = await examined(capsys)
    assert code == 1
    assert "check BANGFU_DATABASE_URL" in words[0]
    assert "secret" not in "".join(words)


async def test_a_postgres_that_is_well(configured, capsys, postgres_url):
    await (await open_database(configured(database_url=postgres_url))).close()
    assert await examined(capsys) == (0, [])


async def test_a_file_that_is_no_database(configured, capsys, tmp_path):
    (tmp_path / "bangfu.db").write_bytes(b"not a database" * 100)
    for log in tmp_path.glob("bangfu.db-*"):
        log.unlink()
    code, words = await examined(capsys)
    assert code == 1
    assert "cannot be opened" in words[0]


async def test_a_doctor_who_falls_ill_goes_on(configured, capsys, monkeypatch):
    async def fall_ill(_settings):
        raise NotSent("secret")

    fall_ill.__name__ = "_open_key"
    monkeypatch.setattr(doctor, "_open_key", fall_ill)
    code, [words] = await examined(capsys)
    assert (code, words) == (1, "✘ open_key could not be checked: NotSent.")
