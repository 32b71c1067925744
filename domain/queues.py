"""Queues of offices: which cases somebody has before him, and how he looks at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from domain.areas import contains
from domain.ladders import DESKS, Kind, Ladder, Stage
from domain.people import Person, Role


class Tab(StrEnum):
    """The cases of an office, by who has to do something."""

    ALL = "all"
    NEW = "new"
    """Nobody has taken them."""
    MINE = "mine"
    WAITING = "waiting"
    """Their askers were asked something."""
    OVERDUE = "overdue"
    """Those of the office, and those below that it may take over."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What of a queue is shown; no kind is every kind, no area is every area of one's desks."""

    tab: Tab = Tab.ALL
    kind: Kind | None = None
    area_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The cases of a role in an area."""

    role: Role
    area_code: str


def desks(person: Person, area_code: str = "") -> tuple[Desk, ...]:
    """List where somebody works on cases, within an area; none lies in another."""
    wide = [
        Desk(role=duty.role, area_code=duty.area_code)
        for duty in person.duties
        if duty.role in DESKS and duty.area_code
    ]
    within = [_narrowed(it, area_code) for it in wide]
    found = dict.fromkeys(it for it in within if it)
    return tuple(it for it in found if not any(_holds(other, it) for other in found))


def desks_below(mine: Sequence[Desk], ladders: Iterable[Ladder]) -> tuple[Desk, ...]:
    """List the desks right below these, whose overdue cases they may take over."""
    climbs = sorted({pair for ladder in ladders for pair in _climbs(ladder)})
    found = dict.fromkeys(
        Desk(role=below, area_code=desk.area_code)
        for desk in mine
        for below, above in climbs
        if above is desk.role
    )
    return tuple(it for it in found if it not in mine)


def kinds_at(mine: Sequence[Desk], ladders: Iterable[Ladder]) -> list[Kind]:
    """List the kinds of cases that can come to these desks."""
    roles = {it.role for it in mine}
    found = {it.kind for it in ladders if any(rung.role in roles for rung in it.rungs)}
    return [kind for kind in Kind if kind in found]


def _climbs(ladder: Ladder) -> list[tuple[Role, Role]]:
    roles = [rung.role for rung in ladder.rungs if rung.stage is Stage.WORK]
    return list(pairwise(roles))


def _narrowed(desk: Desk, area_code: str) -> Desk | None:
    if not area_code or contains(area_code, desk.area_code):
        return desk
    if contains(desk.area_code, area_code):
        return Desk(role=desk.role, area_code=area_code)
    return None


def _holds(outer: Desk, inner: Desk) -> bool:
    is_other = outer != inner and outer.role is inner.role
    return is_other and contains(outer.area_code, inner.area_code)
