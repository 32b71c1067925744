"""What officers did with cases: how many they ended, how fast, and how it was received."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from statistics import mean, median_low

from domain.areas import Level
from domain.worktime import Calendar, between


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A case that somebody's office ended, with its times."""

    case_id: int
    person_id: int
    name: str
    level: Level
    area_code: str
    raised_at: datetime
    first_at: datetime | None
    at: datetime
    reopenings: int
    satisfaction: int | None


@dataclass(frozen=True, kw_only=True)
class Work:
    """One person's work at one level; times are medians of working minutes since the raising.

    `reopened` counts those of his ended cases that their askers had reopened.
    """

    person_id: int
    name: str
    level: Level
    ended: int
    reopened: int
    first_min: int | None
    solved_min: int
    satisfaction: float | None


def work_of(endings: Iterable[Ending], calendar: Callable[[str], Calendar]) -> list[Work]:
    """Sum up by level and person, those with the most cases first; `calendar` is an area's."""
    levels = list(Level)

    def place(it: Ending) -> tuple[int, int]:
        return levels.index(it.level), it.person_id

    grouped = groupby(sorted(endings, key=place), key=place)
    found = [_work(list(each), calendar) for _, each in grouped]
    return sorted(found, key=lambda it: (levels.index(it.level), -it.ended, it.name))


def _work(done: list[Ending], calendar: Callable[[str], Calendar]) -> Work:
    first = [
        between(it.raised_at, it.first_at, calendar(it.area_code)) for it in done if it.first_at
    ]
    marks = [it.satisfaction for it in done if it.satisfaction]
    return Work(
        person_id=done[0].person_id,
        name=done[0].name,
        level=done[0].level,
        ended=len({it.case_id for it in done}),
        reopened=len({it.case_id for it in done if it.reopenings}),
        first_min=median_low(first) if first else None,
        solved_min=median_low(between(it.raised_at, it.at, calendar(it.area_code)) for it in done),
        satisfaction=round(mean(marks), 1) if marks else None,
    )
