"""How people stand in campaigns, read off the records on both databases."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import delete, func, select, update

from domain.calendar import SHANGHAI
from domain.campaigns import Audience, Campaign, Criterion, Mark, Standing, State
from domain.changes import State as Change
from domain.checkins import State as CheckIn
from domain.duties import Reach
from domain.haves import Item, Verdict
from domain.muted import Muting
from domain.muted import State as Muted
from domain.pauses import Pause
from domain.people import Duty, Role
from domain.people import State as Account
from domain.visits import State as Visit
from storage import (
    campaign_marks,
    campaign_reasons,
    campaigns,
    criteria,
    muted,
    pairings,
    pauses,
    people,
)
from storage.tables import (
    ChangeRow,
    CheckInRow,
    CheckRow,
    DoubtRow,
    IncomeLineRow,
    PairingRow,
    VisitRow,
    WaiverRow,
)
from tests.kit.cast import OTHER_VILLAGE, TOWN, VILLAGE
from tests.kit.records import Records
from tests.storage.conftest import NOW, USERS

WEI, QIN, LI, MO, HAI = "韦秀英", "覃志强", "黎新来", "莫小兰", "陆海燕"
LIANG = "梁建国"
HELPERS = Audience(roles=frozenset({Role.HELPER}))
ROWS = ChangeRow, CheckInRow, CheckRow, DoubtRow, IncomeLineRow, VisitRow, WaiverRow


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


@pytest.fixture
async def db(database, village):
    """One open transaction is enough for one test."""
    async with database.write() as db:
        yield db


@pytest.fixture
def keep(db):
    """Keep records."""
    return Records(db)


@pytest.fixture
def who(village):
    return village.people


@pytest.fixture
def home(village):
    return village.households["黄大明"]


async def begun(db, criterion, **more):
    """Begin a campaign of March for the helpers of the town."""
    wished = Campaign(
        title="三月任务",
        what="",
        criterion=criterion,
        audience=HELPERS,
        area_code=TOWN,
        opens_on=date(2026, 3, 1),
        due_at=at("03-20T18:00"),
        state=State.RUNNING,
        set_at=NOW,
    )
    kept = await campaigns.add(db, replace(wished, **more))
    assert kept
    return kept


async def stands(db, campaign, now=NOW):
    """Return how everybody stands, by name."""
    return {it.name: it.standing.value for it in await criteria.owing(db, campaign, now)}


async def mine(db, campaign, number, now=NOW):
    [owing] = await criteria.owing(db, campaign, now, [number])
    return owing


async def forget(db):
    for row in ROWS:
        await db.execute(delete(row))


async def test_who_has_an_account_is_bound(db, who):
    campaign = await begun(db, Criterion.BOUND)
    assert await stands(db, campaign) == {WEI: "done", QIN: "done", LI: "open"}
    await people.bind(db, who[LI], 5000, at("03-22T09:00"), None)
    assert (await stands(db, campaign))[LI] == "late"


MADE = (
    (at("02-28T23:59"), CheckIn.VERIFIED, "open"),
    (at("03-01T00:00"), CheckIn.VERIFIED, "done"),
    (at("03-20T18:00"), CheckIn.ACCEPTED, "done"),
    (at("03-20T18:01"), CheckIn.VERIFIED, "late"),
    (at("03-19T18:01"), CheckIn.PENDING, "waiting"),
    (at("03-21T18:01"), CheckIn.ASKED, "late"),
)


async def test_a_check_in_between_the_dates_is_asked_for(db, who, home, keep):
    checked_in = await begun(db, Criterion.CHECKED_IN)
    visited = await begun(db, Criterion.VISITED)
    for when, state, standing in MADE:
        await keep.check_in(who[WEI], home, when, state)
        assert (await stands(db, checked_in))[WEI] == standing, (when, state)
        assert await stands(db, visited) == {WEI: standing, QIN: "open"}, (when, state)
        await forget(db)
    await keep.check_in(who[WEI], None, at("03-05T09:00"))
    assert (await stands(db, checked_in))[WEI] == "done"
    assert (await stands(db, visited))[WEI] == "open"  # a village is no household


async def test_every_household_is_to_be_visited(db, who, village, keep):
    second = village.households["梁水生"]
    await pairings.pair(db, second, who[WEI], date(2026, 1, 1))
    campaign = await begun(db, Criterion.VISITED)
    await keep.check_in(who[WEI], village.households["黄大明"], at("03-05T09:00"))
    owing = await mine(db, campaign, who[WEI])
    assert (owing.standing, [it.id for it in owing.open]) == (Standing.OPEN, [second])
    assert [it.standing.value for it in owing.items] == ["open", "done"]
    late = {"is_late": True, "handed_in_at": at("03-25T09:00")}
    await keep.visit(who[WEI], second, at("03-18T09:00"), Visit.WAITING, **late)
    owing = await mine(db, campaign, who[WEI])
    assert (owing.standing, owing.done_at) == (Standing.WAITING, at("03-18T09:00"))
    await forget(db)
    await keep.check_in(who[QIN], village.households["黄大明"], at("03-05T09:00"))
    assert (await stands(db, campaign))[WEI] == "open"  # a visit is its helper's own


async def test_a_pairing_that_began_in_the_last_week_or_ended_is_not_owed(db, who, home):
    campaign = await begun(db, Criterion.VISITED)
    row = update(PairingRow).where(PairingRow.household_id == home)
    await db.execute(row.values(since_on=date(2026, 3, 13)))
    assert await stands(db, campaign) == {WEI: "open", QIN: "open"}
    await db.execute(row.values(since_on=date(2026, 3, 14)))
    assert await stands(db, campaign) == {QIN: "open"}
    await db.execute(row.values(since_on=date(2026, 1, 1), until_on=date(2026, 3, 15)))
    assert await stands(db, campaign) == {QIN: "open"}


async def test_a_transfer_in_the_middle_goes_with_the_pairing(db, who, home):
    campaign = await begun(db, Criterion.VISITED)
    row = update(PairingRow).where(PairingRow.household_id == home)
    await db.execute(row.values(until_on=date(2026, 3, 10)))
    await pairings.pair(db, home, who[LI], date(2026, 3, 10))
    assert await stands(db, campaign) == {LI: "open", QIN: "open"}


async def test_muted_households_are_not_asked_about(db, who, home):
    campaign = await begun(db, Criterion.VISITED)
    muting = Muting(
        household_id=home,
        state=Muted.MUTED,
        reason="外出务工",
        since_on=date(2026, 3, 10),
        until_on=date(2026, 6, 30),
        asked_by=who[WEI],
        asked_at=NOW,
    )
    assert await muted.keep(db, muting)
    assert await stands(db, campaign) == {QIN: "open"}
    assert await criteria.people_after(db, campaign, 0, 10) == [who[QIN]]


SETTLED = (
    (Change.WAITING, None, "open"),
    (Change.RETURNED, at("03-11T09:00"), "open"),
    (Change.ACCEPTED, at("03-11T09:00"), "done"),
    (Change.DROPPED, at("03-11T09:00"), "done"),
    (Change.ENTERED, at("03-21T09:00"), "late"),
)


async def test_records_are_verified_when_nothing_waits(db, who, home, keep):
    campaign = await begun(db, Criterion.VERIFIED)
    assert await stands(db, campaign) == {WEI: "done", QIN: "done"}
    for state, decided_at, standing in SETTLED:
        await keep.change(who[WEI], home, at("03-10T09:00"), state, decided_at)
        assert await stands(db, campaign) == {WEI: standing, QIN: "done"}, state
        await forget(db)
    await keep.change(who[WEI], home, at("03-21T09:00"), Change.WAITING, None)
    assert (await stands(db, campaign))[WEI] == "done"  # proposed after the due date


async def test_doubts_are_mended_or_explained(db, who, home, keep):
    campaign = await begun(db, Criterion.VERIFIED)
    await keep.doubt(home, "cost", at("02-10T09:00"), at("02-20T09:00"))
    assert (await stands(db, campaign))[WEI] == "done"
    await keep.doubt(home, "wages", at("02-10T09:00"))
    assert (await stands(db, campaign))[WEI] == "open"
    await keep.waiver(who[MO], home, "wages", at("03-12T09:00"))
    owing = await mine(db, campaign, who[WEI])
    assert (owing.standing, owing.done_at) == (Standing.DONE, at("03-12T09:00"))
    await keep.doubt(home, "school", at("03-15T09:00"), at("03-22T09:00"))
    assert (await stands(db, campaign))[WEI] == "late"


async def test_all_items_of_the_standard_are_to_be_checked(db, who, home, keep):
    campaign = await begun(db, Criterion.HAVES)
    for item in Item:
        assert (await stands(db, campaign))[WEI] == "open"
        await keep.check(home, item, date(2026, 3, 10), Verdict.UNMET)
    owing = await mine(db, campaign, who[WEI])
    assert (owing.standing, owing.done_at) == (Standing.DONE, at("03-10T00:00"))
    await forget(db)
    for item in Item:
        await keep.check(home, item, date(2025, 9, 20), Verdict.MET)  # half a year and a day ago
    assert (await stands(db, campaign))[WEI] == "open"
    for item in Item:
        await keep.check(home, item, date(2026, 3, 21), Verdict.MET)
    assert (await stands(db, campaign))[WEI] == "late"
    await forget(db)
    for item in Item:
        await keep.check(home, item, date(2026, 3, 10), Verdict.UNCHECKED)
    assert (await stands(db, campaign))[WEI] == "open"


async def test_a_handbook_has_an_entry_between_the_dates(db, who, home, keep):
    campaign = await begun(db, Criterion.HANDBOOK)
    day = at("03-10T09:00")
    entries = (
        (keep.visit(who[MO], home, day), "done"),
        (keep.visit(who[WEI], home, at("02-10T09:00")), "open"),
        (keep.visit(who[WEI], home, day, Visit.UNDONE), "open"),
        (keep.visit(who[WEI], home, at("02-20T09:00"), handed_in_at=day, is_late=True), "done"),
        (keep.income(who[WEI], home, day), "done"),
        (keep.income(who[WEI], home, day, day), "open"),
        (keep.income(who[WEI], home, at("03-22T09:00")), "late"),
        (keep.change(who[WEI], home, day, Change.ACCEPTED, at("03-12T09:00")), "done"),
        (keep.change(who[WEI], home, day, Change.WAITING, None), "open"),
    )
    for entry, standing in entries:
        await entry
        assert await stands(db, campaign) == {WEI: standing, QIN: "open"}
        await forget(db)


def marked(db, campaign, number):
    async def mark(kind, by, when, **more):
        await campaign_marks.keep(db, campaign.number, number, kind, by, at(when), **more)

    return mark


@pytest.mark.parametrize("criterion", [Criterion.CONFIRMED, Criterion.ACKNOWLEDGED])
async def test_a_word_is_enough_until_it_is_sent_back(db, who, criterion):
    campaign = await begun(db, criterion)
    mark = marked(db, campaign, who[WEI])
    await mark(Mark.CONFIRMED, who[WEI], "03-10T09:00")
    await mark(Mark.CONFIRMED, who[WEI], "03-11T09:00")
    assert (await mine(db, campaign, who[WEI])).done_at == at("03-10T09:00")
    await mark(Mark.SENT_BACK, who[MO], "03-12T09:00")
    assert (await stands(db, campaign))[WEI] == "open"
    await mark(Mark.CONFIRMED, who[WEI], "03-21T09:00")
    assert (await stands(db, campaign))[WEI] == "late"


async def test_what_is_handed_in_counts(db, who):
    campaign = await begun(db, Criterion.HANDED_IN)
    await marked(db, campaign, who[WEI])(Mark.HANDED_IN, who[WEI], "03-10T09:00")
    assert await stands(db, campaign) == {WEI: "done", QIN: "open", LI: "open"}


async def test_a_word_that_is_checked_waits_for_the_officer(db, who):
    campaign = await begun(db, Criterion.CHECKED)
    mark = marked(db, campaign, who[WEI])
    await mark(Mark.CONFIRMED, who[WEI], "03-20T09:00")
    assert (await stands(db, campaign))[WEI] == "waiting"
    await mark(Mark.CHECKED, who[MO], "03-23T09:00")
    assert (await stands(db, campaign))[WEI] == "done"  # what counts is when he said so
    await mark(Mark.SENT_BACK, who[MO], "03-23T09:05")
    assert (await stands(db, campaign))[WEI] == "open"
    await mark(Mark.CONFIRMED, who[WEI], "03-24T09:00")
    assert (await stands(db, campaign))[WEI] == "waiting"


async def test_an_extension_moves_the_due_date_and_an_excuse_ends_it(db, who):
    campaign = await begun(db, Criterion.CONFIRMED)
    mark = marked(db, campaign, who[WEI])
    assert (await mine(db, campaign, who[WEI])).due_at == campaign.due_at
    await mark(Mark.EXTENDED, who[MO], "03-19T09:00", until_at=at("03-27T18:00"))
    assert (await mine(db, campaign, who[WEI])).due_at == at("03-27T18:00")
    await mark(Mark.EXTENDED, who[MO], "03-20T09:00", until_at=at("03-24T18:00"))
    assert (await mine(db, campaign, who[WEI])).due_at == at("03-24T18:00")
    await mark(Mark.EXCUSED, who[MO], "03-20T10:00")
    assert (await stands(db, campaign))[WEI] == "excused"
    await mark(Mark.EXTENDED, who[MO], "03-20T11:00", until_at=at("03-25T18:00"))
    assert (await stands(db, campaign))[WEI] == "open"
    await mark(Mark.CONFIRMED, who[WEI], "03-25T09:00")
    assert (await stands(db, campaign))[WEI] == "done"


async def pause(db, who, area_code, first, last):
    held = Pause(
        area_code=area_code,
        since_on=date.fromisoformat(f"2026-{first}"),
        until_on=date.fromisoformat(f"2026-{last}"),
        reason="台风",
    )
    return await pauses.add(db, held, who["周启明"], NOW)


async def test_a_pause_moves_due_dates_where_it_holds(db, who):
    campaign = await begun(db, Criterion.CONFIRMED)
    extended = marked(db, campaign, who[WEI])
    await extended(Mark.EXTENDED, who[MO], "03-09T09:00", until_at=at("03-23T12:00"))
    await pause(db, who, OTHER_VILLAGE, "03-05", "03-31")
    before = {it.name: it.due_at for it in await criteria.owing(db, campaign, NOW)}
    assert before == {WEI: at("03-23T12:00"), QIN: campaign.due_at, LI: campaign.due_at}
    held = await pause(db, who, TOWN, "03-10", "03-11")
    after = {it.name: it.due_at for it in await criteria.owing(db, campaign, NOW)}
    moved = at("03-24T18:00")  # two working days, from Friday to Tuesday
    assert after == {WEI: at("03-25T12:00"), QIN: moved, LI: moved}
    lifted = replace(held, lifted_at=at("03-10T08:00"), version=2)
    assert await pauses.move_on(db, lifted)
    again = {it.name: it.due_at for it in await criteria.owing(db, campaign, NOW)}
    assert again == before


async def test_an_extension_given_in_a_pause_knows_of_it(db, who):
    campaign = await begun(db, Criterion.CONFIRMED)
    await pause(db, who, VILLAGE, "03-16", "03-18")
    extended = marked(db, campaign, who[WEI])
    await extended(Mark.EXTENDED, who[MO], "03-17T09:00", until_at=at("03-30T18:00"))
    assert (await mine(db, campaign, who[WEI])).due_at == at("03-31T18:00")
    assert (await mine(db, campaign, who[QIN])).due_at == at("03-25T18:00")


async def test_whoever_took_it_over_has_to_do_it(db, who, home, keep):
    visited = await begun(db, Criterion.VISITED)
    confirmed = await begun(db, Criterion.CONFIRMED)
    officer, helper = await people.by_id(db, who[MO]), await people.by_id(db, who[WEI])
    for campaign in (visited, confirmed):
        await marked(db, campaign, who[WEI])(Mark.TAKEN_OVER, who[MO], "03-10T09:00")
    owing = await mine(db, visited, who[WEI])
    assert (owing.person_id, owing.holder_id, owing.standing.value) == (who[WEI], who[MO], "open")
    assert owing.reach is Reach.REACHED
    hers = await criteria.owed_by(db, officer, NOW)
    assert [(it[0], it[1].name) for it in hers] == [(visited, WEI), (confirmed, WEI)]
    assert await criteria.owed_by(db, helper, NOW) == []
    await keep.check_in(who[MO], home, at("03-12T09:00"))
    await marked(db, confirmed, who[WEI])(Mark.CONFIRMED, who[MO], "03-12T09:00")
    assert [it[1].standing.value for it in await criteria.owed_by(db, officer, NOW)] == [
        "done"
    ] * 2


async def test_whoever_lost_his_office_sees_no_household_he_took_over(db, who):
    campaign = await begun(db, Criterion.VISITED)
    await marked(db, campaign, who[WEI])(Mark.TAKEN_OVER, who[MO], "03-10T09:00")
    officer = await people.by_id(db, who[MO])
    assert await criteria.owed_by(db, replace(officer, duties=()), NOW) == []


async def test_what_somebody_owes_comes_in_the_order_of_due_dates(db, who):
    later = await begun(db, Criterion.CONFIRMED, due_at=at("03-27T18:00"))
    first = await begun(db, Criterion.VISITED)
    await begun(db, Criterion.CONFIRMED, opens_on=date(2026, 3, 5))  # not yet
    await begun(db, Criterion.CONFIRMED, state=State.CANCELLED)
    await begun(db, Criterion.CONFIRMED, audience=replace(HELPERS, units=("区公安局",)))
    helper = await people.by_id(db, who[WEI])
    found = await criteria.owed_by(db, helper, NOW)
    assert [campaign for campaign, _ in found] == [first, later]


async def test_it_is_known_whom_letters_reach(db, who, home):
    campaign = await begun(db, Criterion.VISITED)
    await pairings.pair(db, home, who[LI], date(2026, 1, 1))
    await people.set_state(db, who[QIN], Account.SUSPENDED)
    await people.set_unreachable(db, USERS[WEI], NOW)
    reached = {it.name: it.reach for it in await criteria.owing(db, campaign, NOW)}
    assert reached == {WEI: Reach.UNREACHABLE, QIN: Reach.CLOSED, LI: Reach.UNBOUND}
    words = await begun(db, Criterion.CONFIRMED)
    assert set(await stands(db, words)) == {WEI, LI}  # of a closed account nothing is asked


async def test_officers_and_residents_answer_for_their_village(db, who, home, keep):
    roles = frozenset({Role.RESIDENT, Role.INFORMATION_OFFICER, Role.HELPER})
    campaign = await begun(db, Criterion.HANDBOOK, audience=Audience(roles=roles))
    owing = {it.name: it for it in await criteria.owing(db, campaign, NOW)}
    assert {name: len(it.items) for name, it in owing.items()} == {WEI: 1, QIN: 1, MO: 2, LIANG: 2}
    assert owing[MO].area_code == VILLAGE
    await keep.income(who[WEI], home, at("03-10T09:00"))
    assert await stands(db, campaign) == {WEI: "done", QIN: "open", MO: "open", LIANG: "open"}


async def test_everybody_works_where_his_households_or_his_duty_are(db, who):
    roles = frozenset({Role.INFORMATION_OFFICER, Role.HELPER, Role.ADMIN})
    campaign = await begun(db, Criterion.CONFIRMED, audience=Audience(roles=roles), area_code="")
    found = {it.name: it.area_code for it in await criteria.owing(db, campaign, NOW)}
    assert found == {WEI: VILLAGE, QIN: VILLAGE, LI: VILLAGE, MO: VILLAGE, HAI: TOWN, "陈丽华": ""}


async def test_pages_hold_everybody_once(db, who):
    for criterion in Criterion:
        campaign = await begun(db, criterion)
        everybody = sorted(it.person_id for it in await criteria.owing(db, campaign, NOW))
        found, after = [], 0
        while page := await criteria.people_after(db, campaign, after, 1):
            found += page
            after = page[-1]
        assert found == everybody, criterion


async def test_people_are_counted_by_how_they_stand(db, who, home, keep):
    campaign = await begun(db, Criterion.VISITED)
    await keep.check_in(who[WEI], home, at("03-05T09:00"))
    still = await criteria.still_open(db, campaign, NOW, [who[WEI], who[QIN]])
    assert still == [await mine(db, campaign, who[QIN])]
    assert await criteria.still_open(db, campaign, NOW, [who[WEI]]) == []
    who_stands = (await criteria.standings(db, campaign, NOW)).subquery()
    counted = select(who_stands.c.standing, func.count()).group_by(who_stands.c.standing)
    assert dict((await db.execute(counted)).all()) == {"done": 1, "open": 1}


async def test_a_closed_campaign_stays_as_it_was(db, who, home, keep):
    campaign = await begun(db, Criterion.VISITED, state=State.CLOSED)
    await keep.check_in(who[WEI], home, at("04-13T07:59"))
    assert (await stands(db, campaign))[WEI] == "late"
    await forget(db)
    await keep.check_in(who[WEI], home, at("04-13T08:01"))
    assert (await stands(db, campaign))[WEI] == "open"


async def test_why_somebody_is_in_it(db, who, home):
    helper, officer = await people.by_id(db, who[WEI]), await people.by_id(db, who[MO])
    campaign = await begun(db, Criterion.VISITED, audience=replace(HELPERS, units=("区教育局",)))
    why = await campaign_reasons.why(db, helper, campaign)
    assert (why.duties, why.unit) == ((Duty(role=Role.HELPER, area_code=VILLAGE),), "区教育局")
    assert [(it.household_id, it.since_on) for it in why.homes] == [(home, date(2026, 1, 1))]
    roles = Audience(roles=frozenset({Role.INFORMATION_OFFICER}))
    report = await begun(db, Criterion.HANDED_IN, audience=roles)
    why = await campaign_reasons.why(db, officer, report)
    assert (why.duties, why.unit, why.homes) == (officer.duties, "", ())
    handbooks = await begun(db, Criterion.HANDBOOK, audience=roles)
    assert {it.since_on for it in (await campaign_reasons.why(db, officer, handbooks)).homes} == {
        None
    }


async def test_it_is_known_since_when_somebody_can_be_told(db, who):
    campaign = await begun(db, Criterion.CONFIRMED)
    assert (await mine(db, campaign, who[WEI])).bound_at == NOW
    assert (await mine(db, campaign, who[LI])).bound_at is None


async def test_a_claimed_time_is_told_from_a_check_in(db, who, home, keep):
    campaign = await begun(db, Criterion.VISITED)
    await keep.visit(who[WEI], home, at("03-05T10:00"), is_late=True)
    [item] = (await mine(db, campaign, who[WEI])).items
    assert (item.done_at, item.is_entered_late) == (at("03-05T10:00"), True)
    await keep.check_in(who[WEI], home, at("03-03T10:00"))
    [item] = (await mine(db, campaign, who[WEI])).items
    assert (item.done_at, item.is_entered_late) == (at("03-03T10:00"), False)
