"""The demo's district: real areas, invented people, the same ones at every start."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from demo.households import PERSONA_VILLAGE, Home, homes
from demo.names import Invention
from demo.people import Staff
from demo.personas import Persona, personas
from demo.places import areas
from domain.areas import Area, Level
from imports.households import HouseholdRecord
from imports.pairings import PairingRecord
from imports.people import PersonRecord
from imports.plan import Kind, Plan

SEED = 450503

Record = TypeVar("Record")


@dataclass(frozen=True, kw_only=True)
class District:
    """Everything the demo loads, as the imports would bring it, and who to try it as."""

    areas: Plan[Area]
    people: Plan[PersonRecord]
    households: Plan[HouseholdRecord]
    pairings: Plan[PairingRecord]
    personas: tuple[Persona, ...]
    homes: tuple[Home, ...]


@cache
def district(seed: int = SEED) -> District:
    """Make the district; takes some tenths of a second, once."""
    invention = Invention(Random(seed))  # noqa: S311 - the same people at every start, no secret
    places = areas(invention.chance)
    villages = tuple(area for area in places if area.level is Level.VILLAGE)
    dwellings = tuple(homes(villages, invention))
    staff = Staff(invention)
    helpers = tuple(staff.helpers(home.record for home in dwellings))
    people = (
        *staff.offices(places),
        *staff.villages(villages),
        *(helper for helper, _ in helpers),
    )
    pairings = tuple(pairing for _, pairs in helpers for pairing in pairs)
    return District(
        areas=_plan(Kind.AREAS, places),
        people=_plan(Kind.PEOPLE, people),
        households=_plan(Kind.HOUSEHOLDS, tuple(home.record for home in dwellings)),
        pairings=_plan(Kind.PAIRINGS, pairings),
        personas=personas(people, _by_helper(dwellings, pairings), _village(villages)),
        homes=dwellings,
    )


def _plan(kind: Kind, records: tuple[Record, ...]) -> Plan[Record]:
    return Plan(kind=kind, records=records, rows=len(records))


def _village(villages: tuple[Area, ...]) -> Area:
    return next(village for village in villages if village.code == PERSONA_VILLAGE)


def _by_helper(
    dwellings: tuple[Home, ...], pairings: tuple[PairingRecord, ...]
) -> dict[str, list[Home]]:
    at = {home.record.number: home for home in dwellings}
    found: dict[str, list[Home]] = {}
    for pairing in pairings:
        found.setdefault(pairing.helper_phone, []).append(at[pairing.household_number])
    return found
