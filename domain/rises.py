"""Escalation: whom a miss is shown first and next, and who may do something about it.

Each level's office that is nearest to somebody's place of work hears of him; with the first step
also the managers of his unit. Nobody reads about himself, and whom an office knows to be late
climbs no further.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.areas import Level, ancestors, contains
from domain.calendar import SHANGHAI, local_day
from domain.campaigns import Campaign, Criterion, Owing, Standing
from domain.duties import DUE_TIME
from domain.people import Person, Role
from domain.refusals import Refusal

ROLES: Mapping[Level, Role] = {
    Level.VILLAGE: Role.INFORMATION_OFFICER,
    Level.TOWN: Role.TOWN_STATION,
    Level.DISTRICT: Role.DISTRICT_OFFICE,
}
"""Who reads a rise to a level."""
OFFICES = frozenset(ROLES.values())
READERS = OFFICES | {Role.UNIT_MANAGER, Role.ADMIN}
"""Who may be shown what others owe; administrators where no office is there."""
LONGEST = timedelta(days=92)
"""An extension ends this long from today at the latest."""
NOT_TAKEN_OVER = frozenset({Criterion.BOUND, Criterion.CHECKED_IN, Criterion.ACKNOWLEDGED})
"""What nobody can do in another's place."""

Offices = Mapping[str, Sequence[int]]
"""Ids of those who hold a level's role, by the areas they hold it in."""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """An officer knows that somebody is late with what was due then."""

    person_id: int
    due_at: datetime
    by_id: int
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Section:
    """What somebody's card shows of one campaign and due date: whom, who knows, what comes next.

    `owings` are all for whom it is past due, who did it included. `next_level` hears of it at
    `next_at`, unless somebody notes it before. `hidden` are more than were looked at, and
    `hidden_open` those of them who still owe it.
    """

    campaign: Campaign
    due_at: datetime
    owings: tuple[Owing, ...]
    notes: tuple[Noted, ...] = ()
    nudged: int = 0
    nudged_on: date | None = None
    next_level: Level | None = None
    next_at: datetime | None = None
    hidden: int = 0
    hidden_open: int = 0

    @property
    def open(self) -> tuple[Owing, ...]:
        """Those who still owe it."""
        return tuple(it for it in self.owings if it.standing is Standing.OPEN)

    @property
    def fresh(self) -> tuple[Owing, ...]:
        """Those who still owe it, and of whom nobody has noted that he knows."""
        known = {it.person_id for it in self.notes}
        return tuple(it for it in self.open if it.person_id not in known)


def stamp(sections: Iterable[Section]) -> int:
    """Number whom a card shows as unknown yet, so that a button notes those and nobody else."""
    shown = sorted((it.campaign, it.person_id) for one in sections for it in one.fresh)
    return zlib.crc32(repr(shown).encode())


def is_rise(event: str) -> bool:
    """Tell whether an event is a rise and no reminder."""
    return event.partition("@")[0] in set(Level)


def rise_of(event: str) -> tuple[Level, date]:
    """Take a rise's name apart: the level, and the day on which it was due."""
    level, _, day = event.partition("@")
    return Level(level), date(int(day[:4]), int(day[4:6]), int(day[6:]))


def nearest(offices: Offices, area_code: str, besides: Collection[int]) -> Sequence[int]:
    """Give the nearest office over an area where somebody else works."""
    for code in ancestors(area_code):
        if found := [it for it in offices.get(code, ()) if it not in besides]:
            return found
    return ()


def shared(owing: Owing, offices: Offices, otherwise: str = "") -> dict[int, Owing]:
    """Part what somebody owes between those nearest to it; each household goes to its own office.

    `otherwise` is the area of whoever works in none.
    """
    himself = {owing.person_id, owing.holder_id}
    if not owing.items:
        near = nearest(offices, owing.area_code or otherwise, himself)
        return dict.fromkeys(near, owing)
    found: dict[int, list[int]] = {}
    for place, item in enumerate(owing.items):
        for reader in nearest(offices, item.area_code, himself):
            found.setdefault(reader, []).append(place)
    parts = {
        reader: replace(owing, items=tuple(owing.items[it] for it in places))
        for reader, places in found.items()
    }
    is_open = owing.standing is Standing.OPEN
    return {reader: it for reader, it in parts.items() if it.open or not is_open}


def may_act(person: Person, owing: Owing, campaign: Campaign) -> bool:
    """Tell whether somebody may see to what another owes: an office over it, or his unit's."""
    if person.id in {owing.person_id, owing.holder_id}:
        return False
    if Role.ADMIN in person.roles:
        return True
    if Role.UNIT_MANAGER in person.roles and person.unit and person.unit == owing.unit:
        return True
    places = {owing.area_code or campaign.area_code, *(it.area_code for it in owing.items)}
    mine = person.areas(OFFICES)
    return any(contains(outer, inner) for outer in mine for inner in places)


def check_owes(owing: Owing) -> None:
    """See that somebody still owes it.

    Raises:
        Refusal: he has done it meanwhile, or need not.
    """
    if owing.standing is Standing.EXCUSED:
        raise Refusal("{name} need not do it any more.", name=owing.name)
    if owing.standing is Standing.WAITING:
        raise Refusal("{name} has done it meanwhile; it waits to be looked at.", name=owing.name)
    if owing.standing is not Standing.OPEN:
        raise Refusal("{name} has done it meanwhile.", name=owing.name)


def extend(owing: Owing, until_on: date, now: datetime) -> datetime:
    """Give somebody until 18:00 of a later day.

    Raises:
        Refusal: that is past, sooner than now, or too far away.
    """
    check_owes(owing)
    return later(owing.due_at, until_on, now)


def later(due_at: datetime, until_on: date, now: datetime) -> datetime:
    """Give 18:00 of a day that is later than now and than what is due.

    Raises:
        Refusal: it is not, or it is too far away.
    """
    until_at = datetime.combine(until_on, DUE_TIME, SHANGHAI)
    if until_at <= now:
        raise Refusal("This day is past. Please choose a later one.")
    if until_at <= due_at:
        due = due_at.astimezone(SHANGHAI)
        raise Refusal("It is due on {day} already. Please choose a later day.", day=due.date())
    if until_on > local_day(now) + LONGEST:
        raise Refusal("An extension ends within {days} days.", days=LONGEST.days)
    return until_at
