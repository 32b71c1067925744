"""What a record of the export is in our terms: a household and its members."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from domain.households import HEADS, Household, Member
from imports.households import HouseholdRecord
from imports.members import MemberRecord

_COLUMNS = {"number", "area_code", "point", "members", "row", "name", "id_number"}
"""What is no fact, because it has a column of its own."""
HOUSEHOLD_FACTS = tuple(it.name for it in fields(HouseholdRecord) if it.name not in _COLUMNS)
MEMBER_FACTS = tuple(name for name in MemberRecord._fields if name not in _COLUMNS)


_told_of_household = attrgetter(*HOUSEHOLD_FACTS)


def household_of(record: HouseholdRecord) -> Household:
    """Make the household; it is called by its head, or by its first member."""
    heads = [member.name for member in record.members if member.relation in HEADS]
    names = [*heads, *(member.name for member in record.members), record.number]
    return Household(
        number=record.number,
        area_code=record.area_code,
        head_name=names[0],
        point=record.point,
        facts=_facts(HOUSEHOLD_FACTS, _told_of_household(record)),
    )


def members_of(record: HouseholdRecord) -> tuple[Member, ...]:
    """Make the members, numbered by place where the export has no number or one for two."""
    numbered: dict[str, MemberRecord] = {}
    for place, member in enumerate(record.members, start=1):
        is_usable = member.number and member.number not in numbered
        numbered[member.number if is_usable else f"{member.number}#{place}"] = member
    return tuple(_member(number, member) for number, member in numbered.items())


def _member(number: str, record: MemberRecord) -> Member:
    facts = dict(_member_facts(_told(record)))
    return Member(number=number, name=record.name, id_number=record.id_number, facts=facts)


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
