"""Who may do what with a case; whatever is done, one person holds it and it never climbs down."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.areas import Level
from domain.case_deeds import check, claim, end, give_back, pass_up
from domain.cases import Case, State, may_see, serves, without_holder
from domain.ladders import DESKS, SHIPPED, Deed, Kind
from domain.people import Duty, Person, Role
from domain.refusals import Refusal

DISTRICT, TOWN, VILLAGE, OTHER = "450503", "450503101", "450503101204", "450503101201"
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
ASKER = 1


def person(number, role, area):
    return Person(id=number, name=f"某{number}", duties=(Duty(role=role, area_code=area),))


HELPER = person(ASKER, Role.HELPER, VILLAGE)
OFFICER = person(2, Role.INFORMATION_OFFICER, VILLAGE)
COLLEAGUE = person(3, Role.INFORMATION_OFFICER, TOWN)
STATION = person(4, Role.TOWN_STATION, TOWN)
OFFICE = person(5, Role.DISTRICT_OFFICE, DISTRICT)
ELSEWHERE = person(6, Role.INFORMATION_OFFICER, OTHER)
EVERYBODY = (HELPER, OFFICER, COLLEAGUE, STATION, OFFICE, ELSEWHERE)
NEED = Case(
    number=12,
    ladder=SHIPPED[Kind.NEED],
    topic="water",
    asker_id=ASKER,
    area_code=VILLAGE,
    raised_at=AT,
    moved_at=AT,
    since_at=AT,
)
HELD = replace(NEED, holder_id=OFFICER.id, version=2)


@pytest.mark.parametrize(
    ("place", "works"),
    [
        (0, {OFFICER.id, COLLEAGUE.id}),
        (1, {STATION.id}),
        (2, {OFFICE.id}),
    ],
)
def test_an_office_is_a_role_over_the_area(place, works):
    case = replace(NEED, rung_index=place)
    assert {it.id for it in EVERYBODY if serves(it, case)} == works


def test_the_asker_and_the_offices_above_may_read_it_and_nobody_else():
    assert {it.id for it in EVERYBODY if may_see(it, NEED)} == {1, 2, 3, 4, 5}


def test_nobody_works_on_what_he_raised_himself():
    mine = replace(NEED, asker_id=OFFICER.id)
    assert not serves(OFFICER, mine)
    with pytest.raises(Refusal):
        claim(mine, OFFICER, AT)


def test_a_claim_puts_it_into_one_persons_hands():
    held = claim(NEED, OFFICER, LATER)
    assert held == replace(NEED, holder_id=OFFICER.id, version=2, moved_at=LATER, heard_at=LATER)
    with pytest.raises(Refusal) as no:
        check(held, COLLEAGUE, Deed.CLAIMED, LATER, OFFICER.name)
    assert no.value.text.params["name"] == OFFICER.name


def test_what_is_in_the_hands_of_somebody_who_left_may_be_taken():
    assert claim(without_holder(HELD), COLLEAGUE, LATER).holder_id == COLLEAGUE.id


@pytest.mark.parametrize("who", [COLLEAGUE, STATION, ELSEWHERE, HELPER])
def test_only_its_holder_acts_on_it(who):
    for act in (
        lambda: give_back(HELD, who, LATER),
        lambda: pass_up(HELD, who, 1, LATER),
        lambda: end(HELD, who, Deed.SOLVED, LATER),
    ):
        with pytest.raises(Refusal):
            act()


def test_passing_up_frees_it_for_the_office_above():
    above = pass_up(HELD, OFFICER, 1, LATER)
    assert (above.level, above.holder_id, above.state) == (Level.TOWN, None, State.OPEN)
    assert list(above.higher) == [2]


@pytest.mark.parametrize("to", [None, 0, 3])
def test_it_is_passed_up_only_to_an_office_above_where_somebody_works(to):
    with pytest.raises(Refusal):
        pass_up(HELD, OFFICER, to, LATER)


def test_each_office_can_answer_without_a_solution():
    assert end(HELD, OFFICER, Deed.ANSWERED, LATER).state is State.ANSWERED


def test_a_stage_ends_only_in_its_own_way():
    with pytest.raises(Refusal):
        end(HELD, OFFICER, Deed.FALSE_ALARM, LATER)


def test_what_is_over_stays_so():
    over = end(HELD, OFFICER, Deed.SOLVED, LATER)
    assert (over.state, over.holder_id) == (State.SOLVED, None)
    for act in (
        lambda: claim(over, COLLEAGUE, LATER),
        lambda: give_back(over, OFFICER, LATER),
        lambda: end(over, OFFICER, Deed.SOLVED, LATER),
    ):
        with pytest.raises(Refusal):
            act()


def test_every_kind_has_a_ladder_and_topics():
    assert set(SHIPPED) == set(Kind)
    assert all(it.rungs and it.topics for it in SHIPPED.values())
    assert {Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE} < DESKS
