"""Visits that an officer took over lead him to their households, and nobody else."""

from dataclasses import replace

from domain.campaigns import Criterion, Mark, State
from domain.people import Duty, Role
from storage import campaign_marks, campaigns, people, taken_over
from tests.kit.cast import TOWN
from tests.storage.conftest import NOW
from tests.storage.test_campaigns import ACCOUNTS, added

VISITS = replace(ACCOUNTS, criterion=Criterion.VISITED, state=State.RUNNING)


async def places(db, number):
    person = await people.by_id(db, number)
    return [it.name for it in await taken_over.places_of(db, person)]


async def test_it_leads_to_the_households_of_whom_it_was_taken_from(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    other = village.people["陆海燕"]
    async with database.write() as db:
        town = Duty(role=Role.INFORMATION_OFFICER, area_code=TOWN)
        await people.set_duties(db, other, [town])
        visits = await added(db, VISITS)
        assert await places(db, officer) == []
        await campaign_marks.keep(db, visits.number, helper, Mark.TAKEN_OVER, officer, NOW)
        assert await places(db, officer) == ["黄大明"]
        assert await places(db, helper) == []
        await campaign_marks.keep(db, visits.number, helper, Mark.TAKEN_OVER, other, NOW)
        assert (await places(db, officer), await places(db, other)) == ([], ["黄大明"])
        closed = replace(visits, state=State.CLOSED, version=visits.version + 1)
        assert await campaigns.change(db, closed)
        assert await places(db, other) == []


async def test_only_visits_lead_anywhere_and_only_where_somebody_sees(database, village):
    helper, officer = village.people["韦秀英"], village.people["莫小兰"]
    async with database.write() as db:
        written = await added(db, replace(VISITS, criterion=Criterion.HANDBOOK))
        visits = await added(db, VISITS)
        await campaign_marks.keep(db, written.number, helper, Mark.TAKEN_OVER, officer, NOW)
        assert await places(db, officer) == []
        await campaign_marks.keep(db, visits.number, helper, Mark.TAKEN_OVER, officer, NOW)
        await people.set_duties(db, officer, [])
        assert await places(db, officer) == []
