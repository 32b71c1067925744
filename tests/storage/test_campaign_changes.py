"""What offices made of campaigns is kept with the version before it, and told page by page."""

from dataclasses import replace

from domain.campaigns import Criterion, State
from storage import campaign_changes, campaigns, disturbances, tellings
from storage.campaign_changes import Change
from storage.tellings import Outcome
from tests.kit.cast import TOWN
from tests.storage.conftest import NOW
from tests.storage.test_campaigns import ACCOUNTS, added

TASK = replace(ACCOUNTS, criterion=Criterion.CONFIRMED, state=State.RUNNING)


async def changed(db, village, action="changed", *, concerns=(), words="", **new):
    before = await added(db, TASK)
    after = replace(before, version=2, set_at=NOW, **new)
    assert await campaigns.change(db, after)
    by = village.people["黄丽萍"]
    await campaign_changes.add(db, before, after, action, by, words=words, concerns=concerns)
    return before, after


async def test_the_version_before_comes_back_as_it_was(database, village):
    async with database.write() as db:
        before, after = await changed(db, village, title="绑好账号", words="台风")
        change = await campaign_changes.after(db, after.number, 1)
        assert change
        assert replace(change.before, set_at=before.set_at) == before
        assert (change.by, change.words, change.action, change.event) == (
            "黄丽萍", "台风", "changed", None,
        )  # fmt: skip
        assert await campaign_changes.last(db, after.number) == change
        assert await campaign_changes.after(db, after.number, 2) is None


async def test_people_are_told_page_by_page(database, village):
    people = sorted(village.people[it] for it in ("韦秀英", "覃志强", "黎新来"))
    async with database.write() as db:
        await changed(db, village, "extended", concerns=people)
        assert await campaign_changes.is_untold(db)
        change = await campaign_changes.untold(db)
        assert isinstance(change, Change)
        assert change.event == "extended2"
        assert await tellings.waiting(db, 0, 10) == []
        assert await campaign_changes.concerned(db, change, 2) == people[:2]
        once = "campaign:1:extended2"
        await campaign_changes.settle(db, change, people[:1], Outcome.TOLD, NOW, once)
        await campaign_changes.settle(db, change, people[1:2], Outcome.TOLD, NOW, once, people[0])
        assert await tellings.underway(db, people) == [f"{once}:{people[0]}"]
        await campaign_changes.settle(db, change, people[2:], Outcome.UNREACHABLE, NOW)
        assert await campaign_changes.concerned(db, change, 2) == []
        await campaign_changes.over(db, change)
        assert await campaign_changes.untold(db) is None
        assert not await campaign_changes.is_untold(db)
        trail = {it.person_id: it.outcome for it in await tellings.trail(db, change.campaign)}
        assert [trail[it] for it in people] == [Outcome.TOLD] * 2 + [Outcome.UNREACHABLE]


async def test_whom_it_would_disturb(database, village):
    async with database.write() as db:
        mine = await added(db, TASK)
        helpers = {village.people[it] for it in ("韦秀英", "覃志强", "黎新来")}
        assert await disturbances.members(db, mine, NOW) == helpers
        assert await disturbances.people(db, mine, NOW) == 3
        owing = await disturbances.still_open(db, mine, NOW)
        assert owing == {it: it != village.people["黎新来"] for it in helpers}
        assert await disturbances.owing(db, mine, NOW) == 2
        some = [village.people["韦秀英"], village.people["莫小兰"]]
        assert await disturbances.still_open(db, mine, NOW, some) == {some[0]: True}


async def test_a_district_sees_what_is_of_all_and_a_town_its_own(database, village):
    async with database.write() as db:
        everywhere = await added(db, replace(TASK, area_code=""))
        of_town = await added(db, replace(TASK, area_code=TOWN))

        async def listed(*codes):
            found = await campaigns.in_areas(db, codes, [State.RUNNING], 10)
            assert await campaigns.count_in_areas(db, codes, [State.RUNNING]) == len(found)
            return {it.number for it in found}

        assert await listed("") == await listed(TOWN[:6]) == {everywhere.number, of_town.number}
        assert await listed(TOWN) == {of_town.number}
        assert await listed() == set()
