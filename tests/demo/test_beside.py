"""The demo beside its sandbox: roster, official calendar, what a scene's database must be."""

import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from bot.settings import Settings
from demo import directory, remembering
from demo.beside import Beside
from demo.district import district
from domain.calendar import SHANGHAI
from sandbox import deeds, directing
from sandbox.world import World
from storage.vault import make_key


@pytest.fixture
def settings(tmp_path):
    return Settings(bot_token="100:x", data_dir=tmp_path, database_url="")


@pytest.fixture
def world(settings):
    world = World()
    world.begins(Beside(world, settings))
    return world


def test_everybody_of_the_roster_has_an_id_of_his_own():
    people = directory.everybody()
    assert len({each.id for each in people}) == len(people) == len(district().people.records)
    wei = next(each for each in people if each.name == "韦秀英")
    assert (wei.id, wei.role, wei.place) == (1001, "帮扶联系人", "银滩镇 关井村委会")
    assert [place["name"] for place in wei.presets] == ["在黄大明家", "在陆阿妹家"]


def test_anybody_gets_a_phone_with_the_id_of_the_roster(world):
    somebody = directory.everybody()[40]
    for _ in range(2):
        user = deeds.do(world, "show_person", {"id": somebody.id})["user"]
        assert (user["id"], user["first_name"]) == (somebody.id, somebody.name)
    assert world.phone(somebody.id).number == somebody.phone
    shown = [each["name"] for each in directing.directory(world) if each["shown"]]
    assert shown == [somebody.name]
    with pytest.raises(ValueError, match="nobody"):
        deeds.do(world, "show_person", {"id": 7})


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-02T07:59", "2026-03-02"),
        ("2026-03-02T08:00", "2026-03-03"),
        ("2026-03-06T09:00", "2026-03-09"),  # a weekend
        ("2026-02-13T12:00", "2026-02-14"),  # a Saturday worked for the Spring Festival
        ("2026-02-14T12:00", "2026-02-24"),  # the Spring Festival
    ],
)
def test_the_next_working_day_is_the_official_one(world, now, morning):
    asked = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    found = world.companion.next_working_day(asked)
    assert f"{found:%Y-%m-%d %H:%M}" == f"{morning} 08:00"


async def test_without_a_running_bot_nothing_is_due(world):
    assert (await directing.almanac(world))["next_due"] is None
    moved = await deeds.do(world, "clock", {"until": "working_day"})
    moved_to = datetime.fromisoformat(moved["now"]).astimezone(SHANGHAI)
    assert f"{moved_to:%H:%M}" == "08:00"
    for until in ("due", "doomsday"):
        with pytest.raises(ValueError, match=r"\("):
            await deeds.do(world, "clock", {"until": until})


def test_a_scene_needs_a_whole_database_of_a_demo_and_its_key(tmp_path):
    with pytest.raises(ValueError, match="cannot be read"):
        remembering.check(tmp_path)
    make_key(tmp_path / remembering.KEY)
    (tmp_path / remembering.DATABASE).write_bytes(b"no database at all" * 100)
    with pytest.raises(ValueError, match="cannot be read"):
        remembering.check(tmp_path)
    (tmp_path / remembering.DATABASE).unlink()
    with closing(sqlite3.connect(tmp_path / remembering.DATABASE)) as db, db:
        db.execute("CREATE TABLE facts (name TEXT, value TEXT)")
    with pytest.raises(ValueError, match="no demo's"):
        remembering.check(tmp_path)
    with closing(sqlite3.connect(tmp_path / remembering.DATABASE)) as db, db:
        db.execute("INSERT INTO facts VALUES ('demo', 'yes')")
    with pytest.raises(ValueError, match="key does not open"):
        remembering.check(tmp_path)
