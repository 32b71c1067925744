"""Campaigns are kept as they are, changed by one person at a time, and told once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.campaigns import Audience, Campaign, Criterion, Mark, State
from domain.people import Role
from domain.recurrences import SHIPPED, VISITS
from storage import audiences, campaign_marks, campaigns, outbox, people, recurrences, tellings
from storage.outbox import LETTERS, Parcel
from storage.outbox import Outcome as Sent
from storage.tellings import Outcome
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE
from tests.storage.conftest import NOW

HELPERS = Audience(roles=frozenset({Role.HELPER}))
ACCOUNTS = Campaign(
    title="绑定账号",
    what="扫码绑定账号。",
    criterion=Criterion.BOUND,
    audience=HELPERS,
    area_code=TOWN,
    opens_on=date(2026, 3, 2),
    due_at=datetime(2026, 3, 20, 10, tzinfo=UTC),
    set_at=NOW,
)


async def added(db, campaign):
    kept = await campaigns.add(db, campaign)
    assert kept
    return kept


async def test_it_comes_back_as_it_was_kept(database, village):
    meant = replace(ACCOUNTS, owner_id=village.people["莫小兰"], days_before=(3, 0), is_loud=True)
    async with database.write() as db:
        kept = await added(db, meant)
        assert await campaigns.by_number(db, kept.number) == kept
        assert replace(kept, number=0) == meant


async def test_of_two_who_change_it_one_is_heard(database, village):
    async with database.write() as db:
        kept = await added(db, ACCOUNTS)
        mine = replace(kept, state=State.RUNNING, version=2)
        theirs = replace(kept, state=State.CANCELLED, version=2)
        assert await campaigns.change(db, mine) == mine
        assert await campaigns.change(db, theirs) is None
        assert [it.state for it in await campaigns.running(db)] == [State.RUNNING]


async def test_a_period_begins_once(database, village):
    monthly = replace(ACCOUNTS, recurrence=VISITS, period=202603)
    async with database.write() as db:
        assert await campaigns.add(db, monthly)
        assert await campaigns.add(db, monthly) is None
        assert await campaigns.add(db, replace(monthly, period=202604))
        assert await campaigns.add(db, ACCOUNTS)
        assert await campaigns.add(db, ACCOUNTS)


async def test_the_sweep_looks_when_it_is_time(database, village):
    at = NOW + timedelta(hours=1)
    async with database.write() as db:
        kept = await added(db, replace(ACCOUNTS, next_at=at))
        assert await campaigns.due(db, NOW) == []
        assert await campaigns.due(db, at) == [kept]
        assert await campaigns.look_again(db, kept, None)
        assert await campaigns.due(db, at) == []
        assert not await campaigns.look_again(db, kept, at)  # another has looked meanwhile


async def test_after_the_calendar_changed_every_running_one_is_looked_at(database, village):
    at = NOW + timedelta(days=9)
    async with database.write() as db:
        kept = await added(db, replace(ACCOUNTS, next_at=at, state=State.RUNNING))
        await added(db, replace(ACCOUNTS, next_at=at))
        await campaigns.look_at_all(db)
        assert [it.number for it in await campaigns.due(db, NOW)] == [kept.number]


async def test_whom_it_is_for(database, village):
    async with database.read() as db:

        async def names(audience, area_code):
            return {it.name for it in await audiences.page(db, audience, area_code, 0, 100)}

        everywhere = await names(HELPERS, "")
        assert {"韦秀英", "覃志强", "黎新来"} <= everywhere
        assert await names(HELPERS, TOWN) == await names(HELPERS, DISTRICT)
        assert "韦秀英" not in await names(HELPERS, OTHER_VILLAGE)
        of_unit = replace(HELPERS, units=("区教育局",))
        assert await names(of_unit, TOWN) == {"韦秀英"}
        officers = Audience(roles=frozenset({Role.INFORMATION_OFFICER}))
        assert await names(officers, VILLAGE) == {"莫小兰"}
        assert await names(officers, TOWN) == {"莫小兰", "陆海燕"}
        beyond = replace(officers, area_codes=(OTHER_VILLAGE,))
        assert await names(beyond, VILLAGE) == set()
        assert await audiences.count(db, officers, TOWN) == 2
        assert await audiences.units(db, HELPERS, TOWN) == ["区教育局"]
        assert await audiences.units(db, replace(HELPERS, roles=frozenset()), TOWN) == []
        held = await audiences.roles(db, TOWN)
        assert (held[Role.HELPER], held[Role.TOWN_STATION]) == (3, 1)
        assert Role.ADMIN not in held
        assert (await audiences.roles(db, ""))[Role.ADMIN] == 1


async def test_people_are_told_once(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    async with database.write() as db:
        number = (await added(db, ACCOUNTS)).number
        assert await tellings.stage(db, number, "t7@20260320", [helper, officer], NOW)
        assert await tellings.stage(db, number, "t7@20260320", [helper], NOW) == []
        assert set(await tellings.waiting(db, 0, 10)) == {helper, officer}
        mine = await tellings.waiting_for(db, helper)
        assert [it.event for it in mine] == ["t7@20260320"]
        await tellings.settle(db, helper, mine, Outcome.TOLD, NOW, key="digest:1")
        assert await tellings.waiting(db, 0, 10) == [officer]
        assert await tellings.acknowledge(db, number, helper, NOW)
        assert not await tellings.acknowledge(db, number, helper, NOW)
        told = await tellings.trail(db, number, helper)
        assert [(it.outcome, it.acknowledged_at) for it in told] == [(Outcome.TOLD, NOW)]


async def test_who_knows_of_a_miss_has_not_read_his_own_task(database, village):
    officer = village.people["莫小兰"]
    async with database.write() as db:
        number = (await added(db, ACCOUNTS)).number
        for event in ("t7@20260320", "village@20260320"):
            await tellings.stage(db, number, event, [officer], NOW)
        mine = await tellings.waiting_for(db, officer)
        await tellings.settle(db, officer, mine, Outcome.TOLD, NOW, key="digest:1")
        assert await tellings.acknowledge_rises(db, number, officer, NOW)
        told = {it.event: it.acknowledged_at for it in await tellings.trail(db, number, officer)}
        assert told == {"t7@20260320": None, "village@20260320": NOW}
        assert await tellings.acknowledge(db, number, officer, NOW)


async def test_whether_it_came_is_read_off_the_outbox(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    letters = {helper: "digest:1", officer: "digest:2"}
    async with database.write() as db:
        number = (await added(db, ACCOUNTS)).number
        for person, key in letters.items():
            await tellings.stage(db, number, "t7@20260320", [person], NOW)
            mine = await tellings.waiting_of(db, [person])
            await tellings.settle(db, person, mine, Outcome.TOLD, NOW, key)
            await outbox.post(db, _parcel(key))
        assert await tellings.told_of(db, [number], letters) == {(number, it) for it in letters}
        assert await tellings.note_delivered(db, 10) == []
        first, second = await outbox.claim(db, "me", NOW, 10)
        await outbox.finish(db, [Sent(id=first.id, state="sent", message_id=7)], NOW)
        await outbox.finish(db, [Sent(id=second.id, state="dropped")], NOW)
        assert [it.person_id for it in await tellings.note_delivered(db, 10)] == [officer]
        assert await tellings.note_delivered(db, 10) == []
        [came] = await tellings.trail(db, number, helper)
        assert (came.outcome, came.delivered_at) == (Outcome.TOLD, NOW)
        [lost] = await tellings.trail(db, number, officer)
        assert (lost.outcome, lost.delivered_at) == (Outcome.UNREACHABLE, None)


def _parcel(key):
    later = NOW + timedelta(days=1)
    return Parcel(
        key=key,
        chat_id=int(key[-1]),
        lane=LETTERS,
        method="sendMessage",
        params={},
        due_at=NOW,
        expires_at=later,
    )


async def test_what_cannot_be_told_any_more_is_noted_as_such(database, village):
    helper = village.people["韦秀英"]
    async with database.write() as db:
        number = (await added(db, ACCOUNTS)).number
        overtaken = "t7@20260320", [helper], NOW, Outcome.OVERTAKEN
        assert await tellings.stage(db, number, *overtaken) == [helper]
        assert await tellings.waiting(db, 0, 10) == []


async def test_who_is_held_by_one_process_is_not_held_by_another(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    async with database.write() as db:
        assert await people.hold(db, [officer, helper]) == sorted([officer, helper])
        if not database.is_sqlite:
            async with database.write() as other:
                assert await people.hold(other, [helper]) == []
        assert set(await people.bound_at(db, [helper, village.people["黎新来"]])) == {helper}


async def test_the_last_word_on_somebodys_time_holds_and_a_snooze_ends(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    until = [NOW + timedelta(days=it) for it in range(1, 4)]
    async with database.write() as db:
        number = (await added(db, ACCOUNTS)).number
        for at in (until[2], until[1]):
            await campaign_marks.keep(db, number, helper, Mark.EXTENDED, officer, NOW, until_at=at)
        await campaign_marks.keep(db, number, helper, Mark.SNOOZED, helper, NOW, until_at=until[0])
        assert await campaign_marks.extended(db, number) == {helper: (until[1], NOW)}
        assert await campaign_marks.extended(db, number, [officer]) == {}
        assert await campaign_marks.snoozed(db, [helper], NOW) == {(number, helper): until[0]}
        assert await campaign_marks.snoozed(db, [helper], until[0]) == {}


async def test_marks_are_appended(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    until = NOW + timedelta(days=5)
    async with database.write() as db:
        number = (await added(db, ACCOUNTS)).number
        await campaign_marks.keep(
            db, number, helper, Mark.ASKED_FOR_TIME, helper, NOW, words="住院"
        )
        await campaign_marks.keep(db, number, helper, Mark.EXTENDED, officer, NOW, until_at=until)
        asked, extended = await campaign_marks.of_campaign(db, number, [helper])
        assert (asked.mark, asked.words, asked.by) == (Mark.ASKED_FOR_TIME, "住院", "韦秀英")
        assert (extended.mark, extended.until_at) == (Mark.EXTENDED, until)


async def test_duties_that_come_back_are_shipped_and_changed(database, village):
    by = village.people["陈丽华"]
    async with database.write() as db:
        assert await recurrences.every(db) == list(SHIPPED)
        visits = SHIPPED[0]
        assert await recurrences.by_name(db, VISITS) == visits
        earlier = replace(visits, due_day=25, version=2)
        assert await recurrences.keep(db, earlier, by, NOW)
        assert await recurrences.keep(db, earlier, by, NOW) is None
        assert await recurrences.by_name(db, VISITS) == replace(earlier, set_at=NOW)
        own = replace(visits, name="r1", title="夜校", version=1)
        assert await recurrences.keep(db, own, by, NOW)
        assert await recurrences.keep(db, replace(own, is_on=False, version=2), by, NOW)
        assert [it.name for it in await recurrences.every(db)][-1] == "r1"
