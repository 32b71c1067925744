"""Changing a ladder: its clocks, offices and figures; each change gives a new ladder.

A ladder climbs: no office stands after one of a higher level. Alerts keep their stages, for what
is done at each of them differs; their clocks, topics and figures change like all others.
"""

import re
from dataclasses import replace

from domain.areas import Level
from domain.cases import HEIGHTS
from domain.ladders import Kind, Ladder, Rung, Span
from domain.people import Role
from domain.refusals import Refusal

OFFICES = {
    Role.INFORMATION_OFFICER: Level.VILLAGE,
    Role.TOWN_STATION: Level.TOWN,
    Role.DISTRICT_OFFICE: Level.DISTRICT,
    Role.ORGANISATION_DEPARTMENT: Level.DISTRICT,
}
"""Every office a ladder can have, with its level, in the order in which they climb."""
CLOCKS = ("take", "solve", "update", "silence", "grace")
FIGURES = {"chain_days": (0, 90), "warn_percent": (0, 95), "reopen_days": (0, 365)}
"""Figures that every ladder has, and from where to where each may be set."""
RULE_LIMITS = (0, 10_000_000)
MOST_DAYS, MOST_MINUTES = 60, 8 * 60
_PART = re.compile(r"(\d{1,4})\s*(天|个?工作日|日|d|小时|h|分钟|分|m(?:in)?)")
_DAYS, _HOURS = frozenset({"天", "工作日", "个工作日", "日", "d"}), frozenset({"小时", "h"})
_NONE = frozenset({"0", "不限", "无", "没有", "none", "no limit"})


def read_span(written: str) -> Span | None:
    """Read a length of working time, `3 天`, `1 天 4 小时`, `不限`; None if it is none."""
    words = written.strip().casefold()
    if words in _NONE:
        return Span()
    if not words or _PART.sub("", words).strip():
        return None
    days, minutes = 0, 0
    for number, unit in _PART.findall(words):
        days += int(number) if unit in _DAYS else 0
        minutes += 0 if unit in _DAYS else int(number) * (60 if unit in _HOURS else 1)
    return Span(days=days, minutes=minutes)


def with_clock(ladder: Ladder, place: int, name: str, span: Span) -> Ladder:
    """Let an office have more or less time.

    Raises:
        Refusal: it is longer than a clock can run.
    """
    if span.days > MOST_DAYS or span.minutes > MOST_MINUTES:
        raise Refusal(
            "Up to {days} working days, or {hours} hours besides; longer is no deadline.",
            days=MOST_DAYS,
            hours=MOST_MINUTES // 60,
        )
    rung = ladder.rungs[place]
    changed = replace(rung, clocks=replace(rung.clocks, **{name: span}))
    return replace(ladder, rungs=(*ladder.rungs[:place], changed, *ladder.rungs[place + 1 :]))


def missing_offices(ladder: Ladder) -> list[Role]:
    """List the offices that a ladder could have besides; alerts have their own."""
    held = {rung.role for rung in ladder.rungs}
    return [] if ladder.kind is Kind.ALERT else [role for role in OFFICES if role not in held]


def with_office(ladder: Ladder, role: Role, solve: Span) -> Ladder:
    """Add an office where its level belongs; its other clocks are those of its neighbour.

    Raises:
        Refusal: it is on the ladder already, or the ladder keeps its stages.
    """
    if role not in missing_offices(ladder):
        raise Refusal("This office is on the ladder already, or cannot be on it.")
    level = OFFICES[role]
    place = sum(HEIGHTS[rung.level] <= HEIGHTS[level] for rung in ladder.rungs)
    like = ladder.rungs[max(0, place - 1)]
    added = Rung(level=level, role=role, clocks=replace(like.clocks, solve=solve))
    return replace(ladder, rungs=(*ladder.rungs[:place], added, *ladder.rungs[place:]))


def without_office(ladder: Ladder, place: int) -> Ladder:
    """Take an office off a ladder.

    Raises:
        Refusal: it is the last one, or the ladder keeps its stages.
    """
    if ladder.kind is Kind.ALERT or len(ladder.rungs) < 2:
        raise Refusal("This ladder needs this office. Nothing was changed.")
    return replace(ladder, rungs=(*ladder.rungs[:place], *ladder.rungs[place + 1 :]))


def movable(ladder: Ladder) -> list[int]:
    """List the places of offices that could come one earlier: after one of the same level."""
    if ladder.kind is Kind.ALERT:
        return []
    rungs = ladder.rungs
    return [it for it in range(1, len(rungs)) if rungs[it].level is rungs[it - 1].level]


def with_office_earlier(ladder: Ladder, place: int) -> Ladder:
    """Let an office come before its neighbour of the same level.

    Raises:
        Refusal: the one before is of a lower level.
    """
    if place not in movable(ladder):
        raise Refusal("A ladder climbs: a higher office cannot come before a lower one.")
    rungs = list(ladder.rungs)
    rungs[place - 1 : place + 1] = rungs[place], rungs[place - 1]
    return replace(ladder, rungs=tuple(rungs))


def limits_of(figure: str) -> tuple[int, int]:
    """Return from where to where a figure may be set; papers are asked for or not, 1 or 0."""
    if figure.startswith("paper."):
        return (0, 1)
    return FIGURES.get(figure, RULE_LIMITS)


def with_figure(ladder: Ladder, figure: str, value: int) -> Ladder:
    """Set a figure of a ladder.

    Raises:
        Refusal: it is out of its limits.
    """
    lowest, highest = limits_of(figure)
    if not lowest <= value <= highest:
        raise Refusal("Please send a whole number from {lowest} to {highest}.", lowest=lowest,
                      highest=highest)  # fmt: skip
    if figure in FIGURES:
        changed: Ladder = replace(ladder, **{figure: value})  # type: ignore[arg-type]
        return changed
    return replace(ladder, rules={**ladder.rules, figure: value})
