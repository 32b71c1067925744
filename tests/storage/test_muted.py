"""Muted households: kept by one person at a time, seen in one's own areas only."""

from datetime import date, timedelta

from sqlalchemy import select

from domain import muted as rules
from domain.households import Household
from domain.muted import State
from domain.people import Duty, Person, Role
from storage import households, muted
from storage.tables import HouseholdRow
from tests.kit.cast import OTHER_VILLAGE, VILLAGE
from tests.storage.conftest import NOW

TODAY = date(2026, 3, 2)
UNTIL = TODAY + timedelta(days=20)


async def home(db, code=VILLAGE):
    number = f"N{code}"
    return await households.put(
        db, Household(number=number, area_code=code, head_name="黄大明"), []
    )


async def muted_on(db, day, last=None):
    wanted = select(HouseholdRow.id).where(muted.is_muted(HouseholdRow.id, day, last))
    return list(await db.scalars(wanted))


async def test_it_holds_from_the_agreement_until_its_day(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    async with database.write() as db:
        number = await home(db)
        asked = rules.ask(number, "去广东打工了", None, helper, NOW)
        assert await muted.keep(db, asked)
        assert await muted.of_household(db, number) == asked
        assert await muted_on(db, TODAY) == []
        agreed = rules.agree(asked, UNTIL, officer, NOW)
        assert await muted.keep(db, agreed)
        assert await muted.of_household(db, number) == agreed
        days = TODAY, UNTIL, TODAY - timedelta(days=1), UNTIL + timedelta(days=1)
        assert [await muted_on(db, day) == [number] for day in days] == [True, True, False, False]
        assert await muted_on(db, UNTIL - timedelta(days=3), UNTIL + timedelta(days=5)) == [number]


async def test_ended_it_is_owed_again_but_not_for_the_days_before(database, village):
    officer, later = village.people["莫小兰"], NOW + timedelta(days=5)
    async with database.write() as db:
        number = await home(db)
        asked = rules.ask(number, "住院", None, officer, NOW)
        agreed = rules.agree(asked, UNTIL, officer, NOW)
        for it in (asked, agreed, rules.end(agreed, officer, later)):
            assert await muted.keep(db, it)
        assert await muted_on(db, TODAY + timedelta(days=4)) == [number]
        assert await muted_on(db, TODAY + timedelta(days=5)) == []


async def test_asked_for_again_what_it_was_left_out_of_stays_so(database, village):
    officer, later = village.people["莫小兰"], NOW + timedelta(days=24)
    async with database.write() as db:
        asked = rules.ask(await home(db), "住院", None, officer, NOW)
        agreed = rules.agree(asked, UNTIL, officer, NOW)
        again = rules.ask(asked.household_id, "还在住院", agreed, officer, later)
        on = rules.agree(again, UNTIL + timedelta(days=60), officer, later)
        for it in (asked, agreed, again, on):
            assert await muted.keep(db, it)
            if it in (again, on):
                assert await muted_on(db, UNTIL - timedelta(days=7), UNTIL) == [it.household_id]
        assert await muted_on(db, TODAY + timedelta(days=24)) == [on.household_id]


async def test_ended_on_its_first_day_it_never_held(database, village):
    officer = village.people["莫小兰"]
    async with database.write() as db:
        asked = rules.ask(await home(db), "住院", None, officer, NOW)
        agreed = rules.agree(asked, UNTIL, officer, NOW)
        for it in (asked, agreed, rules.end(agreed, officer, NOW)):
            assert await muted.keep(db, it)
        assert await muted_on(db, TODAY - timedelta(days=3), UNTIL) == []


async def test_of_two_who_decide_one_is_heard(database, village):
    officer = village.people["莫小兰"]
    async with database.write() as db:
        asked = rules.ask(await home(db), "住院", None, officer, NOW)
        assert await muted.keep(db, asked)
        assert not await muted.keep(db, asked)
        assert await muted.keep(db, rules.agree(asked, UNTIL, officer, NOW))
        assert not await muted.keep(db, rules.refuse(asked, officer, NOW))
        kept = await muted.of_household(db, asked.household_id)
        assert kept
        assert kept.state is State.MUTED


async def test_an_officer_sees_those_of_her_area(database, village):
    async with database.write() as db:
        for code in (VILLAGE, OTHER_VILLAGE):
            asked = rules.ask(await home(db, code), "住院", None, village.people["韦秀英"], NOW)
            assert await muted.keep(db, asked)

        async def seen(*duties):
            person = Person(id=1, name="某", duties=duties)
            return len(await muted.open_for(db, person, TODAY, 10))

        officer = Role.INFORMATION_OFFICER
        assert await seen(Duty(role=officer, area_code=VILLAGE)) == 1
        assert await seen(Duty(role=Role.HELPER)) == 0
        assert await seen() == 0
