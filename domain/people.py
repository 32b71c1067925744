"""People, what they may do and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import Text


class Role(StrEnum):
    """What somebody does in the programme (DOMAIN §1)."""

    HELPER = "helper"
    UNIT_MANAGER = "unit_manager"
    RESIDENT = "resident"
    FIRST_SECRETARY = "first_secretary"
    INFORMATION_OFFICER = "information_officer"
    TOWN_STATION = "town_station"
    DISTRICT_OFFICE = "district_office"
    ORGANISATION_DEPARTMENT = "organisation_department"
    LINE_DEPARTMENT = "line_department"
    SECRETARY = "secretary"
    INSPECTOR = "inspector"
    CANDIDATE = "candidate"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.HELPER: Text("helper"),
    Role.UNIT_MANAGER: Text("unit manager"),
    Role.RESIDENT: Text("resident team member"),
    Role.FIRST_SECRETARY: Text("first secretary"),
    Role.INFORMATION_OFFICER: Text("information officer"),
    Role.TOWN_STATION: Text("town station"),
    Role.DISTRICT_OFFICE: Text("district office"),
    Role.ORGANISATION_DEPARTMENT: Text("organisation department"),
    Role.LINE_DEPARTMENT: Text("line department"),
    Role.SECRETARY: Text("five-level secretary"),
    Role.INSPECTOR: Text("inspector"),
    Role.CANDIDATE: Text("rural leader"),
    Role.ADMIN: Text("administrator"),
}

RESIDENTS = frozenset({Role.RESIDENT, Role.FIRST_SECRETARY})
"""Who is on duty in a village rather than paired with households."""


class State(StrEnum):
    """Whether an account may be used; history keeps every account for life."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A role held in an area; the area code is empty for roles that have none."""

    role: Role
    area_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account. `telegram_id` is None until the account is bound."""

    id: int
    name: str
    state: State = State.ACTIVE
    duties: tuple[Duty, ...] = ()
    telegram_id: int | None = None
    language: str = "zh_CN"
    unit: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held, wherever."""
        return frozenset(duty.role for duty in self.duties)

    def areas(self, roles: Iterable[Role]) -> tuple[str, ...]:
        """Area codes in which any of these roles is held, sorted."""
        wanted = frozenset(roles)
        return tuple(
            sorted({d.area_code for d in self.duties if d.role in wanted and d.area_code})
        )
