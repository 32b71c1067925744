"""Who owes which visits, read off pairings and check-ins on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from domain.calendar import SHANGHAI, local_day
from domain.campaigns import State as Campaigns
from domain.checkins import CheckIn, Grade, Place, Proof, State
from domain.duties import Standing, Visit, month_of
from domain.geo import Point
from domain.muted import Muting
from domain.muted import State as Muted
from domain.people import Role
from domain.periods import campaign_of
from domain.recurrences import SHIPPED
from domain.visits import State as VisitState
from storage import campaigns, checkins, duties, muted, pairings, people, recurrences
from storage.ids import new_id
from storage.tables import CheckInRow, HouseholdRow, PairingRow, VisitRow
from tests.kit.cast import VILLAGE

MARCH = month_of(date(2026, 3, 2))
WEI, QIN = "韦秀英", "覃志强"


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


@pytest.fixture
async def db(database, village):
    """One open transaction is enough for one test."""
    async with database.write() as db:
        yield db


@pytest.fixture
def check_in(db, village):
    """Let a helper check in at a household."""

    async def check_in(name, head, when, state=State.VERIFIED):
        point = Point(latitude=21.48, longitude=109.18)
        number = village.households[head]
        place = Place(key=f"h{number}", name=head, area_code=VILLAGE, household_id=number)
        proof = Proof(point=point, sent_at=at(when), accuracy_m=9, grade=Grade.MEASURED)
        made = CheckIn(
            id=new_id(),
            person_id=village.people[name],
            place=place,
            at=at(when),
            local_on=local_day(at(when)),
            state=state,
            proof=proof,
        )
        assert await checkins.add(db, made)

    return check_in


async def rounds(db, month):
    """Return the visits of a month at every household."""
    homes = list(await db.scalars(select(HouseholdRow.id)))
    return await duties.of_households(db, homes, month)


async def standings(db, month=MARCH):
    """Return how each helper's only household stands."""
    found = await rounds(db, month)
    return {it.name: [visit.standing.value for visit in it.visits] for it in found}


async def test_without_a_check_in_everybody_owes(db):
    assert await standings(db) == {WEI: ["open"], QIN: ["open"]}


COUNTS = (
    ("02-28T23:59", State.VERIFIED, "open"),
    ("03-01T00:00", State.VERIFIED, "done"),
    ("03-31T17:00", State.ACCEPTED, "done"),
    ("03-31T17:00", State.PENDING, "waiting"),
    ("03-31T17:00", State.ASKED, "waiting"),
    ("03-31T18:30", State.VERIFIED, "late"),
    ("04-22T07:00", State.VERIFIED, "late"),
    ("04-22T09:00", State.VERIFIED, "open"),  # the month is closed
)


async def test_a_check_in_counts_for_its_month_and_until_it_closes(db, check_in):
    for when, state, stands in COUNTS:
        await check_in(WEI, "黄大明", when, state)
        assert await standings(db) == {WEI: [stands], QIN: ["open"]}, (when, state)
        await db.execute(delete(CheckInRow))


@pytest.fixture
def enter_late(db, village, now):
    """Let a helper claim a visit afterwards."""

    async def enter_late(name, head, when, state=VisitState.KEPT, *, is_late=True):
        row = {
            "id": new_id(),
            "household_id": village.households[head],
            "person_id": village.people[name],
            "at": at(when),
            "handed_in_at": now,
            "state": state,
            "is_late": is_late,
            "answers_sealed": b"",
            "version": 1,
        }
        await db.execute(insert(VisitRow).values(row))

    return enter_late


CLAIMS = (
    ("02-28T23:59", VisitState.KEPT, "open"),
    ("03-20T17:00", VisitState.KEPT, "done"),
    ("03-20T17:00", VisitState.WAITING, "waiting"),
    ("03-20T17:00", VisitState.REFUSED, "open"),
    ("03-20T17:00", VisitState.UNDONE, "open"),
    ("04-02T10:00", VisitState.KEPT, "late"),
    ("04-22T09:00", VisitState.KEPT, "open"),
)


async def test_a_late_entry_counts_for_the_month_it_claims(db, enter_late):
    for when, state, stands in CLAIMS:
        await enter_late(WEI, "黄大明", when, state)
        assert await standings(db) == {WEI: [stands], QIN: ["open"]}, (when, state)
        await db.execute(delete(VisitRow))
    await enter_late(WEI, "黄大明", "03-20T17:00", is_late=False)
    assert await standings(db) == {WEI: ["open"], QIN: ["open"]}  # its check-in is what counts


async def test_the_first_visit_counts_and_one_that_is_settled_settles(db, check_in):
    await check_in(WEI, "黄大明", "03-05T10:00", State.PENDING)
    await check_in(WEI, "黄大明", "03-20T10:00")
    [visit] = next(it for it in await rounds(db, MARCH) if it.name == WEI).visits
    assert (visit.standing, visit.visited_at) == (Standing.DONE, at("03-05T10:00"))


async def test_a_visit_is_its_helpers_own(db, check_in, village):
    await pairings.pair(db, village.households["黄大明"], village.people[QIN], date(2026, 1, 1))
    await check_in(QIN, "黄大明", "03-05T10:00")
    assert await standings(db) == {WEI: ["open"], QIN: ["open", "done"]}


async def test_a_pairing_that_began_late_or_ended_is_not_owed(db, village):
    since = {"黄大明": MARCH.paired_by, "梁水生": MARCH.paired_by + timedelta(days=1)}
    for head, day in since.items():
        row = update(PairingRow).where(PairingRow.household_id == village.households[head])
        await db.execute(row.values(since_on=day))
    assert await standings(db) == {WEI: ["open"]}
    await db.execute(update(PairingRow).values(until_on=date(2026, 3, 20)))
    assert await standings(db) == {}


async def test_whoever_is_no_helper_owes_nothing(db, village):
    await people.set_duties(db, village.people[WEI], ())
    assert await standings(db) == {QIN: ["open"]}


async def test_ones_own_visits_are_the_same_as_everybodys(db, check_in, enter_late, village):
    await check_in(WEI, "黄大明", "03-05T10:00")
    await enter_late(QIN, "梁水生", "03-06T10:00")
    everybody = await rounds(db, MARCH)
    for mine in everybody:
        person = await people.by_id(db, mine.person_id)
        assert await duties.round_of(db, person, MARCH) == mine
    [officer] = await people.responsible(db, VILLAGE, Role.INFORMATION_OFFICER)
    assert await duties.round_of(db, officer, MARCH) is None
    assert all(isinstance(it, Visit) for mine in everybody for it in mine.visits)


async def test_a_month_is_due_as_its_campaign_says(db, village, now):
    visits = SHIPPED[0]
    begun = campaign_of(visits, date(2026, 3, 1), now)
    assert await campaigns.add(db, begun)
    earlier = replace(visits, due_day=20, version=2)
    assert await recurrences.keep(db, earlier, village.people["陈丽华"], now)
    assert await duties.period(db, date(2026, 3, 25)) == MARCH
    april = await duties.period(db, date(2026, 4, 2))
    assert april.due_at == at("04-20T18:00")


async def test_a_month_for_which_nobody_asks_is_not_owed(db, village, now):
    off = replace(SHIPPED[0], is_on=False, version=2)
    assert await recurrences.keep(db, off, village.people["陈丽华"], now)
    assert await standings(db, await duties.period(db, date(2026, 3, 25))) == {}
    on = replace(off, is_on=True, version=3)
    assert await recurrences.keep(db, on, village.people["陈丽华"], now)
    assert await standings(db, await duties.period(db, date(2026, 3, 25))) == {}
    assert await standings(db, await duties.period(db, date(2026, 4, 2))) == {
        WEI: ["open"],
        QIN: ["open"],
    }


async def test_a_month_that_was_cancelled_is_not_owed(db, village, now):
    begun = campaign_of(SHIPPED[0], date(2026, 3, 1), now)
    assert await campaigns.add(db, replace(begun, state=Campaigns.CANCELLED))
    assert await standings(db, await duties.period(db, date(2026, 3, 25))) == {}


async def test_a_muted_household_is_not_owed(db, village, now):
    muting = Muting(
        household_id=village.households["黄大明"],
        state=Muted.MUTED,
        reason="外出务工",
        since_on=date(2026, 3, 10),
        until_on=date(2026, 6, 30),
        asked_by=village.people[WEI],
        asked_at=now,
    )
    assert await muted.keep(db, muting)
    assert await standings(db) == {QIN: ["open"]}
