"""What a record of the export is in our terms: a household and its members.

The child tells families as plain values (`Told`), whoever asked makes them a household and its
members; a HouseholdRecord that did not come out of a file is told in the same way.
"""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from domain.geo import Datum, Point
from domain.households import HEADS, Household, Member
from imports.households import HouseholdRecord
from imports.members import MemberRecord

_COLUMNS = {"number", "area_code", "point", "members", "row", "name", "id_number"}
"""What is no fact, because it has a column of its own."""
HOUSEHOLD_FACTS = tuple(it.name for it in fields(HouseholdRecord) if it.name not in _COLUMNS)
MEMBER_FACTS = tuple(name for name in MemberRecord._fields if name not in _COLUMNS)


class Told(NamedTuple):
    """A family in plain values; its members are (number, name, ID number, facts)."""

    number: str
    area_code: str
    head_name: str
    point: tuple[float, float, str] | None
    facts: dict[str, Any]
    members: Sequence[tuple[str, str, str, dict[str, Any]]]
    row: int


_told_of_household = attrgetter(*HOUSEHOLD_FACTS)


def told_of(record: HouseholdRecord) -> Told:
    """Tell a family; it is called by its head, or by its first member."""
    heads = [member.name for member in record.members if member.relation in HEADS]
    names = [*heads, *(member.name for member in record.members), record.number]
    return Told(
        number=record.number,
        area_code=record.area_code,
        head_name=names[0],
        point=_pointed(record.point),
        facts=_facts(HOUSEHOLD_FACTS, _told_of_household(record)),
        members=_members(record.members),
        row=record.row,
    )


def _pointed(point: Point | None) -> tuple[float, float, str] | None:
    return None if point is None else (point.latitude, point.longitude, point.datum.value)


def _members(records: Sequence[MemberRecord]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Number them by place where the export has no number or one for two."""
    numbered: dict[str, MemberRecord] = {}
    for place, member in enumerate(records, start=1):
        is_usable = member.number and member.number not in numbered
        numbered[member.number if is_usable else f"{member.number}#{place}"] = member
    return [
        (number, it.name, it.id_number, _member_facts(_told(it)))
        for number, it in numbered.items()
    ]


_told = itemgetter(*map(MemberRecord._fields.index, MEMBER_FACTS))


@lru_cache(maxsize=4096)  # they come in few combinations
def _member_facts(told: tuple[Any, ...]) -> dict[str, Any]:
    return _facts(MEMBER_FACTS, told)


def _facts(names: Sequence[str], told: Sequence[Any]) -> dict[str, Any]:
    """Write the other columns as plain values by our names, leaving out what is not said."""
    said = zip(names, told, strict=True)
    return {name: _plain(it) for name, it in said if it or (it is not None and it not in ("", ()))}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return list(value) if isinstance(value, tuple) else value


def household_of(told: Told) -> Household:
    """Make the household that was told."""
    point = None
    if told.point is not None:
        latitude, longitude, datum = told.point
        point = Point(latitude=latitude, longitude=longitude, datum=Datum(datum))
    return Household(
        number=told.number,
        area_code=told.area_code,
        head_name=told.head_name,
        point=point,
        facts=told.facts,
    )


def members_of(told: Told) -> tuple[Member, ...]:
    """Make the members that were told."""
    return tuple(
        Member(number=number, name=name, id_number=id_number, facts=facts)
        for number, name, id_number, facts in told.members
    )
