"""Hand-overs: one at a time per household and helper, and what is left half done."""

from domain.cases import Case
from domain.handovers import Handover, accept, withdraw
from domain.ladders import SHIPPED, Kind
from domain.visits import State, Visit
from storage import cases, drafts, handovers, visits
from tests.kit import cast
from tests.storage.conftest import NOW


def handover(village, number=1):
    return Handover(
        id=number,
        household_id=village.households["黄大明"],
        from_id=village.people["韦秀英"],
        to_id=village.people["覃志强"],
        asked_by=village.people["莫小兰"],
        asked_at=NOW,
    )


async def test_a_household_is_on_its_way_once(database, village):
    first = handover(village)
    async with database.write() as db:
        assert await handovers.ask(db, first)
        assert not await handovers.ask(db, handover(village, 2))
        agreed = accept(first, NOW, is_something_left=True)
        assert await handovers.move(db, agreed)
        assert not await handovers.ask(db, handover(village, 2))
        assert not await handovers.move(db, withdraw(first, NOW))  # of an older version
        assert await handovers.by_id(db, 1) == agreed
        assert await handovers.all_open(db) == [agreed]
        assert await handovers.open_of_person(db, first.from_id) == [agreed]
        assert await handovers.open_of_person(db, first.to_id) == [agreed]
        assert await handovers.count_open_in(db, (cast.VILLAGE,)) == 1
        assert await handovers.open_in(db, (cast.OTHER_VILLAGE,), 8, 0) == []
        assert await handovers.move(db, withdraw(agreed, NOW), "安排有变")
        assert await handovers.open_of_household(db, first.household_id) == []
        assert await handovers.ask(db, handover(village, 2))


async def test_drafts_and_cases_about_the_household_are_found(database, village):
    home, helper = village.households["黄大明"], village.people["韦秀英"]
    async with database.write() as db:
        for form, given in (
            ("need", {"household": f"h{home}"}),
            ("visit", {"household": home}),
            ("note", {"checkin": home}),
            ("late", {"household": 7}),
        ):
            await drafts.add(db, drafts.begin(helper, form, 1, given), NOW)
        found = await handovers.drafts_about(db, helper, home)
        assert sorted(it.form for it in found) == ["need", "visit"]
        raised = Case(
            ladder=SHIPPED[Kind.NEED],
            topic="water",
            asker_id=helper,
            area_code=cast.VILLAGE,
            household_id=home,
            raised_at=NOW,
            moved_at=NOW,
            since_at=NOW,
        )
        case = await cases.add(db, raised)
        assert await handovers.cases_of(db, helper, home) == [case.number]
        assert await handovers.cases_of(db, helper) == [case.number]
        assert await handovers.cases_of(db, helper, 7) == []
        assert await handovers.unsettled_visits(db, helper, home) == {}


async def test_visits_that_have_not_taken_effect_are_counted(database, village):
    home, helper = village.households["黄大明"], village.people["韦秀英"]
    states = (State.FRESH, State.WAITING, State.WAITING, State.KEPT, State.REFUSED)
    async with database.write() as db:
        for number, state in enumerate(states):
            visit = Visit(
                id=number + 1,
                state=state,
                household_id=home,
                person_id=helper,
                at=NOW,
                handed_in_at=NOW,
            )
            await visits.add(db, visit)
        found = await handovers.unsettled_visits(db, helper, home)
        assert found == {State.FRESH: 1, State.WAITING: 2}
        assert await handovers.unsettled_visits(db, helper, home + 1) == {}
