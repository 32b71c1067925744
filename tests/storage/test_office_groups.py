"""Groups are found by the office that has a case, nearest first, and change one at a time."""

from dataclasses import replace
from datetime import timedelta

from domain.ladders import Kind
from domain.offices import Office
from domain.people import Role
from storage import office_groups
from storage.office_groups import Group, State
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE
from tests.storage.conftest import NOW

LEAVES = NOW + timedelta(minutes=15)


def group(chat_id, area_code=None, role=None, **values):
    state = State.LINKED if area_code else State.NEW
    made = Group(chat_id=chat_id, title="群", state=state, area_code=area_code, role=role,
                 since_at=NOW)  # fmt: skip
    return replace(made, **values)


async def test_the_nearest_linked_group_of_the_role_is_found(database, village):
    officer, station = Role.INFORMATION_OFFICER, Role.TOWN_STATION
    async with database.write() as db:
        for it in (
            group(-1, DISTRICT, officer),
            group(-2, TOWN, officer),
            group(-3, VILLAGE, officer),
            group(-4, VILLAGE, officer, since_at=LEAVES),
            group(-5, TOWN, officer, state=State.GONE),
        ):
            await office_groups.entered(db, it)
        found = [
            [it.chat_id for it in await office_groups.around(db, code)]
            for code in (VILLAGE, OTHER_VILLAGE, DISTRICT, "450521")
        ]
        assert found == [[-4, -3, -2, -1], [-2, -1], [-1], []]
        offices = [Office(area_code=VILLAGE, role=officer), Office(area_code=TOWN, role=station)]
        same = await office_groups.of_offices(db, offices)
        assert [it.chat_id for it in same] == [-4, -3]
        assert len(await office_groups.every(db, 3)) == 3


async def test_offices_are_listed_where_somebody_works(database, village):
    async with database.read() as db:
        staffed = await office_groups.staffed(db, [TOWN, VILLAGE])
    assert [(it.area_code, it.role) for it in staffed] == [
        (TOWN, Role.INFORMATION_OFFICER),
        (TOWN, Role.TOWN_STATION),
        (VILLAGE, Role.INFORMATION_OFFICER),
    ]


async def test_of_two_changes_of_one_version_the_second_does_nothing(database, village):
    threads = {Kind.NEED: 7}
    async with database.write() as db:
        await office_groups.entered(db, group(-1, leaves_at=LEAVES))
        asked = group(-1, state=State.ASKED, version=2, threads=threads, leaves_at=LEAVES)
        assert await office_groups.move_on(db, asked)
        assert not await office_groups.move_on(db, replace(asked, state=State.LINKED))
        assert await office_groups.by_chat(db, -1) == asked
        await office_groups.entered(db, group(-1))
        again = await office_groups.by_chat(db, -1)
        assert again == group(-1, version=3)


async def test_groups_that_nobody_links_are_overdue_and_those_asked_for_are_checked(
    database, village
):
    async with database.write() as db:
        await office_groups.entered(db, group(-1, leaves_at=LEAVES))
        await office_groups.noticed(db, group(-1))
        await office_groups.noticed(db, group(-2, state=State.ASKED))
        assert await office_groups.overdue(db, NOW) == []
        assert [it.chat_id for it in await office_groups.overdue(db, LEAVES)] == [-1]
        asked = await office_groups.to_check(db, NOW)
        assert asked
        assert asked.chat_id == -2
        checking = replace(asked, state=State.CHECKING, version=2)
        assert await office_groups.move_on(db, checking)
        assert await office_groups.to_check(db, NOW) is None
        assert await office_groups.to_check(db, NOW + office_groups.CHECK_LASTS) == checking
        assert await office_groups.next_leaving(db) == LEAVES
        assert not await office_groups.lose(db, -1, NOW, version=7)
        assert await office_groups.lose(db, -1, NOW, version=1)
        assert not await office_groups.lose(db, -1, NOW)
        assert await office_groups.overdue(db, LEAVES) == []


async def test_a_group_that_became_a_supergroup_stays_linked(database, village):
    async with database.write() as db:
        await office_groups.entered(db, group(-1, TOWN, Role.TOWN_STATION))
        await office_groups.entered(db, group(-100))
        await office_groups.migrate(db, -1, -100)
        await office_groups.migrate(db, -7, -100)
        await office_groups.rename(db, -100, "新群名")
        assert await office_groups.by_chat(db, -1) is None
        moved = await office_groups.by_chat(db, -100)
        assert moved == group(-100, TOWN, Role.TOWN_STATION, title="新群名", version=2)
