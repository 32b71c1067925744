"""Progress of a campaign: who stands how, by place and by unit, in one's own areas only."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.areas import Level, ancestors, contains
from domain.people import Role

OF_AREAS = frozenset(
    {
        Role.FIRST_SECRETARY,
        Role.INFORMATION_OFFICER,
        Role.TOWN_STATION,
        Role.DISTRICT_OFFICE,
        Role.SECRETARY,
        Role.INSPECTOR,
    }
)
"""Who reads how people stand in the areas these roles are held in."""
VIEWERS = OF_AREAS | {Role.UNIT_MANAGER, Role.ADMIN}
"""A unit manager sees the people of his unit, an administrator everybody."""
NOWHERE = "0"
"""Stands for those who work in no area."""


class Share(StrEnum):
    """Those of a campaign who stand alike; overdue is open past the own due date."""

    ALL = "all"
    DONE = "done"
    LATE = "late"
    WAITING = "waiting"
    OPEN = "open"
    OVERDUE = "overdue"
    EXCUSED = "excused"


SHARES = tuple(it for it in Share if it is not Share.ALL)
DIGITS = {Level.DISTRICT: 6, Level.TOWN: 9, Level.VILLAGE: 12}
"""How long the codes of the areas of a level are."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many people stand how."""

    done: int = 0
    late: int = 0
    waiting: int = 0
    open: int = 0
    overdue: int = 0
    excused: int = 0

    def of(self, share: Share) -> int:
        """Count those who stand so."""
        return sum(map(self.of, SHARES)) if share is Share.ALL else int(getattr(self, share.value))

    @property
    def finished(self) -> int:
        """Count those who are through with it: the numerator."""
        return self.done + self.late

    @property
    def obliged(self) -> int:
        """Count those it is asked of, the excused left out: the denominator."""
        return self.of(Share.ALL) - self.excused

    @property
    def still(self) -> int:
        """Count those who still have to do something."""
        return self.open + self.overdue

    def __add__(self, other: "Count") -> "Count":
        return Count(**{it.value: self.of(it) + other.of(it) for it in SHARES})


@dataclass(frozen=True, kw_only=True)
class View:
    """Some people of a campaign: of an area, of a unit, who stand alike.

    An empty `area_code` is everywhere its reader sees. `unit` is the number of a unit, 0 for
    all. `level` is that of the offices they work at, None for all; of directives each level is
    looked at. `is_by_unit` counts them by unit instead of by place.
    """

    campaign: int
    area_code: str = ""
    unit: int = 0
    share: Share = Share.ALL
    level: Level | None = None
    is_by_unit: bool = False

    @property
    def is_leaf(self) -> bool:
        """Tell whether it has no parts but people."""
        return bool(self.unit) and self._is_village

    @property
    def counts_units(self) -> bool:
        """Tell whether its parts are units; those of a village are."""
        return not self.unit and (self.is_by_unit or self._is_village)

    @property
    def _is_village(self) -> bool:
        return len(self.area_code) >= 12 or self.area_code == NOWHERE

    def digits(self, own: Iterable[str]) -> int:
        """Tell how long the codes of its places are: one level below its area.

        Of everywhere they are as wide as the widest area of the reader's own.
        """
        if self.area_code:
            return 9 if len(self.area_code) == 6 else 12
        return min(map(len, own), default=9)

    def narrowed(self, part: str, own: Iterable[str] = ()) -> "View":
        """Give the view on one of its parts: a unit, a place, or those at a place's own office."""
        if self.counts_units:
            return replace(self, unit=unit_number(part), is_by_unit=False)
        is_at_office = bool(part) and len(part) < self.digits(own)
        level = next((it for it in Level if DIGITS[it] == len(part)), None)
        narrower = replace(self, area_code=part or NOWHERE)
        return replace(narrower, level=level) if is_at_office else narrower

    def wider(self, own: Iterable[str]) -> "View | None":
        """Give the view it was narrowed from; None for one that is as wide as can be."""
        own = tuple(own)
        if self.unit:
            return replace(self, unit=0, is_by_unit=not self._is_village)
        if not self.area_code or own == (self.area_code,):
            return None
        above = next(iter(ancestors(self.area_code)[1:]), "")
        sees = not own or any(contains(code, above) for code in own)
        return replace(self, area_code=above if sees else "")

    @property
    def numbers(self) -> tuple[int, ...]:
        """Write it as the numbers of a button."""
        level = _LEVELS.index(self.level)
        shown = list(Share).index(self.share), level, int(self.is_by_unit)
        return (self.campaign, _place_number(self.area_code), self.unit, *shown)


_LEVELS = (None, *Level)


def _place_number(code: str) -> int:
    return 1 if code == NOWHERE else int(code or 0)


def view_of(numbers: tuple[int, ...]) -> View | None:
    """Read a view off a button; None when nobody wrote these numbers."""
    try:
        campaign, code, unit, share, level, is_by_unit = numbers
        return View(
            campaign=campaign,
            area_code={0: "", 1: NOWHERE}.get(code, str(code)),
            unit=unit,
            share=list(Share)[share],
            level=_LEVELS[level],
            is_by_unit=bool(is_by_unit),
        )
    except (ValueError, IndexError):
        return None


def unit_number(unit: str) -> int:
    """Give the number by which buttons name a unit; people of no unit have one too."""
    return zlib.crc32(unit.encode()) or 1


def unit_of(number: int, units: Iterable[str]) -> str | None:
    """Find the unit a button names among those there are."""
    return next((it for it in units if unit_number(it) == number), None)
