"""Where to go today: the visits a helper had best make next, and a sensible way round them.

The score only orders a helper's own households; every point of it is a reason told in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise, permutations

from domain.geo import Point, distance_m, roughly_m
from domain.refusals import Joined, Text

MOST_STOPS = 5
PLANNED_AHEAD_DAYS = 3
"""A promised day counts from so many days before."""

MISSED, DUE, PROMISED, URGENT, OPEN_CASE, UNMET, NEVER = 60, 40, 30, 30, 10, 5, 20
MOST_FOR_UNMET, MOST_FOR_WEEKS = 4, 20


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A household somebody might visit, with what speaks for it.

    `days_since` is None when nobody was ever there; `planned_on` is the day the last visit
    promised; `owes_from` is the first day of the earliest month whose visit is still to make.
    """

    household_id: int
    name: str
    point: Point | None = None
    owes_from: date | None = None
    days_since: int | None = None
    unmet: int = 0
    cases: int = 0
    urgent_cases: int = 0
    planned_on: date | None = None


def score(stop: Stop, today: date) -> int:
    """Weigh what speaks for going there today; 0 means nothing does."""
    points = DUE if stop.owes_from else 0
    points += MISSED if is_missed(stop, today) else 0
    points += PROMISED if _is_promised(stop, today) else 0
    points += OPEN_CASE * stop.cases + URGENT * stop.urgent_cases
    points += UNMET * min(stop.unmet, MOST_FOR_UNMET)
    if stop.days_since is None:
        return points + NEVER
    return points + min(stop.days_since // 7, MOST_FOR_WEEKS)


def is_missed(stop: Stop, today: date) -> bool:
    """Tell whether the visit of an earlier month is still to make."""
    return stop.owes_from is not None and stop.owes_from < today.replace(day=1)


def _is_promised(stop: Stop, today: date) -> bool:
    return stop.planned_on is not None and (stop.planned_on - today).days <= PLANNED_AHEAD_DAYS


def reasons(stop: Stop, today: date) -> Text:
    """Say in words why to go there: the weightiest first."""
    return Joined([*_duties(stop, today), *_trouble(stop), _since(stop)], by=" · ")


def _duties(stop: Stop, today: date) -> list[Text | str]:
    owed = Text("not visited this month") if stop.owes_from else ""
    if stop.owes_from and is_missed(stop, today):
        owed = Text("visit of month {month} missing", month=stop.owes_from.month)
    planned = stop.planned_on
    if planned is None or not _is_promised(stop, today):
        return [owed]
    day = Text("{month}-{day}", month=planned.month, day=planned.day)
    if planned < today:
        return [owed, Text("promised for {day}, which is past", day=day)]
    return [owed, Text("promised for {day}", day=day)]


def _trouble(stop: Stop) -> list[Text | str]:
    normal = stop.cases - stop.urgent_cases
    return [
        Text("🔴 {count} urgent needs", count=stop.urgent_cases) if stop.urgent_cases else "",
        Text("{count} open needs", count=normal) if normal else "",
        Text("{count} unmet", count=stop.unmet) if stop.unmet else "",
    ]


def _since(stop: Stop) -> Text:
    if stop.days_since is None:
        return Text("never visited")
    if stop.days_since == 0:
        return Text("visited today")
    return Text("{count} days since", count=stop.days_since)


def best(stops: Sequence[Stop], today: date, most: int = MOST_STOPS) -> list[Stop]:
    """Choose where to go; left out is whoever needs nothing, or was visited today and is not owed.

    Somebody else's visit of today does not make one's own.
    """
    worth = [it for it in stops if not _is_done(it) and score(it, today) > 0]
    worth.sort(key=lambda it: (-score(it, today), it.name, it.household_id))
    return worth[:most]


def _is_done(stop: Stop) -> bool:
    return stop.days_since == 0 and stop.owes_from is None


def way_round(stops: Sequence[Stop], start: Point | None) -> list[Stop]:
    """Order stops by the shortest way from where one is; those without a point come last.

    All orders of at most five are compared, so the way is the shortest, not a good guess.
    """
    placed = [it for it in stops if it.point]
    lost = [it for it in stops if not it.point]
    if len(placed) > MOST_STOPS:
        raise ValueError("more stops than can be compared")
    ways = permutations(placed)
    return [*min(ways, key=partial(_length_m, start)), *lost] if placed else lost


def _length_m(start: Point | None, way: Sequence[Stop]) -> float:
    points = [start, *(it.point for it in way)] if start else [it.point for it in way]
    return sum(roughly_m(a, b) for a, b in pairwise(points) if a and b)


def legs_m(stops: Sequence[Stop], start: Point | None) -> list[float | None]:
    """Measure how far each stop is from the one before; unknown ones are None."""
    before, found = start, list[float | None]()
    for stop in stops:
        found.append(distance_m(before, stop.point) if before and stop.point else None)
        before = stop.point or before
    return found
