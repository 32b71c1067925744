"""The whole roster of the demo as the director's panel offers it, everybody with an id."""

from collections.abc import Iterator
from functools import cache

from demo.district import District, district
from demo.people import HELPERS, RESIDENT, VILLAGE_OFFICER
from demo.personas import Persona
from domain.areas import Area, Level
from domain.geo import Datum, Point, destination, to
from imports.households import HouseholdRecord
from imports.people import NAMES, PersonRecord
from sandbox.companion import Somebody
from sandbox.errors import JSON
from sandbox.people import FIRST_ID

FIRST = (HELPERS[0], VILLAGE_OFFICER, RESIDENT)
"""Whose phones a screen has room for, side by side."""
ROSTER_ID = 5_000_000
NEAR_M = 40


def in_turn(made: District) -> list[Persona]:
    """List the personas in the order in which they get their phones."""
    return sorted(
        made.personas, key=lambda it: FIRST.index(it.name) if it.name in FIRST else len(FIRST)
    )


@cache
def everybody() -> tuple[Somebody, ...]:
    """List the roster; Telegram ids are the same at every start, accounts are bound by them."""
    made = district()
    personas = {it.phone: FIRST_ID + turn for turn, it in enumerate(in_turn(made))}
    roster = _Roster(made)
    return tuple(
        Somebody(
            id=personas.get(person.phone, ROSTER_ID + int(person.phone[-4:])),
            name=person.name,
            phone=person.phone,
            role="、".join(NAMES[role] for role in person.roles),
            place=roster.place(person),
            presets=list(roster.presets(person)),
        )
        for person in made.people.records
    )


class _Roster:
    """Looks up where people work."""

    def __init__(self, made: District) -> None:
        self._areas = {area.code: area for area in made.areas.records}
        homes = {home.number: home for home in made.households.records}
        self._homes: dict[str, list[HouseholdRecord]] = {}
        for pairing in made.pairings.records:
            hers = self._homes.setdefault(pairing.helper_phone, [])
            hers.append(homes[pairing.household_number])

    def place(self, person: PersonRecord) -> str:
        """Say where somebody works: towns with their villages, or the unit."""
        places = dict.fromkeys(self._named(area) for area in self._areas_of(person))
        return "、".join(places) or person.unit

    def presets(self, person: PersonRecord) -> Iterator[JSON]:
        """Offer the homes of somebody's households, or the middle of the village."""
        homes = self._homes.get(person.phone, [])
        for home in homes:
            if home.point is not None:
                yield _preset(f"在{home.members[0].name}家", to(home.point, Datum.WGS84))
        for area in () if homes else self._areas_of(person):
            if area.point is not None and area.level is Level.VILLAGE:
                yield _preset("在村委会", area.point)
                yield _preset("离村3公里", destination(area.point, 0, 3000))

    def _areas_of(self, person: PersonRecord) -> list[Area]:
        homes = self._homes.get(person.phone, [])
        codes = [*person.area_codes, *(home.area_code for home in homes)]
        return [self._areas[code] for code in dict.fromkeys(codes)]

    def _named(self, area: Area) -> str:
        above = self._areas.get(area.parent_code or "")
        is_village = area.level is Level.VILLAGE and above is not None
        return f"{above.name} {area.name}" if above and is_village else area.name


def _preset(label: str, point: Point) -> JSON:
    near = destination(point, 40, NEAR_M)
    where = {"latitude": round(near.latitude, 6), "longitude": round(near.longitude, 6)}
    return {"name": label, **where, "horizontal_accuracy": 12}
