"""Alerts and their measures: what is kept is read back, one mover at a time, sealed."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain import alerts as rules_of_alerts
from domain import measures as rules_of_measures
from domain.alerts import Alert, FollowUp, Risk, Verified
from domain.cases import Case, State
from domain.ladders import SHIPPED, Kind
from domain.measures import Measure
from domain.triage import Class, Facts
from storage import alerts, cases, measures, people
from tests.kit.cast import VILLAGE
from tests.kit.tables import plainly_holds

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = date(2026, 3, 2)
RULES = SHIPPED[Kind.ALERT].rules
SECRET = "肺癌手术欠了两万"


@pytest.fixture
async def number(database, village):
    """Keep an alert's case, in the hands of the town station."""
    case = Case(
        ladder=SHIPPED[Kind.ALERT],
        topic="illness",
        asker_id=village.people["韦秀英"],
        area_code=VILLAGE,
        household_id=village.households["黄大明"],
        holder_id=village.people["黄丽萍"],
        raised_at=AT,
        moved_at=AT,
        since_at=AT,
    )
    async with database.write() as db:
        return (await cases.add(db, case)).number


@pytest.fixture
def alert(village, number):
    facts = Facts(family="illness", income_yuan=3200, spent_yuan=20000, people=3)
    return Alert(number=number, raised_by_id=village.people["韦秀英"], facts=facts)


@pytest.fixture
def measure(village, number):
    return Measure(
        id=0, number=number, owner_id=village.people["韦秀英"], due_on=DAY, what=SECRET,
        set_by_id=village.people["黄丽萍"], set_at=AT,
    )  # fmt: skip


async def test_everything_about_an_alert_is_read_back(database, village, alert):
    found = Verified(by_id=4, by="黄丽萍", on=DAY, found=Class.SUDDEN, checkin_id=9, files=(1, 2))
    steps = (
        lambda it: rules_of_alerts.confirm(it, "family"),
        lambda it: rules_of_alerts.correct(it, "class", "marginal"),
        lambda it: rules_of_alerts.with_paper(it, "consent", is_there=True, files=(7,)),
        lambda it: rules_of_alerts.verify(it, found),
        lambda it: rules_of_alerts.decide(it, Class.UNSTABLE),
        lambda it: rules_of_alerts.follow_up(it, FollowUp(on=DAY, by="某", risk=Risk.GONE)),
    )
    async with database.write() as db:
        await alerts.add(db, alert, RULES)
        known = {alert.number: Class.UNSTABLE}
        assert await alerts.open_of(db, village.households["黄大明"]) == known
        for step in steps:
            alert = step(alert)
            assert await alerts.keep(db, alert, RULES)
        assert await alerts.by_number(db, alert.number) == alert
        assert await alerts.by_number(db, alert.number + 1) is None


async def test_of_two_who_change_an_alert_at_once_one_is_kept(database, alert):
    async with database.write() as db:
        await alerts.add(db, alert, RULES)

    async def change(line):
        async with database.write() as db:
            return await alerts.keep(db, rules_of_alerts.confirm(alert, line), RULES)

    assert sorted(await asyncio.gather(change("family"), change("income"))) == [False, True]


async def test_whoever_has_an_alert_may_check_in_there(database, village, number):
    async with database.write() as db:
        station = await people.by_id(db, village.people["黄丽萍"])
        other = await people.by_id(db, village.people["莫小兰"])
        home = village.households["黄大明"]
        assert [it.name for it in await alerts.places_of(db, station)] == ["黄大明"]
        assert await alerts.places_of(db, other) == []
        assert await alerts.held_at(db, station.id, home) == [number]
        assert await alerts.open_of(db, home) == {}
        entry = await cases.by_number(db, number)
        assert entry
        over = replace(entry.case, state=State.CLOSED, holder_id=None, version=2)
        assert await cases.move_on(db, over)
        assert await alerts.places_of(db, station) == []
        assert await alerts.held_at(db, station.id, home) == []


async def test_measures_are_listed_for_the_alert_and_its_owner(database, village, measure):
    async with database.write() as db:
        late = await measures.add(db, measure)
        soon = await measures.add(db, replace(measure, due_on=date(2026, 3, 1)))
        mine = await measures.open_of_owner(db, measure.owner_id)
        assert [it.measure for it in mine] == [soon, late]
        assert {(it.owner, it.about) for it in mine} == {("韦秀英", "黄大明")}
        assert await measures.count_open(db, measure.number) == 2
        done = rules_of_measures.finish(soon, "办好了", (3,), AT)
        assert await measures.move_on(db, done)
        assert not await measures.move_on(db, done)
        assert [it.measure for it in await measures.of_alert(db, measure.number)] == [late, done]
        assert await measures.count_open(db, measure.number) == 1
        here = await measures.open_at(db, measure.owner_id, village.households["黄大明"])
        assert [it.measure for it in here] == [late]
        assert await measures.by_id(db, 1) is None


async def test_nothing_of_it_can_be_read_in_the_database(database, alert, measure):
    async with database.write() as db:
        facts = replace(alert.facts, family=SECRET)
        await alerts.add(db, replace(alert, facts=facts), RULES)
        await measures.add(db, measure)
    assert not await plainly_holds(database, SECRET)
