from collections import Counter
from itertools import combinations, pairwise

import pytest

from demo.district import district
from domain.areas import Level
from domain.geo import Datum, Point, distance_m, to
from domain.idnumbers import parse, parse_certificate
from domain.people import Role
from domain.phones import from_telegram
from imports import pairings
from imports.pairings import Known


@pytest.fixture(scope="module")
def made():
    return district()


def held(made, role):
    return [person for person in made.people.records if role in person.roles]


def villages_of(made):
    return [area for area in made.areas.records if area.level is Level.VILLAGE]


def test_the_district_is_the_same_at_every_start(made):
    assert district.__wrapped__() == made
    assert district.__wrapped__(7) != made


def test_it_has_the_real_areas_in_invented_places(made):
    assert Counter(area.level for area in made.areas.records) == {
        Level.DISTRICT: 1,
        Level.TOWN: 4,
        Level.VILLAGE: 53,
    }
    for area in made.areas.records:
        assert area.point.datum is Datum.WGS84
        assert 109.10 <= area.point.longitude <= 109.50
        assert 21.40 <= area.point.latitude <= 21.65


def test_villages_lie_apart(made):
    pairs = combinations(villages_of(made), 2)
    assert min(distance_m(a.point, b.point) for a, b in pairs) >= 1500


def test_every_village_has_about_six_households_around_it(made):
    centres = {area.code: area.point for area in villages_of(made)}
    counts = Counter(household.area_code for household in made.households.records)
    assert counts.keys() == centres.keys()
    assert set(counts.values()) <= {5, 6, 7}
    for household in made.households.records:
        if household.point:
            assert distance_m(household.point, centres[household.area_code]) < 800


def test_coordinates_are_mixed_and_some_are_missing(made):
    datums = Counter(h.point.datum if h.point else None for h in made.households.records)
    assert datums.keys() == {Datum.WGS84, Datum.GCJ02, None}
    assert datums[None] < len(made.households.records) / 5


def test_homes_of_a_village_are_told_apart(made):
    homes = [(h.area_code, to(h.point, Datum.WGS84)) for h in made.households.records if h.point]
    for (village, here), (other, there) in pairwise(homes):
        if village == other:
            assert distance_m(here, there) > 100


def test_id_numbers_are_valid_unique_and_nobodys(made):
    members = [m for household in made.households.records for m in household.members]
    numbers = [member.id_number for member in members]
    assert len(set(numbers)) == len(numbers)
    assert {parse(number).place_code for number in numbers} == {"450599"}
    cards = [m for m in members if m.disability_number]
    assert cards
    for member in cards:
        assert parse_certificate(member.disability_number).holder.number == member.id_number
        assert "残疾" in member.health


def test_every_household_has_one_head_and_counts_itself(made):
    for household in made.households.records:
        assert [m.relation for m in household.members].count("户主") == 1
        assert household.size == len(household.members)
        assert 1 <= len(household.causes) == len(set(household.causes)) <= 3


def test_phones_are_from_the_invented_ranges(made):
    staff = [person.phone for person in made.people.records]
    homes = [household.phone for household in made.households.records]
    assert len({*staff, *homes}) == len(staff) + len(homes)
    assert all(phone.startswith("1390000") for phone in staff)
    assert all(phone.startswith("1380000") for phone in homes)
    assert all(from_telegram(f"86{phone}") == phone for phone in staff)


def test_every_village_has_its_team_and_one_officer(made):
    codes = {area.code for area in villages_of(made)}
    for role, number in ((Role.FIRST_SECRETARY, 1), (Role.RESIDENT, 2)):
        counts = Counter(person.area_codes[0] for person in held(made, role))
        assert counts == dict.fromkeys(codes, number)
    officers = held(made, Role.INFORMATION_OFFICER)
    covered = [code for person in officers for code in person.area_codes if len(code) == 12]
    assert sorted(covered) == sorted(codes)
    assert any(len(person.area_codes) > 1 for person in officers)


def test_towns_and_the_district_have_their_people(made):
    towns = {area.code for area in made.areas.records if area.level is Level.TOWN}
    assert {person.area_codes[0] for person in held(made, Role.TOWN_STATION)} == towns
    for role in set(Role) - {Role.CANDIDATE}:
        assert held(made, role), role
    assert len(held(made, Role.ADMIN)) == 1


def test_helpers_have_one_to_five_households_each(made):
    counts = Counter(pairing.helper_phone for pairing in made.pairings.records)
    assert counts.keys() == {person.phone for person in held(made, Role.HELPER)}
    assert set(counts.values()) == {1, 2, 3, 4, 5}
    paired = {pairing.household_number for pairing in made.pairings.records}
    everyone = {household.number for household in made.households.records}
    assert paired < everyone


def test_the_pairings_would_pass_the_import(made):
    known = Known(
        household_numbers={h.number for h in made.households.records},
        helper_phones={p.phone for p in held(made, Role.HELPER)},
    )
    assert made.pairings.is_clean
    assert pairings.parse([], known).mistakes


def test_a_visitor_can_be_seven_people(made):
    assert [persona.name for persona in made.personas] == [
        "韦秀英",
        "覃志强",
        "梁建国",
        "莫小兰",
        "陆海燕",
        "陈丽华",
        "黄丽萍",
    ]
    people = {person.phone: person for person in made.people.records}
    roles = [people[persona.phone].roles[0] for persona in made.personas]
    assert roles == [
        Role.HELPER,
        Role.HELPER,
        Role.RESIDENT,
        Role.INFORMATION_OFFICER,
        Role.INFORMATION_OFFICER,
        Role.ADMIN,
        Role.TOWN_STATION,
    ]
    assert len({persona.telegram_id for persona in made.personas}) == 7


def homes_of(made, persona):
    numbers = {
        p.household_number for p in made.pairings.records if p.helper_phone == persona.phone
    }
    return [h for h in made.households.records if h.number in numbers]


def test_the_personas_belong_to_one_village(made):
    people = {person.phone: person for person in made.people.records}
    homes = [h for persona in made.personas[:2] for h in homes_of(made, persona)]
    village = {h.area_code for h in homes}
    assert village == {*people[made.personas[2].phone].area_codes}
    assert village == {*people[made.personas[3].phone].area_codes}
    town = people[made.personas[4].phone].area_codes[0]
    assert homes[0].area_code.startswith(town)
    assert people[made.personas[6].phone].area_codes == (town,)
    assert [h.members[0].name for h in homes] == ["黄大明", "陆阿妹", "莫永福", "梁水生"]
    assert [h.size for h in homes] == [3, 2, 4, 5]
    assert [h.point is None for h in homes] == [False, False, False, True]


def test_presets_are_where_their_labels_say(made):
    persona = made.personas[0]
    nearest = {}
    for preset in persona.presets:
        here = Point(latitude=preset.latitude, longitude=preset.longitude)
        nearest[preset.label] = min(distance_m(here, h.point) for h in homes_of(made, persona))
    assert nearest["在黄大明家"] < 40
    assert nearest["在陆阿妹家"] < 40
    assert nearest["离户800米"] == pytest.approx(800, abs=5)
    assert 350 < next(m for label, m in nearest.items() if "GCJ-02" in label) < 700
    assert nearest["精度差(1500米)"] == pytest.approx(400, abs=5)
    assert nearest["实时位置"] < 40
    assert [p.accuracy_m for p in persona.presets] == [12, 12, 15, 1500, 8, None]
    assert [p.label for p in persona.presets if p.is_live] == ["实时位置"]
    assert "在梁水生家(无坐标)" in {preset.label for preset in made.personas[1].presets}
    doors = {preset.label for preset in made.personas[6].presets}
    assert doors >= {"在陆阿妹家", "在莫永福家", "在村委会"}
