"""Absences: days on which somebody is away from his office, and who stands in for him (代办人)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.areas import contains
from domain.ladders import DESKS
from domain.people import Duty, Person, State
from domain.refusals import Refusal

LONGEST = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Somebody is away from a day until another, both included, unless it was ended before."""

    id: int = 0
    person_id: int
    deputy_id: int
    since_on: date
    until_on: date
    set_by: int
    ended_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the person is away on a day."""
        return self.ended_at is None and self.since_on <= day <= self.until_on

    def overlaps(self, other: "Absence") -> bool:
        """Tell whether two absences have a day in common."""
        both_hold = self.ended_at is None and other.ended_at is None
        return both_hold and self.since_on <= other.until_on and other.since_on <= self.until_on


def desk_duties(person: Person) -> tuple[Duty, ...]:
    """List what somebody works on cases for; that is what a deputy takes over."""
    return tuple(duty for duty in person.duties if duty.role in DESKS)


def can_stand_in(deputy: Person, person: Person) -> bool:
    """Tell whether somebody works at the same offices or over them: his areas hold the other's."""
    areas = deputy.areas(DESKS)
    duties = desk_duties(person)
    is_other = deputy.id != person.id and deputy.state is State.ACTIVE
    return (
        is_other
        and bool(duties)
        and all(any(contains(outer, duty.area_code) for outer in areas) for duty in duties)
    )


def go_away(
    wished: Absence, person: Person, deputy: Person, others: Iterable[Absence], today: date
) -> Absence:
    """Let somebody be away; `others` are the absences of everybody that are not over.

    Raises:
        Refusal: the days are past, too many or taken, or the deputy cannot stand in.
    """
    if wished.until_on < max(wished.since_on, today):
        raise Refusal("The last day lies before the first one, or is past. Please choose anew.")
    if wished.until_on - wished.since_on > LONGEST:
        raise Refusal("That is longer than {days} days. Please tell the administrator.",
                      days=LONGEST.days)  # fmt: skip
    if not can_stand_in(deputy, person):
        raise Refusal("{name} cannot stand in here. Please choose somebody else.",
                      name=deputy.name)  # fmt: skip
    at_once = [it for it in others if it.overlaps(wished)]
    if mine := next((it for it in at_once if it.person_id == person.id), None):
        raise Refusal("{name} is away already from {since} until {until}. End that one first.",
                      name=person.name, since=mine.since_on, until=mine.until_on)  # fmt: skip
    away = {it.person_id: it.deputy_id for it in at_once} | {person.id: deputy.id}
    if deputy_of(person.id, away) is None:
        raise Refusal("{name} is away then, and it would come back to you. Choose somebody else.",
                      name=deputy.name)  # fmt: skip
    return wished


def deputy_of(person_id: int, away: Mapping[int, int]) -> int | None:
    """Follow who stands in for whom to somebody who is there; None when it turns in a circle."""
    seen: set[int] = set()
    while person_id in away and person_id not in seen:
        seen.add(person_id)
        person_id = away[person_id]
    return person_id if seen and person_id not in away else None
