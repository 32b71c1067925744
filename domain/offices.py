"""Offices: a role in an area, as far as cases go to it; who may speak for one."""

from dataclasses import dataclass

from domain.ladders import DESKS
from domain.people import Person, Role


@dataclass(frozen=True, order=True, kw_only=True)
class Office:
    """An office: where, and the role of those who work there."""

    area_code: str
    role: Role


def offices_of(person: Person) -> tuple[Office, ...]:
    """List the offices somebody works at, the widest area first."""
    held = {
        Office(area_code=duty.area_code, role=duty.role)
        for duty in person.duties
        if duty.role in DESKS and duty.area_code
    }
    return tuple(sorted(held))


def speaks_for(person: Person, office: Office) -> bool:
    """Tell whether somebody may decide about an office's group: who works there, or an admin."""
    return Role.ADMIN in person.roles or office in offices_of(person)
