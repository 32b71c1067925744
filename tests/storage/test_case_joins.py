"""What belongs to a case besides itself: cases like it, its messages, its asker's list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.raising import area_of
from domain.areas import Area, Level
from domain.cases import Case, State
from domain.households import Household
from domain.ladders import SHIPPED, Kind
from domain.people import Duty, Role
from storage import (
    areas,
    case_joins,
    case_messages,
    cases,
    handovers,
    households,
    pairings,
    people,
    raised_cases,
)

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DISTRICT, TOWN = "450503", "450503101"
VILLAGE, OTHER = "450503101204", "450503101201"


async def settled(db, duties=()):
    """Put areas and somebody into the database; returns him."""
    rows = (
        (DISTRICT, Level.DISTRICT, ""),
        (TOWN, Level.TOWN, DISTRICT),
        (VILLAGE, Level.VILLAGE, TOWN),
        (OTHER, Level.VILLAGE, TOWN),
    )
    for code, level, above in rows:
        await areas.put(db, Area(code=code, name=code, level=level, parent_code=above))
    number = await people.add(db, "韦秀英", "13900000001")
    await people.set_duties(db, number, tuple(duties))
    return await people.by_id(db, number)


async def a_case(db, asker, topic="water", area=VILLAGE, minutes=0, **more):
    at = NOW + timedelta(minutes=minutes)
    case = Case(
        ladder=SHIPPED[Kind.NEED],
        topic=topic,
        asker_id=asker.id,
        area_code=area,
        raised_at=at,
        moved_at=at,
        since_at=at,
    )
    return await cases.add(db, replace(case, **more))


async def test_like_are_open_needs_of_the_village_about_the_same(database):
    async with database.write() as db:
        asker = await settled(db)
        first = await a_case(db, asker)
        newer = await a_case(db, asker, "water-none", minutes=1)
        await a_case(db, asker, "housing", minutes=2)
        await a_case(db, asker, area=OTHER, minutes=3)
        await a_case(db, asker, state=State.SOLVED, minutes=4)
        for minutes in (5, 6):
            joined = {"state": State.JOINED, "joined_id": first.number}
            await a_case(db, asker, minutes=minutes, **joined)
        kin = {"water", "water-none"}
        found = await case_joins.alike(db, Kind.NEED, VILLAGE, kin, 3)
        assert [(it.number, it.joined) for it in found] == [(newer.number, 0), (first.number, 2)]
        assert await case_joins.alike(db, Kind.QUESTION, VILLAGE, kin, 3) == []


async def test_a_message_belongs_to_the_last_step_it_said(database):
    async with database.write() as db:
        case = await a_case(db, await settled(db))
        await case_messages.note(db, 5_000_000_001, 7, case)
        assert await case_messages.case_of(db, 5_000_000_001, 7) == case.number
        await case_messages.note(db, 5_000_000_001, 7, replace(case, version=3))
        assert await case_messages.step_of(db, 5_000_000_001, 7) == (case.number, 3)
        assert await case_messages.case_of(db, 5_000_000_001, 8) is None


async def test_what_waits_for_ones_reply_stands_first_and_what_ended_apart(database):
    async with database.write() as db:
        asker = await settled(db)
        asked = await a_case(db, asker, state=State.WAITING)
        joined = await a_case(db, asker, state=State.JOINED, joined_id=asked.number)
        newest = await a_case(db, asker)
        over = await a_case(db, asker, state=State.SOLVED)
        counts = await raised_cases.counts(db, asker.id)
        assert (counts.going_on, counts.ended) == (3, 1)
        page = {"most": 8, "offset": 0}
        going = await raised_cases.listed(db, asker.id, ended=False, **page)
        numbers = [asked.number, newest.number, joined.number]
        assert [it.case.number for it in going] == numbers
        going_along = [asked.number, joined.number, newest.number]
        assert await handovers.cases_of(db, asker.id) == going_along
        ended = await raised_cases.listed(db, asker.id, ended=True, **page)
        assert [it.case.number for it in ended] == [over.number]


async def test_a_question_belongs_to_the_narrowest_area_that_is_all_ones_own(database):
    resident = [Duty(role=Role.RESIDENT, area_code=it) for it in (VILLAGE, OTHER)]
    officer = Duty(role=Role.INFORMATION_OFFICER, area_code=TOWN)
    nowhere = Duty(role=Role.UNIT_MANAGER)
    helper = Duty(role=Role.HELPER)
    async with database.write() as db:
        person = await settled(db)
        home = Household(number="1", area_code=OTHER, head_name="黄大明", facts={})
        household = await households.put(db, home, [])
        await pairings.pair(db, household, person.id, date(2026, 1, 1))

        async def area(*duties):
            return await area_of(db, replace(person, duties=duties))

        assert await area(resident[0]) == VILLAGE
        assert await area(*resident) == TOWN
        assert await area(resident[0], officer) == VILLAGE
        assert await area(helper) == OTHER
        assert await area(nowhere) == DISTRICT
