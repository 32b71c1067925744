"""Invented staff: everybody the programme needs, from the district office to the helpers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from demo.households import PERSONA_VILLAGE
from demo.names import Invention
from domain.areas import Area, Level
from domain.people import Role
from imports.households import HouseholdRecord
from imports.pairings import HOUSEHOLDS_PER_HELPER, PairingRecord
from imports.people import PersonRecord

HELPERS = ("韦秀英", "覃志强")
RESIDENT, VILLAGE_OFFICER, TOWN_OFFICER, ADMIN = "梁建国", "莫小兰", "陆海燕", "陈丽华"
STATION = "黄丽萍"
NAMED = (*HELPERS, RESIDENT, VILLAGE_OFFICER, TOWN_OFFICER, ADMIN, STATION)

UNITS = (
    "市财政局",
    "区教育局",
    "区水利局",
    "区农业农村局",
    "市第二中学",
    "区人民医院",
    "区供销社",
)
FIRST_PAIRED_ON = date(2026, 1, 5)

DISTRICT_ROLES = (
    (Role.DISTRICT_OFFICE, 3, "区扶贫办"),
    (Role.INFORMATION_OFFICER, 2, "区扶贫办"),
    (Role.ORGANISATION_DEPARTMENT, 1, "区委组织部"),
    (Role.LINE_DEPARTMENT, 2, "区民政局"),
    (Role.SECRETARY, 1, "区委"),
    (Role.INSPECTOR, 2, "区督导组"),
)


class Staff:
    """Makes people with names and phones of their own."""

    def __init__(self, invention: Invention) -> None:
        self._invention = invention
        for name in NAMED:
            invention.take(name)

    def person(
        self, role: Role, area_codes: Iterable[str] = (), unit: str = "", name: str = ""
    ) -> PersonRecord:
        """Make one; a given name is one of the personas'."""
        return PersonRecord(
            name=name or self._invention.staff_name(),
            phone=self._invention.staff_phone(),
            roles=(role,),
            area_codes=tuple(area_codes),
            unit=unit,
        )

    def offices(self, areas: Iterable[Area]) -> Iterator[PersonRecord]:
        """Make those above the villages, and the managers of the units."""
        yield self.person(Role.ADMIN, name=ADMIN, unit="区扶贫办")
        for area in areas:
            if area.level is Level.DISTRICT:
                yield from self._district(area)
            if area.level is Level.TOWN:
                yield from self._town(area)
        for unit in UNITS:
            yield self.person(Role.UNIT_MANAGER, unit=unit)

    def _district(self, area: Area) -> Iterator[PersonRecord]:
        for role, number, unit in DISTRICT_ROLES:
            for _ in range(number):
                yield self.person(role, (area.code,), unit)

    def _town(self, area: Area) -> Iterator[PersonRecord]:
        is_personas = PERSONA_VILLAGE.startswith(area.code)
        government, station = f"{area.name}人民政府", f"{area.name}扶贫站"
        name = TOWN_OFFICER if is_personas else ""
        yield self.person(Role.INFORMATION_OFFICER, (area.code,), government, name)
        verifier = self.person(Role.TOWN_STATION, (area.code,), station)
        # Renamed after a name was drawn: everybody else keeps the name he always had.
        yield replace(verifier, name=STATION) if is_personas else verifier

    def villages(self, villages: Iterable[Area]) -> Iterator[PersonRecord]:
        """Make the teams of the villages, and the officers who keep their data."""
        left = list(villages)
        for village in left:
            yield from self._team(village)
        while left:
            covered, left = _next_covered(left, self._invention.chance.choice((1, 1, 2, 3)))
            codes = tuple(village.code for village in covered)
            name = VILLAGE_OFFICER if PERSONA_VILLAGE in codes else ""
            yield self.person(Role.INFORMATION_OFFICER, codes, covered[0].name, name)

    def _team(self, village: Area) -> Iterator[PersonRecord]:
        name = RESIDENT if village.code == PERSONA_VILLAGE else ""
        unit = self._invention.chance.choice(UNITS)
        yield self.person(Role.FIRST_SECRETARY, (village.code,), unit)
        yield self.person(Role.RESIDENT, (village.code,), unit, name)
        yield self.person(Role.RESIDENT, (village.code,), self._invention.chance.choice(UNITS))

    def helpers(
        self, households: Iterable[HouseholdRecord]
    ) -> Iterator[tuple[PersonRecord, tuple[PairingRecord, ...]]]:
        """Make helpers for one to five households each; a few households have none yet."""
        left = sorted(households, key=lambda h: (h.area_code != PERSONA_VILLAGE, h.number))
        names = iter(HELPERS)
        while left:
            name = next(names, "")
            number = 2 if name else self._invention.chance.randint(1, HOUSEHOLDS_PER_HELPER)
            helper = self.person(Role.HELPER, (), self._invention.chance.choice(UNITS), name)
            yield helper, tuple(self._pair(h, helper) for h in left[:number])
            left = left[number + (not name and self._invention.chance.random() < 0.1) :]

    def _pair(self, household: HouseholdRecord, helper: PersonRecord) -> PairingRecord:
        later = timedelta(days=self._invention.chance.randrange(50))
        return PairingRecord(
            household_number=household.number,
            helper_phone=helper.phone,
            since_on=FIRST_PAIRED_ON + later,
        )


def _next_covered(left: list[Area], number: int) -> tuple[list[Area], list[Area]]:
    """Take the next villages of one town; the personas' officer has only theirs."""
    first = left[0]
    if first.code == PERSONA_VILLAGE:
        number = 1
    covered = [
        village
        for village in left[:number]
        if village.parent_code == first.parent_code
        and (village is first or village.code != PERSONA_VILLAGE)
    ]
    return covered, [village for village in left if village not in covered]
