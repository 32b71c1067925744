"""Progress counted in SQL is what one counts by hand of those a reader sees, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.areas import Level
from domain.campaigns import Audience, Criterion, Mark, Standing
from domain.people import Duty, Role, State
from domain.progress import DIGITS, Share, View, unit_number
from storage import (
    campaign_marks,
    campaigns,
    criteria,
    nudges,
    people,
    progress,
    said_done,
    tellings,
    trails,
)
from storage.tellings import Outcome
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE
from tests.kit.tasks import TASK
from tests.storage.conftest import NOW

WEI, QIN, LI, MO, LIANG, HAI = "韦秀英", "覃志强", "黎新来", "莫小兰", "梁建国", "陆海燕"
EVERYBODY = Audience(
    roles=frozenset({Role.HELPER, Role.INFORMATION_OFFICER, Role.RESIDENT, Role.TOWN_STATION})
)
MARKS = (
    (WEI, Mark.CONFIRMED, NOW),
    (QIN, Mark.CONFIRMED, NOW),
    (QIN, Mark.CHECKED, NOW),
    (LI, Mark.EXCUSED, NOW),
    (LIANG, Mark.CONFIRMED, NOW + timedelta(days=6)),
    (LIANG, Mark.CHECKED, NOW + timedelta(days=6)),
    (HAI, Mark.EXTENDED, NOW),
)
LATER = NOW + timedelta(days=7)
READERS = (
    (Role.ADMIN, ""),
    (Role.DISTRICT_OFFICE, DISTRICT),
    (Role.SECRETARY, TOWN),
    (Role.INFORMATION_OFFICER, VILLAGE),
    (Role.INFORMATION_OFFICER, OTHER_VILLAGE),
    (Role.UNIT_MANAGER, ""),
    (Role.HELPER, VILLAGE),
    (Role.ORGANISATION_DEPARTMENT, DISTRICT),
)
COUNTERS = READERS[0], READERS[2], READERS[5], READERS[6]
UNIT = unit_number("区教育局")
VIEWS = [
    View(campaign=1),
    View(campaign=1, area_code=VILLAGE),
    View(campaign=1, area_code=TOWN, unit=UNIT),
    View(campaign=1, area_code=VILLAGE, unit=unit_number("")),
    View(campaign=1, area_code=DISTRICT, level=Level.VILLAGE, is_by_unit=True),
    View(campaign=1, area_code=OTHER_VILLAGE, unit=5),
]


@pytest.fixture
async def db(database, village):
    async with database.write() as db:
        yield db


@pytest.fixture
async def campaign(db, village):
    """A task that is checked, with everybody in another standing."""
    kept = await campaigns.add(
        db, replace(TASK, criterion=Criterion.CHECKED, audience=EVERYBODY, area_code=DISTRICT)
    )
    assert kept
    for name, mark, at in MARKS:
        until = LATER + timedelta(days=1) if mark is Mark.EXTENDED else None
        whose = village.people[name]
        await campaign_marks.keep(db, kept.number, whose, mark, whose, at, until_at=until)
    return kept


async def reader(db, village, role, code):
    duty = Duty(role=role, area_code=code)
    person = await people.by_id(db, village.people["陈丽华"])
    return replace(person, duties=(duty,), unit="区教育局")


def seen(person, owing):
    """Say by hand whether somebody sees how another stands."""
    [duty] = person.duties
    if duty.role is Role.ADMIN:
        return True
    if duty.role is Role.UNIT_MANAGER:
        return owing.unit == person.unit
    reads = duty.role in {Role.DISTRICT_OFFICE, Role.SECRETARY, Role.INFORMATION_OFFICER}
    return reads and owing.area_code.startswith(duty.area_code)


def inside(view, owing):
    lies = owing.area_code.startswith(view.area_code)
    of_unit = view.unit in (0, unit_number(owing.unit))
    return lies and of_unit and (not view.level or len(owing.area_code) == DIGITS[view.level])


def share(owing):
    if owing.standing is Standing.OPEN:
        return Share.OVERDUE if owing.due_at < LATER else Share.OPEN
    return Share(owing.standing.value)


async def test_it_is_what_one_counts_by_hand(db, village, campaign):
    owings = await criteria.owing(db, campaign, LATER)
    assert {share(it) for it in owings} == {*Share} - {Share.ALL}
    shown = 0
    for role, code in COUNTERS:
        person = await reader(db, village, role, code)
        for view in VIEWS:
            asked = await progress.asked(db, person, campaign, view, LATER)
            mine = [it for it in owings if seen(person, it) and inside(view, it)]
            total = await progress.total(db, asked)
            for each in {*Share} - {Share.ALL}:
                assert total.of(each) == sum(share(it) is each for it in mine), (role, view)
            parts = await progress.parts(db, asked)
            assert sum(it.count.of(Share.ALL) for it in parts) == (
                0 if view.is_leaf else len(mine)
            )
            assert set(await progress.people(db, asked, 100)) == {it.person_id for it in mine}
            shown += len(mine)
    assert shown


async def test_a_share_lists_those_who_stand_so_page_by_page(db, village, campaign):
    owings = await criteria.owing(db, campaign, LATER)
    person = await reader(db, village, Role.DISTRICT_OFFICE, DISTRICT)
    for each in {*Share} - {Share.ALL}:
        view = View(campaign=campaign.number, share=each)
        asked = await progress.asked(db, person, campaign, view, LATER)
        wanted = {it.person_id for it in owings if share(it) is each}
        assert set(await progress.people(db, asked, 100)) == wanted
        assert (await progress.total(db, asked)).of(Share.ALL) == len(wanted)
    whole = await progress.asked(db, person, campaign, View(campaign=campaign.number), LATER)
    ids = await progress.ids_after(db, whole, 0, 3)
    assert ids + await progress.ids_after(db, whole, ids[-1], 100) == sorted(
        it.person_id for it in owings
    )
    one_by_one = [(await progress.people(db, whole, 1, it))[0] for it in range(len(owings))]
    assert one_by_one == await progress.people(db, whole, 100)
    levels = await progress.levels(db, whole)
    assert {it: count.of(Share.ALL) for it, count in levels.items()} == {
        it: sum(len(one.area_code) == DIGITS[it] for one in owings)
        for it in (Level.TOWN, Level.VILLAGE)
    }


async def test_who_is_asked_again_is_who_is_open_and_only_once(db, village, campaign):
    ids = village.people
    await campaign_marks.keep(db, campaign.number, ids[HAI], Mark.TAKEN_OVER, ids[MO], NOW)
    person = await reader(db, village, Role.DISTRICT_OFFICE, DISTRICT)
    asked = await progress.asked(db, person, campaign, View(campaign=1), LATER)
    owings = await criteria.owing(db, campaign, LATER)
    still = {it.holder_id for it in owings if it.standing is Standing.OPEN} - {person.id}
    assert await nudges.stage(db, asked, "nudge@20260309", person.id) == (len(still), 0)
    assert await nudges.stage(db, asked, "nudge@20260309", person.id) == (0, len(still))
    told = await tellings.trail(db, campaign.number)
    assert {(it.person_id, it.by_id, it.outcome) for it in told} == {
        (it, person.id, Outcome.WAITING) for it in still
    }
    assert await nudges.unreached(db, asked, person.id, 5) == (0, [])
    await campaign_marks.keep(
        db, campaign.number, ids[LI], Mark.EXTENDED, ids[MO], NOW, until_at=LATER
    )
    assert await nudges.unreached(db, asked, person.id, 5) == (1, [LI])
    assert await nudges.stage(db, asked, "nudge@20260309", person.id) == (0, len(still))


async def test_a_campaign_concerns_those_who_see_somebody_of_it(db, village, campaign):
    found = set()
    for role, code in READERS:
        person = await reader(db, village, role, code)
        few = await progress.few(db, person)
        concerned = await progress.concerns(db, person, campaign, few)
        assert concerned == await progress.concerns(db, person, campaign, None)
        if concerned:
            found.add((role, code))
        for name, number in [(it, village.people[it]) for it in (WEI, MO, "周启明")]:
            can = await progress.may_see(db, person, campaign, number, LATER)
            one = await criteria.owing(db, campaign, LATER, [number])
            assert can == bool(one and seen(person, one[0])), (role, name)
    assert found == {*READERS[:4], READERS[5]}


async def test_a_trail_holds_those_one_sees_and_officers_who_were_shown(db, village, campaign):
    ids = village.people
    await tellings.stage(db, campaign.number, "t1@20260306", [ids[WEI], ids[HAI]], NOW)
    await tellings.stage(db, campaign.number, "village@20260306", [ids[MO]], NOW)
    nudge = campaign.number, "nudge@20260306", [ids[LI]], NOW, Outcome.UNREACHABLE
    await tellings.stage(db, *nudge, by=ids[MO])
    wanted = {
        (Role.ADMIN, ""): {WEI, HAI, MO, LI},
        (Role.SECRETARY, TOWN): {WEI, HAI, MO, LI},
        (Role.INFORMATION_OFFICER, VILLAGE): {WEI, MO, LI},
        (Role.INFORMATION_OFFICER, OTHER_VILLAGE): set(),
        (Role.UNIT_MANAGER, ""): {WEI},
    }
    for (role, code), names in wanted.items():
        person = await reader(db, village, role, code)
        asked = await progress.asked(db, person, campaign, View(campaign=1), LATER)
        found = await trails.page(db, trails.of_view(asked), 100)
        assert {it.name for it in found} == names, role
        assert await trails.count(db, trails.of_view(asked)) == len(names)
    of_people = await trails.of_people(db, campaign.number, [ids[WEI], ids[LI]])
    assert [it.outcome for it in of_people[ids[LI]]] == [Outcome.UNREACHABLE]
    one = trails.of_person(campaign.number, ids[HAI])
    assert [it.event for it in await trails.page(db, one, 5)] == ["t1@20260306"]


async def test_what_waits_is_for_officers_of_the_area_and_never_ones_own(db, village, campaign):
    counts = {}
    for role, code in READERS:
        person = await reader(db, village, role, code)
        counts[role, code] = await said_done.counts(db, person)
    one = {campaign.number: 1}
    assert [it for it, found in counts.items() if found == one] == [*READERS[:2], READERS[3]]
    wei = await people.by_id(db, village.people[WEI])
    herself = replace(wei, duties=(Duty(role=Role.INFORMATION_OFFICER, area_code=TOWN),))
    assert await said_done.counts(db, herself) == {}
    admin = await reader(db, village, *READERS[0])
    assert await said_done.counts(db, admin) == one
    await people.set_state(db, village.people[WEI], State.REMOVED)
    assert await said_done.counts(db, admin) == {}
