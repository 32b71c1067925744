"""Settings come from the environment, and everything wrong is said at once."""

import pytest

from bot import settings


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    for name in settings.REMEDIES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch.setenv


def complaint(*, needs_token=True):
    with pytest.raises(SystemExit) as caught:
        settings.load(needs_token=needs_token)
    return str(caught.value)


def named_in(words):
    return {name for name in settings.REMEDIES if f"  {name}: " in words}


def test_without_anything_the_token_is_asked_for():
    assert named_in(complaint()) == {"BANGFU_BOT_TOKEN"}


def test_commands_that_need_no_token_do_without(tmp_path):
    loaded = settings.load()
    assert loaded.database_url == f"sqlite+aiosqlite:///{tmp_path}/data/bangfu.db"
    assert loaded.is_sqlite
    assert loaded.key_file.name == "bangfu.key"
    assert loaded.api_base == "https://api.telegram.org"


WRONG = {
    "BANGFU_BOT_TOKEN": "secret",
    "BANGFU_API_BASE": "api.example.org",
    "BANGFU_DATABASE_URL": "mysql://root:secret@host/name",
    "BANGFU_WEBHOOK_URL": "ftp://example.org",
    "BANGFU_WEBHOOK_SECRET": "secret!",
    "BANGFU_LISTEN": "80",
}


def test_all_that_is_wrong_is_said_at_once_and_no_secret_is_repeated(environment):
    for name, value in WRONG.items():
        environment(name, value)
    words = complaint()
    assert named_in(words) == set(WRONG)
    assert "secret" not in words


def test_what_is_missing_is_said_together_with_what_is_wrong(environment):
    environment("BANGFU_LISTEN", "nowhere")
    environment("BANGFU_WEBHOOK_URL", "https://example.org/telegram")
    expected = {"BANGFU_BOT_TOKEN", "BANGFU_WEBHOOK_SECRET", "BANGFU_LISTEN"}
    assert named_in(complaint()) == expected
    assert named_in(complaint(needs_token=False)) == expected - {"BANGFU_BOT_TOKEN"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BANGFU_BOT_TOKEN", "123:"),
        ("BANGFU_BOT_TOKEN", ":abc"),
        ("BANGFU_BOT_TOKEN", "bot123:abc"),
        ("BANGFU_API_BASE", "https://"),
        ("BANGFU_API_BASE", "http://[::1"),
        ("BANGFU_DATABASE_URL", "sqlite:///file.db"),
        ("BANGFU_DATABASE_URL", "postgresql://host/name"),
        ("BANGFU_WEBHOOK_SECRET", "short"),
        ("BANGFU_WEBHOOK_SECRET", "x" * 257),
        ("BANGFU_WEBHOOK_SECRET", "密码密码密码密码密码"),
        ("BANGFU_LISTEN", "127.0.0.1"),
        ("BANGFU_LISTEN", "127.0.0.1:99999"),
        ("BANGFU_LISTEN", ":8080"),
        ("BANGFU_LISTEN", "host:²"),
    ],
)
def test_what_cannot_work_is_refused(environment, name, value):
    environment(name, value)
    assert named_in(complaint(needs_token=False)) == {name}


@pytest.mark.parametrize("elsewhere", ["https://api.telegram.org", "http://192.168.1.7:8081"])
def test_a_sandboxs_token_goes_nowhere_but_to_this_machine(environment, elsewhere):
    environment("BANGFU_BOT_TOKEN", "100:sandbox")
    environment("BANGFU_API_BASE", elsewhere)
    assert named_in(complaint()) == {"BANGFU_API_BASE"}
    environment("BANGFU_API_BASE", "http://127.0.0.1:8081")
    assert settings.load(needs_token=True).is_for_sandbox


def test_spaces_and_a_last_slash_do_no_harm(environment):
    environment("BANGFU_BOT_TOKEN", " 123:abc\n")
    environment("BANGFU_API_BASE", "http://127.0.0.1:8081/ ")
    loaded = settings.load(needs_token=True)
    assert (loaded.bot_token, loaded.api_base) == ("123:abc", "http://127.0.0.1:8081")


def test_printing_the_settings_shows_no_secret(environment):
    environment("BANGFU_BOT_TOKEN", "123:hidden")
    environment("BANGFU_WEBHOOK_SECRET", "hidden-word")
    environment("BANGFU_DATABASE_URL", "postgresql+asyncpg://me:hidden@host/name")
    assert "hidden" not in repr(settings.load())
