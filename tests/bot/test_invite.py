"""Invitations made on the command line: for whom, how long, how often."""

import subprocess
import sys
import time
from datetime import timedelta

import pytest

from bot import __main__ as command_line
from bot.invite import ADMIN, make_link
from bot.settings import Settings
from domain.people import Role
from domain.phones import PhoneError
from storage import people

NEWCOMER = "黎新来"


async def link_for(stage, phone):
    return await make_link(stage.app.database, "bangfu_bot", phone, stage.app.clock())


async def open_link(stage, name, link):
    stage.heard.clear()
    stage.world.open_link(stage.users[name], link.partition("=")[2])
    await stage.settle()
    return stage.heard[0].words


async def bound(stage, user):
    async with stage.app.database.read() as db:
        person = await people.by_telegram(db, stage.users[user])
    return person.name if person else None


@pytest.mark.parametrize("phone", ["13900000007", "+86 139-0000-0007", "１３９００００　０００７"])
async def test_a_number_on_the_roster_gets_a_link_that_opens_its_account(stage, phone):
    link = await link_for(stage, phone)
    assert link.startswith("https://t.me/bangfu_bot?start=")
    assert NEWCOMER in await open_link(stage, NEWCOMER, link)
    assert await bound(stage, NEWCOMER) == NEWCOMER


async def test_a_number_that_is_not_on_the_roster_gets_none(stage):
    assert await link_for(stage, "13911112222") is None
    with pytest.raises(PhoneError):
        await link_for(stage, "nobody")


async def test_the_second_who_opens_a_link_is_turned_away(stage):
    link = await link_for(stage, "13900000007")
    await open_link(stage, NEWCOMER, link)
    words = await open_link(stage, "陌生人", link)
    assert "24" in words
    assert await bound(stage, "陌生人") is None


async def test_a_link_is_over_after_a_day(stage):
    link = await link_for(stage, "13900000007")
    stage.world.clock.move_by(timedelta(hours=24))
    assert "24" in await open_link(stage, NEWCOMER, link)
    assert await bound(stage, NEWCOMER) is None


async def test_an_administrator_is_made_once_and_opened_by_a_link(stage):
    first, second = await link_for(stage, ADMIN), await link_for(stage, ADMIN)
    assert first != second
    async with stage.app.database.read() as db:
        admins = await people.with_role(db, Role.ADMIN)
    assert len([admin for admin in admins if admin.telegram_id is None]) == 1
    await open_link(stage, "陌生人", second)
    assert await bound(stage, "陌生人") == "管理员"


COMMAND = """
import sys
from bot.__main__ import main
code = main(["invite", sys.argv[1]])
assert "aiogram" not in sys.modules, "aiogram was loaded"
sys.exit(code)
"""


def invited(folder, phone, token=""):
    environment = {"BANGFU_DATA_DIR": str(folder), "BANGFU_BOT_TOKEN": token}
    environment["BANGFU_API_BASE"] = "http://127.0.0.1:9"
    return subprocess.run(
        [sys.executable, "-c", COMMAND, phone],
        env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_command_needs_no_aiogram_and_says_what_is_missing(tmp_path):
    done = invited(tmp_path, ADMIN)
    assert (done.returncode, done.stderr) == (1, "")
    assert "BANGFU_BOT_TOKEN" in done.stdout


def test_the_command_is_quick(tmp_path):
    times = []
    for _ in range(3):
        began = time.monotonic()
        invited(tmp_path, ADMIN)
        times.append(time.monotonic() - began)
    assert min(times) < 1.5


async def test_the_command_prints_a_link_and_keeps_its_picture_to_itself(stage, capsys, tmp_path):
    from bot import invite  # noqa: PLC0415

    settings = Settings(data_dir=tmp_path)
    assert await invite._print(settings, stage.app.database, "bangfu_bot", "13900000007") == 0
    assert "https://t.me/bangfu_bot?start=" in capsys.readouterr().out
    picture = tmp_path / "invitation.png"
    assert picture.stat().st_mode & 0o777 == 0o600
    for phone, hint in {"13911112222": "./run import", "nobody": "./run invite"}.items():
        assert await invite._print(settings, stage.app.database, "bangfu_bot", phone) == 1
        assert hint in capsys.readouterr().out


def test_the_command_line_knows_its_commands(capsys):
    with pytest.raises(SystemExit):
        command_line.main(["fly"])
    assert "invite" in capsys.readouterr().err
