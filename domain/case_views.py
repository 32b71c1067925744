"""Views on cases: which of them a number counts, so that it can be opened down to them."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from domain.areas import ancestors, contains
from domain.calendar import SHANGHAI
from domain.ladders import Kind
from domain.people import Role

VIEWERS = frozenset(
    {Role.FIRST_SECRETARY, Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE}
)
"""Who sees how the cases of his areas stand: of those who see the households there."""


class Standing(StrEnum):
    """How the cases of a view stand."""

    ANY = "any"
    GOING_ON = "going_on"
    OVERDUE = "overdue"
    ENDED = "ended"


class Period(StrEnum):
    """When the cases of a view were raised."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    ALL = "all"


def begins_at(period: Period, today: date) -> datetime | None:
    """Give the first instant of a period that runs; None when it has no beginning."""
    if period is Period.ALL:
        return None
    month = {
        Period.YEAR: 1,
        Period.QUARTER: today.month - (today.month - 1) % 3,
        Period.MONTH: today.month,
    }[period]
    return datetime.combine(date(today.year, month, 1), time(), SHANGHAI)


@dataclass(frozen=True, kw_only=True)
class View:
    """Some cases of one kind: of an area, of a topic, as they stand, raised in a period.

    `topic` is the number of a topic, 0 for all of them. `is_by_place` counts them by place
    instead of by topic.
    """

    kind: Kind
    area_code: str
    topic: int = 0
    standing: Standing = Standing.ANY
    period: Period = Period.YEAR
    is_by_place: bool = False

    @property
    def is_leaf(self) -> bool:
        """Tell whether it has no parts: one topic of one village."""
        return bool(self.topic) and self._is_village

    @property
    def counts_places(self) -> bool:
        """Tell whether its parts are places; those of a village are topics."""
        return not self._is_village and (self.is_by_place or bool(self.topic))

    @property
    def _is_village(self) -> bool:
        return len(self.area_code) >= 12

    def narrowed(self, part: str) -> "View":
        """Give the view on one of its parts: a topic, or a place."""
        if self.counts_places:
            return replace(self, area_code=part, is_by_place=False)
        return replace(self, topic=topic_number(part))

    def wider(self, own: Iterable[str]) -> "View | None":
        """Give the view it was narrowed from; None when nothing wider is its reader's."""
        if self.topic:
            return replace(self, topic=0)
        above = next((it for it in ancestors(self.area_code)[1:]), "")
        is_own = any(contains(code, above) for code in own)
        return replace(self, area_code=above, is_by_place=True) if is_own else None

    @property
    def numbers(self) -> tuple[int, ...]:
        """Write it as the numbers of a button."""
        return (
            list(Kind).index(self.kind),
            int(self.area_code),
            self.topic,
            list(Standing).index(self.standing),
            list(Period).index(self.period),
            int(self.is_by_place),
        )


def view_of(numbers: tuple[int, ...]) -> View | None:
    """Read a view off a button; None when nobody wrote these numbers."""
    try:
        kind, code, topic, standing, period, is_by_place = numbers
        return View(
            kind=list(Kind)[kind],
            area_code=str(code),
            topic=topic,
            standing=list(Standing)[standing],
            period=list(Period)[period],
            is_by_place=bool(is_by_place),
        )
    except (ValueError, IndexError):
        return None


def topic_number(code: str) -> int:
    """Give the number by which buttons name a topic; it lasts as long as the code."""
    return zlib.crc32(code.encode()) or 1


def topic_of(number: int, codes: Iterable[str]) -> str | None:
    """Find the topic a button names among the codes there are."""
    return next((code for code in codes if topic_number(code) == number), None)


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many cases there are; those overdue are among those going on."""

    going_on: int = 0
    overdue: int = 0
    ended: int = 0

    @property
    def all(self) -> int:
        """Count all."""
        return self.going_on + self.ended

    def of(self, standing: Standing) -> int:
        """Count those that stand so."""
        return {
            Standing.ANY: self.all,
            Standing.GOING_ON: self.going_on,
            Standing.OVERDUE: self.overdue,
            Standing.ENDED: self.ended,
        }[standing]

    def __add__(self, other: "Count") -> "Count":
        return replace(
            self,
            going_on=self.going_on + other.going_on,
            overdue=self.overdue + other.overdue,
            ended=self.ended + other.ended,
        )
